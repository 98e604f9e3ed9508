"""What costs most: single closures ranked, and places closed together."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from geo.evidence import sorted_by
from geo.journeys.change import Outcome
from geo.journeys.closures import NO_PRACTICAL_WAY_H, Closure, tenths
from geo.journeys.onway import Journeys

# Greedy: so many of the costliest sets are each tried with so many places more.
SETS, PLACES = 5, 60
COST = "hectare_hours_modelled"
COSTS = [
    COST,
    "delay_mean_h_modelled",
    "delay_worst_h_modelled",
    "cut_off_ha_modelled",
    "no_practical_way_ha_modelled",
]


def cost(outcome: Outcome, *, most_h: float = np.inf) -> dict[str, float]:
    """What a closure or a checkpoint costs, in hectares and hours.

    `sent_ha`; `beyond_ha`, beyond the limit of hours or without times; and COSTS: the hours
    added, over the hectares that arrive, in all, as their mean (nan where none arrives) and at
    worst, the hectares cut off, and those whose way grows by more than 12 hours. The hours
    added leave out ways that grow by more than `most_h`.
    """
    arrive, hours, ha = ~outcome.cut_off, outcome.added / 10, outcome.trips.hectares
    counted = arrive & (hours <= most_h)
    added, arriving = float(ha[counted] @ hours[counted]), float(ha[counted].sum())
    return {
        "sent_ha": float(ha.sum()),
        "beyond_ha": outcome.trips.apart_ha,
        COST: added,
        "delay_mean_h_modelled": added / arriving if arriving else np.nan,
        "delay_worst_h_modelled": float(hours[counted].max(initial=0)),
        "cut_off_ha_modelled": float(ha[~arrive].sum()),
        "no_practical_way_ha_modelled": float(ha[arrive & (hours > NO_PRACTICAL_WAY_H)].sum()),
    }


def singles(trips: Journeys, width_h: float = 0.1) -> pd.DataFrame:
    """Every place whose closing alone costs anything, by hectare-hours; goals are left out.

    Columns: `divipola`, those of `cost` over practical ways, and `own_ha`, its own coca among
    the cut-off.
    """
    t, o, d = trips.times.whole, trips.starts, trips.goals
    passed = t[o] + t[d] <= (t[o, d] + np.int16(tenths(width_h)))[:, None]
    touched = passed[o != d].any(axis=0)
    touched[o] = True
    touched[d] = False
    own = trips.sent.set_index("divipola")["hectares"]
    rows = [
        {"divipola": code}
        | cost(Closure(trips, (code,), width_h), most_h=NO_PRACTICAL_WAY_H)
        | {"own_ha": own.get(code, 0.0)}
        for code in trips.times.codes[touched]
    ]
    frame = pd.DataFrame(rows, columns=["divipola", *COSTS, "own_ha"])
    frame = frame[(frame[[COST, *COSTS[3:]]] > 0).any(axis=1)]
    return sorted_by(frame, f"-{COST} -cut_off_ha_modelled divipola")


def together(trips: Journeys, width_h: float = 0.1, largest: int = 3) -> pd.DataFrame:
    """The costliest sets of two to `largest` places found by adding one at a time (greedy).

    Each of the five costliest sets of a size is tried with the sixty places that have most
    hectares on their way, open or around it; a set that no such step leads to is not found.
    Columns: `size`, `divipolas` (codes joined by `;`), those of `cost`, `alone_sum_modelled` (the
    hectare-hours of each alone, added) and `excess_modelled` (what closing them together costs
    beyond that, where the way around some leads past others).
    """
    alone = singles(trips, width_h).set_index("divipola")[COST]
    best = [(code,) for code in alone.head(SETS).index]
    rows = []
    for size in range(2, largest + 1):
        sets = {one for start in best for one in _with_one_more(trips, start, width_h)}
        costs: list[dict[str, Any]] = [
            {"size": size, "divipolas": ";".join(codes)}
            | cost(Closure(trips, codes, width_h), most_h=NO_PRACTICAL_WAY_H)
            for codes in sorted(sets)
        ]
        costliest = sorted(costs, key=lambda row: (-row[COST], row["divipolas"]))[:SETS]
        best = [tuple(row["divipolas"].split(";")) for row in costliest]
        for row, codes in zip(costliest, best, strict=True):
            row["alone_sum_modelled"] = float(alone.reindex(list(codes)).fillna(0).sum())
            row["excess_modelled"] = row[COST] - row["alone_sum_modelled"]
        rows += costliest
    columns = ["size", "divipolas", *COSTS, "alone_sum_modelled", "excess_modelled"]
    return pd.DataFrame(rows, columns=columns)


def _with_one_more(
    trips: Journeys, codes: tuple[str, ...], width_h: float
) -> Iterator[tuple[str, ...]]:
    """These places and one more of those with most hectares on a way, open or around them."""
    closure = Closure(trips, codes, width_h, tolerance_h=width_h)
    loads = trips.hectares @ ((closure.before > 0) | (closure.after > 0))
    loads[trips.goals] = loads[closure.rows] = 0
    most = np.argsort(-loads, kind="stable")[:PLACES]
    for code in trips.times.codes[most[loads[most] > 0]]:
        yield tuple(sorted((*codes, str(code))))
