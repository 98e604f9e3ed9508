"""Ways to draw: for each origin the chain of seats that are certainly on its way."""

import numpy as np
import pandas as pd

from geo.journeys.checkpoints import Checkpoint
from geo.journeys.closures import Closure
from geo.journeys.onway import Journeys


def _chain(tenths: np.ndarray, seats: list[int], budget: float) -> list[int]:
    """The longest chain from seats[0] to seats[-1] whose legs add to at most `budget`.

    seats: rows of the matrix in order of (hours from the origin, code). Among equally long
    chains the one with the smallest codes, compared seat by seat. Empty where there is none.
    """
    end = len(seats) - 1
    leg = tenths[np.ix_(seats, seats)]
    # most[i][b]: most seats after i on a chain to the end with b tenths left; -1: none.
    most = np.full((len(seats), int(budget) + 1), -1)
    most[end] = 0
    for i in range(end - 1, -1, -1):
        for j in range(i + 1, end + 1):
            cost = leg[i, j]
            if cost <= budget:
                cost = int(cost)
                ahead = most[j, : most.shape[1] - cost]
                most[i, cost:] = np.maximum(most[i, cost:], np.where(ahead >= 0, ahead + 1, -1))
    if most[0, -1] < 0:
        return []
    chain, i, rest = [seats[0]], 0, int(budget)
    while i != end:
        options = [
            j
            for j in range(i + 1, end + 1)
            if leg[i, j] <= rest and most[j, rest - int(leg[i, j])] == most[i, rest] - 1
        ]
        j = min(options, key=lambda k: seats[k])
        rest -= int(leg[i, j])
        chain.append(seats[j])
        i = j
    return chain


def lines(trips: Journeys) -> pd.DataFrame:
    """One row per sent origin: `divipola`, `destination`, `hectares`, `stops`.

    stops: codes from origin to destination, both included: the chain with the most seats
    whose detour is zero or less, in order of (hours from the origin, code), and whose legs
    add to no more than the journey. Straight legs between seats: schematic.
    """
    t, codes = trips.times.tenths, trips.times.codes
    detours = trips.detours()
    stops = []
    for row in range(len(trips.sent)):
        o, d = trips.starts[row], trips.goals[row]
        certain = [w for w in np.flatnonzero(detours[row] <= 0) if w not in (o, d)]
        ordered = [o, *sorted(certain, key=lambda w: (t[o, w], codes[w])), d]
        chain = [o] if o == d else _chain(t, ordered, t[o, d])
        stops.append(tuple(codes[w] for w in chain))
    return trips.sent[["divipola", "destination", "hectares"]].assign(stops=stops)


def lines_after(outcome: Closure | Checkpoint) -> pd.DataFrame:
    """The ways after a closure, as `lines`: of the origins that arrive.

    An origin that goes around takes the chain with the most seats that lie on its closed way
    without any detour, by allowed legs that add to no more than its closed time; where
    rounding leaves no such chain, a shortest one. Under a checkpoint every origin keeps the
    hectares that stay on its open way, and a row more has those that leave.
    """
    trips, closure, open_ways = outcome.trips, outcome.closure, lines(outcome.trips)
    around = np.flatnonzero(closure.touched & ~closure.cut_off)
    closed_ways = open_ways.iloc[around].assign(
        stops=[
            tuple(trips.times.codes[w] for w in _chain_around(closure, row))
            for row in around.tolist()
        ]
    )
    if isinstance(outcome, Checkpoint):
        stays = outcome.stays
        open_ways["hectares"] = trips.hectares * stays
        closed_ways["hectares"] = (trips.hectares * (1 - stays))[around]
        both = pd.concat([open_ways, closed_ways], ignore_index=True)
        return both[both["hectares"] > 0]
    keeps = ~closure.touched
    return pd.concat([open_ways[keeps], closed_ways]).sort_index()


def _chain_around(closure: Closure, row: int) -> list[int]:
    """Rows of the matrix on the way drawn around the closed places."""
    network, reach = closure.network, closure.reach_from[closure.trips.starts[row]]
    allowed, seats = network.legs, network.seats
    o, d = np.searchsorted(seats, [closure.trips.starts[row], closure.trips.goals[row]])
    certain = np.flatnonzero(closure.detours_around(row)[seats] <= 0).tolist()
    between = sorted((w for w in certain if w not in (o, d)), key=lambda w: (reach[w], w))
    budget = closure.trips.times.whole[seats[o], seats[d]] + closure.added[row]
    chain = _chain(allowed, [o, *between, d], budget) or _shortest_chain(
        allowed, network.reach[seats[d]], o, d
    )
    return [seats[w] for w in chain]


def _shortest_chain(allowed: np.ndarray, onward: np.ndarray, o: int, d: int) -> list[int]:
    """A shortest chain from o to d by its longest legs. onward: shortest times on to d."""
    chain = [o]
    while chain[-1] != d:
        at = chain[-1]
        options = np.flatnonzero(allowed[at].astype(int) + onward == onward[at])
        chain.append(min(set(options.tolist()).difference(chain), key=lambda w: (onward[w], w)))
    return chain


def legs(ways: pd.DataFrame) -> pd.DataFrame:
    """Hectares on each leg of these ways: `from_divipola`, `to_divipola`, `load_ha_modelled`."""
    rows = [
        (a, b, way.hectares)
        for way in ways.itertuples()
        for a, b in zip(way.stops, way.stops[1:], strict=False)
    ]
    frame = pd.DataFrame(rows, columns=["from_divipola", "to_divipola", "load_ha_modelled"])
    return frame.groupby(["from_divipola", "to_divipola"], as_index=False).sum()
