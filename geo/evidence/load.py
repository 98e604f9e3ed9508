"""Loading a layer, with a plain message where its file is missing or damaged."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence.catalogue import DATA, catalogue


def load(layer_id: str, data: Path = DATA) -> pd.DataFrame | gpd.GeoDataFrame:
    """One layer of the catalogue, spatial ones in EPSG:4326. Reads the file on every call.

    Raises KeyError for an id that is not in the catalogue, LayerMissing where the file is
    not there, LayerCorrupt where it cannot be read or lacks columns.
    """
    layer = catalogue(data)[layer_id]
    path = data / layer.file
    if not path.exists():
        raise LayerMissing(layer_id, layer.file)
    spatial = layer.geometry != "none"
    try:
        frame = gpd.read_parquet(path) if spatial else pd.read_parquet(path)
    except Exception as error:  # readers raise many kinds for damaged files
        raise LayerCorrupt(layer_id, layer.file, type(error).__name__) from error
    missing = [c for c in layer.columns if c not in frame.columns]
    if missing:
        raise LayerCorrupt(layer_id, layer.file, f"columns are missing: {', '.join(missing)}")
    if spatial and frame.crs != STORAGE:
        raise LayerCorrupt(layer_id, layer.file, f"its CRS is {frame.crs}, not EPSG:4326")
    return frame
