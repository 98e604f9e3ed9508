"""The evidence that all sessions share, and the one way to ask it."""

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import local
from time import monotonic
from typing import TypeVar

import streamlit as st

from geo.cartography import static
from geo.evidence import Evidence, data_version

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
_run = local()  # what the run of this thread has looked up
_begun = monotonic()


@st.cache_resource(show_spinner=False, max_entries=2)
def _layers(version: str) -> Evidence:
    return Evidence()


def look_up_evidence() -> None:
    """Finds what the last build left: once a run, as looking at the disk adds up."""
    global _begun
    _begun = monotonic()
    _run.evidence = _layers(data_version())


@st.cache_resource(show_spinner=False)
def _prepared(version: str) -> None:
    static.prepare(ROOT)


def prepare() -> None:
    """Fills the folder of static files, once a data version."""
    _prepared(evidence().version)


def quiet_s() -> float:
    """Seconds since a run last began."""
    return monotonic() - _begun


def evidence() -> Evidence:
    """All layers as the last build left them, read once per process; never mutate them."""
    if not hasattr(_run, "evidence"):
        look_up_evidence()
    return _run.evidence


def ask(question: Callable[..., T], *values: Hashable, **options: Hashable) -> T:
    """The answer to `question(evidence, *values, **options)`, remembered for all sessions."""
    return evidence().ask(question, *values, **options)


def layer(layer_id: str):
    """A layer by name. Raises LayerMissing or LayerCorrupt."""
    return evidence()[layer_id]
