"""The formats of downloads: what each can hold, and why one cannot hold a frame."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.language import Sentence, say

# EPSG codes: longitude and latitude, the national projection in use, and the one before it.
LON_LAT, NATIONAL, FORMER = 4326, 9377, 3116
# How much of the choices a file's name repeats, in letters.
CHOICES = 50
PROJECTED = (LON_LAT, NATIONAL, FORMER)


@dataclass(frozen=True)
class Format:
    """One format. crs: the EPSG codes it may be written in. rows, columns: the most it holds."""

    title: str
    mime: str
    shapes: bool = False
    crs: tuple[int, ...] = (LON_LAT,)
    rows: int | None = None
    columns: int | None = None

    @property
    def holds_shapes(self) -> bool:
        """Whether files of it may hold shapes as such."""
        return self.shapes or len(self.crs) > 1


# By the ending of the file's name.
FORMATS = {
    "csv.zip": Format("CSV (ZIP)", "application/zip"),
    "csv": Format("CSV", "text/csv"),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        rows=1_048_575,
        columns=16_384,
    ),
    "geojson": Format("GeoJSON", "application/geo+json", shapes=True),
    "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", True, PROJECTED, columns=1_900),
    "shp.zip": Format("Shapefile", "application/zip", True, PROJECTED, 100_000, 255),
    "kml": Format("KML", "application/vnd.google-earth.kml+xml", True, rows=100_000),
    "parquet": Format("GeoParquet", "application/vnd.apache.parquet", crs=PROJECTED),
    "fgb": Format("FlatGeobuf", "application/flatgeobuf", True, PROJECTED),
}


# Files that are no table: a map, a text, a scenario, a bundle.
OTHERS = {
    "bib": "application/x-bibtex",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "txt": "text/plain",
    "zip": "application/zip",
}


def mime(ending: str) -> str:
    """The MIME type of a format, by the ending of its files."""
    return OTHERS[ending] if ending in OTHERS else FORMATS[ending].mime


def file_name(name: str, fmt: str, version: str) -> str:
    """A name that says what it is and of which data version."""
    return f"corredor_{name}_{version}.{fmt}"


def view_name(page: str, choices: Iterable[str], answer_id: str) -> str:
    """What a file is called: its page, the choices made there, its rows; each said once."""
    parts = [re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in (page, *choices)]
    distinct = [part for part in dict.fromkeys(parts) if part and part not in answer_id]
    return "_".join(["_".join(distinct)[:CHOICES].rstrip("-_"), answer_id]).lstrip("_")


def refusal(frame: pd.DataFrame, fmt: str, shapes_by: Collection[str] = ()) -> Sentence | None:
    """Why a format cannot hold the frame, and what can; None where it can.

    shapes_by: columns by whose codes the caller can add shapes. Raises KeyError for a format
    that is not written.
    """
    form = FORMATS[fmt]
    shaped = isinstance(frame, gpd.GeoDataFrame)
    if form.shapes and not (shaped or any(c in frame for c in shapes_by)):
        return say("files.without_shapes", format=form.title)
    if fmt == "shp.zip" and shaped and frame.geom_type.eq("GeometryCollection").any():
        return say("files.collections", format=form.title)
    if form.rows is not None and len(frame) > form.rows:
        return say("files.too_many_rows", format=form.title, most=form.rows, rows=len(frame))
    if form.columns is not None and frame.shape[1] > form.columns:
        columns = frame.shape[1]
        return say("files.too_many_columns", format=form.title, most=form.columns, columns=columns)
    return None


def formats_for(frame: pd.DataFrame, shapes_by: Collection[str] = ()) -> list[str]:
    """The formats that can hold the frame: maps' formats need shapes, some have a last row."""
    return [fmt for fmt in FORMATS if refusal(frame, fmt, shapes_by) is None]
