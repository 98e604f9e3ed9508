"""Documented corridors beside the model: what they cost against the fastest way."""

import numpy as np
import pandas as pd

from geo.journeys.times import TravelTimes

# Detours up to this many tenths of an hour count as on the way (the default tolerance).
ON_WAY_TENTHS = 1


def documents(times: TravelTimes, waypoints: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each corridor's municipalities against the fastest journey between its own ends.

    waypoints: `corridor_id`, `order`, `divipola`. Municipalities outside the matrix are left
    out; the ends are the first and the last; those between are taken in order, each once,
    where it first appears (a river that is the border of two does not go back and forth).
    A corridor whose ends are the same municipality is left out.
    Returns (corridors, places). corridors: `corridor_id`, `from_divipola`, `to_divipola`,
    `hours_modelled` between the ends, `added_h_modelled` (legs in order minus that),
    `n_named`, `n_on_way`. places: `corridor_id`, `order`, `divipola`, `detour_h_modelled`.
    """
    t = times.tenths
    corridors, places = [], []
    ordered = waypoints.assign(order=waypoints["order"].astype(int)).sort_values(
        ["corridor_id", "order"]
    )
    for corridor, rows in ordered.groupby("corridor_id"):
        passed = [c for c in rows["divipola"].dropna() if c in times]
        if not passed or passed[0] == passed[-1]:
            continue
        ends = (passed[0], passed[-1])
        codes = [ends[0], *(c for c in dict.fromkeys(passed) if c not in ends), ends[1]]
        w = times.rows(codes)
        first, last = w[0], w[-1]
        direct = t[first, last]
        with np.errstate(invalid="ignore"):
            detours = t[first, w] + t[w, last] - direct
            added = t[w[:-1], w[1:]].sum() - direct
        on_way = int((detours <= ON_WAY_TENTHS).sum())
        corridors.append((corridor, *ends, direct / 10, added / 10, len(codes), on_way))
        places += [
            (corridor, i + 1, code, detour / 10)
            for i, (code, detour) in enumerate(zip(codes, detours, strict=True))
        ]
    return (
        pd.DataFrame(
            corridors,
            columns=[
                "corridor_id",
                "from_divipola",
                "to_divipola",
                "hours_modelled",
                "added_h_modelled",
                "n_named",
                "n_on_way",
            ],
        ),
        pd.DataFrame(
            places,
            columns=["corridor_id", "order", "divipola", "detour_h_modelled"],
        ),
    )
