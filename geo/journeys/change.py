"""Before and after: what a closure or a checkpoint changes, place by place and way by way."""

import numpy as np
import pandas as pd

from geo.journeys.checkpoints import NAMED_SHARE, Checkpoint
from geo.journeys.closures import NO_PRACTICAL_WAY_H, ROUNDING_H, Closure
from geo.journeys.onway import ends, mean_detour

Outcome = Closure | Checkpoint
# What `why` says of an origin that goes around.
PAST = ["leg_from", "leg_to", "to_leg_h_modelled", "leg_h_modelled", "from_leg_h_modelled"]
PAST += ["hours_after_modelled", "detour_after_h_modelled"]


def named_changes(outcome: Outcome) -> tuple[np.ndarray, np.ndarray]:
    """Hectares that every seat gains (from no to certain) and loses (from certain to no).

    Only of origins whose way around is practical and beyond rounding; before the 1 % rule.
    """
    ha = outcome.trips.hectares * outcome.practical
    before, after = outcome.before, outcome.after
    return ha @ ((before == 0) & (after == 1)), ha @ ((before == 1) & (after == 0))


def places(outcome: Outcome) -> pd.DataFrame:
    """Every seat of the matrix, before and after; in the order of its codes.

    Columns: `divipola`, `change_modelled`; `load_…ha_modelled` and `load_after_…ha_modelled`
    (expected, low, high) and the same as shares of the hectares sent; `gained_ha_modelled`
    and `lost_ha_modelled` (the named changes, before the 1 % rule), the same as shares, and
    `net_share_modelled`; `mean_detour_min_modelled` (open).
    change: gain or loss, the larger of the two where one is named; either: the range moved
    by 1 % or more and could be anything within it; same: less than that.
    """
    ha = outcome.trips.hectares
    total = ha.sum() or 1.0
    frame = {"divipola": outcome.trips.times.codes}
    for when, chances in (("", outcome.before), ("after_", outcome.after)):
        for part, loads in ends(ha, chances).items():
            frame[f"load_{when}{part}ha_modelled"] = loads
            frame[f"share_{when}{part}modelled"] = loads / total
    for kind, loads in zip(("gained", "lost"), named_changes(outcome), strict=True):
        frame[f"{kind}_ha_modelled"] = loads
        frame[f"{kind}_share_modelled"] = loads / total
    frame = pd.DataFrame(frame)
    gain, loss = frame["gained_share_modelled"], frame["lost_share_modelled"]
    frame["net_share_modelled"] = gain - loss
    moves = [
        np.abs(frame[f"share_after_{part}modelled"] - frame[f"share_{part}modelled"])
        for part in ("", "low_", "high_")
    ]
    frame["change_modelled"] = np.select(
        [
            (gain >= NAMED_SHARE) & (gain >= loss),
            loss >= NAMED_SHARE,
            np.max(moves, axis=0) >= NAMED_SHARE,
        ],
        ["gain", "loss", "either"],
        "same",
    )
    frame["mean_detour_min_modelled"] = mean_detour(outcome.trips)
    return frame


def ways(outcome: Outcome) -> pd.DataFrame:
    """Every journey before and after, most hectares first.

    Columns: `divipola`, `destination`, `hectares`, `hours_modelled`,
    `hours_after_modelled` (blank where cut off), `delay_h_modelled` and `way_modelled`:
    open (the closure does not touch it), rounding (under 0.2 h), around, no_practical_way
    (over 12 h), cut_off. Under a checkpoint the hours are expected ones, and two columns
    more say `breakeven_min_modelled` (blank where no way leads around, or none is needed)
    and `stays_chance_modelled`.
    """
    trips, closure = outcome.trips, outcome.closure
    frame = trips.sent.drop(columns="status").reset_index(drop=True)
    added = np.where(outcome.cut_off, np.nan, outcome.added)
    frame["hours_after_modelled"] = frame["hours_modelled"] + added / 10
    frame["delay_h_modelled"] = added / 10
    frame["way_modelled"] = np.select(
        [
            closure.cut_off,
            ~closure.touched,
            closure.added / 10 < ROUNDING_H,
            closure.added / 10 <= NO_PRACTICAL_WAY_H,
        ],
        [np.array(way) for way in ("cut_off", "open", "rounding", "around")],
        np.array("no_practical_way"),
    )
    if isinstance(outcome, Checkpoint):
        stuck = closure.cut_off | ~closure.touched
        frame["way_modelled"] = frame["way_modelled"].replace("cut_off", "held")
        frame["breakeven_min_modelled"] = np.where(stuck, np.nan, closure.added * 6)
        frame["stays_chance_modelled"] = outcome.stays
    return frame


def why(outcome: Outcome, divipola: str) -> pd.DataFrame:
    """Why a place is on the way, or is not: the sum of every origin, before and after.

    Before: `to_h_modelled` + `from_h_modelled` - `hours_modelled` = `detour_h_modelled`.
    After, for origins that go around: the allowed leg that leaves it least aside, from
    `leg_from` to `leg_to` (codes): `to_leg_h_modelled` (closed hours to the leg),
    `leg_h_modelled` (by the place: T(u,w) + T(w,v)), `from_leg_h_modelled` (closed hours on)
    against `hours_after_modelled`, and `detour_after_h_modelled` (each part at least zero;
    blank beyond the tolerance). `chance_modelled` and `chance_after_modelled` follow.
    """
    trips, closure = outcome.trips, outcome.closure
    t, w = trips.times.tenths, trips.times.rows([divipola])[0]
    frame = trips.sent[["divipola", "destination", "hectares"]].reset_index(drop=True)
    frame["to_h_modelled"] = t[trips.starts, w] / 10
    frame["from_h_modelled"] = t[w, trips.goals] / 10
    frame["hours_modelled"] = t[trips.starts, trips.goals] / 10
    with np.errstate(invalid="ignore"):
        frame["detour_h_modelled"] = trips.detours()[:, w] / 10
    frame["chance_modelled"] = outcome.before[:, w]
    frame["chance_after_modelled"] = outcome.after[:, w]
    after = pd.DataFrame(
        [_past(closure, row, w) for row in range(len(frame))], columns=PAST, dtype=object
    )
    hours = [c for c in PAST if c.endswith("_modelled")]
    return pd.concat([frame, after.astype(dict.fromkeys(hours, float))], axis=1)


def _past(closure: Closure, row: int, w: int) -> tuple:
    """The columns `PAST` of one origin; blank where its way is open or cut off."""
    if closure.cut_off[row] or not closure.touched[row]:
        return (None,) * len(PAST)
    trips, legs = closure.trips, closure.near_legs(row)
    t, codes = trips.times.tenths, trips.times.codes
    by = t[legs.u, w] + t[w, legs.v]
    with np.errstate(invalid="ignore"):
        off = np.nan_to_num(np.maximum(by - t[legs.u, legs.v], 0), nan=np.inf) + legs.slack
    best = int(off.argmin())
    u, v = legs.u[best], legs.v[best]
    around = t[trips.starts[row], trips.goals[row]] + closure.added[row]
    within = off[best] <= closure.cut
    parts = (legs.to[best], by[best], legs.on[best], around, off[best] if within else np.nan)
    return (codes[u], codes[v], *(part / 10 for part in parts))
