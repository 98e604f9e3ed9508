"""Charts, put together once per question and language: checking one costs more than drawing it."""

from collections.abc import Callable

import altair as alt
import streamlit as st

from geo.cartography import palette
from pages.frame.data import evidence
from pages.frame.language import lang

# The colour of letters on whatever lies behind the chart, which only the browser knows.
INK = alt.ExprRef(
    f"luminance(background) < 0.4 ? '{palette.css(palette.PAPER)}' : '{palette.css(palette.INK)}'"
)


# How the browser writes a chart's numbers: its axes, labels and tooltips take raw ones.
NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
    "es": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0dólares"]},
}


def draw(name: str, drawn: alt.Chart) -> None:
    """Draws a chart that changes with every choice, its numbers in the page's language."""
    spec = drawn.to_dict()
    spec.setdefault("config", {})["locale"] = {"number": NUMBERS[lang()]}
    st.vega_lite_chart(spec=spec, width="stretch", key=name)


@st.cache_resource(show_spinner=False, max_entries=128)
def _drawn(
    name: str, version: str, lang: str, asked: tuple, _make: Callable[[], alt.Chart]
) -> None:
    draw(name, _make())


def chart(name: str, asked: tuple, make: Callable[[], alt.Chart]) -> None:
    """Draws the chart that `make` puts together, which only `asked` and the language decide."""
    _drawn(name, evidence().version, lang(), asked, make)
