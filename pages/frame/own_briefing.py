"""A reader's own briefing while it is put together: views that its pages add."""

from dataclasses import dataclass, field
from itertools import count

import streamlit as st

from geo.views.briefing_file import MOST_STEPS, Step
from geo.views.briefing_step import step_of
from pages.frame import link
from pages.frame.data import evidence
from pages.frame.kit import kit
from pages.frame.language import t

SLOTS = "briefing:own"
_numbers = count()


@dataclass
class Slot:
    """A step that is changed in place. number: its own for good, wherever it stands."""

    step: Step
    number: int = field(default_factory=_numbers.__next__)


def slots() -> list[Slot]:
    """The steps of this session, in order, to be changed in place."""
    return st.session_state.setdefault(SLOTS, [])


def offer(page: str) -> None:
    """The button that adds the view of a page, or why rows that a reader brought cannot be.

    Nothing on the briefing itself, or where a reader's rows are still to come.
    """
    if kit().own:
        st.caption(t("briefing.not_own"))
    if page in ("briefing", "explore") or kit().own:
        return
    full = len(slots()) >= MOST_STEPS
    st.button(t("briefing.add"), key=f"briefing-add-{page}", on_click=_add, disabled=full)
    if slots():
        st.caption(t("briefing.full" if full else "briefing.added", n=len(slots())))


def _add() -> None:
    here = link.here()
    if len(slots()) < MOST_STEPS:  # a second click may come before the button is shut
        slots().append(Slot(step_of(evidence(), here.page, here.choices)))
