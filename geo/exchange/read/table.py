"""Rows of text put into a frame: headings apart, ragged rows and merged cells accounted for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import pandas as pd
import pyarrow as pa

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.headings import YEAR, has_number, heading_row, says_place, unique_names
from geo.language.numerals import numeral

SAMPLE, CHUNK = 200, 50_000
TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)


@dataclass
class Raw:
    """A file's rows before anything is decided about them.

    frame: text columns (a GeoDataFrame where the file has shapes), index = row from 1.
    header: line of the headings, 0 for none. long: rows with more cells than headings →
    what was beyond. short: rows with fewer. merged: rows filled from a merged cell.
    """

    frame: pd.DataFrame
    header: int = 0
    headings: Sequence[str] = ()
    long: dict[int, str] = field(default_factory=dict)
    short: list[int] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    once: set[str] = field(default_factory=set)  # headings of figures merged over several rows
    tags: int = 0  # rows of HXL tags below the headings, which are no rows


def raw_table(
    rows: Iterable[Sequence[str]],
    header: int | None,
    merged: Sequence = (),
    even: Callable[[int, int], pa.Table | None] | None = None,
    numbers: Mapping[int, int] | None = None,
) -> Raw:
    """The frame of these rows. header: the line of the headings, None to find out, 0 for none.

    merged: ((first row, first column), (last row, last column)) from 0. even: reads all rows
    but the first at once, given how many these are and the width, where no row is ragged.
    numbers: of a workbook, as in `Sheet`: columns that hold nothing else stay numbers.
    Raises FileRefused for no rows, or more rows or columns than the limits.
    """
    stream = iter(rows)
    sample = list(islice(stream, SAMPLE))
    header = heading_row(sample) if header is None else min(header, len(sample))
    headings = list(sample[header - 1]) if header else []
    top = header + _second_row(headings, sample[header : header + 1], header - 1, merged)
    tags = int(header > 0 and top < len(sample) and _tagged(sample[top]))
    stream = chain(sample[top + tags :], stream)
    width = max((i + 1 for row in sample for i, cell in enumerate(row) if cell.strip()), default=0)
    headings = headings[: max(width, 1)]
    if not header:
        headings = [""] * max((len(row) for row in sample), default=0)
    if not headings:
        raise FileRefused("exchange.empty_file")
    check_size(0, len(headings))
    raw = Raw(pd.DataFrame(), header, headings, tags=tags)
    merges = _merges(merged, top + tags, len(headings))
    names = unique_names(headings)
    table = even(top + tags, len(names)) if even else None
    if table is None:
        schema = pa.schema([(str(i), pa.string()) for i in range(len(names))])
        table = pa.Table.from_batches(list(_batches(stream, raw, merges)), schema=schema)
    else:
        check_size(table.num_rows, len(names))
    frame = table.to_pandas().set_axis(names, axis=1)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    frame = _without_blank_end(frame)
    margins = [n for n, h in zip(names, headings, strict=True) if not h.strip() and header]
    raw.frame = frame.drop(columns=[n for n in margins if frame[n].str.strip().eq("").all()])
    for i, name in enumerate(names if numbers is not None else ()):
        typed = name in raw.frame and (numbers or {}).get(i, 0) <= top + tags
        if typed and raw.frame[name].str.contains(".", regex=False).any():
            raw.frame[name] = pd.to_numeric(raw.frame[name])
    last = len(raw.frame)
    raw.long = {row: cells for row, cells in raw.long.items() if row <= last}
    raw.short = [row for row in raw.short if row <= last]
    raw.merged = [row for row in raw.merged if row <= last]
    if not last:
        raise FileRefused("exchange.no_rows")
    return raw


def _tagged(row: Sequence[str]) -> bool:
    """Whether these are tags of the Humanitarian Exchange Language (#adm2+code)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(TAG.fullmatch(cell) for cell in filled)


def _second_row(headings: list[str], below: list, line: int, merged: Sequence) -> bool:
    """Whether headings merged over several columns have a row of their own below, which is
    then joined to them."""
    wide = [(left, right) for (up, left), (down, right) in merged if up == down == line]
    wide = [(left, right) for left, right in wide if left < right]
    under = [below[0][left : right + 1] for left, right in wide if below]
    if not under or any(not cell.strip() or has_number(cell) for each in under for cell in each):
        return False
    for (left, _), cells in zip(wide, under, strict=True):
        title = headings[left]
        headings[left : left + len(cells)] = [f"{title} {cell}".strip() for cell in cells]
    return True


def _merges(merged: Sequence, header: int, width: int) -> dict[int, list[tuple[int, int]]]:
    """Row → (column, the last row that takes its cell there), of cells merged downwards."""
    merges: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in merged:
        if top >= header and left < width and bottom > top:
            merges.setdefault(top - header + 1, []).append((left, bottom - header + 1))
    return merges


def _batches(stream: Iterator[Sequence[str]], raw: Raw, merges: dict) -> Iterator[pa.RecordBatch]:
    width, count = len(raw.headings), 0
    open_cells: dict[int, tuple[str, int]] = {}  # by column: the merged cell's text, its last row
    while chunk := list(islice(stream, CHUNK)):
        if merges or {len(row) for row in chunk} != {width}:
            for i, row in enumerate(chunk):
                number = count + i + 1
                if len(row) != width:
                    if len(row) > width:
                        beyond = [cell for cell in row[width:] if cell.strip()]
                        if beyond:
                            raw.long[number] = " | ".join(beyond)[:200]
                    elif any(cell.strip() for cell in row):
                        raw.short.append(number)
                    row = chunk[i] = [*row[:width], *[""] * (width - len(row))]
                open_cells = {c: each for c, each in open_cells.items() if each[1] >= number}
                if fill := {c: text for c, (text, _) in open_cells.items() if not row[c].strip()}:
                    chunk[i] = [fill.get(c, cell) for c, cell in enumerate(row)]
                    raw.merged.append(number)
                for c, last in merges.get(number, ()):
                    if _is_figure(row[c]) and not says_place(raw.headings[c]):
                        raw.once.add(raw.headings[c])  # in each row it would be counted again
                    else:
                        open_cells[c] = (row[c], last)
        count += len(chunk)
        check_size(count, width)
        columns = [pa.array(cells, pa.string()) for cells in zip(*chunk, strict=True)]
        yield pa.record_batch(columns, names=[str(i) for i in range(width)])


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number and no year."""
    return numeral(cell.strip().lstrip("+-"))[0] is not None and not YEAR.fullmatch(cell.strip())


def check_size(rows: int, width: int) -> None:
    """Raises FileRefused for more rows, columns or cells than the limits."""
    if width > limits.COLUMNS:
        raise FileRefused("exchange.too_many_columns", n=width, most=limits.COLUMNS)
    if rows > limits.ROWS:
        raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
    if rows * width > limits.CELLS:
        raise FileRefused("exchange.too_many_cells", most=limits.CELLS)


def _without_blank_end(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame up to its last row with anything in it."""
    for end in range(len(frame), 0, -CHUNK):
        part = frame.iloc[max(0, end - CHUNK) : end]
        filled = part.apply(lambda column: column.str.strip().ne("")).any(axis=1)
        if filled.any():
            return frame.loc[: filled[filled].index[-1]]
    return frame.iloc[:0]
