"""Texts made from columns: a range, a single person, a zero, and a figure nobody gave."""

import pandas as pd
import pytest

from geo.evidence.build.incidents import casualty_text, place_text

NO_FIGURE = (pd.NA, pd.NA)


def row(killed, injured, attackers=""):
    names = ("killed_low", "killed_high", "injured_low", "injured_high")
    return dict(zip(names, killed + injured, strict=True)) | {"attackers": attackers}


@pytest.mark.parametrize(
    ("killed", "injured", "english", "spanish"),
    [
        ((6, 7), (77, 78), "6–7 killed, 77–78 hurt", "6–7 muertos, 77–78 heridos"),
        ((1, 1), (1, 1), "1 killed, 1 hurt", "1 muerto, 1 herido"),
        (
            (0, 1),
            (0, 0),
            "Up to 1 killed, no one reported hurt",
            "Hasta 1 muerto, sin heridos reportados",
        ),
        (
            (0, 0),
            (0, 4),
            "No one reported killed, up to 4 hurt",
            "Sin muertos reportados, hasta 4 heridos",
        ),
        ((0, 0), (0, 0), "No one reported killed or hurt", "Sin muertos ni heridos reportados"),
        (NO_FIGURE, NO_FIGURE, "No figure in what was read", "Sin cifra en lo leído"),
        (
            (3, 3),
            NO_FIGURE,
            "3 killed, number hurt not stated",
            "3 muertos, número de heridos no indicado",
        ),
    ],
)
def test_casualty_text(killed, injured, english, spanish):
    assert casualty_text(row(killed, injured), "en") == english
    assert casualty_text(row(killed, injured), "es") == spanish


def test_casualty_text_tells_of_attackers():
    among = row((23, 23), (68, 68), "among")
    assert casualty_text(among, "en") == "23 killed (includes presumed attackers), 68 hurt"
    assert casualty_text(among, "es") == "23 muertos (incluye presuntos atacantes), 68 heridos"
    besides = row((0, 0), (0, 0), "besides")
    assert casualty_text(besides, "en") == (
        "No one reported killed (presumed attackers not counted), no one reported hurt"
    )


def test_place_text_says_each_name_once_and_no_unknown_place():
    place = {"place_en": "Corinto", "municipality": "Corinto", "department": "Cauca"}
    assert place_text(place, "en") == "Corinto, Cauca"
    place["place_en"] = None
    assert place_text(place, "en") == "Corinto, Cauca"
    place["place_en"] = "rural area, not stated"
    assert place_text(place, "en") == "Rural area, Corinto, Cauca"
    place["place_es"] = "zona rural, lugar no indicado"
    assert place_text(place, "es") == "Zona rural, Corinto, Cauca"
