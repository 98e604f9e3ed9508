"""An answer beside what is held: kept with its day and hash, and what differs as a proposal."""

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import tomli_w

from geo.errors import RefreshFailed
from geo.evidence.catalogue import DATA
from geo.refresh.fetch import Fetch
from geo.refresh.interfaces import INTERFACES, Settings

SHRUNKEN = 0.5
SOME = 5


@dataclass(frozen=True)
class Outcome:
    """What an answer has that is not held. folder: the proposal, None where nothing differs."""

    name: str
    added: int
    changed: int
    missing: int
    folder: Path | None


def settings(data: Path = DATA) -> dict[str, Settings]:
    """Every source of `refresh.toml` by name."""
    return tomllib.loads((data / "refresh.toml").read_text("utf-8"))


def refresh(
    name: str,
    of: Settings,
    fetch: Fetch,
    places: pd.DataFrame,
    out: Path,
    *,
    data: Path = DATA,
    day: date,
    smaller: bool = False,
) -> Outcome:
    """Asks a source and writes a proposal of what is new or other there into a folder of `out`.

    places: as `geo.spatial.search.search` takes them. smaller: believe a total that fell to half.
    Raises RefreshFailed; only `out` is ever written to, each file or folder whole or not at all.
    """
    pages, rows = INTERFACES[of["interface"]](fetch, of, places)
    digest = hashlib.sha256(b"".join(pages)).hexdigest()
    title = f"{name}-{day}-{digest[:8]}"
    ending = ".csv" if of["url"].endswith(".csv") else ".json"
    _write(out / "answers" / title, {f"{n}{ending}": page for n, page in enumerate(pages, 1)})
    ours = pd.read_csv(data / "facts" / f"{of['file']}.csv", dtype=str, keep_default_na=False)
    theirs = rows.astype(str)
    _check(ours, theirs, of, smaller)
    new, changed, missing = differences(ours, theirs, of)
    if not (new.any() or changed.any() or missing.any()):
        return Outcome(name, 0, 0, 0, None)
    source = of["source"] | {"date": str(day), "used_for": f"data/facts/{of['file']}.csv"}
    source["source_id"] += f"_{day:%Y%m%d}"
    rows = theirs[new | changed].assign(source_ids=source["source_id"])
    rows = rows.reindex(columns=ours.columns, fill_value="")
    if missing.any():  # the desk takes a row out where the source no longer has it
        rows = pd.concat([rows.assign(remove=""), ours[missing].assign(remove="true")])
    about = {
        "reason": f"{source['title']}, as answered on {day}",
        "reason_es": f"{source['title']}, según la respuesta del {day}",
        "by": "python -m geo refresh",
        "fetched": day,
        "sha256": digest,
        "url": of["url"],
    }
    columns = pd.read_csv(data / "facts" / "sources.csv", nrows=0).columns
    files = {
        f"{of['file']}.csv": _csv(rows),
        "sources.csv": _csv(pd.DataFrame([source]).reindex(columns=columns, fill_value="")),
        "proposal.toml": tomli_w.dumps(about).encode(),
    }
    folder = _write(out / title, files)
    return Outcome(name, int(new.sum()), int(changed.sum()), int(missing.sum()), folder)


def differences(
    ours: pd.DataFrame, theirs: pd.DataFrame, of: Settings
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Which of their rows are new, which say another thing, and which of ours are ours only.

    Rows go by the columns `key`; numbers are equal whatever the way they are written. Rows of
    ours of before `start` or after their last one were not asked for.
    """
    our_keys, their_keys = (
        pd.Series(map(";".join, frame[of["key"]].to_numpy()), frame.index, dtype=str)
        for frame in (ours, theirs)
    )
    before = ours[of["compared"]].map(_plain).set_axis(our_keys)
    after = theirs[of["compared"]].map(_plain).set_axis(their_keys)
    new = ~their_keys.isin(our_keys)
    same = after.eq(before.reindex(their_keys)).all(axis=1).to_numpy()
    return new, ~new & ~same, _in_scope(ours, theirs, of) & ~our_keys.isin(their_keys)


def _in_scope(ours: pd.DataFrame, theirs: pd.DataFrame, of: Settings) -> pd.Series:
    """Which of our rows an answer would have, by its days."""
    if "start" in of and len(theirs):
        return ours["date_start"].between(of["start"], theirs["date_start"].max())
    return pd.Series(True, index=ours.index)


def _plain(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


def _check(ours: pd.DataFrame, theirs: pd.DataFrame, of: Settings, smaller: bool) -> None:
    """Raises RefreshFailed where rows repeat, or where a total of ours shrinks by half."""
    twice = theirs[theirs.duplicated(of["key"])]
    if len(twice):
        first = ", ".join(twice[of["key"]].agg(" ".join, axis=1).head(SOME))
        raise RefreshFailed(f"{of['url']} says two things of the same: {first}.")
    before, after = (
        pd.to_numeric(rows[of["total"]]).groupby(rows[of["by"]]).sum()
        for rows in (ours[_in_scope(ours, theirs, of)], theirs)
    )
    after = after.reindex(before.index, fill_value=0)
    shrunken = before[(after <= SHRUNKEN * before) & (before > 0)]
    if len(shrunken) and not smaller:
        last = shrunken.index[-1]
        raise RefreshFailed(
            f"The sum of {of['total']} of {last} fell from {before[last]:,.0f} to "
            f"{after[last]:,.0f} ({len(shrunken)} such). Look at {of['documentation']}: if the "
            "source means it, ask again with --smaller."
        )


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files, in place whole or not at all; one of that name goes.

    Raises RefreshFailed where it cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder.parent) as scratch:
            fresh = Path(scratch) / "fresh"
            fresh.mkdir()
            for name, content in files.items():
                (fresh / name).write_bytes(content)
            if folder.exists():
                folder.rename(Path(scratch) / "old")
            fresh.rename(folder)
    except OSError as error:
        raise RefreshFailed(f"{folder} cannot be written: {error.strerror}.") from error
    return folder


def keep_own(of: Settings, fetch: Fetch, folder: Path, *, day: date) -> Path:
    """Writes what a reader has a key of their own for into a CSV that only they can read.

    Raises RefreshFailed, also where the folder lies in this project: what is there is published.
    """
    if folder.resolve().is_relative_to(DATA.parent):
        raise RefreshFailed(
            f"{folder} lies in Corredor's own folder, whose files are passed on; the terms of "
            "this source forbid that. Name another with --own."
        )
    _, rows = INTERFACES[of["interface"]](fetch, of, pd.DataFrame())
    path = folder / f"{of['interface']}-{day}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, scratch = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(_csv(rows))
        Path(scratch).replace(path)
    except OSError as error:
        raise RefreshFailed(f"{folder} cannot be written to: {error.strerror}.") from error
    return path
