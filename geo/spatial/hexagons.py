"""Points counted in a grid of equal hexagons."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import METRIC, STORAGE, astray, metric


def hexagons(points: gpd.GeoDataFrame, radius_km: float) -> gpd.GeoDataFrame:
    """One row per hexagon that holds a point: `rows`, geometry = its centre in EPSG:4326.

    radius_km: from the centre to a corner. Hexagons have corners to the east and west and are
    laid out in EPSG:9377 from its origin, so the same radius gives the same grid. Points where
    that does not hold are in none.
    """
    points = points[~astray(points.geometry.to_numpy())]
    at = metric(points).geometry
    radius = radius_km * 1000
    # Axial coordinates, rounded so that the three that must add up to zero still do.
    q = at.x.to_numpy() * 2 / 3 / radius
    r = at.y.to_numpy() / (np.sqrt(3) * radius) - q / 2
    near = np.rint([q, r, -q - r])
    off = np.abs(near - [q, r, -q - r])
    worst_q = (off[0] > off[1]) & (off[0] > off[2])
    worst_r = ~worst_q & (off[1] > off[2])
    column = np.where(worst_q, -near[1] - near[2], near[0])
    row = np.where(worst_r, -near[0] - near[2], near[1])
    counts = pd.DataFrame({"q": column, "r": row}).value_counts().rename("rows").reset_index()
    x = counts["q"] * 1.5 * radius
    y = (counts["r"] + counts["q"] / 2) * np.sqrt(3) * radius
    centres = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=METRIC).to_crs(STORAGE)
    return gpd.GeoDataFrame({"rows": counts["rows"]}, geometry=centres)
