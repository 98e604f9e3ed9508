"""Hexagons: every point in one, and in the nearest."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import points

from geo.crs import STORAGE, metric
from geo.spatial.hexagons import hexagons


@pytest.fixture
def scattered() -> gpd.GeoDataFrame:
    at = np.random.default_rng(7).uniform([-79, -1], [-72, 8], (3000, 2))
    return gpd.GeoDataFrame(geometry=points(at), crs=STORAGE)


def test_every_point_is_counted_once(scattered):
    cells = hexagons(scattered, 25)
    assert cells["rows"].sum() == len(scattered)
    assert cells.geometry.is_unique


def test_a_point_lies_in_the_hexagon_of_the_nearest_centre(scattered):
    cells = metric(hexagons(scattered, 25))
    at = metric(scattered)
    nearest = cells.sindex.nearest(at.geometry, return_all=False)[1]
    assert (np.bincount(nearest, minlength=len(cells)) == cells["rows"]).all()
    away = at.geometry.reset_index(drop=True).distance(cells.geometry.iloc[nearest], align=False)
    assert away.max() <= 25_000


def test_points_where_the_grid_does_not_hold_are_in_none(scattered):
    scattered.loc[:1, "geometry"] = points([(170, 2), (-60, 80)])
    assert hexagons(scattered, 25)["rows"].sum() == len(scattered) - 2


def test_no_points_no_hexagons(scattered):
    assert hexagons(scattered.iloc[:0], 25).empty
