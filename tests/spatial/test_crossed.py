import pandas as pd
import pytest

from geo.crs import METRIC
from geo.errors import CrsMismatch
from geo.spatial import municipalities_crossed
from tests.spatial.squares import legs, square_municipalities, waypoints

SQUARES = square_municipalities()


def crossed(lines, *named, **kwargs):
    rows = municipalities_crossed(lines, waypoints(*named, **kwargs), SQUARES)
    return {r.divipola: (round(r.km, 6), r.named) for r in rows.itertuples()}


def test_km_inside_each_and_named_apart_from_cut():
    """From (4, 5) to (23, 5): 6 km in the west, 10 in the middle, 3 in the east."""
    assert crossed(legs(((4, 5), (23, 5))), "00003") == {
        "00001": (10, False),
        "00002": (3, False),
        "00003": (6, True),
    }


def test_legs_of_a_corridor_add_up():
    assert crossed(legs(((2, 5), (5, 5)), ((5, 5), (5, 9)))) == {"00003": (7, False)}


def test_outside_every_municipality_counts_nowhere():
    assert crossed(legs(((-20, 5), (1, 5)))) == {"00003": (1, False)}


def test_stretch_along_a_border_counts_once_in_the_lowest_code():
    """x = 10 is the border of 00003 and 00001."""
    assert crossed(legs(((10, 0), (10, 10)))) == {"00001": (10, False)}


def test_touching_a_corner_is_not_crossing():
    assert crossed(legs(((30, 10), (40, 20)))) == {}


def test_named_but_not_entered_stays_with_no_km():
    assert crossed(legs(((1, 5), (3, 5))), "00002") == {"00002": (0, True), "00003": (2, False)}


def test_waypoints_of_other_corridors_do_not_name():
    assert crossed(legs(((1, 5), (3, 5))), "00003", corridor_id="C9") == {"00003": (2, False)}


def test_corridors_stay_apart_and_carry_their_sources():
    other = legs(((1, 5), (12, 5)), corridor_id="C2")
    rows = municipalities_crossed(
        pd.concat([legs(((1, 5), (3, 5))), other], ignore_index=True), waypoints(), SQUARES
    )
    assert rows[["corridor_id", "divipola"]].to_numpy().tolist() == [
        ["C1", "00003"],
        ["C2", "00001"],
        ["C2", "00003"],
    ]
    assert (rows["source_ids"] == "S1;S2").all()
    assert rows["km"].sum() == pytest.approx(13, abs=1e-6)


def test_crs_mismatch_raises():
    with pytest.raises(CrsMismatch):
        municipalities_crossed(legs(((1, 5), (3, 5))).to_crs(METRIC), waypoints(), SQUARES)
