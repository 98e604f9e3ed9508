"""Small pictures beside a number: a cut-out of the map, bars, a bar of which a part is modelled."""

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely

from geo.cartography.drawing import as_svg, fitted, paths
from geo.cartography.palette import BORDER, CITY, DOCUMENTED, GREYS, LAND, PAPER, PURPLES, SEA, css

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
    parts = [f"<rect width='{WIDE}' height='{HIGH}' fill='{css(SEA)}'/>"]
    parts += [
        f"<path d='{paths(shape, to)}' fill='{css(LAND)}' stroke='{css(BORDER)}'/>"
        for shape in land
    ]
    for line in lines:
        xy = shapely.get_coordinates(line) * [to[0], -to[0]] + to[1:]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in xy)
        parts.append(
            f"<polyline points='{told}' fill='none' stroke='{css(DOCUMENTED)}' stroke-width='2.5'/>"
        )
    for point in points:
        x, y = point.x * to[0] + to[1], -point.y * to[0] + to[2]
        parts.append(
            f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{RADIUS}' fill='{css(CITY)}' "
            f"stroke='{css(PAPER)}' stroke-width='1.5'/>"
        )
    return as_svg(WIDE, HIGH, parts)


def columns(values: Sequence[float], colour: Sequence[int]) -> str:
    """One bar a value, on their own scale from zero; the last one stands out."""
    step, most = WIDE / len(values), max(values)
    bars = [
        f"<rect x='{i * step:.1f}' y='{HIGH - HIGH * value / most:.1f}' width='{step * 0.8:.1f}' "
        f"height='{HIGH * value / most:.1f}' fill='{css(colour)}' "
        f"fill-opacity='{1 if i == len(values) - 1 else 0.45}'/>"
        for i, value in enumerate(np.nan_to_num(values))
    ]
    return as_svg(
        WIDE, HIGH, [f"<rect width='{WIDE}' height='{HIGH}' fill='{css(PAPER)}'/>", *bars]
    )


def part(share: float) -> str:
    """A bar on record of which a share is modelled: that part is hatched."""
    top, high = HIGH / 3, HIGH / 3
    box = f"y='{top:g}' height='{high:g}'"
    return as_svg(
        WIDE,
        HIGH,
        [
            "<pattern id='h' width='6' height='6' patternUnits='userSpaceOnUse' "
            f"patternTransform='rotate(45)'><rect width='3' height='6' fill='{css(PURPLES[5])}'/>"
            "</pattern>",
            f"<rect x='1' width='{WIDE - 2}' {box} fill='{css(GREYS[1])}'/>",
            f"<rect x='1' width='{(WIDE - 2) * share:.1f}' {box} fill='url(#h)'/>",
        ],
    )
