"""A proposal from its files to the data folder that it would make, and into place."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from geo.errors import BuildFailed, ProposalRefused
from geo.evidence.build.__main__ import Build, make, write
from geo.evidence.build.facts import Facts
from geo.evidence.build.swap import swap
from geo.evidence.catalogue import (
    DATA,
    catalogue,
    columns,
    data_version,
    fact_keys,
    last_day,
    manifest,
    youngest,
)
from geo.evidence.changes import LOG, log_entry, read_changes
from geo.evidence.desk.checks import find_faults, locate
from geo.evidence.desk.intake import read
from geo.evidence.desk.merge import Change, Table, log_lines, merge
from geo.evidence.known import read_known, write_known

DESK = ".desk"  # beside the data, so that whole folders can be exchanged by name


@dataclass
class Proposal:
    """What a proposal would change; see the package. Close it, or use it in a `with`."""

    data: Path
    about: Mapping[str, object]
    faults: list[str]
    changes: list[Change]
    totals: list[tuple[str, float, float]] = field(default_factory=list)
    place: Path = DATA
    version: str = ""
    lock: IO | None = None

    def __enter__(self) -> "Proposal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Removes what was prepared and lets the next desk work."""
        if self.lock:
            shutil.rmtree(self.data.parent, ignore_errors=True)
            self.lock.close()
            self.lock = None

    def accept(self, sentences: Sequence[Mapping[str, str]] = ()) -> str:
        """Puts facts, logs and layers in place, all or nothing; returns the new data version.

        sentences: those that moved, as `geo.views.page_sentences` tells them, for the log.
        Raises ProposalRefused with faults or without changes, or where the data changed since.
        """
        if self.faults or not self.changes:
            raise ProposalRefused("Only a proposal without faults that changes rows is accepted.")
        if data_version(self.place) != self.version:
            raise ProposalRefused("The data changed since this was checked; run it again.")
        version = data_version(self.data)
        entry = log_entry(self.changes, self.about, version, sentences)
        log = [entry, *read_changes(self.data)]
        _replace(self.data / LOG, json.dumps(log, ensure_ascii=False, indent=1) + "\n")
        swap(self.data, self.place, self.data.parent / "before")
        catalogue.cache_clear()
        return version


def propose(path: Path, data: Path = DATA) -> Proposal:
    """Checks a folder or TOML file of proposed rows against `data`; nothing in it is changed.

    Raises ProposalRefused where it cannot be read at all, or another desk is at work.
    """
    lock, scratch = _desk(data)
    try:
        return _proposal(path, data, lock, scratch)
    except BaseException:
        Proposal(scratch / "data", {}, [], [], lock=lock).close()
        raise


def _desk(data: Path) -> tuple[IO, Path]:
    """The desk to work at, cleared of the runs that were killed."""
    desk = data.parent / DESK
    try:
        desk.mkdir(exist_ok=True)
        lock = (desk / "lock").open("w")
    except OSError as error:
        raise ProposalRefused(f"{desk} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise ProposalRefused("Another proposal is being worked on; try again later.") from error
    for run in sorted(desk.glob("run-*")):
        if not data.exists():  # killed between two renames, where folders cannot be exchanged
            (run / "before").rename(data)
        shutil.rmtree(run)
    return lock, Path(mkdtemp(prefix="run-", dir=desk))


def _proposal(path: Path, data: Path, lock: IO, scratch: Path) -> Proposal:
    before = {name: Table.read(data / "facts" / f"{name}.csv") for name in fact_keys(data)}
    intake = read(path, {name: table.columns for name, table in before.items()})
    tables = {name: Table(table.columns, dict(table.rows)) for name, table in before.items()}
    changes, clashes = merge(intake.rows, tables)
    days, strange = _days(intake.about, data)
    names = intake.about.get("names")
    public = names if isinstance(names, list) else []
    faults = intake.faults + strange + clashes + find_faults(intake.rows, before, public)
    fresh = scratch / "data"
    shutil.copytree(data, fresh, copy_function=os.link)
    proposal = Proposal(fresh, intake.about, faults, changes, [], data, data_version(data), lock)
    for name in {change.table for change in changes}:
        _replace(fresh / "facts" / f"{name}.csv", tables[name].text())
    day = datetime.now(UTC).date().isoformat()
    if lines := log_lines(changes, tables["sources"], day, bool(intake.about.get("withhold"))):
        log = fresh / "facts" / "corrections.csv"
        _replace(log, log.read_text("utf-8") + lines)
    try:
        layers = make(fresh, only=_layers_of(changes, bool(lines), data, fresh), expected=False)
    except BuildFailed as error:
        faults += locate(str(error).splitlines()[1:], intake.rows, fresh)
        return proposal
    if not faults:
        _date(fresh, layers, days | ({"sources": day} if "sources" in layers.frames else {}))
        proposal.totals = _totals(fresh, layers)
        new, old = scratch / "layers", fresh / "layers"
        new.mkdir()
        write(layers, new, old)
        shutil.rmtree(old)
        new.rename(old)
    return proposal


def _layers_of(changes: list[Change], is_logged: bool, data: Path, fresh: Path) -> set[str] | None:
    """The layers to build anew; None for all, where ids of sources that rows cite change."""
    if any(change.table == "sources" for change in changes):
        before, after = (Facts(folder, columns(folder)).articles for folder in (data, fresh))
        if not before.equals(after.reindex(before.index)):
            return None
    tables = {change.table for change in changes} | ({"corrections"} if is_logged else set())
    entries = manifest(data).items()
    return {name for name, entry in entries if tables.intersection(entry.get("facts", tables))}


def _days(about: Mapping[str, object], data: Path) -> tuple[dict[str, str], list[str]]:
    """As of when the proposal says that layers are now; and what is no layer or no day."""
    as_of, days, faults = about.get("as_of", {}), {}, []
    for name, value in as_of.items() if isinstance(as_of, dict) else [("as_of", as_of)]:
        try:
            days[catalogue(data)[name].id] = last_day(value)
        except (KeyError, ValueError):
            faults.append(f"as_of: {name} = {str(value)!r} is no layer and its day")
    return days, faults


def _date(fresh: Path, layers: Build, days: dict[str, str]) -> None:
    """Writes into the catalogue as of when layers are now: by their youngest row, or by `days`."""
    file, entries = fresh / "catalogue.toml", catalogue(fresh)
    for name, frame in layers.frames.items():
        if entries[name].dated_by:
            days[name] = youngest(frame, entries[name])
    text = file.read_text("utf-8")
    for name, day in days.items():
        entry = rf'(?s)(\[layers\.{name}\]\n.*?\nas_of = )"[^"]*"'
        text = re.sub(entry, rf'\g<1>"{day}"', text, count=1)
    _replace(file, text)
    catalogue.cache_clear()


def _totals(fresh: Path, layers: Build) -> list[tuple[str, float, float]]:
    """Writes into the known totals what they are now; returns those that move."""
    file, values, moves = fresh / "known.toml", {}, []
    for i, total in enumerate(read_known(file)):
        frame = layers.frames.get(total.layer)
        if frame is not None and not total.holds(value := total.value(frame)):
            values[i] = value
            moves.append((f"{total.layer}: {total.what}", total.expected, value))
    _replace(file, file.read_text("utf-8"))
    write_known(file, values)
    return moves


def _replace(file: Path, text: str) -> None:
    """A file of its own in the place of one that two folders share."""
    file.unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8")
