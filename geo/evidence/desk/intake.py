"""Reading a proposal: rows of facts as text, and what is said about them."""

import csv
import io
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import ProposalRefused
from geo.evidence.catalogue import fact_keys

# What a row may say of itself beside the columns of its file.
EXTRA = ("reason", "reason_es", "remove", "distinct_from")
# Kinds of characters that no text for readers has: controls, marks of direction, unassigned.
UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")


@dataclass(frozen=True)
class Row:
    """One proposed row. where: its file and line. cells: all columns of its file of facts."""

    table: str
    where: str
    cells: Mapping[str, str]
    reason: str = ""
    reason_es: str = ""
    remove: bool = False
    distinct_from: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(self.cells[name] for name in fact_keys()[self.table])

    @property
    def id(self) -> str:
        return " · ".join(filter(None, self.key))


@dataclass
class Intake:
    """Everything read from a proposal, with the faults found on the way."""

    about: dict[str, object] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(path: Path, columns: Mapping[str, list[str]]) -> Intake:
    """A folder or a TOML file. columns: of each file of facts, by name.

    Raises ProposalRefused where nothing can be read.
    """
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [file for file in files if file.suffix in (".csv", ".toml")]
    files.sort(key=lambda file: file.suffix != ".toml")  # what it says goes for all rows
    if not files or not all(file.is_file() for file in files):
        raise ProposalRefused(f"{path}: no CSV or TOML file of a proposal is there.")
    intake = Intake()
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise ProposalRefused(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError:
            intake.faults.append(f"{file.name}: not text in UTF-8")
            continue
        (_toml if file.suffix == ".toml" else _csv)(file.name, text, columns, intake)
    if not (intake.rows or intake.faults or "as_of" in intake.about):
        intake.faults.append(f"{path.name}: no rows are in it")
    return intake


def _csv(name: str, text: str, columns: Mapping[str, list[str]], intake: Intake) -> None:
    table = name.removesuffix(".csv")
    if table not in columns:
        intake.faults.append(f"{name}: no file of facts that rows can be proposed to")
        return
    try:
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        intake.faults.append(f"{name}: not a CSV with headings ({error})")
        return
    if faults := _headings(header, columns[table]):
        intake.faults.append(f"{name}: {'; '.join(faults)}")
        return
    for number, line in enumerate(lines, 2):
        where = f"{name}, row {number}"
        if len(line) != len(header):
            intake.faults.append(f"{where}: {len(line)} cells, not {len(header)}")
        else:
            _take(table, where, dict(zip(header, line, strict=True)), columns[table], intake)


def _headings(header: list[str], columns: list[str]) -> list[str]:
    extra = [name for name in EXTRA if name not in columns]
    strange = [repr(name) for name in header if name not in (*columns, *extra)]
    missing = [name for name in columns if name not in header]
    faults = [f"columns are missing: {', '.join(missing)}"] * bool(missing)
    faults += [f"unknown columns: {', '.join(strange)}"] * bool(strange)
    return faults + ["a column stands twice"] * (len(set(header)) < len(header))


def _toml(name: str, text: str, columns: Mapping[str, list[str]], intake: Intake) -> None:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        intake.faults.append(f"{name}: not TOML ({error})")
        return
    for table, value in content.items():
        rows = [value] if isinstance(value, dict) else value
        is_table = isinstance(rows, list) and any(isinstance(row, dict) for row in rows)
        if table == "as_of" or not is_table:
            intake.about[table] = value
            continue
        if table not in columns:
            intake.faults.append(f"{name}: {table!r} is no file of facts")
            continue
        for number, row in enumerate(rows, 1):
            where, cells = f"{name}, {table} {number}", dict(_cells(row))
            strange = sorted(map(repr, cells.keys() - {*columns[table], *EXTRA}))
            if strange:
                intake.faults.append(f"{where}: unknown columns: {', '.join(strange)}")
            else:
                whole = dict.fromkeys(columns[table], "") | cells
                _take(table, where, whole, columns[table], intake)


def _cells(row: object) -> Iterator[tuple[str, str]]:
    for name, value in row.items() if isinstance(row, dict) else ():
        if isinstance(value, bool):
            yield name, str(value).lower()
        else:
            yield name, ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _take(table: str, where: str, line: dict[str, str], columns: list[str], intake: Intake) -> None:
    """Keeps a row whose cells are plain text on one line."""
    extra = {name: "" if name in columns else line.get(name, "") for name in EXTRA}
    cells = {name: line[name].strip() for name in columns}
    for name, cell in (extra | cells).items():
        if any(unicodedata.category(c) in UNSEEN for c in cell):
            intake.faults.append(f"{where}: {name} holds a line break or another control character")
    if extra["remove"].lower() not in ("", "true", "false"):
        intake.faults.append(f"{where}: remove is {extra['remove']!r}, not true or false")
    row = Row(
        table,
        where,
        cells,
        *_reasons(extra, intake.about),
        extra["remove"].lower() == "true",
        frozenset(filter(None, extra["distinct_from"].split(";"))),
    )
    if not all(row.key[:1]):
        intake.faults.append(f"{where}: {fact_keys()[table][0]} is blank, so nothing names the row")
    else:
        intake.rows.append(row)


def _reasons(extra: Mapping[str, str], about: Mapping[str, object]) -> tuple[str, str]:
    """Why, in English and Spanish: of the row itself, or of the whole proposal."""
    own = extra["reason"].strip(), extra["reason_es"].strip()
    return own if own[0] else (str(about.get("reason", "")), str(about.get("reason_es", "")))
