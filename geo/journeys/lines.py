"""Ways to draw: for each origin the chain of seats that are certainly on its way."""

import numpy as np
import pandas as pd

from geo.journeys.onway import Journeys


def _chain(tenths: np.ndarray, seats: list[int], budget: float) -> list[int]:
    """The longest chain from seats[0] to seats[-1] whose legs add to at most `budget`.

    seats: rows of the matrix in order of (hours from the origin, code). Among equally long
    chains the one with the smallest codes, compared seat by seat.
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
    chain, i, left = [seats[0]], 0, int(budget)
    while i != end:
        options = [
            j
            for j in range(i + 1, end + 1)
            if leg[i, j] <= left and most[j, left - int(leg[i, j])] == most[i, left] - 1
        ]
        j = min(options, key=lambda k: seats[k])
        left -= int(leg[i, j])
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
    for row, origin in enumerate(trips.sent.itertuples()):
        o, d = trips.times.rows([origin.divipola, origin.destination])
        certain = [w for w in np.flatnonzero(detours[row] <= 0) if w not in (o, d)]
        ordered = [o, *sorted(certain, key=lambda w: (t[o, w], codes[w])), d]
        chain = [o] if o == d else _chain(t, ordered, t[o, d])
        stops.append(tuple(codes[w] for w in chain))
    return trips.sent[["divipola", "destination", "hectares"]].assign(stops=stops)


def legs(ways: pd.DataFrame) -> pd.DataFrame:
    """Hectares on each leg of these ways: `from_divipola`, `to_divipola`, `load_ha_modelled`."""
    rows = [
        (a, b, way.hectares)
        for way in ways.itertuples()
        for a, b in zip(way.stops, way.stops[1:], strict=False)
    ]
    frame = pd.DataFrame(rows, columns=["from_divipola", "to_divipola", "load_ha_modelled"])
    return frame.groupby(["from_divipola", "to_divipola"], as_index=False).sum()
