"""Downloads: the same rows as on the page, in the format that a reader works with."""

import codecs
import io
import json
import re
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from geo.crs import STORAGE
from geo.evidence.catalogue import EDITORS

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "fgb": "application/flatgeobuf",
}
DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG", "fgb": "FlatGeobuf"}
# A sheet of Excel holds no more rows, a cell no more characters.
SHEET_ROWS, CELL_TEXT = 1_048_575, 32_767
# Where a spreadsheet would take text for a formula: at the start, also after a separator of
# another locale (a semicolon, a tab, a line break), because it may split the cell there.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")
# The marks without which no cell can match.
MARKS = r"[=+\-@＝＋－＠\t\r\n]"
PIECE = 50_000  # rows
# What begins like a formula and is none: numbers, telephone numbers, a dash for nothing.
HARMLESS = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?|\+?[\d \u00a0().-]*\d|[-–—]+")


def mime(fmt: str) -> str:
    """The MIME type of a format."""
    return FORMATS[fmt]


def file_name(answer_id: str, fmt: str, version: str) -> str:
    """A name that says what it is and of which data version."""
    return f"corredor_{answer_id}_{version}.{fmt}"


def formats_for(frame: pd.DataFrame, shapes_by: Collection[str] = ()) -> list[str]:
    """The formats that can hold the frame: maps' formats need shapes, Excel has a last row.

    shapes_by: columns by whose codes the caller can add shapes.
    """
    mapped = isinstance(frame, gpd.GeoDataFrame) or any(c in frame for c in shapes_by)
    kept = [fmt for fmt in FORMATS if mapped or fmt not in DRIVERS]
    return [fmt for fmt in kept if fmt != "xlsx" or len(frame) <= SHEET_ROWS]


def write(frame: pd.DataFrame, fmt: str, about: Mapping[str, str] | None = None) -> bytes:
    """The frame as a file. Raises ValueError for editors' columns or an unknown format.

    about: title, method, sources, licence and the like. It is kept inside the file: in
    Excel as a second sheet, in GeoJSON as the member `about`, in GeoPackage and FlatGeobuf
    as metadata of the layer, in Parquet as `corredor` (JSON) in the schema's metadata. CSV
    has no place for it.

    In CSV (UTF-8 with a byte-order mark) and Excel points become `longitude` and `latitude`,
    other shapes are left out, and text or headings that a spreadsheet would run as a formula
    get an apostrophe; the other formats keep all text as it is. GeoJSON has no infinity (null
    instead); FlatGeobuf drops heights where only some shapes have them.
    """
    private = EDITORS.intersection(frame.columns)
    if private:
        raise ValueError(f"editors' columns are never exported: {sorted(private)}")
    if fmt not in formats_for(frame):
        raise ValueError(f"{fmt} cannot hold this frame")
    about = dict(about or {})
    if fmt == "csv":
        return _csv(_for_sheets(frame))
    if fmt == "xlsx":
        return _xlsx(_for_sheets(frame), about)
    if fmt == "parquet":
        return _parquet(frame, about)
    return _gdal(frame, fmt, about)


def harmless(cell: object) -> object:
    """Text that no spreadsheet runs as a formula; numbers, also as text, stay as they are."""
    if not isinstance(cell, str) or HARMLESS.fullmatch(cell):
        return cell
    return FORMULA.sub(r"\1'", cell)


def _for_sheets(frame: pd.DataFrame) -> pd.DataFrame:
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry
        kinds = shapes.geom_type.dropna()
        plain = plain.drop(columns=shapes.name)
        if (kinds == "Point").all() and (len(kinds) or frame.empty):
            where = {"longitude": shapes.x, "latitude": shapes.y}
            plain = plain.assign(**{c: v for c, v in where.items() if c not in plain})
    kept = {i: _defused(plain.iloc[:, i]) for i in range(plain.shape[1])}
    headings = [harmless(str(name)) for name in plain.columns]
    return pd.DataFrame(kept, index=plain.index).set_axis(headings, axis=1)


def _defused(column: pd.Series) -> pd.Series:
    """The column without formulas; only cells with a mark that could make one are looked at."""
    kind = column.dtype
    if pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind):
        return column
    if kind != "str":
        return column.astype(object).map(harmless)
    marked = column.str.contains(MARKS).to_numpy(bool, na_value=False)
    if not marked.any():
        return column
    return column.mask(marked, column[marked].map(harmless))


def _csv(plain: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, put together piece by piece to spare memory."""
    out = io.BytesIO()
    out.write(codecs.BOM_UTF8)
    for start in range(0, max(len(plain), 1), PIECE):
        piece = plain.iloc[start : start + PIECE]
        out.write(piece.to_csv(index=False, header=start == 0).encode())
    return out.getvalue()


def _xlsx(plain: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("corredor")
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    heading = [openpyxl.cell.WriteOnlyCell(sheet, value=_cell(c)) for c in plain.columns]
    for cell in heading:
        cell.font = bold
    sheet.append(heading)
    columns = [_cells(plain.iloc[:, i]) for i in range(plain.shape[1])]
    for row in zip(*columns, strict=True):
        sheet.append(row)
    if about:
        second = book.create_sheet("about")
        second.column_dimensions["A"].width, second.column_dimensions["B"].width = 24, 100
        for name, text in about.items():
            second.append([_cell(harmless(str(name))), _cell(harmless(str(text)))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(column: pd.Series) -> list:
    """Values that Excel can hold: blanks empty, what it has no type for as text."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        values = column.astype(object).where(column.notna(), None)
        return [str(v) if isinstance(v, float) and np.isinf(v) else v for v in values]
    return [_cell(v) for v in column.astype(object).where(column.notna(), None)]


def _cell(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | np.number):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:CELL_TEXT]


def _parquet(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    if not about:
        return out.getvalue()
    table = pq.read_table(out)
    said = {b"corredor": json.dumps(about, ensure_ascii=False).encode()}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **said}), out)
    return out.getvalue()


def _gdal(frame: gpd.GeoDataFrame, fmt: str, about: Mapping[str, str]) -> bytes:
    shapes = frame.geometry
    options: dict[str, Any] = {}
    if fmt == "gpkg":
        # A column of the reader's own may carry the name that the format gives to its own.
        taken = {str(c).lower() for c in frame.columns.drop(shapes.name)}
        options["FID"] = next(c for c in ("fid", "row_fid", "corredor_fid") if c not in taken)
        options["GEOMETRY_NAME"] = next(c for c in ("geom", "shape", "geo") if c not in taken)
        if about:
            options["layer_metadata"] = about
    elif fmt == "fgb":
        options["SPATIAL_INDEX"] = "NO" if shapes.isna().any() else "YES"
        if shapes.has_z.any() and not shapes.has_z.all():
            frame = frame.set_geometry(shapes.force_2d())
        if about:
            said = json.dumps(about, ensure_ascii=False)
            options |= {"TITLE": about.get("title", "corredor"), "DESCRIPTION": said}
    else:
        frame = frame.replace([np.inf, -np.inf], np.nan)
        frame = frame if frame.crs is None else frame.to_crs(STORAGE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{fmt}"
        frame.to_file(path, driver=DRIVERS[fmt], engine="pyogrio", layer="corredor", **options)
        content = path.read_bytes()
    if about and fmt == "geojson":
        said = json.dumps(about, ensure_ascii=False).encode()
        # Readers know the format by its first kilobytes: `type` and the features come first.
        content = content[: content.rindex(b"}")].rstrip() + b',\n"about": ' + said + b"\n}\n"
    return content
