"""Checkpoints: places held for some minutes, which a journey passes or goes around."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from geo.evidence import sorted_by
from geo.journeys.closures import Closure
from geo.journeys.onway import MINUTES_PER_TENTH, chance

NAMED_SHARE = 0.01  # changes are named from this share of the hectares sent


@dataclass(frozen=True)
class Checkpoint:
    """Journeys before and under a delay at some places, held together as one.

    closure: the same places closed; its added time is each origin's break-even, the delay
    above which going around is faster. minutes: the delay. Arrays have one row per sent
    origin, and mean the same as those of `Closure`.
    """

    closure: Closure
    minutes: float

    trips = property(lambda self: self.closure.trips)
    closed = property(lambda self: self.closure.closed)
    before = property(lambda self: self.closure.before)
    practical = property(lambda self: self.closure.practical)

    @cached_property
    def cut_off(self) -> np.ndarray:
        return np.zeros(len(self.stays), dtype=bool)

    @cached_property
    def stays(self) -> np.ndarray:
        """Chance that the origin keeps its way: (1 - F(p - b)) / (1 - F(-b)), at most 1.

        F is the distribution of a detour's error, b the break-even, p the delay. 1 where
        the direct leg stays allowed, an end is held, or there is no other way.
        """
        even, delay_h = self.closure.added, self.minutes / 60
        ratio = (1 - chance(even, delay_h)) / (1 - chance(even, 0))
        keeps = ~self.closure.touched | self.closure.cut_off
        return np.where(keeps, 1.0, np.minimum(1.0, np.round(ratio, 12)))

    @cached_property
    def after(self) -> np.ndarray:
        """Chance of each seat on the way: the open and the closed answer, mixed."""
        stays = self.stays[:, None]
        return np.round(stays * self.before + (1 - stays) * self.closure.after, 12)

    @cached_property
    def passing(self) -> np.ndarray:
        """Chance that the open way passes the checkpoint; of several places, the likeliest."""
        return self.before[:, self.closure.rows].max(axis=1, initial=0)

    @cached_property
    def added(self) -> np.ndarray:
        """Expected added tenths: the delay where it stays and passes, else the way around.

        A journey that the closure does not touch evades the delay, though a tolerance wider
        than the closure's width still counts the place as on its way.
        """
        around = np.where(self.stays < 1, self.closure.added, 0)
        delay = np.where(self.closure.touched, self.minutes / MINUTES_PER_TENTH, 0)
        return delay * self.stays * self.passing + around * (1 - self.stays)


def curve(closure: Closure, longest: int) -> pd.DataFrame:
    """What still passes the held places, minute by minute from 0 to `longest`.

    Columns: `delay_min`; hectares `load_ha_modelled`, `load_low_ha_modelled` (certain only)
    and `load_high_ha_modelled` (all that may be), and the same as shares of those sent.
    """
    ha = closure.trips.hectares
    total = ha.sum() or 1.0
    rows = []
    for minute in range(longest + 1):
        checkpoint = Checkpoint(closure, minute)
        passes = np.round(checkpoint.stays * checkpoint.passing, 12)
        parts = (ha @ passes, ha @ (passes == 1), ha @ (passes > 0))
        rows.append((minute, *parts, *(part / total for part in parts)))
    names = [f"{what}modelled" for what in ("load_ha_", "load_low_ha_", "load_high_ha_")]
    names += [f"share_{part}modelled" for part in ("", "low_", "high_")]
    return pd.DataFrame(rows, columns=["delay_min", *names])


def halving_minute(frame: pd.DataFrame) -> int | None:
    """The first minute at which at most half of what passes at 0 still does. frame: `curve`."""
    passes = frame["load_ha_modelled"]
    minutes = frame["delay_min"][passes <= passes.iloc[0] / 2]
    return int(minutes.iloc[0]) if len(minutes) and passes.iloc[0] > 0 else None


def gains_around(checkpoint: Checkpoint) -> pd.DataFrame:
    """Seats newly on the way, for certain, of the hectares that have left; most first.

    Hectares times the chance of leaving, of origins whose way around is practical. Columns:
    `divipola`, `gained_ha_modelled`, `gained_share_modelled` (of those sent, from 1 %).
    """
    trips = checkpoint.trips
    leaving = trips.hectares * (1 - checkpoint.stays) * checkpoint.practical
    gain = leaving @ ((checkpoint.before == 0) & (checkpoint.closure.after == 1))
    share = gain / (trips.hectares.sum() or 1.0)
    frame = pd.DataFrame({"divipola": trips.times.codes, "gained_ha_modelled": gain})
    frame["gained_share_modelled"] = share
    return sorted_by(frame[share >= NAMED_SHARE], "-gained_ha_modelled divipola")
