"""Which municipalities a corridor crosses, and for how many kilometres."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import metric, require_same
from geo.spatial.places import PLACE

NAMED = "named_in_source"
KEY = ["corridor_id", "divipola"]


def municipalities_crossed(
    legs: gpd.GeoDataFrame, waypoints: pd.DataFrame, municipalities: gpd.GeoDataFrame
) -> pd.DataFrame:
    """One row per corridor and municipality that it crosses or that its sources name.

    legs: rows of `corridors_documented`. waypoints: rows of `corridor_waypoints` (corridors
    not among the legs are left out). municipalities: polygons with the place columns.

    Columns: corridor_id, divipola, municipality, department_code, department, `km` (length
    of the straight legs inside, in EPSG:9377; 0 where a source names the municipality and
    no leg enters it), `named` (a waypoint that a source names is coded to it; false: the
    schematic line merely cuts it), source_ids (the corridor's). A stretch along a border
    counts once, in the municipality with the lowest code; stretches at sea or abroad in
    none. Raises CrsMismatch.
    """
    require_same(legs, municipalities)
    ordered = municipalities.sort_values("divipola", ignore_index=True)
    polygons = metric(ordered).geometry.values
    lines = metric(legs).geometry.values
    leg, place = ordered.sindex.query(legs.geometry.values, predicate="intersects", sort=True)
    km = np.zeros(len(leg))
    rest, before = None, -1
    for i, (row, column) in enumerate(zip(leg, place, strict=True)):
        if row != before:
            rest, before = lines[row], row
        km[i] = shapely.length(shapely.intersection(rest, polygons[column])) / 1000
        rest = shapely.difference(rest, polygons[column])
    cut = pd.DataFrame(
        {
            "corridor_id": legs["corridor_id"].to_numpy()[leg],
            "divipola": ordered["divipola"].to_numpy()[place],
            "km": km,
        }
    )
    cut = cut[cut["km"] > 1e-6].groupby(KEY, as_index=False)["km"].sum()
    own = waypoints["corridor_id"].isin(legs["corridor_id"])
    by_source = waypoints.loc[own & (waypoints["waypoint_evidence"] == NAMED), KEY]
    by_source = by_source.dropna().drop_duplicates().assign(named=True)
    both = cut.merge(by_source, on=KEY, how="outer")
    sources = legs.groupby("corridor_id")["source_ids"].first()
    rows = both.merge(ordered[PLACE], on="divipola").assign(
        km=lambda r: r["km"].fillna(0.0),
        named=lambda r: r["named"].eq(True),
        source_ids=lambda r: r["corridor_id"].map(sources),
    )
    columns = ["corridor_id", *PLACE, "km", "named", "source_ids"]
    return rows[columns].sort_values(KEY, ignore_index=True)
