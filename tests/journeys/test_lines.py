"""Ways for the map, by hand and against trying every chain."""

from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.journeys import Journeys, TravelTimes, journeys, legs, lines


def square(rows) -> TravelTimes:
    tenths = np.array(rows, float)
    return TravelTimes(np.array([f"{i:05d}" for i in range(len(tenths))]), tenths)


def way(times: TravelTimes, origin: int, destination: int) -> list[int]:
    trips = journeys(times, pd.Series({f"{origin:05d}": 1.0}), [f"{destination:05d}"])
    return [int(code) for code in lines(trips)["stops"].item()]


def test_among_equal_ways_the_smallest_codes():
    # From 0 to 3 by 1 or by the nearer 2; 1 and 2 lie far apart.
    times = square([[0, 12, 8, 20], [12, 0, 20, 8], [8, 20, 0, 12], [20, 8, 12, 0]])
    assert way(times, 0, 3) == [0, 1, 3]
    assert way(times, 3, 0) == [3, 1, 0]


def test_more_seats_come_before_smaller_codes():
    # From 0 to 4: by 1 alone, or by 2 and 3.
    times = square(
        [
            [0, 10, 5, 15, 20],
            [10, 0, 15, 15, 10],
            [5, 15, 0, 10, 15],
            [15, 15, 10, 0, 5],
            [20, 10, 15, 5, 0],
        ]
    )
    assert way(times, 0, 4) == [0, 2, 3, 4]


def test_legs_that_round_up_leave_a_seat_out():
    # 1 and 2 are each certain from 0 to 3, but the legs by both add to 21 tenths.
    times = square([[0, 7, 13, 20], [7, 0, 7, 13], [13, 7, 0, 7], [20, 13, 7, 0]])
    assert way(times, 0, 3) == [0, 1, 3]


def test_an_origin_that_is_the_destination_stays():
    times = square([[0, 10], [10, 0]])
    assert way(times, 1, 1) == [1]
    assert legs(lines(journeys(times, pd.Series({"00001": 1.0}), ["00001"]))).empty


def test_legs_add_the_hectares_of_all_ways():
    times = square([[0, 10, 20], [10, 0, 10], [20, 10, 0]])
    drawn = legs(lines(journeys(times, pd.Series({"00000": 5.0, "00001": 7.0}), ["00002"])))
    assert drawn.to_dict("list") == {
        "from_divipola": ["00000", "00001"],
        "to_divipola": ["00001", "00002"],
        "load_ha_modelled": [5.0, 12.0],
    }


def every_chain(trips: Journeys, origin: int, destination: int) -> list[int]:
    """The way by trying all subsets: most seats, then smallest codes."""
    t, found = trips.times.tenths, []
    detours = t[origin] + t[destination] - t[origin, destination]
    certain = set(np.flatnonzero(detours <= 0)) - {origin, destination}
    ordered = sorted(certain, key=lambda w: (t[origin, w], w))
    for n in range(len(ordered) + 1):
        for chosen in combinations(ordered, n):
            chain = [origin, *map(int, chosen), destination]
            if t[chain[:-1], chain[1:]].sum() <= t[origin, destination]:
                found.append((-n, chain))
    return min(found)[1]


towns_on_a_road = st.lists(
    st.tuples(st.floats(0, 6), st.floats(0, 0.4)), min_size=3, max_size=8
).map(np.array)


@given(towns_on_a_road)
@settings(deadline=None)
def test_the_way_is_the_best_of_all_chains(points):
    times = square(np.round(np.linalg.norm(points[:, None] - points[None], axis=2)))
    trips = journeys(times, pd.Series({"00000": 1.0}), ["00001"])
    assert way(times, 0, 1) == every_chain(trips, 0, 1)
