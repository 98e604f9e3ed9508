"""Charts, put together once per question and language: checking one costs more than drawing it."""

from collections.abc import Callable

import altair as alt
import streamlit as st

from geo.cartography import palette
from geo.evidence import data_version
from pages.frame.language import lang

# The colour of letters on whatever lies behind the chart, which only the browser knows.
INK = alt.ExprRef(
    f"luminance(background) < 0.4 ? '{palette.css(palette.PAPER)}' : '{palette.css(palette.INK)}'"
)


@st.cache_resource(show_spinner=False, max_entries=128)
def _spec(name: str, version: str, lang: str, asked: tuple, _make: Callable[[], alt.Chart]) -> dict:
    return _make().to_dict()


def chart(name: str, asked: tuple, make: Callable[[], alt.Chart]) -> None:
    """Draws the chart that `make` puts together, which only `asked` and the language decide."""
    spec = _spec(name, data_version(), lang(), asked, make)
    st.vega_lite_chart(spec=spec, width="stretch", key=name)
