"""Charts, put together once per question and language: checking one costs more than drawing it."""

from collections.abc import Callable

import altair as alt
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
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


def draw(name: str, answer: Answer, drawn: alt.Chart) -> None:
    """Draws a chart that changes with every choice, its numbers in the page's language.

    Who does not see it hears the words of its answer.
    """
    _draw(name, words(answer, lang()), drawn)


def _draw(name: str, told: str, drawn: alt.Chart) -> None:
    spec = drawn.to_dict() | {"description": told}
    spec.setdefault("config", {})["locale"] = {"number": NUMBERS[lang()]}
    st.vega_lite_chart(spec=spec, width="stretch", key=name)


@st.cache_resource(show_spinner=False, max_entries=128)
def _drawn(
    name: str, version: str, lang: str, asked: tuple, told: str, _make: Callable[[], alt.Chart]
) -> None:
    _draw(name, told, _make())


def chart(name: str, answer: Answer, asked: tuple, make: Callable[[], alt.Chart]) -> None:
    """Draws the chart of an answer that `make` puts together, which only `asked` and the
    language decide."""
    _drawn(name, evidence().version, lang(), asked, words(answer, lang()), make)
