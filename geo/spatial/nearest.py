"""The nearest shape to each of many positions, and whether it surely lies within a distance.

Positions are an array of shapes in EPSG:9377, None where there is none; layers are in any CRS.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.spatial.near import CERTAIN, POSSIBLE

SAME_M = 0.01  # shapes whose distances differ by less are equally near
CELL_M = 8_000.0  # points of one cell are compared with the same few shapes
CERTAINTIES = np.array([None, POSSIBLE, CERTAIN], object)


def nearest(
    positions: np.ndarray, layer: gpd.GeoDataFrame, key: str
) -> tuple[pd.api.extensions.ExtensionArray, np.ndarray]:
    """The nearest shape to each position: its `key` and the kilometres, missing where none."""
    targets = layer.geometry.to_crs(METRIC).to_numpy()
    place, km, row, _ = _closest(positions, targets)
    again = np.unique(row[1:][row[1:] == row[:-1]])
    if len(again):  # of several equally near any will do: the one that the tree finds first
        nth, target = shapely.STRtree(targets).query_nearest(positions[again], all_matches=False)
        place[again[nth]] = target
    return layer[key].array.take(place, allow_fill=True), km


def ties(
    positions: np.ndarray, lines: gpd.GeoDataFrame, key: str
) -> tuple[pd.api.extensions.ExtensionArray, np.ndarray, pd.api.extensions.ExtensionArray]:
    """As `nearest`, of several equally near the first one; and how many keys are as near."""
    place, km, row, line = _closest(positions, lines.geometry.to_crs(METRIC).to_numpy())
    codes, names = pd.factorize(lines[key])
    pairs = pd.unique(row * max(len(names), 1) + codes[line])
    tied = np.bincount(pairs // max(len(names), 1), minlength=len(positions))
    counts = pd.arrays.IntegerArray(tied, tied == 0)
    return lines[key].array.take(place, allow_fill=True), km, counts


def _closest(
    positions: np.ndarray, targets: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """By position its first nearest target, -1 for none, and the km; all pairs as near."""
    place, km = np.full(len(positions), -1), np.full(len(positions), np.nan)
    row, target, away = _rivals(positions, targets)
    start = np.flatnonzero(np.diff(row, prepend=-1))
    least = np.minimum.reduceat(away, start) if len(row) else away
    km[row[start]] = least / 1000
    near = away <= np.repeat(least, np.diff(start, append=len(row))) + SAME_M
    row, target = row[near], target[near]
    first = np.flatnonzero(np.diff(row, prepend=-1))
    place[row[first]] = target[first]
    return place, km, row, target


def _rivals(
    positions: np.ndarray, targets: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(position, target, metres between) of the targets that may be nearest, both ascending.

    Points are taken together by cells of a grid: what is nearest to a point of a cell is not
    further from its middle than what is nearest to that, and the cell's diagonal.
    """
    there = np.flatnonzero(~shapely.is_missing(positions))
    if not len(targets) or not len(there):
        return np.array([], int), np.array([], int), np.array([])
    points = shapely.get_type_id(positions[there]) == shapely.GeometryType.POINT
    corners = np.floor(shapely.get_coordinates(positions[there[points]]) / CELL_M).astype(int)
    low = corners.min(axis=0, initial=0)
    wide = corners[:, 1].max(initial=0) - low[1] + 1
    cell, cells = pd.factorize((corners - low) @ [wide, 1])
    middles = shapely.points((np.column_stack(np.divmod(cells, wide)) + low + 0.5) * CELL_M)
    anchors = np.concatenate([middles, positions[there[~points]]])
    anchor = np.empty(len(there), int)
    anchor[points], anchor[~points] = cell, len(cells) + np.arange((~points).sum())
    reach = np.full(len(anchors), 2 * SAME_M)
    reach[: len(cells)] += np.sqrt(2) * CELL_M
    tree = shapely.STRtree(targets)
    _, away = tree.query_nearest(anchors, return_distance=True, all_matches=False)
    of, target = tree.query(anchors, predicate="dwithin", distance=away + reach)
    target, count = target[np.lexsort((target, of))], np.bincount(of, minlength=len(anchors))
    before = np.cumsum(count) - count
    each = count[anchor]
    row = np.repeat(np.arange(len(there)), each)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(each) - each, each)
    target, row = target[before[anchor][row] + nth], there[row]
    return row, target, shapely.distance(positions[row], targets[target])


def certainty(
    positions: np.ndarray,
    spread_km: np.ndarray,
    km: np.ndarray,
    lines: gpd.GeoDataFrame,
    distance_km: float,
) -> np.ndarray:
    """certain | possible within the distance of a line, None further off.

    spread_km: how uncertain each position is. km: to the nearest line. lines: with their own
    `uncertainty_km`, so that a further one may be the surer.
    """
    blur = lines["uncertainty_km"].to_numpy(float)
    surely = km + blur.max() + spread_km <= distance_km
    reach = distance_km + blur.max() + spread_km
    close = np.flatnonzero(~surely & (km <= reach))
    targets = lines.geometry.to_crs(METRIC).to_numpy()
    row, line = shapely.STRtree(targets).query(
        positions[close], predicate="dwithin", distance=1000 * reach[close]
    )
    row = close[row]
    away = shapely.distance(positions[row], targets[line]) / 1000
    level = np.where(surely, 2, 0)
    np.maximum.at(level, row, away - blur[line] - spread_km[row] <= distance_km)
    np.maximum.at(level, row, 2 * (away + blur[line] + spread_km[row] <= distance_km))
    return CERTAINTIES[level]
