"""Reads one sheet of a workbook from standard input, in a process that may die of it.

A small workbook can claim billions of cells, and the library that reads it then ends the
process. So it runs here, on its own, with limits, without any import of Corredor. Standard
output: the last line is JSON (`sheets`, `sheet`, `merged` with first and last row and column,
`formulas`: how many have no value, `numbers`: by column the row from 0 from which on all its
cells are numbers), after the cells as CSV. Exit 3: needs a password.
"""

import csv
import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

import python_calamine as calamine

PIECE = 1 << 20
# Of xlsx, whose elements may have a prefix.
ERROR = re.compile(
    rb'<((?:\w+:)?)c ([^>]*\bt="e"[^>]*)(?<!/)>(?:(?!</\1c>).)*?<\1v>([^<]*)</\1v>', re.DOTALL
)
VALUELESS = re.compile(
    rb"<((?:\w+:)?)c (?![^>]*t=.str)[^>]*>\s*<\1f[^>]*(?:/>|>[^<]*</\1f>)"
    rb"\s*(?:<\1v\s*/>|<\1v></\1v>)?\s*</\1c>"
)
CELL_END = re.compile(rb"</(?:\w+:)?c>")
# Of xls: kinds of records, numbers of errors, and where its chains of sectors end.
BEGIN, END, SHEET, CELL, RESULT = 0x0809, 0x000A, 0x0085, 0x0205, 0x0006
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
COMPOUND = b"\xd0\xcf\x11\xe0"
LAST, SMALL = 0xFFFFFFFA, 4096
# Of ods: a cell that shows an error, and what else it says of its value.
SHOWN = re.compile(
    rb"<table:table-cell([^>]*)>(?=\s*<text:p[^>]*>(?:#[A-Z][A-Z0-9/]*[!?]?|Err:\d+)</text:p>)"
)
VALUE = re.compile(rb' (?:office|calcext):(?:value-type|value|string-value)="[^"]*"')
UNCLEAR = re.compile(r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def cells(data: bytes, sheet: str) -> Iterator[bytes]:
    """The XML of a sheet's cells, piece by piece; of xlsx alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        listed = book.read("xl/workbook.xml").decode("utf-8", "replace")
        links = book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        tags = [
            dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
            for tag in re.findall(r"<(?:\w+:)?(?:sheet|Relationship) ([^>]*)>", listed + links)
        ]
        link = next(n["r:id"] for n in tags if unescape(n.get("name", "")) == sheet)
        target = next(n["Target"] for n in tags if n.get("Id") == link)
        rest = b""
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        with book.open(path) as stream:
            while piece := stream.read(PIECE):
                rest += piece
                ends = [match.end() for match in CELL_END.finditer(rest)]
                end = ends[-1] if ends else 0
                yield rest[:end]
                rest = rest[end:]


def unseen_cells(data: bytes, sheet: str) -> tuple[dict[tuple[int, int], str], int]:
    """The errors by row and column from 0, and how many formulas have no value.

    The library takes both for blanks.
    """
    errors, valueless = {}, 0
    for piece in cells(data, sheet):
        valueless += sum(1 for _ in VALUELESS.finditer(piece)) if FORMULA.search(piece) else 0
        for _, attributes, value in ERROR.findall(piece) if b't="e"' in piece else ():
            if at := AT.search(attributes):
                column = 0
                for letter in at[1]:
                    column = 26 * column + letter - 64
                errors[int(at[2]) - 1, column - 1] = value.decode("ascii", "replace")
    return errors, valueless


def stream_of(data: bytes) -> bytes:
    """The workbook inside a compound file, b"" for one that is too small to be one of Excel's."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]

    def sector(n: int) -> bytes:
        return data[(n + 1) * size : (n + 2) * size]

    def numbers(n: int) -> tuple[int, ...]:
        return struct.unpack(f"<{size // 4}I", sector(n))

    tables = [*struct.unpack_from("<109I", data, 76)]
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(count):
        *part, more = numbers(more)
        tables += part
    after = [n for table in tables if table < LAST for n in numbers(table)]

    def chain(n: int) -> bytes:
        sectors: list[bytes] = []
        while n < len(after) and len(sectors) <= len(after):
            sectors.append(sector(n))
            n = after[n]
        return b"".join(sectors)

    entries = chain(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(entries), 128):
        name = entries[at : at + 64].decode("utf-16-le", "replace").rstrip("\0")
        start, length = struct.unpack_from("<II", entries, at + 116)
        if name in ("Workbook", "Book") and length >= SMALL:
            return chain(start)[:length]
    return b""


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def old_errors(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """The errors of an xls by row and column from 0, of cells and of formulas (BIFF8)."""
    stream, starts, errors, depth = stream_of(data), {}, {}, 0
    for kind, body in records(stream, 0):
        if kind == END:
            break
        if kind == SHEET:
            start, _, length, wide = struct.unpack_from("<IHBB", body)
            name = body[8 : 8 + length * (2 if wide else 1)]
            starts[name.decode("utf-16-le" if wide else "latin-1")] = start
    for kind, body in records(stream, starts[sheet]):
        depth += (kind == BEGIN) - (kind == END)
        if not depth:
            break
        cell = kind == CELL and body[7] == 1
        formula = kind == RESULT and body[6] == 2 and body[12:14] == b"\xff\xff"
        if cell or formula:
            row, column = struct.unpack_from("<HH", body)
            errors[row, column] = ERRORS.get(body[6 if cell else 8], "#N/A")
    return errors


def with_errors(data: bytes) -> bytes:
    """An ods in which errors are the texts that its cells show: the library takes them for
    blanks or 0. Anything else comes back as it is."""
    with suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(io.BytesIO(data)) as book:
        content, errors = SHOWN.subn(as_text, book.read("content.xml"))
        if errors:
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as copy:
                for name in book.namelist():
                    copy.writestr(name, content if name == "content.xml" else book.read(name))
            return out.getvalue()
    return data


def as_text(cell: re.Match[bytes]) -> bytes:
    return b'<table:table-cell office:value-type="string"' + VALUE.sub(b"", cell[1]) + b">"


def text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15
        # With a zero more nobody takes the point of 1.234 for thousands.
        return str(int(cell)) if whole else UNCLEAR.sub(r"\g<0>0", repr(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def figure(cell: object) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def main(wanted: str, memory: int, seconds: int) -> int:
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    data = with_errors(sys.stdin.buffer.read())
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        return 3
    sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    # Lists for choosing are often hidden: what people see comes first.
    sheets.sort(key=lambda sheet: sheet.visible != calamine.SheetVisibleEnum.Visible)
    names = [sheet.name for sheet in sheets]
    filled = (n for n in names if book.get_sheet_by_name(n).height > 1)  # no cover
    name = wanted if wanted in names else next(filled, names[0])
    sheet = book.get_sheet_by_name(name)
    ranges = None
    with suppress(Exception):  # only some formats tell them
        ranges = sheet.merged_cell_ranges
    errors: dict[tuple[int, int], str] = {}
    formulas = 0
    with suppress(KeyError, StopIteration, zipfile.BadZipFile):  # no xlsx
        errors, formulas = unseen_cells(data, name)
    with suppress(KeyError, IndexError, struct.error):  # an xls from before BIFF8
        errors = old_errors(data, name) if data.startswith(COMPOUND) else errors
    account = {"sheets": names, "sheet": name, "merged": ranges or [], "formulas": formulas}
    numbers: dict[int, int] = {}
    with io.TextIOWrapper(sys.stdout.buffer, "utf-8", "replace", newline="\n") as out:
        rows = csv.writer(out, lineterminator="\n")
        for y, row in enumerate(sheet.to_python(skip_empty_area=False)):
            if errors:
                row = [errors.get((y, x), cell) for x, cell in enumerate(row)]
            rows.writerow([text(cell) for cell in row])
            numbers |= {x: y + 1 for x, cell in enumerate(row) if cell != "" and not figure(cell)}
        out.write(json.dumps(account | {"numbers": numbers}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
