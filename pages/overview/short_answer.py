"""The short answer of the whole: one computed sentence or two a page, each with its way in."""

import streamlit as st

from geo.answers import Sentence, cities, decertification, programmes, way
from geo.language import tell
from pages.frame import navigation
from pages.frame.data import ask, evidence
from pages.frame.language import lang, prose, t


def _corridors() -> list[Sentence]:
    """What the model sends, and its share that has Santander de Quilichao on the way."""
    told = ask(way.on_the_way, way.DEFAULT).sentences
    santander = evidence().names["19698"]
    return [told[0], *(s for s in told if s.values.get("place") == santander)]


def _aid() -> list[Sentence]:
    return [ask(programmes.places, "municipality").said["places_municipality"]]


def _decertification() -> list[Sentence]:
    questions = (decertification.unknown, decertification.outcomes)
    return [sentence for question in questions for sentence in ask(question).sentences]


def _cities() -> list[Sentence]:
    return list(ask(cities.claims).sentences)


def short_answer() -> None:
    """Four boxes, one under the other."""
    boxes = {
        "aid": _aid(),
        "decertification": _decertification(),
        "corridors": _corridors(),
        "cities": _cities(),
    }
    for page, sentences in boxes.items():
        with st.container(border=True):
            st.markdown(prose(" ".join(tell(sentence, lang()) for sentence in sentences)))
            st.page_link(
                navigation.page(page),
                label=t(f"frame.nav_{page}"),
                query_params={"lang": lang()},
            )
