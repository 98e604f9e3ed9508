"""What lies on the way: detours, their chances under rounding, and loads in hectares.

The potential path area of time geography (Miller 1991) over a travel matrix: a place is on
the way from o to d when T(o,w) + T(w,d) - T(o,d) is within a tolerance. Each T is known to
half a tenth of an hour, so a detour's error is the sum of three uniforms (Irwin-Hall).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from geo.evidence import sorted_by
from geo.evidence.times import TravelTimes, shortest

CUT = 0.05
MINUTES_PER_TENTH = 6


def chance(detour_tenths: np.ndarray, tolerance_h: float) -> np.ndarray:
    """P(detour + error <= tolerance); 1 from 0.95 on, 0 up to 0.05.

    detour_tenths: tenths of an hour, any shape. The error is the sum of three uniforms on
    half a tenth either side; nan counts as no.
    """
    x = np.clip(np.nan_to_num(tolerance_h * 10 - detour_tenths + 1.5, nan=-1.0), 0, 3)
    irwin_hall = (x**3 - 3 * np.maximum(x - 1, 0) ** 3 + 3 * np.maximum(x - 2, 0) ** 3) / 6
    irwin_hall = np.round(irwin_hall, 12)
    return np.where(irwin_hall >= 1 - CUT, 1.0, np.where(irwin_hall <= CUT, 0.0, irwin_hall))


@dataclass(frozen=True)
class Journeys:
    """Origins with hectares, each with its destination.

    origins: `divipola`, `hectares`, `destination`, `hours_modelled`, `status` (sent,
    beyond_limit, no_times), most hectares first.
    """

    times: TravelTimes
    origins: pd.DataFrame

    @cached_property
    def sent(self) -> pd.DataFrame:
        return self.origins[self.origins["status"] == "sent"]

    @cached_property
    def starts(self) -> np.ndarray:
        """Rows of the matrix where the sent origins' ways begin."""
        return self.times.rows(self.sent["divipola"])

    @cached_property
    def goals(self) -> np.ndarray:
        """Rows of the matrix where they end."""
        return self.times.rows(self.sent["destination"])

    @cached_property
    def hectares(self) -> np.ndarray:
        """Hectares of the sent origins."""
        return self.sent["hectares"].to_numpy(float)

    @cached_property
    def apart_ha(self) -> float:
        """Hectares that are not sent: beyond the limit, or without times."""
        return float(self.origins.loc[self.origins["status"] != "sent", "hectares"].sum())

    @cached_property
    def least_detours(self) -> np.ndarray:
        """Tenths that calling at each seat adds at least, by any chain however rounded."""
        ends, place = np.unique(np.concatenate([self.starts, self.goals]), return_inverse=True)
        reach = shortest(self.times.whole, ends).astype(np.int32)[place]
        n = len(self.sent)
        return reach[:n] + reach[n:] - self.times.whole[self.starts, self.goals][:, None]

    def detours(self) -> np.ndarray:
        """Tenths of an hour: one row per sent origin, one column per seat."""
        t, o, d = self.times.tenths, self.starts, self.goals
        with np.errstate(invalid="ignore"):
            return t[o] + t[d] - t[o, d][:, None]

    def chances(self, tolerance_h: float) -> np.ndarray:
        """Chance that a seat lies on an origin's way; its own ends are certain."""
        return self.with_ends(chance(self.detours(), tolerance_h))

    def with_ends(self, chances: np.ndarray) -> np.ndarray:
        """The same array, certain at both ends of each journey."""
        each = np.arange(len(self.sent))
        chances[each, self.starts] = chances[each, self.goals] = 1
        return chances


def journeys(
    times: TravelTimes,
    hectares: pd.Series,
    destinations: Sequence[str],
    limit_h: float | None = None,
) -> Journeys:
    """Sends each origin to its nearest destination (ties: lowest code).

    hectares: by DIVIPOLA code; zeros and blanks send nothing. limit_h: origins further than
    this by the matrix are kept apart (the limit itself is within). Raises KeyError for a
    destination not in the matrix, ValueError where there is none.
    """
    if not len(destinations):
        raise ValueError("Choose at least one destination.")
    ha = hectares[hectares > 0].sort_values(ascending=False, kind="stable")
    goals = sorted(destinations)
    goal_rows = times.rows(goals)
    limit = np.inf if limit_h is None else limit_h * 10 + 1e-9
    rows: list[tuple] = []
    for code, area in ha.items():
        tenths = np.array([np.inf])
        if code in times:
            tenths = times.tenths[times.rows([code])[0], goal_rows]
            tenths = np.where(np.isnan(tenths), np.inf, tenths)
        best = int(np.argmin(tenths))
        if np.isinf(tenths[best]):
            rows.append((code, area, None, np.nan, "no_times"))
        else:
            status = "sent" if tenths[best] <= limit else "beyond_limit"
            rows.append((code, area, goals[best], tenths[best] / 10, status))
    columns = ["divipola", "hectares", "destination", "hours_modelled", "status"]
    return Journeys(times, pd.DataFrame(rows, columns=columns))


def loads(trips: Journeys, tolerance_h: float = 0.1) -> pd.DataFrame:
    """Hectares that have each place on their way, largest first; places with none left out.

    Columns: `divipola`, `load_ha_modelled` (hectares times chance), `load_low_ha_modelled`
    (certain only), `load_high_ha_modelled` (all that may be), the same as shares of the
    hectares sent, and `mean_detour_min_modelled` (hectare-weighted, minutes).
    """
    ha = trips.hectares
    chances = trips.chances(tolerance_h)
    total = ha.sum()
    each = ends(ha, chances)
    frame = pd.DataFrame({f"load_{part}ha_modelled": load for part, load in each.items()})
    frame.insert(0, "divipola", trips.times.codes)
    for part in each:
        frame[f"share_{part}modelled"] = frame[f"load_{part}ha_modelled"] / total if total else 0.0
    frame["mean_detour_min_modelled"] = mean_detour(trips)
    frame = frame[frame["load_high_ha_modelled"] > 0]
    return sorted_by(frame, "-load_ha_modelled divipola")


def ends(hectares: np.ndarray, chances: np.ndarray) -> dict[str, np.ndarray]:
    """Expected, low (certain only) and high (all that may be) hectares of every seat."""
    return {
        "": hectares @ chances,
        "low_": hectares @ (chances == 1),
        "high_": hectares @ (chances > 0),
    }


def mean_detour(trips: Journeys) -> np.ndarray:
    """Hectare-weighted mean detour of every seat, minutes, in the order of `times.codes`."""
    ha = trips.hectares
    if not len(ha):
        return np.full(len(trips.times.codes), np.nan)
    with np.errstate(invalid="ignore"):
        mean = (ha[:, None] * trips.detours()).sum(axis=0) / ha.sum() * MINUTES_PER_TENTH
    return np.where(np.isfinite(mean), mean, np.nan)
