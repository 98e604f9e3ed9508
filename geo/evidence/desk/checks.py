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


def find_faults(rows: list[Row], before: Mapping[str, Table], public: Iterable[str]) -> list[str]:
    """Days, both languages, names, and incidents of the same place and day, one line each.

    before: the tables without these rows. public: names that the proposal calls public.
    """
    coming = [row for row in rows if not row.remove]
    faults = [line for row in coming for line in (*_days(row), *_languages(row))]
    return faults + _names(coming, before, public) + _same_place_and_day(coming, before)


def locate(lines: Iterable[str], rows: list[Row], data: Path) -> list[str]:
    """What the build says of files and layers, told of the proposed rows that it is about.

    data: the folder that was built, with the rows in. A fault of no row stays as it is told.
    """
    at: dict[tuple[str, int], str] = {}
    for table in {row.table for row in rows}:  # lines as the build counts them
        keys = Table.read(data / "facts" / f"{table}.csv").rows
        where_of = {row.key: row.where for row in rows if row.table == table}
        at |= {(table, n): where_of[key] for n, key in enumerate(keys, 2) if key in where_of}
    facts = {name: entry.get("facts", ()) for name, entry in manifest(data).items()}
    faults = []
    for line in lines:
        if cell := CELL.match(line):
            where = [at.get((cell["table"], int(cell["row"])), line[: cell.end("row")])]
        elif fault := FAULT.match(line):
            where = [row.where for row in rows if _holds(row, fault, facts)]
        else:
            where = []
        rest = line[cell.end() :] if cell else line
        faults.append(f"{', '.join(where[:SHOWN])}: {rest}" if where else line)
    return faults


def _holds(row: Row, fault: re.Match, facts: Mapping[str, Collection[str]]) -> bool:
    """Whether a proposed row holds the value that a fault names, in its column or as its name.

    facts: the files that each layer is built from.
    """
    if row.remove or row.table not in facts.get(fault["layer"], (row.table,)):
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
            day = cell and last_day(cell)
        except ValueError:
            yield f"{row.where}: {name} {cell!r} is no day"
            continue
        if day and name in HAPPENED and cell > today[: len(cell)]:
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


def _names(rows: list[Row], before: Mapping[str, Table], public: Iterable[str]) -> list[str]:
    """What may be a person's name: two capitals side by side that no text before has."""
    names_of = {row.where: _pairs(row) for row in rows}
    if not any(names_of.values()):
        return []
    texts = [
        " ".join(cell for name, cell in cells.items() if name not in EDITORS)
        for table, content in before.items()
        if table not in QUOTING
        for cells in content.rows.values()
    ]
    places = Evidence(DATA).municipalities
    corpus = "\n".join([*texts, *places["municipality"], *places["department"], *map(str, public)])
    return [
        f"{where}: {name!r} may be a private person; if it is public, list it under names"
        for where, names in names_of.items()
        for name in names
        if name not in corpus
    ]


def _pairs(row: Row) -> list[str]:
    """Pairs of capitals that the texts in both languages have: names are not translated."""
    if row.table in QUOTING:
        return []
    english, spanish = (
        "\n".join(cell for name, cell in row.cells.items() if name.endswith(end))
        for end in ("_en", "_es")
    )
    return sorted({*NAME.findall(english)} & {*NAME.findall(spanish)})


def _same_place_and_day(rows: list[Row], before: Mapping[str, Table]) -> list[str]:
    """New incidents within a day of one before, or of another new one, in one municipality."""
    incidents = before["incidents"].rows
    new = [r for r in rows if r.table == "incidents" and r.key not in incidents]
    by_place = defaultdict(list)
    for cells in [*incidents.values(), *(row.cells for row in new)]:
        by_place[cells["divipola"]].append((cells["date"], cells["incident_id"]))
    return [
        f"{row.where}: {row.id!r} has the place and day of {other!r}; "
        "if it is another incident, name that one under distinct_from"
        for row in new
        for day, other in by_place[row.cells["divipola"]]
        if _near(row.cells["date"], day) and other not in (row.id, *row.distinct_from)
    ]


def _near(day: str, other: str) -> bool:
    try:
        return abs(date.fromisoformat(other) - date.fromisoformat(day)) <= NEAR
    except ValueError:
        return False
