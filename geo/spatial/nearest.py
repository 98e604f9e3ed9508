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


def nearest(
    positions: np.ndarray, layer: gpd.GeoDataFrame, key: str, *, within_km: float | None = None
) -> tuple[pd.api.extensions.ExtensionArray, np.ndarray]:
    """The nearest shape to each position: its `key` and the kilometres, missing where none.

    within_km: further ones need not be looked for.
    """
    targets = layer.geometry.to_crs(METRIC).to_numpy()
    place, km = np.full(len(positions), -1), np.full(len(positions), np.nan)
    there = np.flatnonzero(~shapely.is_missing(positions))
    if len(targets) and len(there):
        (row, shape), away = shapely.STRtree(targets).query_nearest(
            positions[there],
            max_distance=None if within_km is None else 1000 * within_km,
            return_distance=True,
            all_matches=False,
        )
        place[there[row]], km[there[row]] = shape, away / 1000
    return layer[key].array.take(place, allow_fill=True), km


def ties(
    positions: np.ndarray, km: np.ndarray, lines: gpd.GeoDataFrame, key: str
) -> tuple[pd.api.extensions.ExtensionArray, pd.api.extensions.ExtensionArray]:
    """Of the lines as near as km to each position the first one's `key`, and how many keys."""
    there = np.flatnonzero(~np.isnan(km))
    tree = shapely.STRtree(lines.geometry.to_crs(METRIC).to_numpy())
    reach = 1000 * km[there] + SAME_M
    row, line = tree.query(positions[there], predicate="dwithin", distance=reach)
    pairs = pd.DataFrame({"row": there[row], "line": line, key: lines[key].array.take(line)})
    each = pairs.sort_values(["row", "line"]).groupby("row")[key].agg(["first", "nunique"])
    each = each.reindex(range(len(positions)))
    return each["first"].array, each["nunique"].astype("Int64").array


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
    blurs, out = lines["uncertainty_km"], np.full(len(positions), None, object)
    surely = km + blurs.max() + spread_km <= distance_km
    close = np.flatnonzero(~surely & (km <= distance_km + blurs.max() + spread_km))
    farthest = closest = np.full(len(close), np.inf)
    for blur, group in lines.groupby("uncertainty_km"):
        reach = distance_km + blur + spread_km[close].max(initial=0)
        _, away = nearest(positions[close], group, "uncertainty_km", within_km=reach)
        farthest = np.fmin(farthest, away + blur + spread_km[close])
        closest = np.fmin(closest, away - blur - spread_km[close])
    out[surely] = CERTAIN
    out[close] = np.where(
        farthest <= distance_km, CERTAIN, np.where(closest <= distance_km, POSSIBLE, np.array(None))
    )
    return out
