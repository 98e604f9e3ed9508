"""What lets a map on paper be measured and found: scale bar, north arrow, inset of Colombia."""

import math

import numpy as np
import shapely

from geo.cartography import palette
from geo.cartography.drawing import MAINLAND
from geo.cartography.paper import type as letters
from geo.cartography.paper.ground import Ground, degrees, reach, shapes_of
from geo.cartography.paper.sheet import Box, Sheet, ink, outline, pen
from geo.errors import LayerFault
from geo.language import number

INK = ink(palette.INK)
PLATE = (1, 0.992, 0.973, 0.86)
BAR = 0.25  # of the map's width, at most
FIRST = (5, 2, 1)


def bar_km(per_point: float, most: float) -> float:
    """The longest round length whose bar takes at most so many points; metres a point."""
    km = per_point * most / 1000
    power = 10 ** math.floor(math.log10(km))
    return float(power * next(first for first in FIRST if first * power <= km))


def draw_scale(sheet: Sheet, place: Ground, size: float, lang: str, measured: bool) -> Box:
    """Bar and arrow in the lower left corner; returns what they take. measured: the scale too."""
    km = bar_km(place.per_point, BAR * place.box.wide)
    long, small = km * 1000 / place.per_point, 0.8 * size
    half = long / 2
    ends = ["0", number(km / 2, lang, int(km < 2)), f"{number(km, lang)}\u00a0km"]
    ratio = f"1 : {number(round(place.scale), lang)}" if measured else ""
    wide = max(long + letters.width(ends[2], small) / 2, letters.width(ratio, small)) + size
    high = (2.6 + 1.1 * measured) * size
    left, bottom = place.box.left + 0.6 * size, place.box.bottom + 0.6 * size
    plate = Box(left, bottom, wide + 2.6 * size, high)
    sheet.box(plate, fill=PLATE)
    x, y = left + 2.8 * size, bottom + (0.6 + 1.1 * measured) * size
    sheet.text(x, bottom + 0.5 * size, ratio, small)
    for k, fill in enumerate((INK, ink(palette.PAPER))):
        sheet.box(Box(x + k * half, y, half, 0.36 * size), fill=fill, **pen(palette.INK, 0.6))
    free = half - (letters.width(ends[1], small) + letters.width(ends[2], small)) / 2
    for k in (0, 1, 2) if free > 0.4 * size else (0, 2):
        sheet.text(x + k * half, y + 0.66 * size, ends[k], small, centred=True)
    _arrow(sheet, place, left + 1.2 * size, bottom + high / 2, size)
    return plate


def _arrow(sheet: Sheet, place: Ground, x: float, y: float, size: float) -> None:
    """Points to true north at the middle of the map."""
    [(longitude, latitude)] = degrees(place.centre)
    (west, south), (east, north) = place.at([(longitude, latitude), (longitude, latitude + 0.01)])
    turn = math.atan2(east - west, north - south)
    shape = np.array([(0, 1.05), (0.42, -0.35), (0, -0.1), (-0.42, -0.35)]) * size
    turned = shape @ [[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]]
    sheet.path(outline([shapely.Polygon(turned + np.array([x, y]))]), fill=INK)
    sheet.text(x, y - 1.05 * size, "N", 0.8 * size, bold=True, centred=True)


def draw_inset(sheet: Sheet, place: Ground, rest: Box, wide: bool, size: float) -> Box:
    """Where in Colombia the map lies, in a corner of the box beside it; returns what is left.

    wide: whether that box is a column, with the inset at its foot. A map that shows the whole
    country needs none.
    """
    _, south, _, north = reach(MAINLAND)
    if place.per_point * place.box.high > 0.85 * (north - south):
        return rest
    try:
        shapes, _ = shapes_of("departments")
    except LayerFault:
        return rest
    if wide:
        high = min(0.24 * rest.high, 0.8 * rest.wide)
        box = Box(rest.left, rest.bottom, 0.76 * high, high)
    else:
        high = min(rest.high, 0.2 * rest.wide / 0.76)
        box = Box(rest.right - 0.76 * high, rest.top - high, 0.76 * high, high)
    country = Ground(box, reach(MAINLAND))
    sheet.box(box, fill=ink(palette.SEA))
    sheet.cut_to(box)
    land = outline(country.shapes(shapes))
    sheet.path(land, fill=ink(palette.LAND), **pen(palette.BORDER, 0.3))
    half = np.array([place.box.wide, place.box.high]) / 2 * place.per_point
    corners = np.array([place.centre - half, place.centre + half])
    view = shapely.box(*country.laid(corners).ravel())
    sheet.path(outline([view]), **pen(palette.DOCUMENTED, 0.14 * size))
    sheet.within = None
    sheet.box(box, **pen(palette.FRAME, 0.6))
    if wide:
        return rest._replace(bottom=box.top + size, high=rest.high - high - size)
    return rest._replace(wide=0.8 * rest.wide - size)
