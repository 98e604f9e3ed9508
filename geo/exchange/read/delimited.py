"""Tables as text: separator and quotation marks found out, rows read without losing any."""

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.encodings import MARKS, manner
from geo.exchange.read.headings import level_of
from geo.exchange.read.positions import is_position

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_ROWS, PEEK, LINES = 200, 100_000, 20
MOST = 0.8  # of the lines that a quoted cell runs over: so many are rows of their own
BLOCK = 16_000_000  # bytes that are read by columns at a time
Record = tuple[list[str], Sequence[str], bool]
csv.field_size_limit(limits.CELL_TEXT)


def separator_of(data: bytes, encoding: str) -> str:
    """The separator by which most of the first rows fall into equally many cells.

    Of one column with a position a line ("3.45, -76.53"), or with names under a heading that
    calls them so ("Argelia, Cauca"), none of those that are in it.
    """

    def evenness(separator: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in islice(rows(data, encoding, separator), SAMPLE_ROWS)]
        except FileRefused:  # a long row that is one cell by this one
            return 0, 0
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 1)
        return (times / max(len(widths), 1) if width > 1 else 0, width)

    best = max(SEPARATORS, key=evenness)
    filled = [line for line in _start(data, encoding).lstrip("\ufeff").splitlines() if line.strip()]
    head, *lines = filled[:LINES] or [""]
    lone = level_of("municipality", head) or all(map(is_position, lines[:-1] or lines))
    if best in head or not lines or not lone:
        return best
    return next((s for s in reversed(SEPARATORS) if not any(s in line for line in lines)), best)


def rows(
    data: bytes, encoding: str, separator: str, strays: list[str] | None = None
) -> Iterator[list[str]]:
    """The rows as lists of text, empty lines left out; a stray byte in UTF-8 is replaced.

    strays: takes the lines whose quotation marks were read as plain characters. Raises
    FileRefused where the bytes are not in this encoding or a cell is too long.
    """
    for row, lines, stray in records(data, encoding, separator):
        if stray and strays is not None:
            strays += lines
        if row:
            yield row


def records(data: bytes, encoding: str, separator: str) -> Iterator[Record]:
    """Each row, also an empty one, with its lines, and whether a mark in it was a stray one.

    A stray quotation mark would swallow the rows up to the next: its line is read as it
    stands, and those after it as if it were not there.
    """
    spaced = re.search(rf'{re.escape(separator)} +"', _start(data, encoding)) is not None
    form: dict[str, Any] = {"delimiter": separator, "skipinitialspace": spaced}
    lines = _lines(data, encoding)
    try:
        if b'"' in data:
            yield from _quoted(lines, form)
        else:
            yield from ((row, (), False) for row in csv.reader(lines, **form))
    except UnicodeError as error:
        raise FileRefused("exchange.encoding", encoding=encoding) from error
    except csv.Error as error:
        raise FileRefused("exchange.cell_too_long", most=limits.CELL_TEXT) from error


def _quoted(stream: Iterator[str], form: dict[str, Any]) -> Iterator[Record]:
    waiting: deque[str] = deque()
    buffer: list[str] = []
    widths: Counter[int] = Counter()

    def lines() -> Iterator[str]:
        while (line := waiting.popleft() if waiting else next(stream, None)) is not None:
            buffer.append(line)
            yield line

    reader = csv.reader(lines(), **form)
    while True:
        buffer.clear()
        try:
            row = next(reader, None)
            stray = (len(buffer) > 1 or "".join(buffer).count('"') % 2) and _stray(
                buffer, widths, form
            )
        except csv.Error:  # a cell that is too long
            if len(buffer) < 2:
                raise
            stray = True
        if stray:
            waiting.extendleft(reversed(buffer[1:]))
            del buffer[1:]
            row = next(csv.reader(buffer, quoting=csv.QUOTE_NONE, **form))
            reader = csv.reader(lines(), **form)
        if row is None:
            return
        widths[len(row)] += 1
        yield row, tuple(buffer), bool(stray)


def _stray(lines: Sequence[str], widths: Counter[int], form: dict[str, Any]) -> bool:
    """Whether a row of these lines is several, of the table's width, behind a stray mark."""
    try:
        deque(csv.reader(lines, strict=True, **form), 0)
        broken = False
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return True
        broken = True
    plain = [len(row) for row in csv.reader(lines, quoting=csv.QUOTE_NONE, **form) if row]
    usual = widths or Counter(plain)  # of the first row's lines, where nothing was read before
    width = max(usual, key=lambda w: (usual[w], w), default=1)
    fits = [cells == width for cells in plain]
    sure = broken or (len(lines) > 2 and width > 2)
    return sure and width > 1 and len(fits) > 1 and fits[0] and sum(fits) >= MOST * len(fits)


def _start(data: bytes, encoding: str) -> str:
    return data[:PEEK].decode(encoding, "ignore")


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    mark = next((m for m, name in MARKS.items() if name == encoding and data.startswith(m)), b"")
    stream = io.BytesIO(data)
    stream.seek(len(mark))
    return io.TextIOWrapper(stream, encoding, errors=manner(data, encoding), newline="")


def even_table(
    data: bytes, encoding: str, separator: str, skip: int, width: int
) -> pa.Table | None:
    """The rows after the first `skip`, as `rows` would read them, read by columns.

    Only of text that is nothing but lines and separators, each row as wide as the headings;
    None of any other. Columns are named "0", "1" …
    """
    if b'"' in data or b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    if manner(data, encoding) != "strict":
        return None
    try:
        text = data if encoding == "utf-8" else data.decode(encoding).encode()
    except UnicodeError:
        return None
    start = len(codecs.BOM_UTF8) if text.startswith(codecs.BOM_UTF8) else 0
    while skip and start < len(text):
        end = text.find(b"\n", start) + 1 or len(text)
        skip -= bool(text[start:end].strip(b"\r\n"))
        start = end
    names = [str(i) for i in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(text).slice(start)),
            arrow_csv.ReadOptions(column_names=names, block_size=BLOCK),
            arrow_csv.ParseOptions(delimiter=separator, quote_char=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        return None
    longest = max(pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns)
    return table if longest <= limits.CELL_TEXT else None
