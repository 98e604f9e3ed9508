"""Documented corridors: their waypoints, and the straight legs between them."""

from itertools import pairwise
from typing import Any

import geopandas as gpd
from shapely import LineString

from geo.crs import metric
from geo.evidence.build.facts import Facts, points
from geo.evidence.build.geography import ids_in_order


def corridor_waypoints(f: Facts) -> gpd.GeoDataFrame:
    return f.with_names(points(f.table("corridor_waypoints")))


def corridors_documented(f: Facts) -> gpd.GeoDataFrame:
    """One row per leg, with its corridor's facts and the sources of both ends."""
    stops = points(f.table("corridor_waypoints")).sort_values(["corridor_id", "order"])
    legs = [
        {"corridor_id": corridor, "leg": number, **_leg(start, end)}
        for corridor, group in stops.groupby("corridor_id")
        for number, (start, end) in enumerate(pairwise(group.itertuples()), 1)
    ]
    frame = gpd.GeoDataFrame(legs, crs=4326)
    frame["length_km"] = (metric(frame).length / 1000).round(3)
    about = f.table("corridors").rename(columns={"source_ids": "corridor_source_ids"})
    return frame.merge(about, on="corridor_id", validate="many_to_one")


def _leg(start: Any, end: Any) -> dict:
    return {
        "from_place": start.place,
        "to_place": end.place,
        "from_divipola": start.divipola,
        "to_divipola": end.divipola,
        "is_schematic": "schematic" in (start.waypoint_evidence, end.waypoint_evidence),
        "uncertainty_km": max(start.uncertainty_km, end.uncertainty_km),
        "source_ids": ids_in_order([start.source_ids, end.source_ids]),
        "geometry": LineString([start.geometry, end.geometry]),
    }
