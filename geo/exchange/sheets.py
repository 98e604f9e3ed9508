"""Tables for spreadsheets, CSV and Excel: points as two columns, and no text that runs."""

import codecs
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from geo.crs import STORAGE
from geo.exchange.archive import Archive

# A cell of Excel holds no more characters.
CELL_TEXT = 32_767
# Where a spreadsheet would take text for a formula: at the start, also after a separator of
# another locale (a semicolon, a tab, a line break), because it may split the cell there.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")
# The marks without which no cell can match.
MARKS = r"[=+\-@＝＋－＠\t\r\n]"
PIECE = 50_000  # rows
# What begins like a formula and is none: numbers, telephone numbers, a dash for nothing.
HARMLESS = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?|\+?[\d \u00a0().-]*\d|[-–—]+")


def harmless(cell: object) -> object:
    """Text that no spreadsheet runs as a formula; numbers, also as text, stay as they are."""
    if not isinstance(cell, str) or HARMLESS.fullmatch(cell):
        return cell
    return FORMULA.sub(r"\1'", cell)


def for_sheets(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without shapes, points as `longitude` and `latitude` (EPSG:4326), made harmless."""
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry
        kinds = shapes.geom_type.dropna()
        plain = plain.drop(columns=shapes.name)
        if (kinds == "Point").all() and (len(kinds) or frame.empty):
            shapes = shapes if shapes.crs is None else shapes.to_crs(STORAGE)
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


def csv(plain: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, put together piece by piece to spare memory."""
    out = io.BytesIO()
    out.write(codecs.BOM_UTF8)
    for start in range(0, max(len(plain), 1), PIECE):
        piece = plain.iloc[start : start + PIECE]
        out.write(piece.to_csv(index=False, header=start == 0).encode())
    return out.getvalue()


def xlsx(plain: pd.DataFrame, texts: Mapping[str, str], tables: Mapping[str, Sequence]) -> bytes:
    """A workbook: the rows, a sheet `about` with the texts, and one for each table of records."""
    book = openpyxl.Workbook(write_only=True)
    sheet = _headed(book, "corredor", plain.columns)
    columns = [_cells(plain.iloc[:, i]) for i in range(plain.shape[1])]
    for row in zip(*columns, strict=True):
        sheet.append(row)
    if texts:
        second = book.create_sheet("about")
        second.column_dimensions["A"].width, second.column_dimensions["B"].width = 24, 100
        for name, text in texts.items():
            second.append([_cell(harmless(str(name))), _cell(harmless(str(text)))])
    for name, records in tables.items():
        sheet = _headed(book, name, records[0])
        for record in records:
            sheet.append([_cell(harmless(text)) for text in record.values()])
    out = io.BytesIO()
    with Archive(out, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
    return out.getvalue()


def _headed(book: openpyxl.Workbook, name: str, headings: Any) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    cells = [openpyxl.cell.WriteOnlyCell(sheet, value=_cell(text)) for text in headings]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet


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
