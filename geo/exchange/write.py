"""Downloads: the same rows as on the page, in the format that a reader works with."""

import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely

from geo.crs import STORAGE
from geo.errors import FormatRefused
from geo.evidence.catalogue import EDITORS
from geo.exchange import datapackage, sheets
from geo.exchange.archive import zip_files
from geo.exchange.formats import FORMATS, LON_LAT, refusal
from geo.exchange.kml import kml
from geo.exchange.read.headings import free_name
from geo.exchange.readme import flat, readme
from geo.exchange.shapefile import level, shapefile

ODD = pd.PeriodDtype, pd.IntervalDtype, gpd.array.GeometryDtype
DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG", "fgb": "FlatGeobuf"}
# GDAL writes this into every GeoPackage instead of the time of writing.
pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1980-01-01T00:00:00.000Z"})


def refuse_private(frame: pd.DataFrame) -> None:
    """Raises ValueError for editors' columns, which are never exported."""
    if private := EDITORS.intersection(frame.columns):
        raise ValueError(f"editors' columns are never exported: {sorted(private)}")


def write(
    frame: pd.DataFrame,
    fmt: str,
    about: Mapping[str, Any] | None = None,
    *,
    crs: int = LON_LAT,
    lang: str = "en",
) -> bytes:
    """The frame as a file; the same frame and words give the same bytes.

    about: title, method, sources, licence and the like: texts, or tables as lists of records
    (`geo.exchange.about`). It is kept inside the file: in Excel as sheets, in GeoJSON as the
    member `about` after the features, in GeoPackage and FlatGeobuf as metadata of the layer,
    in Parquet as `corredor` (JSON) in the schema's metadata, in KML as data and description
    of the document, in the ZIPs as README (and `datapackage.json`, `columns.csv`). A bare CSV
    has no place for it. crs: EPSG code of the shapes, one that the format allows. lang: of
    headings in the README.

    In CSV (UTF-8 with a byte-order mark) and Excel points become `longitude` and `latitude`,
    other shapes are left out, and text or headings that a spreadsheet would run as a formula
    get an apostrophe; the other formats keep all text as it is. GeoJSON and Shapefile have no
    infinity (a blank instead); FlatGeobuf and Shapefile drop heights where only some shapes
    have them. Headings become texts, each once in any case; cells that not every format has a
    type for become text; rings are lines, measures (M) go. Raises FormatRefused where a format
    cannot hold the frame, ValueError for editors' columns or a CRS that it does not allow.
    """
    refuse_private(frame)
    if (reason := refusal(frame, fmt)) is not None:
        raise FormatRefused(fmt, reason)
    if crs not in FORMATS[fmt].crs:
        raise ValueError(f"{fmt} is not written in EPSG:{crs}")
    about, frame = dict(about or {}), _plain(frame)
    if isinstance(frame, gpd.GeoDataFrame) and frame.crs is not None:
        frame = frame.to_crs(crs)
    match fmt:
        case "csv":
            return sheets.csv(sheets.for_sheets(frame))
        case "csv.zip":
            return _described_csv(frame, about, lang)
        case "xlsx":
            tables = {k: v for k, v in about.items() if v and not isinstance(v, str)}
            texts = {k: v for k, v in about.items() if isinstance(v, str)}
            return sheets.xlsx(sheets.for_sheets(frame), texts, tables)
        case "shp.zip":
            return shapefile(frame, readme(about, lang), about.get("columns", ()))
        case "kml":
            return kml(frame, flat(about), lang)
        case "parquet":
            return _parquet(frame, about)
    return _gdal(frame, fmt, about)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with headings, cells and shapes that every format can hold."""
    shape = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    in_use = {str(shape).casefold()} - {"none"}
    names = [name if name == shape else free_name(str(name), in_use) for name in frame]
    if names != list(frame):
        frame = frame.set_axis(names, axis=1)
    odd = {name: _texts(frame[name]) for name in names if name != shape and _odd(frame[name])}
    frame = frame.assign(**odd) if odd else frame
    if shape is None:
        return frame
    shapes = frame.geometry.to_numpy()
    rings = shapely.get_type_id(shapes) == shapely.GeometryType.LINEARRING
    measured = shapely.has_m(shapes) & ~shapely.has_z(shapes)
    if not (rings | measured).any():
        return frame
    shapes = shapes.copy()
    shapes[rings] = [shapely.LineString(ring) for ring in shapes[rings]]
    shapes[measured] = shapely.force_2d(shapes[measured])
    return frame.set_geometry(gpd.GeoSeries(shapes, frame.index, crs=frame.crs, name=shape))


def _odd(column: pd.Series) -> bool:
    """Whether a column is of a type, or of several, that not every format has."""
    kind = column.dtype.kind
    if kind == "u":
        return bool((column > np.iinfo("int64").max).any())
    mixed = pd.api.types.infer_dtype(column, skipna=True) if column.dtype == object else ""
    return kind in "mc" or isinstance(column.dtype, ODD) or mixed.startswith("mixed")


def _texts(column: pd.Series) -> pd.Series:
    return column.astype(object).map(str, na_action="ignore")


def _described_csv(frame: pd.DataFrame, about: Mapping[str, Any], lang: str) -> bytes:
    """`data.csv` with the README and the Data Package that describe it."""
    plain = sheets.for_sheets(frame)
    content = sheets.csv(plain)
    resource = datapackage.table("data.csv", content, plain, about)
    return zip_files(
        {
            "data.csv": content,
            "README.md": readme(about, lang).encode(),
            "datapackage.json": datapackage.package(about.get("id", "corredor"), [resource], about),
        }
    )


def _parquet(frame: pd.DataFrame, about: Mapping[str, Any]) -> bytes:
    """GeoParquet 1.1 with the bounds of every row, or Parquet without shapes."""
    out = io.BytesIO()
    if isinstance(frame, gpd.GeoDataFrame):
        bounds = "bbox" not in frame  # a column of the reader's own may have the name
        frame.to_parquet(out, index=False, schema_version="1.1.0", write_covering_bbox=bounds)
    else:
        frame.to_parquet(out, index=False)
    if not about:
        return out.getvalue()
    table = pq.read_table(out)
    metadata = {b"corredor": json.dumps(about, ensure_ascii=False).encode()}
    out = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), **metadata}), out
    )
    return out.getvalue()


def _gdal(frame: gpd.GeoDataFrame, fmt: str, about: Mapping[str, Any]) -> bytes:
    shapes = frame.geometry
    options: dict[str, Any] = {}
    if fmt == "gpkg":
        options["VERSION"] = "1.3"  # which programs of some years ago read without a warning
        # A column of the reader's own may carry the name that the format gives to its own.
        in_use = {str(c).lower() for c in frame.columns.drop(shapes.name)}
        options["FID"] = next(c for c in ("fid", "row_fid", "corredor_fid") if c not in in_use)
        options["GEOMETRY_NAME"] = next(c for c in ("geom", "shape", "geo") if c not in in_use)
        options |= layer_metadata(about)
    elif fmt == "fgb":
        options["SPATIAL_INDEX"] = "NO" if (shapes.isna() | shapes.is_empty).any() else "YES"
        frame = level(frame)
        if about:
            metadata = json.dumps(about, ensure_ascii=False)
            options |= {"TITLE": about.get("title", "corredor"), "DESCRIPTION": metadata}
    else:
        options["RFC7946"] = "YES"
        frame = frame.replace([np.inf, -np.inf], np.nan)
        frame = frame if frame.crs is None else frame.to_crs(STORAGE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{fmt}"
        frame.to_file(path, driver=DRIVERS[fmt], engine="pyogrio", layer="corredor", **options)
        content = path.read_bytes()
    if about and fmt == "geojson":
        metadata = json.dumps(about, ensure_ascii=False).encode()
        # Readers know the format by its first kilobytes: `type` and the features come first.
        content = content[: content.rindex(b"}")].rstrip() + b',\n"about": ' + metadata + b"\n}\n"
    return content


def layer_metadata(about: Mapping[str, Any]) -> dict[str, Any]:
    """What a layer of a GeoPackage says of itself: title, words and all the rest as metadata."""
    if not about:
        return {}
    description = {"DESCRIPTION": about["words"]} if about.get("words") else {}
    return {
        "layer_metadata": flat(about),
        "IDENTIFIER": about.get("title", "corredor"),
        **description,
    }
