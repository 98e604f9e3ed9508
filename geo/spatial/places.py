"""Which municipality holds each point."""

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import require_same
from geo.evidence.codes import PLACE


def assign_municipality(
    points: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """The points in their order, each with the municipality that holds it.

    points: one point per row, any columns but those added. municipalities: polygons with
    divipola, municipality, department_code, department. Adds these four, null where no
    municipality holds the point; no row is lost or repeated. A point on a border counts
    once, in the municipality with the lowest code.

    Raises CrsMismatch, and ValueError where a shape is not a point or a column to be added
    is there already (a stated municipality is never replaced by a position's).
    """
    require_same(points, municipalities)
    present = [c for c in PLACE if c in points.columns]
    if present:
        raise ValueError(f"the points already have the columns {', '.join(present)}")
    kinds = shapely.get_type_id(points.geometry.values)
    if not np.isin(kinds, (shapely.GeometryType.POINT, shapely.GeometryType.MISSING)).all():
        raise ValueError("only points can be assigned to municipalities")
    ordered = municipalities.sort_values("divipola", ignore_index=True)
    point, place = ordered.sindex.query(points.geometry.values, predicate="intersects")
    lowest = np.full(len(points), len(ordered))
    np.minimum.at(lowest, point, place)
    holders = ordered[PLACE].reindex(lowest)
    return points.assign(**{column: holders[column].array for column in PLACE})
