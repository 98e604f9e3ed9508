"""Does the answer hold if the hours themselves are wrong? Legs drawn at random, ways anew.

Legs are pairs of seats with no third seat on the way. Each draw multiplies
every leg by a factor of its own, and rebuilds all hours as shortest ways over the legs.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.journeys.change import NAMED_SHARE, named_changes, places
from geo.journeys.closures import Closure, allowed_legs, tenths
from geo.journeys.scenario import Scenario

# Santander de Quilichao closed, as the page opens: what is asked about most.
USUAL = Scenario(2024, ("19",), ("76001",), limit_hours=6, closed=("19698",))
SPREADS = (0.25, 0.4)  # standard deviation of the logarithm of a leg's factor
DRAWS, SEED, AT_ONCE = 200, 20241231, 20
NEAR_TENTHS = 15  # seats further off every way are left out
HALF = 0.5
LEAST_TENTHS = 0.5  # what a leg of no hours may take
FAR = np.float32(1e6)
MOST_SEATS = 250  # time and memory go with the third power: some 8 seconds
COLUMNS = ["divipola", "spread", "change_modelled", "kept_modelled", "instead_modelled"]


@dataclass(frozen=True)
class Legs:
    """seats: rows of the matrix. hours: legs between them in tenths, `FAR` where there is
    none. open: whether each leg passes none of the closed seats."""

    seats: np.ndarray
    hours: np.ndarray
    open: np.ndarray


def seats_of(closure: Closure) -> np.ndarray:
    """Rows of the matrix of the seats that can matter to the journeys of a closure."""
    trips = closure.trips
    near = trips.least_detours.min(axis=0, initial=NEAR_TENTHS + 1) <= NEAR_TENTHS
    near[trips.starts] = near[trips.goals] = True
    return np.flatnonzero(near)


def legs(closure: Closure) -> Legs:
    """The legs between the seats that can matter to the journeys of a closure."""
    trips, seats = closure.trips, seats_of(closure)
    t = trips.times.whole[np.ix_(seats, seats)].astype(np.float32)
    own = np.eye(len(seats), dtype=bool)
    via = np.where(own, FAR, t)
    third = np.stack([via[:, [w]] + via[[w]] <= t for w in range(len(t))]).any(axis=0)
    hours = np.where(third | own, FAR, np.maximum(t, LEAST_TENTHS))
    allowed = allowed_legs(trips.times, seats, closure.rows, closure.width_h) < tenths(np.inf)
    return Legs(seats, hours, allowed)


def draws(shape: Legs, spread: float) -> np.ndarray:
    """Legs in tenths, one square a draw; both ways of a leg share their factor. Seeded."""
    n = len(shape.seats)
    factor = np.random.default_rng(SEED).normal(0, spread, (DRAWS, n, n)).astype(np.float32)
    upper = np.triu(np.exp(factor), 1)
    return np.minimum(shape.hours * (upper + upper.transpose(0, 2, 1)), FAR)


def shortest_ways(lengths: np.ndarray) -> np.ndarray:
    """Shortest ways between all seats of every draw (Floyd and Warshall)."""
    ways = lengths.copy()
    n = ways.shape[1]
    ways[:, range(n), range(n)] = 0
    for k in range(n):
        np.minimum(ways, ways[:, :, [k]] + ways[:, [k], :], out=ways)
    return ways


def gains_in_draws(
    closure: Closure, progress: Callable[[float], object] = lambda share: None
) -> pd.DataFrame:
    """In how many draws each place gains: the named gains, and what gains where they do not.

    A place gains in a draw where the ways around pass it, within the tolerance, for half of
    the hectares whose way is touched, and the open ways, as they are, did not. One row a place
    and spread that gains in any draw: `divipola`, `spread`, `change_modelled` (that of `places`, by
    the hours as they are), `kept_modelled` (share of the draws in which it gains)
    and `instead_modelled` (share of those in which the largest named gain does not). No row
    where more than MOST_SEATS seats matter. progress is told the share that is done.
    """
    if len(seats_of(closure)) > MOST_SEATS:
        return pd.DataFrame(columns=COLUMNS)
    ha, codes = closure.trips.hectares, closure.trips.times.codes
    gain = named_changes(closure)[0]
    if not gain.any() or gain.max() < NAMED_SHARE * ha.sum():
        return pd.DataFrame(columns=COLUMNS)
    shape, around = legs(closure), closure.touched & ~closure.cut_off
    start, goal = (
        np.searchsorted(shape.seats, ends[around])
        for ends in (closure.trips.starts, closure.trips.goals)
    )
    weight = ha[around] / ha[around].sum()
    new = (weight @ closure.before[around] < HALF)[shape.seats]
    gain, codes = gain[shape.seats], codes[shape.seats]
    change = places(closure)["change_modelled"].to_numpy()[shape.seats]
    frames, times = [], DRAWS // AT_ONCE
    for turn, spread in enumerate(SPREADS):
        shares = []
        for n, part in enumerate(np.array_split(draws(shape, spread), times), turn * times + 1):
            ways = shortest_ways(np.where(shape.open, part, FAR))
            shares.append(_shares_on_way(ways, start, goal, weight, closure.tolerance_h * 10))
            progress(n / (times * len(SPREADS)))
        gains = new & (np.concatenate(shares) >= HALF)
        without = gains[~gains[:, gain.argmax()]]
        frame = pd.DataFrame({"divipola": codes, "spread": spread, "change_modelled": change})
        frame["kept_modelled"] = gains.mean(axis=0)
        frame["instead_modelled"] = without.mean(axis=0) if len(without) else 0.0
        frames.append(frame[gains.any(axis=0) | (frame["change_modelled"] == "gain")])
    return pd.concat(frames, ignore_index=True)


def _shares_on_way(ways, start, goal, weight, tolerance) -> np.ndarray:
    """Share of the hectares with each seat on the way, one row a draw."""
    direct = ways[:, start, goal][:, :, None]
    through = ways[:, start, :] + ways[:, goal, :]
    on = (through <= direct + tolerance) & (direct < FAR)
    return np.einsum("dos,o->ds", on, weight)
