"""Documented corridors beside the model: what they cost against the fastest way."""

import numpy as np
import pandas as pd

from geo.journeys.times import TravelTimes

# Detours up to this many tenths of an hour count as on the way (the default tolerance).
ON_WAY_TENTHS = 1


def documents(times: TravelTimes, waypoints: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each corridor's municipalities against the fastest journey between its own ends.

    waypoints: `corridor_id`, `order`, `divipola`, `source_ids`. Municipalities are taken in
    order, each where it first appears, those outside the matrix left out; the ends are the
    first and the last.
    Returns (corridors, places). corridors: `corridor_id`, `from_divipola`, `to_divipola`,
    `hours_modelled` between the ends, `added_h_modelled` (legs in order minus that),
    `n_named`, `n_on_way`, `source_ids`. places: `corridor_id`, `order`, `divipola`,
    `detour_h_modelled`, `source_ids`.
    """
    t = times.tenths
    corridors, places = [], []
    ordered = waypoints.assign(order=waypoints["order"].astype(int)).sort_values(
        ["corridor_id", "order"]
    )
    for corridor, rows in ordered.groupby("corridor_id"):
        codes = [c for c in dict.fromkeys(rows["divipola"].dropna()) if c in times]
        cited = rows["source_ids"].iloc[0]
        if len(codes) < 2:
            corridors.append((corridor, None, None, np.nan, np.nan, len(codes), len(codes), cited))
            continue
        w = times.rows(codes)
        first, last = w[0], w[-1]
        direct = t[first, last]
        detours = t[first, w] + t[w, last] - direct
        added = t[w[:-1], w[1:]].sum() - direct
        on_way = int((detours <= ON_WAY_TENTHS).sum())
        corridors.append(
            (corridor, codes[0], codes[-1], direct / 10, added / 10, len(codes), on_way, cited)
        )
        places += [
            (corridor, i + 1, code, detour / 10, cited)
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
                "source_ids",
            ],
        ),
        pd.DataFrame(
            places,
            columns=["corridor_id", "order", "divipola", "detour_h_modelled", "source_ids"],
        ),
    )
