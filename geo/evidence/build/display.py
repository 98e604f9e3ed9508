"""Display copies for the browser: one simplified coverage, few properties, short numbers."""

import json
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely

# Visvalingam-Whyatt over all municipalities at once, so that neighbours stay gapless; degrees.
TOLERANCE = 0.01
NEIGHBOURS = 0.02  # coarser: countries around it are only its surroundings
DECIMALS = 4
KEEP = {
    "municipalities": ["divipola", "municipality", "department"],
    "departments": ["department_code", "department"],
    "countries": ["country"],
    "water": ["kind", "name"],
    "roads": ["road_id", "name", "road_class"],
    "rivers": ["river_id", "name"],
}


def display_files(frames: Mapping[str, gpd.GeoDataFrame]) -> dict[str, bytes]:
    """GeoJSON by file name. `i` is the row's place in its layer; departments are the union of
    the simplified municipalities, so that their borders coincide."""
    shapes = {name: gpd.GeoDataFrame(frames[name][[*KEEP[name], "geometry"]]) for name in KEEP}
    units = shapes["municipalities"]
    units.geometry = _round(units.simplify_coverage(TOLERANCE))
    shapes["departments"] = (
        frames["municipalities"][["department_code"]]
        .set_geometry(units.geometry)
        .dissolve("department_code", method="coverage")
        .join(frames["departments"].set_index("department_code")["department"])
        .reset_index()
    )
    neighbours = shapes["countries"]
    neighbours.geometry = _round(neighbours.simplify_coverage(NEIGHBOURS))
    return {f"{name}.json": _geojson(frame, KEEP[name]) for name, frame in shapes.items()}


def _round(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    return shapes.transform(lambda xy: xy.round(DECIMALS))


def _geojson(frame: gpd.GeoDataFrame, keep: list[str]) -> bytes:
    rows = frame[keep].to_dict("records")
    features = [
        {
            "type": "Feature",
            "properties": {"i": i, **{k: None if pd.isna(v) else v for k, v in row.items()}},
            "geometry": json.loads(shape),
        }
        for i, (row, shape) in enumerate(
            zip(rows, shapely.to_geojson(_round(frame.geometry).to_numpy()), strict=True)
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()
