"""Reads one sheet of a workbook from standard input, in a process that may die of it.

A small workbook can claim billions of cells, and the library that reads it then ends the
process. So it runs here, on its own, with limits, without any import of Corredor. Standard
output: one line of JSON (`sheets`, `sheet`, `merged` with first and last row and column),
then the cells as CSV. Exit 3: needs a password.
"""

import csv
import io
import json
import sys
from contextlib import suppress

import python_calamine as calamine


def text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def main(wanted: str, memory: int, seconds: int) -> int:
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except calamine.PasswordError:
        return 3
    sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    # Lists for choosing are often hidden: what people see comes first.
    sheets.sort(key=lambda sheet: sheet.visible != calamine.SheetVisibleEnum.Visible)
    names = [sheet.name for sheet in sheets]
    chosen = wanted if wanted in names else names[0]
    sheet = book.get_sheet_by_name(chosen)
    ranges = None
    with suppress(Exception):  # only some formats tell them
        ranges = sheet.merged_cell_ranges
    with io.TextIOWrapper(sys.stdout.buffer, "utf-8", "replace", newline="\n") as out:
        out.write(json.dumps({"sheets": names, "sheet": chosen, "merged": ranges or []}) + "\n")
        rows = csv.writer(out, lineterminator="\n")
        for row in sheet.to_python(skip_empty_area=False):
            rows.writerow([text(cell) for cell in row])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
