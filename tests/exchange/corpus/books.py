"""Workbooks as offices send them."""

import io
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
