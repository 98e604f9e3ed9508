"""Tables for spreadsheets, CSV and Excel: points as two columns, and no text that runs."""

import codecs
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from geo.crs import STORAGE
from geo.exchange.archive import Archive
from geo.exchange.read.headings import free_name

# A cell of Excel holds no more characters, and no larger whole number exactly.
CELL_TEXT, EXACT = 32_767, 2**53
# Where a spreadsheet would take text for a formula: at the start, also after a separator of
# another locale (a semicolon, a tab, a line break), because it may split the cell there.
# What begins like one and is none: numbers, telephone numbers, a dash for nothing.
NUMBER = r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?|\+?[\d \u00a0().-]*\d|[-–—]+"
FORMULA = re.compile(
    rf"(^|[;\t\r\n])(?![^\S\t\r\n]*(?:{NUMBER})\s*(?:[;\t\r\n]|$))"
    r"(?=[^\S\t\r\n]*[=+\-@＝＋－＠]|[\t\r\n])"
)
HARMLESS = re.compile(NUMBER)
# The same for whole columns: every cell that FORMULA may change, and plain numbers among them.
RISKY = r"^[\s\pZ\x0b\x1c-\x1f\x85]*[=+\-@＝＋－＠]|[;\t\r\n]"
NUMERIC = r"^[+-]?[0-9]+([.,][0-9]+)*$"
QUOTED = r'[",\n\r]'
PIECE = 50_000  # rows
TEXT = pa.large_string()
WRITTEN = ("str", "float64", "Float64", "int64", "Int64", "int32")
PLAIN = (1e-4, 1e15)  # numbers between these are written without an exponent


def harmless(cell: object) -> object:
    """Text that no spreadsheet runs as a formula; numbers, also as text, stay as they are."""
    if not isinstance(cell, str) or HARMLESS.fullmatch(cell):
        return cell
    return FORMULA.sub(r"\1'", cell)


def for_sheets(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without shapes, points as `longitude` and `latitude` (EPSG:4326), made harmless.

    Columns of these names with anything else in them end in `_input`.
    """
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry
        kinds = shapes.geom_type.dropna()
        plain = plain.drop(columns=shapes.name)
        if (kinds == "Point").all() and (len(kinds) or frame.empty):
            shapes = shapes if shapes.crs is None else shapes.to_crs(STORAGE)
            where = {"longitude": shapes.x, "latitude": shapes.y}
            in_use = {str(name).casefold() for name in plain}
            other = [c for c, v in where.items() if c in plain and not _same(plain[c], v)]
            plain = plain.rename(columns={c: free_name(f"{c}_input", in_use) for c in other})
            plain = plain.assign(**{c: v for c, v in where.items() if c not in plain})
    columns = {i: _defused(plain.iloc[:, i]) for i in range(plain.shape[1])}
    headings = [harmless(str(name)) for name in plain.columns]
    return pd.DataFrame(columns, index=plain.index).set_axis(headings, axis=1)


def _same(cells: pd.Series, values: pd.Series) -> bool:
    numbers = pd.to_numeric(cells, errors="coerce").to_numpy(float, na_value=np.nan)
    return bool(np.isclose(numbers, values, rtol=0, atol=1e-9, equal_nan=True).all())


def _defused(column: pd.Series) -> pd.Series:
    """The column without formulas; only cells with a mark that could make one are looked at."""
    kind = column.dtype
    if pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind):
        return column
    if kind != "str":
        return column.astype(object).map(harmless)
    cells = _text(column)
    risky = pc.and_not(
        pc.match_substring_regex(cells, RISKY), pc.match_substring_regex(cells, NUMERIC)
    )
    at = np.flatnonzero(risky.fill_null(False))
    if not len(at):
        return column
    codes, texts = pd.factorize(column.iloc[at])
    column = column.copy()
    column.iloc[at] = np.array([harmless(text) for text in texts], object)[codes]
    return column


def csv(plain: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark."""
    return b"".join(csv_pieces(plain))


def csv_pieces(plain: pd.DataFrame) -> Iterator[bytes]:
    """The same piece by piece, to spare memory: first the headings, then PIECE rows each."""
    yield codecs.BOM_UTF8 + plain.iloc[:0].to_csv(index=False).encode()
    for start in range(0, len(plain), PIECE):
        yield _lines(plain.iloc[start : start + PIECE])


def _lines(piece: pd.DataFrame) -> bytes:
    """The rows as pandas writes them, column by column; it is asked itself for rarer types."""
    columns = [piece.iloc[:, i] for i in range(piece.shape[1])]
    if len(columns) < 2 or any(column.dtype not in WRITTEN for column in columns):
        return piece.to_csv(index=False, header=False).encode()
    blank: dict[str, Any] = {"null_handling": "replace", "null_replacement": ""}
    cells = pc.binary_join_element_wise(*map(_as_csv, columns), _one(","), **blank)
    lines = pc.binary_join_element_wise(cells, _one(""), _one("\n"))
    return lines.buffers()[2].slice(0, pc.sum(pc.binary_length(lines)).as_py()).to_pybytes()


def _as_csv(column: pd.Series) -> pa.Array:
    """The cells as they stand in a CSV; of a column that repeats itself each text once."""
    if column.dtype == "str":
        cells, as_csv = _text(column), _quoted
    elif pd.api.types.is_float_dtype(column.dtype):
        cells, as_csv = pa.array(column, pa.float64(), from_pandas=True), _decimal
    else:
        return pa.array(column).cast(pa.large_string())
    each = cells.dictionary_encode()
    if 4 * len(each.dictionary) < len(cells):
        return as_csv(each.dictionary).take(each.indices)
    return as_csv(cells)


def _quoted(cells: pa.Array) -> pa.Array:
    marked = pc.match_substring_regex(cells, QUOTED)
    doubled = pc.replace_substring(cells, '"', '""')
    quoted = pc.binary_join_element_wise(_one('"'), doubled, _one('"'), _one(""))
    return pc.if_else(marked, quoted, cells)


def _decimal(cells: pa.Array) -> pa.Array:
    size = pc.abs(cells)
    least, most = PLAIN
    plain = pc.or_(pc.equal(size, 0), pc.and_(pc.greater_equal(size, least), pc.less(size, most)))
    if not pc.all(plain).as_py():
        return pa.array([None if v is None else repr(v) for v in cells.to_pylist()], TEXT)
    ends = pc.if_else(pc.equal(pc.floor(cells), cells), _one(".0"), _one(""))
    return pc.binary_join_element_wise(cells.cast(TEXT), ends, _one(""))


def _one(text: str) -> pa.Scalar:
    return pa.scalar(text, TEXT)


def _text(column: pd.Series) -> pa.Array:
    cells = pa.array(column, TEXT)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


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
        if any(isinstance(v, int) and abs(v) > EXACT for v in values):
            return [v if v is None else str(v) for v in values]
        return [str(v) if isinstance(v, float) and np.isinf(v) else v for v in values]
    return [_cell(v) for v in column.astype(object).where(column.notna(), None)]


def _cell(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | np.number):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:CELL_TEXT]
