"""Classes of a choropleth, one character a municipality for the browser; sizes in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

NO_CLASS = "-"
MOST = 7


@dataclass(frozen=True)
class Classes:
    """Values cut at `breaks`: class k holds breaks[k] < value <= breaks[k + 1].

    breaks: ascending, one more than there are classes; the first is exclusive. colours: one
    per class. codes: one character per unit, in the order of the display file; `-` where there
    is no value.
    """

    breaks: tuple[float, ...]
    colours: tuple[tuple[int, ...], ...]
    codes: str

    @property
    def counts(self) -> tuple[int, ...]:
        """Units in each class."""
        return tuple(self.codes.count(str(k)) for k in range(len(self.colours)))

    @property
    def missing(self) -> int:
        return self.codes.count(NO_CLASS)


def classify(
    values: pd.Series,
    units: Sequence[str],
    breaks: Sequence[float],
    colours: Sequence[Sequence[int]],
) -> Classes:
    """Puts values (indexed by unit code) into classes, in the order of `units`.

    A value at or below the first break, or above the last, raises ValueError: a map never
    shows a number in a class that does not hold it. So do more than seven classes, which
    nobody can tell apart, a number of colours that is not theirs, and a value of a unit that
    is not on the map.
    """
    if not len(breaks) - 1 == len(colours) <= MOST:
        raise ValueError(f"{len(colours)} colours for {len(breaks) - 1} classes, at most {MOST}")
    strangers = values.dropna().index.difference(units)
    if len(strangers):
        raise ValueError(f"values for units that the map does not have: {list(strangers)}")
    ordered = values.reindex(units).astype(float).to_numpy()
    valued = ~np.isnan(ordered)
    if not ((ordered[valued] > breaks[0]) & (ordered[valued] <= breaks[-1])).all():
        raise ValueError(f"values outside the breaks {breaks[0]} to {breaks[-1]}")
    where = np.searchsorted(breaks, ordered, side="left") - 1
    codes = "".join(str(k) if ok else NO_CLASS for k, ok in zip(where, valued, strict=True))
    return Classes(tuple(breaks), tuple(map(tuple, colours)), codes)


def thirds(values: pd.Series) -> tuple[pd.Series, tuple[float, float]]:
    """0, 1 or 2 for the lower, middle and upper third of the values, and the two breaks.

    A value at a break belongs below it, so equal values never part.
    """
    low, high = (float(b) for b in values.quantile([1 / 3, 2 / 3]))
    return (values > low).astype(int) + (values > high).astype(int), (low, high)


def bivariate(
    x: pd.Series, y: pd.Series, units: Sequence[str], colours: Sequence[Sequence[int]]
) -> Classes:
    """Nine classes of two measures, each in thirds: class 3 * third of y + third of x.

    x, y: values by unit code, the same codes. colours: nine, in that order. units: as for
    `classify`. `breaks` holds the two breaks of x, then those of y.
    """
    across, breaks_x = thirds(x)
    up, breaks_y = thirds(y)
    where = (3 * up + across).reindex(units)
    codes = "".join(NO_CLASS if pd.isna(k) else str(int(k)) for k in where)
    return Classes((*breaks_x, *breaks_y), tuple(map(tuple, colours)), codes)


LEAST_PX = 1.5


def leg_widths(load: pd.Series, widest: float) -> pd.Series:
    """Pixels in proportion to the load, the largest `widest`, none under 1.5."""
    return (load / load.max() * widest).clip(lower=LEAST_PX).round(1)


def circle_radii(values: pd.Series, widest: float) -> pd.Series:
    """Pixels of circles whose areas are in proportion to the values, the largest `widest`."""
    return ((values / values.max()) ** 0.5 * widest).clip(lower=LEAST_PX).round(1)
