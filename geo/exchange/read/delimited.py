"""Tables as text: encoding and separator found out, rows read without losing any."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from geo.errors import FileRefused
from geo.exchange import limits

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850", "mac_roman")
SEPARATORS = (",", ";", "\t", "|")
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
SAMPLE_ROWS, PIECE = 200, 1 << 20
SPANISH = set("áéíóúñüÁÉÍÓÚÑÜ¿¡°º′″")
csv.field_size_limit(limits.CELL_TEXT)


def encoding_of(data: bytes) -> str:
    """By its byte-order mark, else UTF-8 where all of it is, else whatever reads as Spanish."""
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name
    start = data[:2000]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > len(start) // 4:
            return name
    if decodes(data, "utf-8"):
        return "utf-8"
    high = Counter(b for b in data[: 10 * PIECE] if b > 127)

    def spanish(name: str) -> int:
        letters = bytes(high).decode(name, errors="replace")
        pairs = zip(letters, high.values(), strict=True)
        return sum(n if letter in SPANISH else -n for letter, n in pairs)

    fitting = [name for name in ("cp1252", "latin-1", "cp850", "mac_roman") if decodes(data, name)]
    return max(fitting, key=spanish)


def decodes(data: bytes, encoding: str) -> bool:
    """Whether all bytes mean something in the encoding, tried piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(data: bytes, encoding: str) -> str:
    """The separator by which most of the first rows fall into equally many cells."""

    def evenness(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in islice(rows(data, encoding, separator), SAMPLE_ROWS)]
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 1)
        return (times / max(len(widths), 1) if width > 1 else 0, width)

    return max(SEPARATORS, key=evenness)


def rows(data: bytes, encoding: str, separator: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator:
    """The rows as lists of text, empty lines left out.

    Raises FileRefused where the bytes are not in this encoding or a cell is too long.
    """
    mark = next((m for m, name in MARKS.items() if name == encoding and data.startswith(m)), b"")
    stream = io.BytesIO(data)
    stream.seek(len(mark))
    lines = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        for row in csv.reader(lines, delimiter=separator, quoting=quoting):
            if row:
                yield row
    except UnicodeError as error:
        raise FileRefused("exchange.encoding", encoding=encoding) from error
    except csv.Error as error:
        raise FileRefused("exchange.cell_too_long", most=limits.CELL_TEXT) from error


def quoting_of(data: bytes, encoding: str, separator: str) -> int:
    """How quotation marks are read: as plain characters where one is never closed.

    Such a mark would swallow every row after it.
    """
    if b'"' not in data:
        return csv.QUOTE_MINIMAL
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="", errors="replace")
    reader = csv.reader(stream, delimiter=separator, strict=True)
    try:
        while True:
            try:
                next(reader)
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    return csv.QUOTE_NONE
    except StopIteration:
        return csv.QUOTE_MINIMAL
