"""Sizes on a map: circles and lines in proportion to what they stand for, in pixels."""

import pandas as pd

from geo.spatial import AREA_FROM_KM

__all__ = ["AREA_FROM_KM", "LEAST_PX", "circle_radii", "leg_widths"]

LEAST_PX = 1.5


def leg_widths(load: pd.Series, widest: float) -> pd.Series:
    """Pixels in proportion to the load, the largest `widest`, none under 1.5."""
    return (load / load.max() * widest).clip(lower=LEAST_PX).round(1)


def circle_radii(values: pd.Series, widest: float) -> pd.Series:
    """Pixels of circles whose areas are in proportion to the values, the largest `widest`."""
    return ((values / values.max()) ** 0.5 * widest).clip(lower=LEAST_PX).round(1)
