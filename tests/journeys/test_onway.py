"""Detours, chances and loads on matrices small enough to check by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.journeys import TravelTimes, chance, journeys, lines, loads

# A line of towns A - B - C one hour apart, and D off the road: 0.1 h from B's two sides.
PAIRS = pd.DataFrame(
    [
        ("00001", "00002", 1.0),
        ("00002", "00003", 1.0),
        ("00001", "00003", 2.0),
        ("00001", "00004", 1.1),
        ("00003", "00004", 1.0),
        ("00002", "00004", 0.1),
        ("00001", "00005", np.inf),
        ("00002", "00005", np.inf),
        ("00003", "00005", np.inf),
        ("00004", "00005", np.inf),
    ],
    columns=["from_divipola", "to_divipola", "hours"],
)
A, B, C, D, ISLAND = "00001", "00002", "00003", "00004", "00005"


@pytest.fixture
def times():
    return TravelTimes.from_pairs(PAIRS)


@pytest.mark.parametrize(
    ("detour", "expected"), [(-1, 1), (0, 1), (1, 0.5), (2, 0), (3, 0), (np.nan, 0), (np.inf, 0)]
)
def test_chance_at_the_default_tolerance(detour, expected):
    assert chance(np.array([detour]), 0.1)[0] == expected


@pytest.mark.parametrize(
    ("detour", "tolerance_h", "expected"),
    [
        (2.5, 0.2, 1 / 6),  # error at most -0.5: 1³/6
        (1.5, 0.2, 5 / 6),  # error at most 0.5: the other side of the same
        (1.75, 0.2, 1 / 2 + 3 / 16 - 1 / 192),  # 0.25 from the middle: 1/2 + 3x/4 - x³/3
        (0, 0, 1 / 2),
        (-1, 0, 1),  # 47/48 is above the cut
        (1, 0, 0),
        (2.83, 0.2, 0.67**3 / 6),  # 0.0501: just above the cut
        (2.84, 0.2, 0),  # 0.66³/6 = 0.0479: below
        (1.17, 0.2, 1 - 0.67**3 / 6),
        (1.16, 0.2, 1),
    ],
)
def test_chance_between_whole_tenths(detour, tolerance_h, expected):
    assert chance(np.array([detour]), tolerance_h)[0] == pytest.approx(expected, abs=1e-9)


@given(st.floats(-5, 20), st.floats(0, 2), st.floats(0, 2))
@settings(deadline=None)
def test_chance_grows_with_the_tolerance(detour, one, other):
    low, high = sorted((one, other))
    detours = np.array([detour])
    assert 0 <= chance(detours, low)[0] <= chance(detours, high)[0] <= 1


@given(st.lists(st.floats(-5, 20), min_size=2, max_size=20), st.floats(0, 1))
@settings(deadline=None)
def test_chance_falls_with_the_detour(detours, tolerance_h):
    assert (np.diff(chance(np.sort(detours), tolerance_h)) <= 0).all()


@given(st.floats(0, 3), st.floats(0, 1))
@settings(deadline=None)
def test_chance_is_symmetric_about_the_tolerance(beyond, tolerance_h):
    both = chance(tolerance_h * 10 + np.array([beyond, -beyond]), tolerance_h)
    assert both.sum() == pytest.approx(1, abs=1e-9)


def test_loads_by_hand(times):
    trips = journeys(times, pd.Series({A: 10.0, B: 30.0}), [C])
    found = loads(trips).set_index("divipola")
    # B: on A's way for certain, and its own origin. D: detour 0.1 from A and from B: one half.
    assert found.loc[B, "load_ha_modelled"] == 40
    assert list(
        found.loc[D, ["load_ha_modelled", "load_low_ha_modelled", "load_high_ha_modelled"]]
    ) == [20, 0, 40]
    assert found.loc[C, "share_modelled"] == 1
    assert found.loc[A, "load_ha_modelled"] == 10
    assert found.loc[D, "mean_detour_min_modelled"] == pytest.approx(6)


def test_each_origin_goes_to_its_nearest_and_ties_to_the_lowest_code(times):
    trips = journeys(times, pd.Series({B: 5.0}), [C, A])
    assert trips.sent["destination"].item() == A
    assert journeys(times, pd.Series({B: 5.0}), [C, D]).sent["destination"].item() == D


def test_what_is_not_sent_is_listed(times):
    hectares = pd.Series({A: 10.0, ISLAND: 3.0, "99999": 2.0, B: 0.0})
    origins = journeys(times, hectares, [C], limit_h=1.5).origins.set_index("divipola")
    assert dict(origins["status"]) == {A: "beyond_limit", ISLAND: "no_times", "99999": "no_times"}
    assert origins["hectares"].sum() == 15


def test_the_limit_itself_is_within(times):
    hectares = pd.Series({A: 10.0, B: 1.0})
    assert len(journeys(times, hectares, [C], limit_h=2.0).sent) == 2
    assert list(journeys(times, hectares, [C], limit_h=1.9).sent["divipola"]) == [B]


def test_an_origin_without_a_time_goes_to_the_destination_that_has_one():
    pairs = PAIRS.assign(hours=PAIRS["hours"].mask(PAIRS.index == 1))
    trips = journeys(TravelTimes.from_pairs(pairs), pd.Series({B: 4.0, A: 1.0}), [C, D])
    assert dict(trips.sent.set_index("divipola")["destination"]) == {B: D, A: D}
    alone = journeys(TravelTimes.from_pairs(pairs), pd.Series({B: 4.0}), [C])
    assert alone.origins["status"].item() == "no_times"
    assert alone.origins["hours_modelled"].isna().all()


def test_own_ends_are_certain_at_any_tolerance(times):
    trips = journeys(times, pd.Series({A: 10.0, D: 5.0}), [C])
    for tolerance_h in (0, 0.1, 1):
        found = pd.DataFrame(trips.chances(tolerance_h), trips.sent["divipola"], times.codes)
        assert found.loc[A, A] == found.loc[D, D] == found.loc[A, C] == found.loc[D, C] == 1


def test_an_unknown_or_no_destination_raises(times):
    with pytest.raises(KeyError):
        journeys(times, pd.Series({A: 1.0}), ["12345"])
    with pytest.raises(ValueError, match="at least one"):
        journeys(times, pd.Series({A: 1.0}), [])


def test_nothing_sent_gives_an_empty_answer(times):
    trips = journeys(times, pd.Series({ISLAND: 1.0}), [C])
    assert loads(trips).empty
    assert lines(trips).empty


def test_the_way_passes_the_certain_seat_only(times):
    ways = lines(journeys(times, pd.Series({A: 10.0}), [C]))
    assert ways["stops"].item() == (A, B, C)


matrices = st.integers(3, 7).flatmap(
    lambda n: st.lists(st.floats(0, 100), min_size=2 * n, max_size=2 * n).map(
        lambda xy: np.array(xy).reshape(n, 2)
    )
)


@given(matrices, st.floats(0, 1))
@settings(deadline=None)
def test_low_expected_high_are_in_order_and_bounded(points, tolerance_h):
    tenths = np.round(np.linalg.norm(points[:, None] - points[None], axis=2))
    codes = np.array([f"{i:05d}" for i in range(len(points))])
    hectares = pd.Series(np.arange(1.0, len(points)), index=codes[1:])
    found = loads(journeys(TravelTimes(codes, tenths), hectares, [codes[0]]), tolerance_h)
    low, mid, high = (found[f"load_{k}ha_modelled"] for k in ("low_", "", "high_"))
    assert (low <= mid + 1e-9).all() and (mid <= high + 1e-9).all()
    assert (high <= hectares.sum() + 1e-9).all()
    assert found.set_index("divipola")["share_modelled"][codes[0]] == pytest.approx(1)
