"""Closures and checkpoints: by hand, against trying everything, and what must always hold."""

from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.journeys import Checkpoint, Closure, TravelTimes, chance, journeys, legs, lines_after
from geo.journeys.change import places, ways, why
from geo.journeys.costs import cost, singles, together

# A road A - B - C, half an hour a leg, and another A - D - C, 36 minutes a leg; an island.
A, B, C, D, ISLAND = "00001", "00002", "00003", "00004", "00005"
HOURS = {(A, B): 0.5, (B, C): 0.5, (A, C): 1.0, (A, D): 0.6, (D, C): 0.6, (B, D): 1.1}


@pytest.fixture(scope="module")
def times():
    island = {(code, ISLAND): np.inf for code in (A, B, C, D)}
    return TravelTimes.from_pairs(
        pd.DataFrame(
            [(*pair, hours) for pair, hours in (HOURS | island).items()],
            columns=["from_divipola", "to_divipola", "hours"],
        )
    )


@pytest.fixture(scope="module")
def trips(times):
    return journeys(times, pd.Series({A: 10.0, B: 30.0}), [C])


def test_the_other_road_by_hand(trips):
    closure = Closure(trips, (B,))
    # A has 1.2 h by D instead of 1.0 h by B; B's own hectares are cut off.
    assert ways(closure).set_index("divipola")["delay_h_modelled"][A] == pytest.approx(0.2)
    assert cost(closure) == {
        "sent_ha": 40.0,
        "beyond_ha": 0.0,
        "cut_off_ha_modelled": 30.0,
        "delay_mean_h_modelled": pytest.approx(0.2),
        "hectare_hours_modelled": pytest.approx(2.0),
        "delay_worst_h_modelled": pytest.approx(0.2),
        "no_practical_way_ha_modelled": 0.0,
    }
    found = places(closure).set_index("divipola")
    assert found.loc[D, ["load_ha_modelled", "load_after_ha_modelled"]].tolist() == [0, 10]
    assert found.loc[D, "gained_ha_modelled"] == found.loc[B, "lost_ha_modelled"] == 10
    assert found.loc[[D, B], "change_modelled"].tolist() == ["gain", "loss"]
    assert found.loc[C, "load_after_ha_modelled"] == 10
    assert lines_after(closure)["stops"].tolist() == [(A, D, C)]


def test_why_by_hand(trips):
    row = why(Closure(trips, (B,)), D).set_index("divipola").loc[A]
    before = ["to_h_modelled", "from_h_modelled", "hours_modelled", "detour_h_modelled"]
    assert row[before].tolist() == pytest.approx([0.6, 0.6, 1.0, 0.2])
    assert (row["chance_modelled"], row["chance_after_modelled"]) == (0, 1)
    assert {row["leg_from"], row["leg_to"]} & {D}
    after = ["to_leg_h_modelled", "leg_h_modelled", "from_leg_h_modelled"]
    assert row[after].sum() == pytest.approx(row["hours_after_modelled"]) == pytest.approx(1.2)
    assert row["detour_after_h_modelled"] == 0
    cut = why(Closure(trips, (B,)), D).set_index("divipola").loc[B]
    assert cut[[*after, "leg_from"]].isna().all()


def test_a_checkpoint_by_hand(trips):
    # A's break-even is 12 minutes: held as long, an error of a third of the time decides.
    held = Checkpoint(Closure(trips, (B,)), 12)
    frame = ways(held).set_index("divipola")
    assert frame.loc[A, "breakeven_min_modelled"] == pytest.approx(12)
    assert frame.loc[A, "stays_chance_modelled"] == 0.5
    assert frame.loc[B, ["way_modelled", "stays_chance_modelled"]].tolist() == ["held", 1]
    # A: 12 min × ½ × 1 + 12 min × ½; B itself: 12 min.
    assert frame["delay_h_modelled"].tolist() == pytest.approx([0.2, 0.2])
    assert cost(held)["cut_off_ha_modelled"] == 0
    load = places(held).set_index("divipola").loc[D]
    found = load[[f"load_after_{p}ha_modelled" for p in ("", "low_", "high_")]]
    assert found.tolist() == pytest.approx([5, 0, 10])
    drawn = legs(lines_after(held)).set_index(["from_divipola", "to_divipola"])["load_ha_modelled"]
    assert drawn.to_dict() == {(A, B): 5, (B, C): 35, (A, D): 5, (D, C): 5}


def test_a_checkpoint_delays_no_journey_that_evades_it(trips):
    # By D it is 12 minutes longer: within a tolerance of half an hour D is on A's way, but A
    # need not pass it. Without a width B is passed by A, whose journey it lies on.
    aside = Checkpoint(Closure(trips, (D,), width_h=0.1, tolerance_h=0.5), 60)
    assert aside.before[1, trips.times.rows([D])[0]] == 1
    assert aside.added.tolist() == [0, 0]
    astride = Checkpoint(Closure(trips, (B,), width_h=0, tolerance_h=0.5), 6)
    assert astride.added.tolist() == [1, 1]


def test_closed_destination_and_no_way_left(trips):
    for closed in ((C,), (A, B, C, D, ISLAND), (B, D, A)):
        found = cost(Closure(trips, closed))
        assert found["cut_off_ha_modelled"] == found["sent_ha"] == 40
        assert np.isnan(found["delay_mean_h_modelled"])
        assert lines_after(Closure(trips, closed)).empty
    assert places(Closure(trips, (C,)))["load_after_high_ha_modelled"].max() == 0


def test_an_origin_at_its_destination_goes_nowhere(times):
    trips = journeys(times, pd.Series({C: 5.0}), [C])
    closure = Closure(trips, (B,), width_h=3)
    assert closure.added.tolist() == [0]
    assert Closure(trips, (C,)).cut_off.tolist() == [True]


def test_nothing_sent(times):
    closure = Closure(journeys(times, pd.Series({ISLAND: 5.0}), [C]), (B,))
    assert cost(closure)["beyond_ha"] == 5
    assert places(closure)["load_after_high_ha_modelled"].max() == 0
    assert ways(closure).empty and lines_after(closure).empty
    assert singles(closure.trips).empty and together(closure.trips).empty


def test_costs_by_hand(trips):
    alone = singles(trips).set_index("divipola")
    assert alone.index.tolist() == [B, A]  # the destination is left out; D costs nothing
    assert alone.loc[B, "hectare_hours_modelled"] == pytest.approx(2)
    assert alone.loc[B, ["cut_off_ha_modelled", "own_ha"]].tolist() == [30, 30]
    assert alone.loc[A, ["cut_off_ha_modelled", "own_ha"]].tolist() == [10, 10]


@pytest.fixture(scope="module")
def three_roads():
    """From 0 to 4 by 1 in 20 tenths, by 2 in 24, by 3 in 40."""
    t = np.array(
        [
            [0, 10, 12, 20, 20],
            [10, 0, 22, 30, 10],
            [12, 22, 0, 32, 12],
            [20, 30, 32, 0, 20],
            [20, 10, 12, 20, 0],
        ],
        float,
    )
    times = TravelTimes(np.array([f"0000{i}" for i in range(5)]), t)
    return journeys(times, pd.Series({"00000": 10.0}), ["00004"])


def test_each_is_the_others_way_out(three_roads):
    best = together(three_roads, largest=2).iloc[0]
    assert best["divipolas"] == "00001;00002"
    assert best["hectare_hours_modelled"] == pytest.approx(20)
    assert best["alone_sum_modelled"] == pytest.approx(4)
    assert best["excess_modelled"] == pytest.approx(16)


def test_a_road_that_only_the_tolerance_lets_in(three_roads):
    closure = Closure(three_roads, ("00001",), tolerance_h=1.6)
    with patch("geo.journeys.closures.NEAR", 0):
        assert closure.added.tolist() == [4]
        assert closure.after.tolist() == [[1, 0, 1, 0.5, 1]]


def by_trying(trips, closed, width_h, tolerance_h):
    """(added tenths, chances) from the definition, pair by pair and leg by leg."""
    t, n = trips.times.tenths, len(trips.times.codes)
    shut = set(trips.times.rows(closed).tolist())
    width = round(width_h * 10)

    def passes(u, v):
        return any(w in (u, v) or t[u, w] + t[w, v] - t[u, v] <= width for w in shut)

    allowed = [(u, v) for u in range(n) for v in range(n) if u != v and not passes(u, v)]
    raw = np.full((n, n), np.inf)
    np.fill_diagonal(raw, 0)
    for u, v in allowed:
        raw[u, v] = t[u, v]
    for w in range(n):
        raw = np.minimum(raw, raw[:, w, None] + raw[w])
    closed_t = np.maximum(raw, t)
    added, rows = [], []
    for o, d in zip(trips.starts, trips.goals, strict=True):
        if o in shut or d in shut or np.isinf(raw[o, d]):
            added.append(np.inf)
            rows.append(np.zeros(n))
            continue
        detours = np.full(n, np.inf)
        if (o, d) in allowed or o == d:
            added.append(0)
            detours = t[o] + t[d] - t[o, d]
        else:
            added.append(closed_t[o, d] - t[o, d])
            for u, v in allowed:
                slack = max(0, closed_t[o, u] + t[u, v] + closed_t[v, d] - closed_t[o, d])
                detours = np.minimum(detours, slack + np.maximum(t[u] + t[v] - t[u, v], 0))
        row = chance(detours, tolerance_h)
        row[[o, d]] = 1
        row[list(shut)] = 0
        rows.append(row)
    return np.array(added), np.array(rows)


@st.composite
def cases(draw):
    """Journeys to one or two goals among towns on a plane, some of them closed."""
    n = draw(st.integers(3, 12))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    spread = draw(st.sampled_from([3, 6, 10, 20]))
    points = rng.uniform(0, spread, (n, 2)) * [1, draw(st.sampled_from([0.05, 0.3, 1]))]
    tenths = np.round(np.linalg.norm(points[:, None] - points[None], axis=2))
    codes = np.array([f"{i:05d}" for i in range(n)])
    hectares = pd.Series(rng.uniform(1, 100, n).round(2), index=codes)
    goals = codes[: draw(st.integers(1, 2))].tolist()
    trips = journeys(TravelTimes(codes, tenths), hectares, goals)
    some = st.lists(st.sampled_from(codes.tolist()), min_size=1, max_size=3, unique=True)
    return trips, tuple(draw(some)), draw(st.sampled_from([0, 0.1, 0.3]))


@given(cases(), st.sampled_from([0, 0.1, 0.25, 1]), st.sampled_from([0, 40]))
@settings(deadline=None, max_examples=60)
def test_the_same_as_by_trying_everything(case, tolerance_h, near):
    """However few seats are tried first."""
    trips, closed, width_h = case
    closure = Closure(trips, closed, width_h, tolerance_h)
    added, chances = by_trying(trips, closed, width_h, tolerance_h)
    with patch("geo.journeys.closures.NEAR", near):
        assert np.array_equal(closure.added, added)
        assert closure.after == pytest.approx(chances)


@given(cases(), st.floats(0, 300))
@settings(deadline=None, max_examples=60)
def test_arriving_and_cut_off_make_up_what_is_sent(case, minutes):
    trips, closed, width_h = case
    for outcome in (Closure(trips, closed, width_h), Checkpoint(Closure(trips, closed), minutes)):
        found, frame = cost(outcome), places(outcome)
        by_goal = outcome.after[np.arange(len(trips.sent)), trips.goals] == 1
        arriving = trips.hectares[by_goal & ~outcome.cut_off].sum()
        if isinstance(outcome, Closure):
            total = arriving + found["cut_off_ha_modelled"]
            assert total == pytest.approx(found["sent_ha"])
        for when in ("", "after_"):
            low, middle, high = (frame[f"load_{when}{p}ha_modelled"] for p in ("low_", "", "high_"))
            assert (low <= middle + 1e-9).all() and (middle <= high + 1e-9).all()
            assert (high <= found["sent_ha"] + 1e-9).all()


@given(cases(), st.data())
@settings(deadline=None, max_examples=60)
def test_closing_more_or_wider_never_helps(case, data):
    trips, closed, width_h = case
    one_more = data.draw(st.sampled_from(trips.times.codes.tolist()))
    base = Closure(trips, closed, width_h)
    for worse in (
        Closure(trips, (*closed, one_more), width_h),
        Closure(trips, closed, width_h + 0.2),
    ):
        assert (worse.added >= base.added).all()
        assert (worse.cut_off >= base.cut_off).all()


@given(cases())
@settings(deadline=None, max_examples=60)
def test_no_delay_changes_nothing_and_a_long_one_closes(case):
    trips, closed, width_h = case
    closure = Closure(trips, closed, width_h)
    none, long = Checkpoint(closure, 0), Checkpoint(closure, 1e6)
    assert np.array_equal(none.after, none.before)
    assert not none.added.any()
    avoids = closure.touched & ~closure.cut_off
    assert np.array_equal(long.after[avoids], closure.after[avoids])
    assert np.array_equal(long.added[avoids], closure.added[avoids])
    assert np.array_equal(long.after[~avoids], closure.before[~avoids])


@given(cases())
@settings(deadline=None, max_examples=30)
def test_the_order_is_irrelevant(case):
    trips, closed, width_h = case
    shuffled = trips.sent.set_index("divipola")["hectares"].iloc[::-1]
    other = journeys(trips.times, shuffled, sorted(set(trips.sent["destination"]))[::-1])
    one, two = Closure(trips, closed, width_h), Closure(other, closed[::-1], width_h)
    pd.testing.assert_frame_equal(places(one), places(two))
    assert cost(one) == pytest.approx(cost(two), nan_ok=True)


@given(cases())
@settings(deadline=None, max_examples=60)
def test_ways_drawn_around_are_allowed_and_no_longer_than_the_closed_time(case):
    trips, closed, width_h = case
    closure = Closure(trips, closed, width_h)
    drawn = lines_after(closure).set_index("divipola")["stops"]
    assert set(drawn.index) == set(trips.sent["divipola"][~closure.cut_off])
    t = trips.times.tenths
    for row, code in enumerate(trips.sent["divipola"]):
        if closure.cut_off[row]:
            continue
        stops = trips.times.rows(drawn[code])
        assert (stops[0], stops[-1]) == (trips.starts[row], trips.goals[row])
        taken = t[stops[:-1], stops[1:]].sum()
        assert taken <= t[stops[0], stops[-1]] + closure.added[row]
        if closure.touched[row]:
            assert not set(drawn[code]) & set(closed)
