"""Many points, each drawn where the browser has a graphics card, counted where it has none."""

import geopandas as gpd
import streamlit as st

from geo.answers import Answer
from geo.cartography import graphics
from geo.views import explore
from geo.views.every_point import EveryPoint, every_point, possible
from pages.explore.review import Read, kept
from pages.frame.data import evidence
from pages.frame.language import t

# How rows are drawn one by one: on the one map, by the card, not yet known, or not at all.
CANVAS, CARD, ASKING, NEVER = "canvas", "card", "asking", "never"
FOUND, WIDGET, HEIGHT = "explore:card", "explore:graphics", 560


def drawing(rows: gpd.GeoDataFrame) -> str:
    """How rows with a position are drawn one by one; says why where they cannot be."""
    if explore.few(rows):
        return CANVAS
    if not possible(rows):
        st.info(t("explore.too_many", n=len(rows)))
        return NEVER
    card = _card()
    if card is None:
        return ASKING
    if not card:
        st.info(t("explore.no_card", n=len(rows)))
        return NEVER
    return CARD


def _card() -> bool | None:
    """Whether the reader's browser has a graphics card; None until it has said so."""

    def take() -> None:
        st.session_state[FOUND] = bool(st.session_state[WIDGET].get("card"))

    if FOUND not in st.session_state:
        ask = st.components.v2.component(graphics.NAME, js=graphics.SCRIPT)
        ask(key=WIDGET, on_card_change=take)
    return st.session_state.get(FOUND)


def show(answer: Answer, read: Read, km: int, lang: str) -> None:
    """Every point, sent once for a file: what is chosen elsewhere sends only its name again.

    km: within how many of a corridor the answer says certain and possible.
    """
    key = (*read.key, km, *answer.frame.columns, lang)
    _draw(kept("points", key, lambda: every_point(evidence(), answer, read.own, lang)), lang)


@st.fragment
def _draw(points: EveryPoint, lang: str) -> None:
    st.pydeck_chart(points.deck, height=HEIGHT, key="explore-points", width="stretch")
    st.html(points.scene.legend_html(lang) + points.scene.words_html(lang))
