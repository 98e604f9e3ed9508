import numpy as np
import pandas as pd
import pytest

from geo.crs import METRIC
from geo.errors import BelowUncertainty, CrsMismatch
from geo.spatial import (
    municipalities_within_hours,
    municipalities_within_km,
    points_within_km,
    seat_of,
    seats_without_time,
)
from tests.spatial.squares import points, square_municipalities, uncertain

SEATS = points((1, 5), (15, 5), (29, 5), divipola=["00003", "00001", "00002"])
SQUARES = square_municipalities()


class Clock:
    """00001 is 0.3 h from 00003; 00002 cannot be reached; 00004 was not computed."""

    def hours_from(self, divipola):
        rows = {"00003": [0.3, np.inf, 0.0, np.nan]}
        return pd.Series(rows[divipola], index=["00001", "00002", "00003", "00004"])


def test_seats_within_km():
    within = municipalities_within_km(SEATS, "00003", 14.01)
    assert within["divipola"].tolist() == ["00003", "00001"]
    assert within["distance_km"].tolist() == pytest.approx([0, 14], abs=1e-6)
    assert municipalities_within_km(SEATS, "00003", 13.99)["divipola"].tolist() == ["00003"]


def test_equally_near_seats_come_by_code():
    within = municipalities_within_km(SEATS, "00001", 20)
    assert within["divipola"].tolist() == ["00001", "00002", "00003"]


def test_seats_within_hours():
    within = municipalities_within_hours(Clock(), "00003", 0.1 + 0.2)
    assert within["divipola"].tolist() == ["00003", "00001"]
    assert within["hours_modelled"].tolist() == [0.0, 0.3]
    assert municipalities_within_hours(Clock(), "00003", 0.2)["divipola"].tolist() == ["00003"]
    assert "00002" not in set(municipalities_within_hours(Clock(), "00003", 1e9)["divipola"])


def test_seats_without_time_are_told():
    places = pd.DataFrame({"divipola": ["00001", "00002", "00003", "00004", "00005"]})
    assert seats_without_time(Clock(), "00003", places)["divipola"].tolist() == ["00004", "00005"]


def test_points_by_their_own_distance():
    """From the seat at (1, 5) within 10 km: 8.9 + 1 is certain, 9.1 + 1 is not, 12 - 1 is out."""
    spots = uncertain((9.9, 5, 1), (10.1, 5, 1), (13, 5, 1))
    found = points_within_km(spots, seat_of(SEATS, "00003"), 10, SQUARES)
    assert found["certainty"].tolist() == ["certain", "possible"]


def test_whole_municipality_around_the_seat():
    """The far corners of 00001 lie hypot(5, 5) = 7.07 km from its seat."""
    stand_in = uncertain((15, 5, 5)).assign(stands_for_municipality=True)
    seat = seat_of(SEATS, "00001")
    assert points_within_km(stand_in, seat, 7.06, SQUARES)["certainty"].tolist() == ["possible"]
    assert points_within_km(stand_in, seat, 7.08, SQUARES)["certainty"].tolist() == ["certain"]


def test_below_the_uncertainty_there_is_no_answer():
    with pytest.raises(BelowUncertainty):
        points_within_km(uncertain((1, 5, 2)), seat_of(SEATS, "00003"), 1, SQUARES)


def test_unknown_seat_and_crs_mismatch():
    with pytest.raises(KeyError):
        seat_of(SEATS, "99999")
    with pytest.raises(CrsMismatch):
        municipalities_within_km(SEATS.set_crs(None, allow_override=True), "00003", 5)
    with pytest.raises(CrsMismatch):
        points_within_km(uncertain((1, 5, 2)), seat_of(SEATS, "00003").to_crs(METRIC), 5, SQUARES)
