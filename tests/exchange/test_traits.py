"""Each trait of everyday files has the outcome that is right, and every row is accounted for."""

import pytest

from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import accept, inspect
from geo.language import LANGUAGES, Sentence, tell
from tests.exchange.corpus.trait_files import FILES
from tests.exchange.corpus.trait_tables import ASK, TABLES
from tests.exchange.placed import codes_of
from tests.sampling import one_in

MUNICIPALITIES = load("municipalities")
TRAITS = TABLES | FILES


@pytest.mark.parametrize("trait", one_in(4, TRAITS))
def test_a_trait_comes_out_right(trait):
    made, right = TRAITS[trait]
    data = made.encode() if isinstance(made, str) else made
    try:
        table = accept(inspect(trait, data, MUNICIPALITIES))
    except FileRefused as refused:
        assert all(tell(Sentence(refused.key, refused.values), lang) for lang in LANGUAGES)
        assert right == (ASK if refused.draft and refused.draft.ways else refused.key)
        return
    assert codes_of(table.frame, MUNICIPALITIES) == right
    assert table.kept + table.repaired + table.rejected == table.rows
    assert len(table.reasons) == table.rejected


def test_heights_of_polygons_are_accounted_for():
    ring = "[[-76.54,3.44,5],[-76.52,3.44,5],[-76.52,3.46,5],[-76.54,3.44,5]]"
    data = f'{{"type": "Polygon", "coordinates": [{ring}]}}'.encode()
    assert {r.id: r.rows for r in inspect("z", data, MUNICIPALITIES).repairs} == {"heights": 1}


def test_the_reader_is_told_which_rows_lie_elsewhere():
    data = "municipio,lat,lon\nCali,3.45,-76.53\nPopayán,2.4419,-76.6063\nTimbío,3.45,-76.53\n"
    notes = inspect("n", data.encode(), MUNICIPALITIES).notes
    assert [n.values for n in notes if n.name == "note_elsewhere"] == [{"n": 1, "of": 3}]
