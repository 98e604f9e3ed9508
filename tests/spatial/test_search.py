"""Places that a person who types may mean."""

import pytest

from geo.evidence import load
from geo.spatial.search import search

PLACES = load("municipalities")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("santander quilichao", "19698"),
        ("Quilichao", "19698"),
        ("quilicaho", "19698"),
        ("SANTANDER DE QUILICHAO", "19698"),
        ("argelia cauca", "19050"),
        ("Argelia, Valle", "76054"),
        ("el charco nariño", "52250"),
        ("bogota", "11001"),
        ("Cúcuta", "54001"),
        ("cartajena", "13001"),
        ("19698", "19698"),
        ("5001", "05001"),
        ("94663", "94343"),
        ("Nariño", "52"),
        ("cauca", "19"),
        ("norte de santander", "54"),
    ],
)
def test_a_person_finds_the_place(typed, place):
    assert search(typed, PLACES)["place"].iloc[0] == place


def test_homonyms_come_first_and_say_their_department():
    found = search("argelia", PLACES)
    assert found["department"].tolist()[:3] == ["Antioquia", "Cauca", "Valle del Cauca"]
    assert found["score"].tolist()[:3] == [100, 100, 100]


@pytest.mark.parametrize("typed", ["", " ", "xyzzy", "¿?", "99999"])
def test_nothing_fits(typed):
    assert search(typed, PLACES).empty
