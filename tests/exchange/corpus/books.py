"""Workbooks as offices send them."""

import io
import struct
import zipfile

import openpyxl

from geo.exchange import Options
from tests.exchange.corpus.case import case

CALI, POPAYAN = "76001", "19001"


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@case("title_and_merged.xlsx", counts=(4, 2, 1, 1), repairs={"merged_cells": 1}, place="name",
      codes=[POPAYAN, "19050", CALI], reasons={4: "unknown_name"})  # fmt: skip
def merged():
    """A merged title, headings in row 4, one department merged over two rows, a last line."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Listado de municipios"
    sheet.merge_cells("A1:C1")
    for row in (
        [], [], ["Departamento", "Municipio", "Casos"], ["Cauca", "Popayán", 3],
        [None, "Argelia", 4], ["Valle del Cauca", "Cali", 5], ["Total", None, 12],
    ):  # fmt: skip
        sheet.append(row)
    for row, values in enumerate(
        [["Departamento", "Municipio", "Casos"], ["Cauca", "Popayán", 3], [None, "Argelia", 4],
         ["Valle del Cauca", "Cali", 5], ["Total", "Suma", 12]], start=4
    ):  # fmt: skip
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
    sheet.merge_cells("A5:A6")
    return saved(book)


@case("codes_as_numbers.xlsx", counts=(2, 1, 1, 0), repairs={"code_zero": 1}, place="code",
      codes=["05001", CALI])  # fmt: skip
def numbers():
    book = openpyxl.Workbook()
    for row in (["divipola", "casos"], [5001, 1.5], [76001, 2]):
        book.active.append(row)
    return saved(book)


@case("second_sheet.xlsx", counts=(1, 1, 0, 0), codes=[CALI], options=Options(layer="datos"))
def second_sheet():
    book = openpyxl.Workbook()
    book.active.append(["Léame"])
    sheet = book.create_sheet("datos")
    for row in (["lat", "lon", "fecha"], [3.45, -76.53, "2024-01-01"]):
        sheet.append(row)
    return saved(book)


@case("formula_cells.xlsx", counts=(1, 1, 0, 0), codes=[CALI])
def formulas():
    book = openpyxl.Workbook()
    for row in (["lat", "lon", "x"], [3.45, -76.53, '=HYPERLINK("http://x")']):
        book.active.append(row)
    return saved(book)


@case("blank_rows_between.xlsx", counts=(3, 2, 0, 1), codes=[CALI, POPAYAN],
      reasons={2: "blank_row"})  # fmt: skip
def blank_between():
    book = openpyxl.Workbook()
    for row in (["lat", "lon"], [3.45, -76.53], [None, None], [2.4419, -76.6063], [None, None]):
        book.active.append(row)
    return saved(book)


@case("empty.xlsx", refused="exchange.empty_file")
def empty():
    return saved(openpyxl.Workbook())


@case("one_cell_at_the_end.xlsx", refused="exchange.damaged")
def far_cell():
    """Two cells that claim seventeen thousand million: the reader's process may not eat that."""
    book = openpyxl.Workbook()
    book.active["A1"] = "lat"
    book.active["XFD1048576"] = 1
    return saved(book)


@case("truncated.xlsx", refused="exchange.damaged")
def truncated():
    return numbers()[:-200]


@case("not_really.xls", refused="exchange.damaged")
def not_xls():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>
<office:spreadsheet><table:table table:name="Hoja1">{rows}</table:table></office:spreadsheet>
</office:body></office:document-content>"""


def ods(rows: list[list[str]], repeat: int = 1) -> bytes:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="{n}">'
        "<text:p>{text}</text:p></table:table-cell>"
    )
    lines = "".join(
        f'<table:table-row table:number-rows-repeated="{repeat}">'
        + "".join(cell.format(text=text, n=repeat) for text in row)
        + "</table:table-row>"
        for row in rows
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=lines))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


@case("libre.ods", counts=(2, 0, 2, 0), repairs={"decimal_comma": 2}, codes=[CALI, POPAYAN])
def libre():
    return ods([["lat", "lon"], ["3,45", "-76,53"], ["2,4419", "-76,6063"]])


@case("repeated_cells.ods", refused="exchange.damaged")
def repeated():
    return ods([["lat", "lon"], ["x" * 1000, "y"]], repeat=60_000)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(rows: list[list[object]]) -> bytes:
    """The stream of an old workbook: one sheet of numbers, labels and errors, by their number
    (BIFF8)."""

    def cell(row: int, column: int, value: object) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            return record(
                0x0204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1")
            )
        if isinstance(value, int):
            return record(0x0205, place + bytes([value, 1]))
        return record(0x0203, place + struct.pack("<d", value))

    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += b"".join(cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row))
    sheet += record(0x000A, b"")
    name = b"Hoja1"
    start = len(record(0x0809, begin)) + 4 + 8 + len(name) + 4
    bound = struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name
    return record(0x0809, begin) + record(0x0085, bound) + record(0x000A, b"") + sheet


def compound(stream: bytes) -> bytes:
    """A compound file with the one stream `Workbook`: header, table of sectors, directory."""
    stream = stream.ljust(4096, b"\x00")
    stream += b"\x00" * (-len(stream) % 512)
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\x00\x00"
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        body = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text), kind, 1) + links
        return body + b"\x00" * 36 + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory += entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return head + struct.pack("<128I", *table) + directory.ljust(512, b"\x00") + stream


@case("from_the_nineties.xls", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def xls():
    return compound(biff([["sitio", "lat", "lon"], ["a", 3.45, -76.53], ["b", 2.4419, -76.6063]]))
