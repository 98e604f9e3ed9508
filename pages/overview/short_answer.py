"""The short answer of the whole: one computed sentence or two a page, each with its way in."""

import streamlit as st

from geo.answers import Sentence, cities, decertification, way
from geo.language import tell
from pages.frame import aid_model, navigation
from pages.frame.data import as_of, ask, evidence, layer
from pages.frame.language import lang, prose, t


def _corridors() -> list[Sentence]:
    """What the model sends, and its share that has Santander de Quilichao on the way."""
    told = ask(way.on_the_way, way.DEFAULT).sentences
    santander = evidence().names["19698"]
    return [told[0], *(s for s in told if s.values.get("place") == santander)]


def _aid() -> list[Sentence]:
    return [aid_model.places(aid_model.every(), "municipality").sentences[0]]


def _decertification() -> list[Sentence]:
    day = as_of("aid_accounts", "aid_account_flags")
    accounts, flags = layer("aid_accounts"), layer("aid_account_flags")
    record = layer("certification_record")
    return [
        *decertification.unknown(record, as_of("certification_record")).sentences,
        *decertification.all_outcomes(accounts, flags, day).sentences,
    ]


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
