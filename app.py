"""Corredor's server: `streamlit run app.py`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import product
from pathlib import Path
from threading import Thread
from time import sleep

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from geo.cartography import static
from pages.frame import documents, early, publishing, remote
from pages.frame.compression import Compression, HashedFiles, instead
from pages.frame.faults import tell_fault

ROOT = Path(__file__).resolve().parent
QUIET_S = 3


def warm() -> None:
    """Reads all layers before a reader asks, spares the collector from walking them, and
    puts the briefing together: step by step, each once no reader has asked for some seconds.
    """
    from geo.errors import CorredorError
    from geo.evidence import catalogue
    from geo.language import LANGUAGES
    from geo.views.briefing import ours, played_ours, step_texts
    from pages.frame.data import evidence, quiet_s

    for layer_id in catalogue():
        with suppress(CorredorError):  # a page says so to who asks for it
            evidence()[layer_id]
    gc.collect()
    gc.freeze()
    with suppress(CorredorError):
        for step, lang in product(evidence().ask(ours).steps, LANGUAGES):
            while (early := QUIET_S - quiet_s()) > 0:
                sleep(early)
            step_texts(evidence(), step, lang)
        evidence().ask(played_ours)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    with suppress(OSError):  # a disk that is full: a page says so to who asks for a map
        static.prepare(ROOT)
    Thread(target=warm, daemon=True).start()
    yield


app = st.App(
    ROOT / "pages" / "frame" / "script.py",
    lifespan=lifespan,
    on_script_error=tell_fault,
    middleware=[Middleware(Compression, responses=instead())],
    routes=[
        *documents.routes(),
        *early.routes(),
        *publishing.routes(),
        *remote.routes(),
        *documents.elsewhere(),
        Mount("/app/static", HashedFiles(directory=ROOT / "static", check_dir=False)),
    ],
)
