"""Coordinate reference systems: one to store in, one to measure in.

Storage and exchange are EPSG:4326. Distances and buffers are measured in EPSG:9377
(MAGNA-SIRGAS / Origen-Nacional, metres). Areas are geodesic on GRS 80, because 9377
makes areas away from its origin 0.2-0.6 % too large.
"""

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Geod

from geo.errors import CrsMismatch

STORAGE = CRS.from_epsg(4326)
METRIC = CRS.from_epsg(9377)
# Beyond these degrees (west, south, east, north) it does not hold.
HELD = (-92.0, -14.0, -57.0, 23.0)
_GEOD = Geod(ellps="GRS80")
# Segments per quarter circle of every buffer: it falls short by less than 0.001 %.
ROUND = 256


def require_same(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> None:
    """Raise CrsMismatch unless both frames state the same CRS."""
    if left.crs is None or right.crs is None:
        raise CrsMismatch(left.crs, right.crs)
    # Comparing what they mean takes as long as a whole join: first how they are written.
    if left.crs.srs != right.crs.srs and left.crs != right.crs:
        raise CrsMismatch(left.crs, right.crs)


def metric(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> gpd.GeoDataFrame | gpd.GeoSeries:
    """The same shapes in EPSG:9377, for distances and buffers in metres."""
    if frame.crs is None:
        raise CrsMismatch(None, METRIC)
    # Asking pyproj whether it is the same takes longer than most questions.
    return frame if frame.crs is METRIC else frame.to_crs(METRIC)


def astray(shapes: np.ndarray) -> np.ndarray:
    """Which shapes (EPSG:4326) lie where EPSG:9377 does not hold; missing ones do not."""
    west, south, east, north = HELD
    x1, y1, x2, y2 = shapely.bounds(shapes).T
    return (x1 < west) | (y1 < south) | (x2 > east) | (y2 > north)


def geodesic_area_km2(shapes: gpd.GeoSeries) -> np.ndarray:
    """Geodesic areas in km² (GRS 80), one per shape, however its rings are wound."""
    if shapes.crs is None:
        raise CrsMismatch(None, STORAGE)
    wound = shapely.orient_polygons(shapes.to_crs(STORAGE).to_numpy())
    return np.array([abs(_GEOD.geometry_area_perimeter(g)[0]) / 1e6 for g in wound])
