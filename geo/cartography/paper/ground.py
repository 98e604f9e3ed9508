"""The ground that a map on paper shows: EPSG:9377 laid on a box of the sheet, true to scale."""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from pyproj.enums import TransformDirection

from geo.cartography import ground, static
from geo.cartography.extents import EQUATOR_M, EXTENT_PX, EXTENTS
from geo.cartography.paper.sheet import NOTHING, Box, Sheet, ink, outline, pen
from geo.crs import METRIC, STORAGE
from geo.errors import LayerFault

POINT_M = 0.0254 / 72
# First digits of scales that a reader can work with.
ROUND = (
    1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.25, 2.5, 2.8,
    3.2, 3.6, 4, 4.5, 5, 5.6, 6.4, 7.2, 8, 9, 10,
)  # fmt: skip
TO_METRES = Transformer.from_crs(STORAGE, METRIC, always_xy=True)


def metres(lonlat: np.ndarray) -> np.ndarray:
    """Degrees (n × 2) in metres east and north."""
    return np.column_stack(TO_METRES.transform(*np.asarray(lonlat, dtype=float).reshape(-1, 2).T))


def degrees(xy: np.ndarray) -> np.ndarray:
    """Metres east and north (n × 2) in degrees."""
    back = TransformDirection.INVERSE
    x, y = np.reshape(xy, (-1, 2)).T
    return np.column_stack(TO_METRES.transform(x, y, direction=back))


@lru_cache(maxsize=8)
def _load(content: bytes) -> tuple[np.ndarray, list[dict]]:
    shapes = shapely.get_parts(shapely.from_geojson(content.decode()))
    properties = [feature["properties"] for feature in json.loads(content)["features"]]
    return shapely.transform(shapes, metres), properties


def shapes_of(name: str) -> tuple[np.ndarray, list[dict]]:
    """Shapes in metres of a display file, and what is known of each. Raises as `static.url`."""
    return _load(static.content(f"{name}.json"))


def reach(extent: str | Sequence[float]) -> tuple[float, float, float, float]:
    """West, south, east and north in metres of what must be seen whole.

    extent: a named extent (what its map holds), or degrees as in `Scene.bounds`.
    """
    if isinstance(extent, str):
        view = EXTENTS[extent]
        [(x, y)] = metres(np.array([[view.longitude, view.latitude]]))
        pixel_m = EQUATOR_M * math.cos(math.radians(view.latitude)) / (512 * 2**view.zoom)
        across, up = pixel_m * view.wide / 2, pixel_m * EXTENT_PX[1] / 2
        return x - across, y - up, x + across, y + up
    west, south, east, north = extent
    edge = shapely.segmentize(shapely.box(west, south, east, north), max((east - west) / 20, 0.01))
    x, y = metres(shapely.get_coordinates(edge)).T
    margin = 0.05 * max(np.ptp(x), np.ptp(y), 10_000)
    return x.min() - margin, y.min() - margin, x.max() + margin, y.max() + margin


class Ground:
    """A part of the country in a box of the sheet.

    scale: metres of the ground a metre of paper; rounded up where a reader may measure it.
    """

    def __init__(self, box: Box, bounds: Sequence[float], *, rounded: bool = False):
        self.box = box
        west, south, east, north = bounds
        per_point = max((east - west) / box.wide, (north - south) / box.high)
        self.scale = per_point / POINT_M
        if rounded:
            power = 10 ** math.floor(math.log10(self.scale))
            self.scale = power * next(r for r in ROUND if r * power >= self.scale * 0.999)
        self.per_point = self.scale * POINT_M
        self.centre = np.array([(west + east) / 2, (south + north) / 2])
        self.middle = np.array([box.left + box.wide / 2, box.bottom + box.high / 2])

    def laid(self, xy: np.ndarray) -> np.ndarray:
        """Metres as points of the sheet."""
        return (xy - self.centre) / self.per_point + self.middle

    def at(self, lonlat: Any) -> np.ndarray:
        """Degrees (n × 2) as points of the sheet."""
        return self.laid(metres(np.array(lonlat, dtype=float)))

    def shapes(self, shapes: np.ndarray) -> np.ndarray:
        """Shapes in metres as shapes on the sheet, cut a little beyond the box; some are empty."""
        half = np.array([self.box.wide, self.box.high]) * 0.53 * self.per_point
        (west, south), (east, north) = self.centre - half, self.centre + half
        near = shapely.intersects(shapes, shapely.box(west, south, east, north))
        cut = np.full(len(shapes), shapely.Point(), dtype=object)
        cut[near] = shapely.clip_by_rect(shapes[near], west, south, east, north)
        return shapely.transform(cut, self.laid)


def draw_base(sheet: Sheet, place: Ground, unit: float) -> None:
    """Land, lakes, rivers and roads, as far as their files are there."""
    for name, style, kind in ground.layers():
        try:
            shapes, properties = shapes_of(name)
        except LayerFault:
            continue  # the scene's notices say so
        which = [kind is None or of["kind"] == kind for of in properties]
        edge = pen(style["color"], style["weight"] * unit * style.get("stroke", True))
        fill = ink(style["fillColor"]) if style.get("fill", True) else NOTHING
        sheet.path(outline(place.shapes(shapes[which])), fill=fill, **edge)


def draw_limits(sheet: Sheet, place: Ground, limits: Sequence[tuple], unit: float) -> None:
    """Limits of departments, and the outlines of places, above the areas: as in a message."""
    for address, style, which in limits:
        shapes, _ = shapes_of(units_of(address))
        lines = outline(place.shapes(shapes if which is None else shapes[which]))
        sheet.path(lines, **pen(style["color"], style["weight"] * unit))


def units_of(address: str) -> str:
    """Which places lie at an address of a message."""
    return "departments" if "departments" in address else "municipalities"
