"""Named extents: a link says `cauca_cali`, never camera numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# The map that the zooms of the named extents were chosen for.
EXTENT_PX = (900, 560)


@dataclass(frozen=True)
class Extent:
    """Centre in degrees and zoom.

    wide: so many of that map's pixels across must be seen; upwards it is all of them.
    """

    longitude: float
    latitude: float
    zoom: float
    wide: int = EXTENT_PX[1]


EXTENTS = {
    "colombia": Extent(-73.4, 4.4, 4.5, wide=440),
    "southwest": Extent(-77.1, 2.6, 6.75),
    "cauca_cali": Extent(-76.65, 2.72, 7.75),
    "cali": Extent(-76.45, 3.36, 8.6),
    "bogota": Extent(-74.1, 4.65, 7.4),
    "medellin": Extent(-75.57, 6.25, 7.4),
    "barranquilla": Extent(-74.8, 10.8, 7.6),
    "cartagena": Extent(-75.5, 10.3, 7.6),
}

# What the height of a map holds, in pixels, less a margin.
HOLDS_PIXELS = 520
EQUATOR_M = 40_075_017
MARGIN, LEAST_KM = 0.06, 15  # about what must be seen whole: a share of it, kilometres


def narrowest(longitude: float, latitude: float, names: Sequence[str]) -> str:
    """The first of these extents, narrowest first, whose map shows the point; else the last.

    A tenth of the map at each edge does not count, so that the point has surroundings.
    """
    for name in names:
        extent = EXTENTS[name]
        degree_px = 512 * 2**extent.zoom / 360
        across = abs(longitude - extent.longitude) * degree_px
        up = abs(latitude - extent.latitude) * degree_px / math.cos(math.radians(latitude))
        if across < 0.4 * EXTENT_PX[0] and up < 0.4 * EXTENT_PX[1]:
            return name
    return names[-1]


def fitting(longitude: float, latitude: float, radius_km: float) -> Extent:
    """The extent around a point that shows a circle of this radius whole.

    Web Mercator with tiles of 512 pixels: a pixel at zoom z is the length of the parallel
    divided by 512 * 2^z.
    """
    pixel_m = 2000 * radius_km / HOLDS_PIXELS
    parallel_m = EQUATOR_M * math.cos(math.radians(latitude))
    zoom = round(math.log2(parallel_m / (512 * pixel_m)), 2)
    return Extent(longitude, latitude, zoom)


def box_around(
    longitude: float, latitude: float, radius_km: float
) -> tuple[float, float, float, float]:
    """West, south, east and north of a circle, in degrees."""
    up = radius_km * 360_000 / EQUATOR_M
    across = up / math.cos(math.radians(latitude))
    return longitude - across, latitude - up, longitude + across, latitude + up


def padded(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    """These bounds (west, south, east, north in degrees) with a margin, no less than 15 km about
    their middle."""
    west, south, east, north = bounds
    least = box_around((west + east) / 2, (south + north) / 2, LEAST_KM)
    across, up = (east - west) * MARGIN, (north - south) * MARGIN
    return (
        min(west - across, least[0]),
        min(south - up, least[1]),
        max(east + across, least[2]),
        max(north + up, least[3]),
    )


def circle_around(bounds: Sequence[float]) -> tuple[float, float, float]:
    """Longitude, latitude and km: the circle whose map shows these bounds whole.

    bounds: west, south, east, north in degrees. Maps are about twice as wide as high.
    """
    west, south, east, north = bounds
    latitude = (south + north) / 2
    degree_km = EQUATOR_M / 360_000
    wide_km = (east - west) * degree_km * math.cos(math.radians(latitude))
    radius_km = max((north - south) * degree_km / 2, wide_km / 4, LEAST_KM)
    return (west + east) / 2, latitude, radius_km
