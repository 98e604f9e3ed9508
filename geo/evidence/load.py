"""Loading a layer, with a plain message where its file is missing or damaged."""

import hashlib
import io
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence.catalogue import DATA, catalogue, manifest


def load(layer_id: str, data: Path = DATA) -> pd.DataFrame | gpd.GeoDataFrame:
    """One layer of the catalogue, spatial ones in EPSG:4326. Reads the file on every call.

    Raises KeyError for an id that is not in the catalogue, LayerMissing where the file is
    not there, LayerCorrupt where its bytes are not those that the last build wrote, it
    cannot be read, or lacks columns.
    """
    layer = catalogue(data)[layer_id]
    try:
        content = (data / layer.file).read_bytes()
    except OSError as error:
        raise LayerMissing(layer_id, layer.file) from error
    if hashlib.sha256(content).hexdigest() != manifest(data).get(layer_id, {}).get("sha256"):
        raise LayerCorrupt(layer_id, layer.file, "it is not the file that the last build wrote")
    spatial = layer.geometry != "none"
    try:
        frame = (gpd if spatial else pd).read_parquet(io.BytesIO(content))
    except Exception as error:  # readers raise many kinds for damaged files
        raise LayerCorrupt(layer_id, layer.file, type(error).__name__) from error
    missing = [c for c in layer.columns if c not in frame.columns]
    if missing:
        raise LayerCorrupt(layer_id, layer.file, f"columns are missing: {', '.join(missing)}")
    if spatial and frame.crs != STORAGE:
        raise LayerCorrupt(layer_id, layer.file, f"its CRS is {frame.crs}, not EPSG:4326")
    return frame
