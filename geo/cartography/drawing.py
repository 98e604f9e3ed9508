"""Small drawings as SVG: where a place lies, and bars by year. They print as they look."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.cartography.palette import (
    BORDER,
    CITY,
    DOCUMENTED,
    FINE_BORDER,
    INK,
    LAND,
    NO_DATA,
    PAPER,
    SEA,
    css,
)

FONT = "font-family='DejaVu Sans,Verdana,Arial,sans-serif'"
# The islands lie far out at sea; the small country is drawn without them.
MAINLAND = (-79.1, -4.3, -66.8, 12.6)
WIDE, HIGH = 560, 300
COUNTRY = 150


class Picture(NamedTuple):
    """An image by its address, and the words that stand for it where it is not seen."""

    address: str
    text: str


def as_picture(svg: str, text: str) -> Picture:
    """The drawing as an image that needs no file."""
    return Picture(f"data:image/svg+xml,{quote(svg, safe=' =:/,.-')}", text)


def as_svg(width: float, height: float, parts: Iterable[str], ground: Sequence[int] = PAPER) -> str:
    """A drawing of these parts on a ground of one colour."""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width:g} {height:g}' {FONT}>"
        f"<rect width='{width}' height='{height}' fill='{css(ground)}'/>{''.join(parts)}</svg>"
    )


def project(shape: shapely.Geometry, to: np.ndarray) -> np.ndarray:
    """Degrees as points of a drawing. to: as `fitted` gives it."""
    return shapely.get_coordinates(shape) * [to[0], -to[0]] + to[1:]


def disc(point: shapely.Point, to: np.ndarray, radius: float, colour: Sequence[int]) -> str:
    """A dot with a rim."""
    [(x, y)] = project(point, to)
    return (
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius}' fill='{css(colour)}' "
        f"stroke='{css(PAPER)}' stroke-width='1.5'/>"
    )


def paths(shape: shapely.Geometry, to: np.ndarray) -> str:
    """SVG path data of polygons, to a tenth, each point told from the one before."""
    parts = []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        xy = project(ring, to).round(1)
        steps = np.diff(xy, axis=0)
        steps = " ".join(f"{step:g}" for step in steps[steps.any(axis=1)].round(1).ravel())
        short = re.sub(r"(?<!\d)0\.", ".", steps).replace(" -", "-")
        parts.append(f"M{xy[0, 0]:g} {xy[0, 1]:g}l{short}z")
    return "".join(parts)


def fitted(bounds: Sequence[float], box: Sequence[float]) -> np.ndarray:
    """Scale and shifts that put bounds (degrees) in the middle of a box (left, top, size)."""
    west, south, east, north = bounds
    left, top, wide, high = box
    scale = min(wide / (east - west), high / (north - south))
    x = left + wide / 2 - scale * (west + east) / 2
    return np.array([scale, x, top + high / 2 + scale * (south + north) / 2])


def _text(x: float, y: float, words: str, size: int, bold: bool = False) -> str:
    weight = 700 if bold else 400
    halo = f"stroke='{css(PAPER)}' stroke-width='3' stroke-linejoin='round' paint-order='stroke'"
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' font-weight='{weight}' {halo} "
        f"text-anchor='middle' fill='{css(INK)}'>{escape(words)}</text>"
    )


def locator(
    country: gpd.GeoDataFrame, around: gpd.GeoDataFrame, here: str, names: Sequence[str]
) -> str:
    """Where a place lies: small in the country, large among its neighbours.

    country: polygons of departments, coarse, with `code` and geometry. around: polygons with
    `code`, `name` and geometry in EPSG:4326, the place (`here`) among them. names: codes
    that get a label, most important first; a label that would cover another is left out.
    """
    own = around[around["code"] == here]
    small = fitted(MAINLAND, (4, 4, COUNTRY, HIGH - 8))
    parts = [
        f"<path d='{paths(shape, small)}' fill='{css(NO_DATA if code == here[:2] else LAND)}' "
        f"stroke='{css(BORDER)}' stroke-width='.5'/>"
        for code, shape in zip(country["code"], country.geometry, strict=True)
    ]
    parts.append(disc(own.geometry.iloc[0].representative_point(), small, 4.5, DOCUMENTED))
    west, south, east, north = own.total_bounds
    margin = 0.18 * max(east - west, north - south)
    bounds = (west - margin, south - margin, east + margin, north + margin)
    left = COUNTRY + 14
    large = fitted(bounds, (left, 0, WIDE - left, HIGH))
    parts.append(f"<clipPath id='c'><rect x='{left}' width='{WIDE}' height='{HIGH}'/></clipPath>")
    parts.append("<g clip-path='url(#c)'>")
    parts += [
        f"<path d='{paths(shape, large)}' fill='{css(NO_DATA if code == here else LAND)}' "
        f"stroke='{css(CITY if code == here else FINE_BORDER)}' "
        f"stroke-width='{1.6 if code == here else 0.8}'/>"
        for code, shape in zip(around["code"], around.geometry, strict=True)
    ]
    parts += _labels(around.set_index("code"), names, here, large, (left, 0, WIDE, HIGH))
    parts.append("</g>")
    parts.append(f"<path d='M{left} 0V{HIGH}' stroke='{css(PAPER)}' stroke-width='3'/>")
    return as_svg(WIDE, HIGH, parts, SEA)


def _labels(
    around: gpd.GeoDataFrame,
    names: Sequence[str],
    here: str,
    to: np.ndarray,
    box: tuple[float, float, float, float],
) -> list[str]:
    """Names in the middle of what is seen of each place, none over another."""
    window = shapely.box(
        (box[0] - to[1]) / to[0],
        (to[2] - box[3]) / to[0],
        (box[2] - to[1]) / to[0],
        (to[2] - box[1]) / to[0],
    )
    areas: list[shapely.Geometry] = []
    parts: list[str] = []
    for code in names:
        visible = shapely.intersection(around.geometry[code], window)
        if visible.is_empty:
            continue
        [(x, y)] = project(visible.representative_point(), to)
        size = 15 if code == here else 12
        name = around["name"][code]
        half = size * 0.27 * len(name) + 2
        x = min(max(x, box[0] + half), box[2] - half)
        y = min(max(y, 14), box[3] - 6)
        area = shapely.box(x - half, y - size, x + half, y + 4)
        if not any(area.intersects(other) for other in areas):
            areas.append(area)
            parts.append(_text(x, y, name, size, code == here))
    return parts


def bars(
    values: pd.Series,
    colour: Sequence[int],
    head: str,
    most: str,
    ends: tuple[str, str],
    *,
    scale: float | None = None,
) -> str:
    """Bars by year on their own scale, or up to `scale`; a year without a value has none.

    values: by year. head: what the bars are. most: words for the highest. ends: at the foot.
    """
    wide, high, foot, top = 240, 118, 98, 34
    step = wide / len(values)
    largest = scale or values.max()
    parts = []
    for i, value in enumerate(values):
        if pd.notna(value) and largest > 0:
            tall = max((foot - top) * value / largest, 0.8)
            parts.append(
                f"<rect x='{i * step + 1:.1f}' y='{foot - tall:.1f}' width='{step - 1.6:.1f}' "
                f"height='{tall:.1f}' fill='{css(colour)}'/>"
            )
    parts.append(f"<path d='M0 {foot}H{wide}' stroke='{css(BORDER)}'/>")
    for x, y, anchor, words, weight in (
        (2, 13, "start", head, 700),
        (2, 28, "start", most, 400),
        (1, 113, "start", ends[0], 400),
        (wide - 1, 113, "end", ends[1], 400),
    ):
        parts.append(
            f"<text x='{x}' y='{y}' font-size='12.5' font-weight='{weight}' fill='{css(INK)}' "
            f"text-anchor='{anchor}'>{escape(words)}</text>"
        )
    return as_svg(wide, high, parts)
