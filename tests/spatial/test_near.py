import pandas as pd
import pytest

from geo.crs import METRIC
from geo.errors import BelowUncertainty, CrsMismatch
from geo.spatial import near, near_corridor
from tests.spatial.squares import legs, points, square_municipalities, uncertain

ALONG = legs(((0, 0), (30, 0)))  # west to east along y = 0, uncertain by 1 km
SQUARES = square_municipalities()


def test_certain_and_possible_use_both_uncertainties():
    """Within 5 km: certain needs y + 1 + u <= 5, possible y - 1 - u <= 5."""
    spots = uncertain((5, 1.9, 2), (5, 2.1, 2), (5, 7.9, 2), (5, 8.1, 2))
    found = near(spots, ALONG, 5, SQUARES)
    assert found.index.tolist() == [0, 1, 2]
    assert found["certainty"].tolist() == ["certain", "possible", "possible"]
    assert found["distance_km"].tolist() == pytest.approx([1.9, 2.1, 7.9], abs=1e-6)


def test_the_surest_line_decides():
    """A blurred line over the point and a sharp one 3 km off: the sharp one makes it certain."""
    both = legs(((0, 0), (30, 0)), uncertainty_km=4)
    sharp = legs(((0, 3), (30, 3)), uncertainty_km=0.5)
    spot = uncertain((5, 0, 1))
    assert near(spot, both, 4.5, SQUARES)["certainty"].tolist() == ["possible"]
    lines = pd.concat([both, sharp], ignore_index=True)
    assert near(spot, lines, 4.5, SQUARES)["certainty"].tolist() == ["certain"]


@pytest.mark.parametrize(
    ("distance_km", "certainty"), [(10.9, "possible"), (11.1, "certain"), (1.1, "possible")]
)
def test_stand_in_is_certain_only_if_the_whole_polygon_is(distance_km, certainty):
    """00001 reaches from y = 0 to 10, the line is at y = 0 and uncertain by 1 km: 11 km.

    Its point lies on the line and its stated size (2 km) would make it certain from 3 km.
    """
    stand_in = uncertain((15, 0, 0.5)).assign(stands_for_municipality=True)
    assert near(stand_in, ALONG, distance_km, SQUARES)["certainty"].tolist() == [certainty]


def test_stand_in_is_possible_where_any_part_is():
    """The seat is 9 km off, but the polygon's edge lies on the line."""
    stand_in = uncertain((15, 9, 1)).assign(stands_for_municipality=True)
    found = near(stand_in, ALONG, 2, SQUARES)
    assert found["certainty"].tolist() == ["possible"]
    assert found["distance_km"].tolist() == pytest.approx([9], abs=1e-6)


@pytest.mark.parametrize("line_km, point_km, least", [(6, 1, 6), (1, 3, 3), (1, 2.95, 3)])
def test_below_the_uncertainty_there_is_no_answer(line_km, point_km, least):
    lines = legs(((0, 0), (30, 0)), uncertainty_km=line_km)
    spots = uncertain((5, 0, point_km), (6, 0, 20))
    with pytest.raises(BelowUncertainty) as raised:
        near(spots, lines, least - 0.1, SQUARES)
    assert raised.value.uncertainty_km == least
    assert len(near(spots, lines, least, SQUARES)) == 2


def test_certain_only_grows_with_distance():
    spots = uncertain(*[(x, x / 2, x % 4 + 1) for x in range(30)])
    before: set = set()
    for distance_km in (2, 5, 9, 14, 30):
        found = near(spots, ALONG, distance_km, SQUARES)
        certain = set(found.index[found["certainty"] == "certain"])
        assert before <= certain
        before = certain
    assert before == set(range(30))


def test_corridors_are_named():
    """Points at y = 2, 8 and 14; corridors at y = 0 and y = 16; within 4 km, 1 km each."""
    far = legs(((0, 16), (30, 16)), corridor_id="C2")
    both = pd.concat([ALONG, far], ignore_index=True)
    spots = uncertain((5, 2, 1), (5, 8, 1), (5, 14, 1))
    found = near_corridor(spots, both, 4, SQUARES)
    assert dict(found["corridor_ids"]) == {0: "C1", 2: "C2"}
    wide = near_corridor(spots.assign(uncertainty_km=[1.0, 20.0, 1.0]), both, 4, SQUARES)
    assert wide["corridor_ids"].tolist() == ["C1", "C1;C2", "C2"]


def test_corridors_of_a_blurred_point_are_named_though_no_sharp_one_is_near():
    spots = uncertain((5, 20, 18), (100, 100, 1))
    assert near_corridor(spots, ALONG, 3, SQUARES)["corridor_ids"].tolist() == ["C1"]


def test_nothing_near_and_nothing_given():
    spots = uncertain((5, 90, 1))
    assert near(spots, ALONG, 5, SQUARES).empty
    assert near_corridor(spots.iloc[:0], ALONG, 5, SQUARES).empty
    assert near_corridor(spots, ALONG.iloc[:0], 5, SQUARES).empty


def test_position_without_uncertainty_is_refused():
    with pytest.raises(ValueError, match="uncertainty_km"):
        near(uncertain((5, 0, float("nan"))), ALONG, 5, SQUARES)


def test_stand_in_for_an_unknown_municipality_is_refused():
    spot = uncertain((5, 0, 1)).assign(stands_for_municipality=True, divipola="99999")
    with pytest.raises(ValueError, match="not given"):
        near(spot, ALONG, 5, SQUARES)


def test_crs_mismatch_raises():
    spots = uncertain((5, 0, 1))
    with pytest.raises(CrsMismatch):
        near(spots.to_crs(METRIC), ALONG, 5, SQUARES)
    with pytest.raises(CrsMismatch):
        near(spots, ALONG, 5, SQUARES.to_crs(METRIC))


def test_points_helper_is_exact():
    a, b = points((0, 0), (3, 4)).to_crs(METRIC).geometry
    assert a.distance(b) == pytest.approx(5000, abs=1e-3)
