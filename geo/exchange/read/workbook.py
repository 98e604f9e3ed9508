"""Workbooks (xlsx, xls, ods): one sheet as rows of text."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.archive import Archive

CHILD = Path(__file__).with_name("workbook_child.py")
NEEDS_PASSWORD = 3


@dataclass(frozen=True)
class Sheet:
    """merged: ((first row, first column), (last row, last column)), counted from 0.

    formulas: how many have no value. numbers: by column the row from 0 from which on its cells
    are numbers, none where all are.
    """

    sheets: list[str]
    sheet: str
    merged: list
    cells: bytes
    formulas: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)

    def rows(self) -> Iterator[list[str]]:
        """The rows from the sheet's first, blank ones included. Raises FileRefused."""
        try:
            yield from csv.reader(io.TextIOWrapper(io.BytesIO(self.cells), "utf-8", newline=""))
        except csv.Error as error:
            raise FileRefused("exchange.cell_too_long", most=limits.CELL_TEXT) from error


def read_sheet(data: bytes, kind: str, layer: str | None) -> Sheet:
    """One sheet; the first where none or an unknown one is asked for.

    Raises FileRefused where the workbook is damaged, protected, or too large to unpack.
    """
    if kind != "xls":
        archive = Archive(data)
        for name in archive.names:
            archive.read(name)
    command = [sys.executable, "-I", str(CHILD), layer or ""]
    limited = [str(limits.WORKBOOK_MEMORY), str(limits.WORKBOOK_SECONDS)]
    try:
        child = subprocess.run(
            [*command, *limited],
            input=data,
            capture_output=True,
            timeout=limits.WORKBOOK_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise FileRefused("exchange.damaged", kind=kind.upper()) from error
    if child.returncode == NEEDS_PASSWORD:
        raise FileRefused("exchange.password")
    if child.returncode != 0:
        raise FileRefused("exchange.damaged", kind=kind.upper())
    cells, _, last = child.stdout.removesuffix(b"\n").rpartition(b"\n")
    account = json.loads(last)
    account["numbers"] = {int(column): row for column, row in account["numbers"].items()}
    return Sheet(cells=cells, **account)
