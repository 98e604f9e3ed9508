"""The nearest of many lines, and how many are as near: against every distance there is."""

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Point

from geo.crs import METRIC
from geo.spatial import nearest, ties
from tests.spatial.squares import at


def network() -> gpd.GeoDataFrame:
    """A star of four lines of two keys, and one far away."""
    ends = [(30, 0), (0, 30), (-30, 0), (0, -30)]
    lines = [LineString([at(0, 0), at(*end)]) for end in ends]
    lines.append(LineString([at(200, 0), at(200, 50)]))
    return gpd.GeoDataFrame({"key": list("baabc")}, geometry=lines, crs=METRIC)


def test_the_nearest_line_is_the_one_with_the_least_distance():
    random, lines = np.random.default_rng(1), network()
    spots = shapely.points([at(x, y) for x, y in random.uniform(-60, 260, (2000, 2))])
    spots[7] = None
    spots[8] = shapely.buffer(spots[8], 15_000)
    away = np.array([shapely.distance(spots, line) for line in lines.geometry])
    found, km = nearest(spots, lines, "key")
    names, again, count = ties(spots, lines, "key")
    assert np.isnan(km[7]) and np.isnan(again[7]) and count.isna()[7] and count.isna().sum() == 1
    there = np.arange(len(spots)) != 7
    assert np.allclose(km[there], away.min(axis=0)[there] / 1000)
    keys = lines["key"].to_numpy(object)
    near = away <= away.min(axis=0) + 0.01
    for i in np.flatnonzero(there):
        assert found[i] in keys[near[:, i]]
        assert names[i] == keys[np.flatnonzero(near[:, i])[0]]
        assert count[i] == len(set(keys[near[:, i]]))
    assert (count[there] == 1).any() and not np.isnan(again[there]).any()


def test_where_lines_meet_the_first_is_named_and_their_keys_are_counted():
    names, km, count = ties(np.array([Point(at(0, 0))]), network(), "key")
    assert (list(names), km.tolist(), list(count)) == (["b"], [0.0], [2])


def test_of_no_lines_none_is_near():
    names, km, count = ties(np.array([Point(at(0, 0))]), network().iloc[:0], "key")
    assert names.isna().all() and np.isnan(km).all() and count.isna().all()
