"""What is measured from where a reader's rows lie: nearest lines and incidents, the cities."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC, astray
from geo.evidence import Evidence, in_force
from geo.spatial import CERTAIN, POSSIBLE, certainty, near, nearest, ties

CITIES = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}
PIECE = 200_000  # rows that are measured at a time
# Decimals of a kilometre: lines and incidents are uncertain by more than a tenth of one.
DECIMALS = {"corridor_km": 1, "road_km": 1, "incident_km": 1}
METRES = 3


def standing_corridors(evidence: Evidence) -> gpd.GeoDataFrame:
    """Legs of the corridors that no later account replaces; those named by documents first."""
    legs = in_force(evidence.corridors_documented)
    return legs.sort_values(["is_schematic", "corridor_id", "leg"])


def measured(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    codes: pd.Series,
    distance_km: float,
    joins: set[str],
    progress: Callable[[float], object],
) -> pd.DataFrame:
    """The columns of `corridors`, `roads`, `incident` and `cities`, as far as they are asked for.

    codes: the municipality of each row; its seat stands for a row without a shape. progress:
    is told the share that is done after every PIECE, and may stop it by raising.
    """
    seats = evidence.seats.set_index("divipola").geometry.to_crs(METRIC)
    pieces = []
    for start in range(0, len(rows), PIECE) or [0]:
        part = slice(start, start + PIECE)
        away = _distances(evidence, rows.iloc[part], codes.iloc[part], seats, distance_km, joins)
        pieces.append(pd.DataFrame(away, index=rows.index[part]))
        progress(min((start + PIECE) / max(len(rows), 1), 1.0))
    columns = pd.concat(pieces)
    return columns.round({km: DECIMALS.get(km, METRES) for km in columns if km.endswith("_km")})


def _positions(rows: gpd.GeoDataFrame, codes: pd.Series, seats: pd.Series) -> np.ndarray:
    """Where distances are measured from, in EPSG:9377; None for a row that has no place in it."""
    shapes = rows.geometry.to_crs(METRIC).to_numpy().copy()
    bare = shapely.is_missing(shapes)
    if bare.any():
        shapes[bare] = codes[bare].map(seats).to_numpy(object)
    shapes[pd.isna(shapes)] = None
    shapes[astray(rows.geometry.to_numpy())] = None
    return shapes


def _distances(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    codes: pd.Series,
    seats: pd.Series,
    distance_km: float,
    joins: set[str],
) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    if joins.isdisjoint(("corridors", "roads", "incident", "cities")):
        return out
    positions = _positions(rows, codes, seats)
    if "roads" in joins:
        out["road_id"], out["road_km"] = nearest(positions, evidence.roads, "road_id")
    if "incident" in joins:
        placed = evidence.incidents[~evidence.incidents["stands_for_municipality"].astype(bool)]
        out["incident_id"], out["incident_km"] = nearest(positions, placed, "incident_id")
    if "corridors" in joins:
        legs = standing_corridors(evidence)
        out["corridor_id"], km, out["corridors_tied"] = ties(positions, legs, "corridor_id")
        out["corridor_km"] = km
        out["corridor_within"] = _within(evidence, rows, positions, km, codes, distance_km)
    if "cities" in joins:
        there = ~shapely.is_missing(positions)
        for code, city in CITIES.items():
            out[f"{city}_km"] = km = np.full(len(positions), np.nan)
            km[there] = shapely.distance(positions[there], seats[code]) / 1000
    return out


def _within(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    positions: np.ndarray,
    km: np.ndarray,
    codes: pd.Series,
    distance_km: float,
) -> pd.api.extensions.ExtensionArray:
    """certain | possible within the distance of a corridor, null further off.

    Rows by code or name stand for their municipality. Without `uncertainty_km` a position is
    taken as exact; where that is blank it is not known, and nothing is certain.
    """
    legs = standing_corridors(evidence)
    stated = rows.get("uncertainty_km", pd.Series(0.0, rows.index))
    stated = stated.to_numpy(float, na_value=np.nan)
    whole = rows["basis"].isin(["code", "name"]).to_numpy()
    places, km = np.where(whole, np.array(None), positions), np.where(whole, np.nan, km)
    out = certainty(places, np.nan_to_num(stated), km, legs, distance_km)
    out[np.isnan(stated) & (out == CERTAIN)] = POSSIBLE
    seats = evidence.seats[evidence.seats["divipola"].isin(codes[whole].unique())]
    stands = seats.assign(uncertainty_km=0.0, stands_for_municipality=True)
    within = near(stands, legs, distance_km, evidence.municipalities)
    out[whole] = codes[whole].map(within.set_index("divipola")["certainty"])
    out[pd.isna(out)] = None
    return pd.array(out, dtype="str")
