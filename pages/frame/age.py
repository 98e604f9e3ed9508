"""One line on each page that says how old its evidence is."""

from datetime import date

import streamlit as st

from geo.language import tell
from geo.views.freshness import RESTS_ON, freshness
from pages.frame.data import ask
from pages.frame.language import lang, prose, t

KEY = "frame:age"


def begin(page: str) -> None:
    """What the page that now runs rests on; it is told once."""
    st.session_state[KEY] = RESTS_ON.get(page, ())


def show(*layers: str) -> None:
    """The line: of these layers, or of the page's own unless it has been told."""
    told = layers or st.session_state.pop(KEY, ())
    if told:
        ages = [tell(sentence, lang()) for sentence in ask(freshness, told, today=date.today())]
        st.caption(prose(t("frame.age", layers=" · ".join(ages))))
