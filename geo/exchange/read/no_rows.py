"""Rows of a file that are no rows of its table: blank, ragged, headings, another table's."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from geo.exchange.read.encodings import LOST
from geo.exchange.read.ledger import Ledger
from geo.exchange.read.numbers import bare
from geo.exchange.read.reading import Reading

TABLES = ("csv", "xlsx", "xls", "ods")


def set_aside(reading: Reading, ledger: Ledger) -> None:
    """Rejects them, and what reading found out of a row: a bad shape, bytes that were lost."""
    frame, raw = reading.loaded.raw.frame, reading.loaded.raw

    def rows(numbers: Collection[int]) -> np.ndarray:
        return frame.index.isin(list(numbers))

    values = pd.Series(raw.long, dtype=object).reindex(frame.index, fill_value="")
    ledger.reject(rows(raw.long), "too_many_cells", "", values)
    if reading.format in TABLES:
        ledger.reject(_blank(frame), "blank_row", "", "")
        _again(reading, ledger)
    ledger.fail(rows(reading.loaded.bad), "bad_shape", "geometry", "")
    ledger.require(rows(raw.short), "short_row", "", "")
    if reading.loaded.stray:
        for name in frame:
            if frame[name].dtype == "str":
                stray = frame[name].str.contains(LOST, na=False).to_numpy(bool)
                ledger.repair(stray, "stray_byte", name, frame[name], LOST)
    ledger.require(rows(raw.merged), "merged_cells", "", "")


def _blank(frame: pd.DataFrame) -> np.ndarray:
    empty = np.ones(len(frame), bool)
    for name in frame:
        empty &= bare(frame[name]).eq("").to_numpy(bool)
        if not empty.any():
            break
    return empty


def _again(reading: Reading, ledger: Ledger) -> None:
    frame, options = reading.loaded.raw.frame, reading.options
    place = options.code or options.municipality or options.latitude or options.position
    if place:
        again, other = headings_again(frame, place)
        ledger.reject(again, "headings_again", place, place)
        below = np.arange(len(frame)) >= other
        ledger.reject(below, "other_table", place, bare(frame[place]))


def headings_again(frame: pd.DataFrame, place: str) -> tuple[np.ndarray, int]:
    """Which rows are the headings once more, as on every page of a report, and the row (from 0)
    at which another table begins: its length where none does.

    place: the column that says where rows lie. Another table has other headings beside it, or a
    title above; its rows are none of this one.
    """
    again = bare(frame[place]).str.casefold().eq(place.casefold()).to_numpy(bool)
    other = next((at for at in np.flatnonzero(again) if _begins(frame, int(at))), len(frame))
    return again & (np.arange(len(frame)) < other), int(other)


def _begins(frame: pd.DataFrame, at: int) -> bool:
    if any(cell.casefold() != name.casefold() for name, cell in _filled(frame, at).items()):
        return True
    above = (_filled(frame, i) for i in range(at)[::-1])
    return len(frame.columns) > 2 and len(next((cells for cells in above if cells), ())) == 1


def _filled(frame: pd.DataFrame, at: int) -> dict[str, str]:
    """The filled cells of a row, by column."""
    cells = frame.iloc[at].dropna().astype(str).str.strip()
    return {name: cell for name, cell in cells.items() if cell}
