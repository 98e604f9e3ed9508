"""The layers of a scene on paper, drawn from what the browser is sent: one truth, two pens."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely

from geo.cartography import palette
from geo.cartography.classes import NO_CLASS
from geo.cartography.paper import type as letters
from geo.cartography.paper.ground import Ground, shapes_of, units_of
from geo.cartography.paper.sheet import NOTHING, Box, Sheet, ink, outline, pen
from geo.cartography.paper.time import SMALL, draw_time

STRIPES, FALLING, DOTTED = "///", "\\\\\\", "..."
HATCH = 1.9  # width of a stripe, in the pixels of the page


def hatching(
    colour: str | Sequence[int], dotted: bool, unit: float
) -> tuple[str, Sequence[float], float]:
    """The mark of the modelled on a colour, or of what could be either."""
    fill = tuple(round(255 * part) for part in ink(colour)[:3])
    pattern = DOTTED if dotted else FALLING if palette.falls(fill) else STRIPES
    return pattern, ink(palette.stripe(fill)), HATCH * unit


def draw(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    """One layer as `Kind.message` tells it. unit: points a pixel of the page."""
    KINDS[layer["kind"]](sheet, place, layer, unit)


def _areas(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    shapes, properties = shapes_of(units_of(layer["url"]))
    areas = place.shapes(shapes)
    classes = np.array([layer["codes"][of["i"]] for of in properties])
    edge = pen(layer["border"], 0.7 * unit)
    sheet.path(outline(areas[classes == NO_CLASS]), fill=ink(layer["none"]), **edge)
    for k, colour in enumerate(layer["colours"]):
        stripe = layer["stripes"][k] if layer["stripes"] else ""
        hatch = hatching(colour, k == layer["either"], unit) if stripe else None
        sheet.path(outline(areas[classes == str(k)]), fill=ink(colour), hatch=hatch, **edge)


def _lines(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    paths = [shapely.LineString(place.at(path)) for path in layer["paths"]]
    widths = np.broadcast_to(np.array(layer["widths"], dtype=float), len(paths)) * unit
    dashed = layer["dashed"] or [0] * len(paths)
    for path, width in zip(paths, widths, strict=True):
        sheet.path(outline([path]), **pen(palette.RIM, width + 2.5 * unit))
    for path, width, dash in zip(paths, widths, dashed, strict=True):
        dashes = (2.2 * width, 1.6 * width) if dash else ()
        sheet.path(outline([path]), dashes=dashes, **pen(layer["colour"], width))
    for path, width in zip(paths, widths, strict=True) if layer["striped"] else ():
        dashes = (2 * unit, 5 * unit)
        sheet.path(outline([path]), dashes=dashes, **pen(layer["striped"], width))


def _painted(layer: dict) -> list[Sequence[float]]:
    return [ink(layer["colours"][which]) for which in layer["of"]]


def _dots(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    rows = zip(place.at(layer["at"]), layer["radii"], _painted(layer), _signs(layer), strict=True)
    for (x, y), radius, colour, sign in rows:
        sheet.sign(x, y, radius * unit, sign, fill=colour, **pen(palette.RIM, 1.2 * unit))


def _signs(layer: dict) -> list[str]:
    return layer.get("signs") or [""] * len(layer["at"])


def _rings(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    rows = zip(place.at(layer["at"]), layer["metres"], _painted(layer), _signs(layer), strict=True)
    weight = (1.4 if layer["filled"] else 2) * unit
    for (x, y), far, colour, sign in rows:
        fill, radius = (*colour[:3], 0.07) if layer["filled"] else NOTHING, far / place.per_point
        sheet.circle(x, y, radius, fill=fill, edge=colour, weight=weight)
        if sign:
            sheet.sign(x, y + radius, SMALL * unit, sign, fill=colour)


def _hexagons(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    angles = np.arange(6) * np.pi / 3
    corners = np.column_stack([np.cos(angles), np.sin(angles)]) * layer["metres"] / place.per_point
    for middle, colour in zip(place.at(layer["at"]), _painted(layer), strict=True):
        shape = outline([shapely.Polygon(corners + middle)])
        sheet.path(shape, fill=colour, **pen(palette.RIM, 0.6 * unit))


def _shapes(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    looks = pen(layer["colour"], layer.get("width", 3) * unit)
    for geojson in layer["shapes"]:
        shape = shapely.geometry.shape(geojson)
        fill = ink(layer["fill"]) if shapely.get_dimensions(shape) == 2 else NOTHING
        laid = shapely.transform(shape, place.at)
        if shapely.get_dimensions(laid):
            sheet.path(outline([laid]), fill=fill, **looks)
            continue
        for x, y in shapely.get_coordinates(laid):
            sheet.circle(x, y, 5 * unit, fill=fill, **looks)


def _tools(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    fill = layer["colour"].replace("1.00)", "0.20)")
    _shapes(sheet, place, layer | {"fill": fill}, unit)


def names(
    sheet: Sheet,
    place: Ground,
    layer: dict,
    unit: float,
    obstacles: Sequence[Box] = (),
    dots: Sequence[Sequence[Sequence[float]]] = (),
) -> list[Box]:
    """Names, the most important first, each above, below or beside its place: where it touches
    no other and lies no nearer to another place's mark than to its own, or left out.

    taken: what they must not touch beside. dots: of each layer that has them, where they stand.
    Returns the boxes of those written.
    """
    size, box, under = layer["size"] * unit, place.box, -layer["under"] * unit
    places = {tuple(at) for _, *at in layer["names"]}
    of_places = [at for at in dots if not places.isdisjoint(map(tuple, at))]
    spots = [tuple(spot) for at in of_places for spot in place.at(at)]
    boxes, points = list(obstacles), list(spots)
    labels: list[tuple[Box, tuple[float, float]]] = []
    for text, *at in layer["names"]:
        words = letters.printable(text)
        [(x, y)] = place.at([at])
        half = letters.width(words, size, bold=True) / 2
        if not words or not box.holds(Box(x, y, 0, 0)) or 2 * half > box.wide:
            continue
        middle = min(max(x, box.left + half + 3), box.right - half - 3)
        level, aside = y - 0.35 * size, half + under
        tried = [(middle, y + under), (middle, y - under - size), (x + aside, level)]
        for centre, low in (*tried, (x - aside, level)):
            label = Box(centre - half, low, 2 * half, 0.75 * size)
            here = Box(label.left - 4 * unit, low - 5 * unit, 2 * half + 8 * unit, size + 7 * unit)
            if box.holds(label) and not any(here.meets(other) for other in boxes):
                others = [spot for spot in points if math.dist(spot, (x, y)) > 3 * unit]
                nearer = [spot for spot in others if label.far(*spot) <= label.far(x, y)]
                theirs = [one for one, of in labels if one.far(x, y) <= one.far(*of)]
                if not nearer and not theirs:
                    break
        else:
            continue
        boxes.append(here)
        labels.append((label, (x, y)))
        points.append((x, y))
        if layer["dotted"] and all(math.dist(spot, (x, y)) > 3 * unit for spot in spots):
            sheet.box(Box(x - 2 * unit, y - 2 * unit, 4 * unit, 4 * unit), fill=ink(palette.INK))
        sheet.text(centre, low, words, size, bold=True, centred=True, halo=2 * unit)
    return boxes


KINDS: dict[str, Callable[[Sheet, Ground, dict, float], Any]] = {
    "areas": _areas,
    "lines": _lines,
    "dots": _dots,
    "rings": _rings,
    "hexagons": _hexagons,
    "shapes": _shapes,
    "tools": _tools,
    "names": names,
    "time": draw_time,
}
