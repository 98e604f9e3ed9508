"""Proposed rows beside those held: which are new, which correct, which go."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.evidence.catalogue import EDITORS, fact_keys
from geo.evidence.desk.intake import Row

WITHHELD = "(withheld)"
OWN = "G_CORREDOR_CHECK"


@dataclass(frozen=True)
class Change:
    """What one row does. kind: added, corrected or removed. cells: old and new by column."""

    table: str
    kind: str
    row: str
    source_ids: str
    reason: str = ""
    reason_es: str = ""
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Table:
    """A file of facts as text, its rows by what names them."""

    columns: list[str]
    rows: dict[tuple[str, ...], dict[str, str]]

    @classmethod
    def read(cls, file: Path) -> "Table":
        with file.open(newline="", encoding="utf-8") as text:
            header, *lines = csv.reader(text)
        key = fact_keys()[file.stem]
        rows = [dict(zip(header, line, strict=True)) for line in lines]
        return cls(header, {tuple(row[name] for name in key): row for row in rows})

    def text(self) -> str:
        return _csv([self.columns, *(list(row.values()) for row in self.rows.values())])


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def merge(rows: list[Row], tables: Mapping[str, Table]) -> tuple[list[Change], list[str]]:
    """Takes the rows into the tables; returns what they change, and faults.

    A row that is held as it stands changes nothing.
    """
    changes, faults, first = [], [], dict[tuple, str]()
    for row in rows:
        table = tables[row.table]
        before = table.rows.get(row.key)
        where = first.setdefault((row.table, row.key), row.where)
        if where != row.where:
            faults.append(f"{row.where}: {row.id!r} is proposed twice, first in {where}")
            continue
        cells = {n: (old, row.cells[n]) for n, old in (before or {}).items() if old != row.cells[n]}
        if row.remove:
            if before is None:
                faults.append(f"{row.where}: {row.id!r} is to be removed, but is not held")
                continue
            del table.rows[row.key]
        elif before is not None and not cells:
            continue
        else:
            table.rows[row.key] = {name: row.cells[name] for name in table.columns}
        kind = "removed" if row.remove else "added" if before is None else "corrected"
        if kind != "added" and not row.reason:
            faults.append(f"{row.where}: {row.id!r} is {kind} without a reason")
        ids = (before or row.cells if row.remove else row.cells).get("source_ids", row.key[0])
        cells = cells if kind == "corrected" else {}
        changes.append(Change(row.table, kind, row.id, ids, row.reason, row.reason_es, cells))
    return changes, faults


def log_lines(changes: list[Change], sources: Table, day: str, withhold: bool) -> str:
    """The lines that these changes add to the corrections log.

    sources: those held afterwards; a line whose own are gone with its row cites our work.
    """
    lines = []
    for change in changes:
        cited = ";".join(i for i in change.source_ids.split(";") if (i,) in sources.rows) or OWN
        removal = {"(rows)": ("1 row", "row removed")}
        cells = removal if change.kind == "removed" else change.cells
        for name, (old, new) in cells.items():
            old = WITHHELD if withhold and name not in EDITORS else old
            file = f"{change.table}.csv"
            lines.append([day, "desk", file, change.row, name, old, new, change.reason, cited])
    return _csv(lines)
