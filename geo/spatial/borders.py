"""Which municipalities share a border, and for how many kilometres."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import GEOD, STORAGE
from geo.errors import CrsMismatch


def shared_borders(municipalities: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every pair of neighbours, both ways: `divipola`, `neighbour`, `border_km`.

    municipalities: divipola and polygons in EPSG:4326 that share their vertices along common
    borders, as the `municipalities` layer does. A border is a line: places that meet in a
    point alone are not neighbours. Lengths are geodesic. Raises CrsMismatch for another CRS.
    """
    if municipalities.crs != STORAGE:
        raise CrsMismatch(municipalities.crs, STORAGE)
    start, end, owner = _segments(municipalities.geometry.values)
    forward = (start[:, 0] < end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] < end[:, 1]))
    segments = np.where(forward[:, None], np.hstack([start, end]), np.hstack([end, start]))
    order = np.lexsort((owner, *segments.T))
    segments, owner = segments[order], owner[order]
    twice = (segments[1:] == segments[:-1]).all(axis=1) & (owner[1:] != owner[:-1])
    shared = segments[1:][twice]
    metres = GEOD.inv(*shared.T)[2] if len(shared) else []
    codes = municipalities["divipola"].to_numpy(str)
    pairs = pd.DataFrame(
        {
            "divipola": codes[owner[:-1][twice]],
            "neighbour": codes[owner[1:][twice]],
            "border_km": np.asarray(metres, float) / 1000,
        }
    )
    both = pd.concat(
        [pairs, pairs.rename(columns={"divipola": "neighbour", "neighbour": "divipola"})]
    )
    return both.groupby(["divipola", "neighbour"], as_index=False)["border_km"].sum()


def _segments(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ends of every straight piece of every ring, and whose it is."""
    parts, of_part = shapely.get_parts(shapes, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    points, of_point = shapely.get_coordinates(rings, return_index=True)
    same = of_point[1:] == of_point[:-1]
    return points[:-1][same], points[1:][same], of_part[of_ring[of_point[:-1][same]]]
