"""Downloads: the same rows as on the page, as CSV, GeoJSON or GeoPackage."""

import tempfile
from collections.abc import Collection
from pathlib import Path

import geopandas as gpd
import pandas as pd

FORMATS = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
EDITORS = {"note", "casualty_note"}
# A spreadsheet takes a cell that starts like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG"}


def mime(fmt: str) -> str:
    """The MIME type of a format."""
    return FORMATS[fmt]


def file_name(answer_id: str, fmt: str, version: str) -> str:
    """A name that says what it is and of which data version."""
    return f"corredor_{answer_id}_{version}.{fmt}"


def formats_for(frame: pd.DataFrame, shapes_by: Collection[str] = ()) -> list[str]:
    """The formats that can hold the frame: maps' formats need shapes.

    shapes_by: columns by whose codes the caller can add shapes.
    """
    mapped = isinstance(frame, gpd.GeoDataFrame) or any(c in frame for c in shapes_by)
    return list(FORMATS) if mapped else ["csv"]


def write(frame: pd.DataFrame, fmt: str) -> bytes:
    """The frame as a file. Raises ValueError for editors' columns or an unknown format.

    CSV is UTF-8 with a byte-order mark; points become `longitude` and `latitude`, other
    shapes are left out; text that a spreadsheet would run as a formula gets an apostrophe.
    """
    private = EDITORS.intersection(frame.columns)
    if private:
        raise ValueError(f"editors' columns are never exported: {sorted(private)}")
    if fmt == "csv":
        return _csv(frame)
    if fmt not in formats_for(frame):
        raise ValueError(f"{fmt} cannot hold this frame")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{fmt}"
        frame.to_file(path, driver=DRIVERS[fmt], engine="pyogrio", layer="corredor")
        return path.read_bytes()


def _csv(frame: pd.DataFrame) -> bytes:
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        plain = plain.drop(columns=frame.geometry.name)
        if (frame.geom_type == "Point").all():
            plain = plain.assign(longitude=frame.geometry.x, latitude=frame.geometry.y)
    for name in plain.select_dtypes(include=["object", "str", "string"]).columns:
        plain[name] = plain[name].map(_harmless, na_action="ignore")
    return plain.to_csv(index=False).encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
