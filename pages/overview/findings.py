"""Five findings as cards: a small picture, a number in its sentence, the page that shows it."""

from pathlib import Path

import streamlit as st

from geo.cartography.drawing import as_picture
from geo.language import tell
from geo.views import overview
from geo.views.link import VERSION
from pages.frame import navigation
from pages.frame.data import evidence
from pages.frame.language import lang, prose
from pages.frame.terms import meaning

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")


def findings() -> None:
    """One under the other, each a link."""
    cards = overview.findings(evidence())
    rules = "".join(
        f".st-key-finding-{one.page} a{{background-image:url('{as_picture(one.svg, '').address}')}}"
        for one in cards
    )
    style = f"<style>{STYLE}{rules}</style>"
    st.html(style)
    with st.container(key="findings"):
        for one in cards:
            query = {"v": VERSION, "lang": lang(), **one.query}
            with st.container(key=f"finding-{one.page}"):
                text = prose(tell(one.sentence, lang()))
                page = navigation.page(one.page)
                st.page_link(page, label=text, query_params=query, help=meaning(text))
