"""Tiny shapes whose answers can be worked by hand.

Squares are laid out in EPSG:9377 around its origin (5 000 000, 2 000 000 m), so that their
kilometres are exact, and handed over in EPSG:4326 as all evidence is.
"""

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box

from geo.crs import METRIC, STORAGE

EAST, NORTH = 5_000_000, 2_000_000


def at(x_km: float, y_km: float) -> tuple[float, float]:
    return EAST + 1000 * x_km, NORTH + 1000 * y_km


def frame(rows: dict, geometry: list) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry=geometry, crs=METRIC).to_crs(STORAGE)


def square_municipalities() -> gpd.GeoDataFrame:
    """Three squares of 10 km in a row, x from 0 to 30: 00003 (west), 00001, 00002 (east).

    00003 and 00001 are in department 01, 00002 in 02.
    """
    boxes = [box(*at(10 * i, 0), *at(10 * i + 10, 10)) for i in range(3)]
    return frame(
        {
            "divipola": ["00003", "00001", "00002"],
            "municipality": ["West", "Middle", "East"],
            "department_code": ["01", "01", "02"],
            "department": ["One", "One", "Two"],
        },
        boxes,
    )


def points(*positions: tuple[float, float], **columns: list) -> gpd.GeoDataFrame:
    return frame(columns, [Point(at(*p)) for p in positions])


def uncertain(*rows: tuple[float, float, float]) -> gpd.GeoDataFrame:
    """Points (x, y, uncertainty_km) that stand for themselves."""
    return points(
        *[(x, y) for x, y, _ in rows],
        uncertainty_km=[float(u) for *_, u in rows],
        stands_for_municipality=[False] * len(rows),
        divipola=["00001"] * len(rows),
    )


def legs(*ends: tuple, uncertainty_km: float = 1.0, corridor_id: str = "C1") -> gpd.GeoDataFrame:
    """Straight legs ((x, y), (x, y)) of one corridor."""
    return frame(
        {
            "corridor_id": [corridor_id] * len(ends),
            "uncertainty_km": [uncertainty_km] * len(ends),
            "source_ids": ["S1;S2"] * len(ends),
        },
        [LineString([at(*a), at(*b)]) for a, b in ends],
    )


def waypoints(*named: str, corridor_id: str = "C1") -> pd.DataFrame:
    """Waypoints that a source names, by municipality, and one that is only drawn."""
    codes = [*named, "00002"]
    kinds = ["named_in_source"] * len(named) + ["schematic"]
    return pd.DataFrame({"corridor_id": corridor_id, "divipola": codes, "waypoint_evidence": kinds})
