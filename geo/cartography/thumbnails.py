"""Small pictures beside a number: a cut-out of the map, bars, a bar of which a part is modelled."""

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely

from geo.cartography.drawing import as_svg, disc, fitted, paths, project
from geo.cartography.palette import (
    ACCOUNT_LINE,
    BORDER,
    CITY,
    DOCUMENTED,
    GREYS,
    LAND,
    NONE,
    PURPLES,
    SEA,
    css,
)

WIDE, HIGH = 96, 72
RADIUS = 5


def cutout(
    bounds: Sequence[float],
    land: gpd.GeoSeries,
    lines: Iterable[shapely.Geometry] = (),
    points: Iterable[shapely.Point] = (),
) -> str:
    """Land within bounds (degrees) with lines of documented corridors and dots; EPSG:4326."""
    to = fitted(bounds, (0, 0, WIDE, HIGH))
    parts = [
        f"<path d='{paths(shape, to)}' fill='{css(LAND)}' stroke='{css(BORDER)}'/>"
        for shape in land
    ]
    for line in lines:
        ends = " ".join(f"{x:.1f},{y:.1f}" for x, y in project(line, to))
        parts.append(
            f"<polyline points='{ends}' fill='none' stroke='{css(DOCUMENTED)}' stroke-width='2.5'/>"
        )
    parts += [disc(point, to, RADIUS, CITY) for point in points]
    return as_svg(WIDE, HIGH, parts, SEA)


def columns(values: Sequence[float], colour: Sequence[int]) -> str:
    """One bar a value, on their own scale from zero; the last one stands out."""
    step, most = WIDE / len(values), max(values)
    bars = [
        f"<rect x='{i * step:.1f}' y='{HIGH - HIGH * value / most:.1f}' width='{step * 0.8:.1f}' "
        f"height='{HIGH * value / most:.1f}' fill='{css(colour)}' "
        f"fill-opacity='{1 if i == len(values) - 1 else 0.45}'/>"
        for i, value in enumerate(np.nan_to_num(values))
    ]
    return as_svg(WIDE, HIGH, bars)


def part(share: float, *, modelled: bool = True) -> str:
    """A bar on record of which a share stands out: hatched where it is modelled."""
    fill = "url(#h)" if modelled else css(ACCOUNT_LINE)
    box = f"y='{HIGH / 3:g}' height='{HIGH / 3:g}'"
    parts = [
        "<pattern id='h' width='6' height='6' patternUnits='userSpaceOnUse' "
        f"patternTransform='rotate(45)'><rect width='3' height='6' fill='{css(PURPLES[5])}'/>"
        "</pattern>",
        f"<rect x='1' width='{WIDE - 2}' {box} fill='{css(GREYS[1])}'/>",
        f"<rect x='1' width='{(WIDE - 2) * share:.1f}' {box} fill='{fill}'/>",
    ]
    return as_svg(WIDE, HIGH, parts, NONE)
