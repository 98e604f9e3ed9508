"""Texts made from columns: a range, a single person, a zero, and a figure nobody gave."""

import pandas as pd
import pytest

from geo.evidence.build.words import casualty_text, place_text


@pytest.mark.parametrize(
    ("killed", "injured", "english", "spanish"),
    [
        ((6, 7), (77, 78), "6-7 killed, 77-78 hurt", "6-7 muertos, 77-78 heridos"),
        ((1, 1), (1, 1), "1 killed, 1 hurt", "1 muerto, 1 herido"),
        ((0, 1), (0, 0), "0-1 killed, no one hurt", "0-1 muertos, sin heridos"),
        ((0, 0), (2, 2), "No one killed, 2 hurt", "Sin muertos, 2 heridos"),
        (
            (0, 0),
            (0, 0),
            "No one reported killed or hurt",
            "Sin muertos ni heridos reportados",
        ),
        ((pd.NA, pd.NA), (pd.NA, pd.NA), "No figure in what was read", "Sin cifra en lo leído"),
        (
            (3, 3),
            (pd.NA, pd.NA),
            "3 killed, number hurt not stated",
            "3 muertos, número de heridos no indicado",
        ),
    ],
)
def test_casualty_text(killed, injured, english, spanish):
    row = dict(
        zip(
            ("killed_low", "killed_high", "injured_low", "injured_high"),
            killed + injured,
            strict=True,
        )
    )
    assert casualty_text(row, "en") == english
    assert casualty_text(row, "es") == spanish


def test_place_text_says_each_name_once():
    row = {"place_en": "Corinto", "municipality": "Corinto", "department": "Cauca"}
    assert place_text(row, "en") == "Corinto, Cauca"
    row["place_en"] = None
    assert place_text(row, "en") == "Corinto, Cauca"
    row["place_en"] = "Calle 1"
    assert place_text(row, "en") == "Calle 1, Corinto, Cauca"
