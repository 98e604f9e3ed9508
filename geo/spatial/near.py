"""What lies within a distance, when both positions are uncertain.

A point is *certain* when it lies within the distance wherever the two true positions are,
*possible* when it lies within for some of them. A point that stands for a whole
municipality is certain only if the whole polygon lies within, whatever its uncertainty.
"""

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import ROUND, metric, require_same
from geo.errors import BelowUncertainty
from geo.evidence import remember

CERTAIN, POSSIBLE = "certain", "possible"
# A position as uncertain as this is an area, never a point.
AREA_FROM_KM = 8


def near(
    points: gpd.GeoDataFrame,
    shapes: gpd.GeoDataFrame,
    distance_km: float,
    municipalities: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """The points that lie, certainly or possibly, within a distance of any of the shapes.

    points: `uncertainty_km`, `stands_for_municipality`, `divipola`. shapes: lines or points
    with `uncertainty_km`. municipalities: polygons with `divipola`. All in one CRS;
    distances are measured in EPSG:9377.

    Returns the rows within, in their order, with `distance_km` (stated position to the
    nearest shape, for a municipality's stand-in too) and `certainty` (certain | possible).

    Raises CrsMismatch; BelowUncertainty where the distance is smaller than the largest
    uncertainty of the shapes or than that of the best placed point; ValueError where a
    position has no uncertainty or a municipality that a point stands for is not given.
    """
    require_same(points, shapes)
    require_same(points, municipalities)
    if points["uncertainty_km"].isna().any() or shapes["uncertainty_km"].isna().any():
        raise ValueError("a position without uncertainty_km cannot be told near or far")
    stand_ins = points.loc[points["stands_for_municipality"].astype(bool), "divipola"]
    if not stand_ins.isin(municipalities["divipola"]).all():
        raise ValueError("a point stands for a municipality that is not given")
    if len(points) and len(shapes):
        least = max(shapes["uncertainty_km"].max(), points["uncertainty_km"].min())
        if distance_km < least:
            raise BelowUncertainty(distance_km, float(least))
    return _within(points, shapes, distance_km, municipalities)


def near_corridor(
    points: gpd.GeoDataFrame,
    legs: gpd.GeoDataFrame,
    distance_km: float,
    municipalities: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """The points near any leg of these corridors: `near`, and the corridors they are near.

    legs: rows of `corridors_documented`. Adds `corridor_ids`, every corridor of which the
    point is certainly or possibly within the distance, `;` between.
    """
    matches = near(points, legs, distance_km, municipalities)
    ids: dict = {row: [] for row in matches.index}
    for corridor, group in legs.groupby("corridor_id"):
        for row in _within(matches, group, distance_km, municipalities).index:
            ids[row].append(corridor)
    return matches.assign(corridor_ids=[";".join(ids[row]) for row in matches.index])


def metric_of(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame in EPSG:9377, worked out once."""
    return remember(layer, "metric", lambda: metric(layer))


def _within(
    points: gpd.GeoDataFrame,
    shapes: gpd.GeoDataFrame,
    distance_km: float,
    municipalities: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    if points.empty or shapes.empty:
        return points.iloc[:0].assign(distance_km=0.0, certainty="")
    whole = points["stands_for_municipality"].to_numpy(bool)
    spread = np.where(whole, 0, points["uncertainty_km"].to_numpy(float)) * 1000
    place = metric_of(points).geometry.values
    polygon = metric_of(municipalities).set_index("divipola").geometry
    area = np.where(whole, polygon.reindex(points["divipola"]).values, place)

    nearest = np.full(len(points), np.inf)
    closest = np.full(len(points), np.inf)
    farthest = np.full(len(points), np.inf)
    inner = []
    for uncertainty, group in metric_of(shapes).groupby("uncertainty_km"):
        blur = float(uncertainty) * 1000
        shape = shapely.union_all(group.geometry.values)
        shapely.prepare(shape)
        away = shapely.distance(place, shape)
        nearest = np.fmin(nearest, away)
        closest = np.fmin(closest, shapely.distance(area, shape) - blur - spread)
        farthest = np.fmin(farthest, away + blur + spread)
        inner.append(shapely.buffer(shape, distance_km * 1000 - blur, quad_segs=ROUND))
    within = shapely.union_all(inner)
    shapely.prepare(within)
    reach = distance_km * 1000
    certain = np.where(whole, shapely.covers(within, area), farthest <= reach)
    inside = certain | (closest <= reach)
    return points.assign(
        distance_km=nearest / 1000, certainty=np.where(certain, CERTAIN, POSSIBLE)
    )[inside]
