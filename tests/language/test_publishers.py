"""What our facts note beside a publisher's name is told in the language of who reads."""

import re

import pandas as pd
import pytest

from geo.evidence.catalogue import DATA
from geo.language import publisher_text

NAMES = pd.read_csv(DATA / "facts" / "sources.csv", dtype=str)["publisher"].drop_duplicates()
NOTE = re.compile(r"\(([^()]*)\)|(?:,|;| via | quoted ) ?(.*)$|^(public .*|[Uu]nnamed .*)$")
ENGLISH = re.compile(
    r"(?<![\w-])(the|of|by|from|with|after|in|on|via|and|as|cited|citing|quotes?|cop(y|ies|ied)|text|file"
    r"|repository|script|mirrors?|archives?d?|blog archive|digest|summary|article|statement|report"
    r"|ranking|tour|English|Spain|Peru|Army|Navy|Police|agency|project|path|column|forum)(?![\w-])"
)
NAMED = {"US House, Office of the Law Revision Counsel"}  # and other names as they are published
NAMED |= {"US Department of Justice, Office of Legal Counsel"}


@pytest.mark.parametrize(
    ("name", "lang", "told"),
    [
        ("Caracol Radio (Army)", "es", "Caracol Radio (Ejército)"),
        ("Caracol Radio (Army)", "en", "Caracol Radio (Army)"),
        ("DANE, by way of epiCo 1.0.1", "es", "DANE, por medio de epiCo 1.0.1"),
        ("Colombia One (source article)", "es", "Colombia One (artículo de partida)"),
        ("W Radio (Police); Semana", "es", "W Radio (Policía); Semana"),
        ("El Soberano (México)", "en", "El Soberano (Mexico)"),
    ],
)
def test_a_note_is_told_in_the_language(name, lang, told):
    assert publisher_text(name, lang) == told


def test_no_note_stays_in_english_on_a_spanish_page():
    left = []
    for name in set(NAMES) - NAMED:
        notes = NOTE.findall(publisher_text(name, "es"))
        left += [name for note in notes if ENGLISH.search(" ".join(note))]
    assert left == []
