import pytest

from geo.crs import METRIC
from geo.errors import CrsMismatch
from geo.evidence import load
from geo.spatial.borders import shared_borders
from tests.spatial.squares import square_municipalities


def test_squares_in_a_row_share_their_sides_and_nothing_else():
    found = shared_borders(square_municipalities())
    pairs = list(zip(found["divipola"], found["neighbour"], strict=True))
    assert pairs == [("00001", "00002"), ("00001", "00003"), ("00002", "00001"), ("00003", "00001")]
    assert found["border_km"].tolist() == pytest.approx([10] * 4, rel=0.01)


def test_only_storage_degrees_are_measured():
    with pytest.raises(CrsMismatch):
        shared_borders(square_municipalities().to_crs(METRIC))


def test_the_country_is_one_piece_but_for_the_islands():
    places = load("municipalities")
    found = shared_borders(places)
    alone = set(places["divipola"]) - set(found["divipola"])
    assert alone == {"88001", "88564"}
    assert len(found) == 2 * 3195
    quilichao = found[found["divipola"] == "19698"]["neighbour"].tolist()
    assert quilichao == ["19110", "19137", "19142", "19364", "19845", "76364"]
