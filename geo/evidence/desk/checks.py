"""What only rows that come in are asked, beside the checks of the build."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from geo.evidence.build.checks import BLANK
from geo.evidence.catalogue import DATA, EDITORS, last_day, manifest
from geo.evidence.desk.intake import Row
from geo.evidence.desk.merge import Table
from geo.evidence.evidence import Evidence

DAYS = ("date", "date_end", "start_date", "end_date", "period_start", "period_end", "date_start")
HAPPENED = ("date", "date_start")
NEAR = timedelta(days=1)
SAME = 4  # words from which a text that is the same in both languages was not translated
# Two words in capitals, as in a name; particles stand between.
_WORD = r"[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]+(?:-[A-ZÁÉÍÓÚÑÜ]?[a-záéíóúñü]+)?"
NAME = re.compile(rf"(?=\b({_WORD}(?: (?:de|del|la|las|los|y))* {_WORD})\b)")
# How the build tells of a cell of a file, and of a value of a layer.
CELL = re.compile(r"data/facts/(?P<table>\w+)\.csv, row (?P<row>\d+): ")
FAULT = re.compile(
    r"(?P<layer>\w+)(?:\.(?P<column>\w+))?: (?:.*the first )?'?(?P<value>[^']+?)'?"
    r"(?: fails .*| is not .*| is no .*| does not .*|$)"
)
SHOWN = 3
# Files whose texts are citations or quote earlier ones, so that names in them prove nothing.
QUOTING = ("sources", "corrections", "casualty_reports")


def faults(rows: list[Row], held: Mapping[str, Table], public: Iterable[str]) -> list[str]:
    """Days, both languages, names, and incidents of the same place and day, one line each.

    held: the tables before the rows went in. public: names that the proposal calls public.
    """
    coming = [row for row in rows if not row.remove]
    found = [line for row in coming for line in (*_days(row), *_languages(row))]
    return found + _names(coming, held, public) + _same_place_and_day(coming, held)


def located(lines: Iterable[str], rows: list[Row], data: Path) -> list[str]:
    """What the build says of files and layers, told of the proposed rows that it is about.

    data: the folder that was built, with the rows in. A fault of no row stays as it is told.
    """
    tables = {row.table for row in rows}
    lines_of = {name: _positions(data / "facts" / f"{name}.csv") for name in tables}
    at = {(row.table, lines_of[row.table].get(row.key)): row.where for row in rows}
    made_of = {name: entry.get("facts", ()) for name, entry in manifest(data).items()}
    found = []
    for line in lines:
        if cell := CELL.match(line):
            where = [at.get((cell["table"], int(cell["row"])), line[: cell.end("row")])]
        elif fault := FAULT.match(line):
            where = [row.where for row in rows if _holds(row, fault, made_of)]
        else:
            where = []
        rest = line[cell.end() :] if cell else line
        found.append(f"{', '.join(where[:SHOWN])}: {rest}" if where else line)
    return found


def _positions(file: Path) -> dict[tuple[str, ...], int]:
    """The line of every row of a file of facts, as the build counts them."""
    return {key: number for number, key in enumerate(Table.read(file).rows, 2)}


def _holds(row: Row, fault: re.Match, made_of: Mapping[str, Collection[str]]) -> bool:
    """Whether a proposed row holds the value that a fault names, in its column or as its name."""
    if row.remove or row.table not in made_of.get(fault["layer"], (row.table,)):
        return False
    cell = row.cells.get(fault["column"], "") if fault["column"] else row.key[0]
    return fault["value"] in (cell or BLANK, *cell.split(";")) or _number(cell) == fault["value"]


def _number(cell: str) -> str:
    try:
        return repr(float(cell))
    except ValueError:
        return ""


def _days(row: Row) -> Iterable[str]:
    today = date.today().isoformat()
    for name in DAYS:
        cell = row.cells.get(name, "")
        try:
            told = cell and last_day(cell)
        except ValueError:
            yield f"{row.where}: {name} {cell!r} is no day"
            continue
        if told and name in HAPPENED and cell > today[: len(cell)]:
            yield f"{row.where}: {name} {cell!r} lies in the future"


def _languages(row: Row) -> Iterable[str]:
    for name in row.cells:
        stem, spanish = name.removesuffix("_en"), name.removesuffix("_en") + "_es"
        if stem == name or spanish not in row.cells:
            continue
        english, other = row.cells[name], row.cells[spanish]
        if bool(english) != bool(other):
            yield f"{row.where}: {stem} is there in one language only"
        elif english == other and len(english.split()) >= SAME:
            yield f"{row.where}: {stem} is the same in both languages"


def _names(rows: list[Row], held: Mapping[str, Table], public: Iterable[str]) -> list[str]:
    """What may be a person's name: two capitals side by side that no text held has."""
    told = {row.where: _told(row) for row in rows}
    if not any(told.values()):
        return []
    known = [
        " ".join(cell for name, cell in cells.items() if name not in EDITORS)
        for table, content in held.items()
        if table not in QUOTING
        for cells in content.rows.values()
    ]
    places = Evidence(DATA).municipalities
    corpus = "\n".join([*known, *places["municipality"], *places["department"], *map(str, public)])
    return [
        f"{where}: {name!r} may be a private person; if it is public, list it under names"
        for where, names in told.items()
        for name in names
        if name not in corpus
    ]


def _told(row: Row) -> list[str]:
    """Pairs of capitals that the texts in both languages have: names are not translated."""
    if row.table in QUOTING:
        return []
    pairs = [
        {
            m[1]
            for name, cell in row.cells.items()
            if name.endswith(end)
            for m in NAME.finditer(cell)
        }
        for end in ("_en", "_es")
    ]
    return sorted(set.intersection(*pairs))


def _same_place_and_day(rows: list[Row], held: Mapping[str, Table]) -> list[str]:
    """New incidents within a day of one held, or of another new one, in one municipality."""
    before = held["incidents"].rows
    new = [r for r in rows if r.table == "incidents" and r.key not in before]
    by_place = defaultdict(list)
    for cells in [*before.values(), *(row.cells for row in new)]:
        by_place[cells["divipola"]].append((cells["date"], cells["incident_id"]))
    found = []
    for row in new:
        for other, id in by_place[row.cells["divipola"]]:
            same = _near(row.cells["date"], other) and id != row.id
            if same and id not in row.distinct_from:
                found.append(
                    f"{row.where}: {row.id!r} has the place and day of {id!r}; "
                    "if it is another incident, name that one under distinct_from"
                )
    return found


def _near(day: str, other: str) -> bool:
    try:
        return abs(date.fromisoformat(other) - date.fromisoformat(day)) <= NEAR
    except ValueError:
        return False
