"""Documented corridors beside the model: what they cost against the fastest way."""

import numpy as np
import pandas as pd

from geo.evidence import sorted_by
from geo.evidence.times import TravelTimes
from geo.journeys.change import NAMED_SHARE, Outcome

# Detours up to this many tenths of an hour count as on the way (the default tolerance).
ON_WAY_TENTHS = 1


def documents(times: TravelTimes, waypoints: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each corridor's municipalities against the fastest journey between its own ends.

    waypoints: `corridor_id`, `order`, `divipola`, `waypoint_evidence`. Municipalities outside
    the matrix are left out; the ends are the first and the last; those between are taken in
    order, each once, where it first appears (a river that is the border of two does not go
    back and forth). A corridor whose ends are the same municipality is left out.
    Returns (corridors, places). corridors: `corridor_id`, `from_divipola`, `to_divipola`,
    `hours_modelled` between the ends; `added_h_modelled`, the legs in order through the
    municipalities that sources name less the fastest way between the first and the last of
    these; `n_passed` and `n_on_way` of them; `n_named` by sources and `n_named_on_way` of these.
    places: `corridor_id`, `order`, `divipola`, `detour_h_modelled`.
    """
    t = times.tenths
    corridors, places = [], []
    ordered = waypoints.assign(order=waypoints["order"].astype(int)).sort_values(
        ["corridor_id", "order"]
    )
    for corridor, rows in ordered.groupby("corridor_id"):
        codes = _in_order(rows["divipola"], times)
        if len(codes) < 2:
            continue
        sourced = rows.loc[rows["waypoint_evidence"] == "named_in_source", "divipola"]
        w, calls = times.rows(codes), times.rows(_in_order(sourced, times))
        first, last = w[0], w[-1]
        direct = t[first, last]
        with np.errstate(invalid="ignore"):
            detours = t[first, w] + t[w, last] - direct
            added = np.nan
            if len(calls) > 1:
                added = t[calls[:-1], calls[1:]].sum() - t[calls[0], calls[-1]]
        by_source = np.isin(codes, sourced.dropna())
        on_way = detours <= ON_WAY_TENTHS
        each = (on_way, by_source, by_source & on_way)
        counts = (len(codes), *(int(which.sum()) for which in each))
        corridors.append((corridor, codes[0], codes[-1], direct / 10, added / 10, *counts))
        places += [
            (corridor, i + 1, code, detour / 10)
            for i, (code, detour) in enumerate(zip(codes, detours, strict=True))
        ]
    columns = ["corridor_id", "from_divipola", "to_divipola", "hours_modelled", "added_h_modelled"]
    columns += ["n_passed", "n_on_way", "n_named", "n_named_on_way"]
    of_place = ["corridor_id", "order", "divipola", "detour_h_modelled"]
    return pd.DataFrame(corridors, columns=columns), pd.DataFrame(places, columns=of_place)


def _in_order(passed: pd.Series, times: TravelTimes) -> list[str]:
    """Municipalities in the matrix, each where it first appears, the last one at the end.

    Empty where the first and the last are one.
    """
    codes = [c for c in passed.dropna() if c in times]
    if not codes or codes[0] == codes[-1]:
        return []
    first, last = codes[0], codes[-1]
    return [first, *(c for c in dict.fromkeys(codes) if c not in (first, last)), last]


def along_documents(outcome: Outcome, waypoints: pd.DataFrame) -> pd.DataFrame:
    """Documented corridors that the ways around a closure run along.

    For an origin, its new way runs along a corridor if two of the corridor's municipalities
    at least lie on it for certain and one at least was not on it before. A corridor is
    listed from 1 % of the hectares sent. Only origins whose changes are named count.
    waypoints: `corridor_id`, `order`, `divipola`.
    Columns: `corridor_id`, `along_ha_modelled`, `along_share_modelled`, `n_passed` (its
    municipalities in the matrix), `n_along_modelled` (those on the way for certain, of the
    origin with most) and `gained_divipolas` (those new, codes joined by `;`).
    """
    trips = outcome.trips
    total, rows = trips.hectares.sum(), []
    for corridor, stops in waypoints.groupby("corridor_id"):
        codes = [c for c in stops["divipola"].dropna().unique() if c in trips.times]
        w = trips.times.rows(codes)
        certain = outcome.after[:, w] == 1
        new = certain & (outcome.before[:, w] == 0)
        along = outcome.practical & (certain.sum(axis=1) > 1) & new.any(axis=1)
        hectares = trips.hectares[along].sum()
        if along.any() and hectares >= NAMED_SHARE * total:
            gained = sorted(np.array(codes)[new[along].any(axis=0)])
            most = int(certain[along].sum(axis=1).max())
            rows.append((corridor, hectares, hectares / total, len(codes), most, ";".join(gained)))
    columns = ["corridor_id", "along_ha_modelled", "along_share_modelled", "n_passed"]
    frame = pd.DataFrame(rows, columns=[*columns, "n_along_modelled", "gained_divipolas"])
    return sorted_by(frame, "-along_ha_modelled -n_along_modelled corridor_id")
