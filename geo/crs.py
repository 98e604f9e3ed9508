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
EXTENT = (-92.0, -14.0, -57.0, 23.0)
GEOD = Geod(ellps="GRS80")
# Segments per quarter circle of every buffer: it falls short by less than 0.001 %.
ROUND = 256


def require_same(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> None:
    """Raise CrsMismatch unless both frames state the same CRS."""
    if one.crs is None or other.crs is None:
        raise CrsMismatch(one.crs, other.crs)
    # Comparing what they mean takes as long as a whole join: first how they are written.
    if one.crs.srs != other.crs.srs and one.crs != other.crs:
        raise CrsMismatch(one.crs, other.crs)


def metric(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> gpd.GeoDataFrame | gpd.GeoSeries:
    """The same shapes in EPSG:9377, for distances and buffers in metres."""
    if frame.crs is None:
        raise CrsMismatch(None, METRIC)
    # Asking pyproj whether it is the same takes longer than most questions.
    return frame if frame.crs is METRIC else frame.to_crs(METRIC)


def astray(shapes: np.ndarray, extent: tuple[float, float, float, float] = EXTENT) -> np.ndarray:
    """Which shapes (EPSG:4326) reach out of an extent, by default where EPSG:9377 holds;
    missing ones do not."""
    west, south, east, north = extent
    x1, y1, x2, y2 = shapely.bounds(shapes).T
    return (x1 < west) | (y1 < south) | (x2 > east) | (y2 > north)


def geodesic_area_km2(shapes: gpd.GeoSeries) -> np.ndarray:
    """Geodesic areas in km² (GRS 80), one per shape, however its rings are wound."""
    if shapes.crs is None:
        raise CrsMismatch(None, STORAGE)
    polygons = shapely.orient_polygons(shapes.to_crs(STORAGE).to_numpy())
    return np.array([abs(GEOD.geometry_area_perimeter(g)[0]) / 1e6 for g in polygons])
