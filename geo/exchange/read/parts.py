"""Coordinates whose degrees, minutes, seconds and side stand in columns of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.exchange.read.headings import WORDS, axis_of, words
from geo.exchange.read.numbers import bare, numbers

PARTS = ("degrees", "minutes", "seconds")
WEST = {*WORDS["west"]}
SIDES = {
    "latitude": dict.fromkeys(("n", "norte", "north"), "N") | dict.fromkeys(("s", "sur"), "S"),
    "longitude": dict.fromkeys(("e", "este", "east"), "E") | dict.fromkeys(WEST, "W"),
}
TURN, FIRST, HALF = 180.0, 50, 0.5
MINUS = ("-", "−", "–")
UNKNOWN = "?"  # of minutes or a side that cannot be known: the row's position is none


@dataclass(frozen=True)
class Split:
    """A coordinate in several columns: degrees, minutes and seconds; the column of its side, ""
    for none; whether its heading says that it is west. Decided by most cells, for all of a file.
    """

    names: tuple[str, ...]
    side: str = ""
    west: bool = False


def splits(frame: pd.DataFrame) -> tuple[Split, ...]:
    """The coordinates that stand in several columns, or whose heading says their side.

    A side is taken from a column beside it, or from a longitude's own heading, where the
    coordinates have no sign. N and S alone may be no and sí: they need E and W, or a heading.
    """
    each_axis = (_sided(frame, axis, names) for axis, names in _groups(frame))
    return tuple(split for split in each_axis if len(split.names) > 1 or split.side or split.west)


def coordinates(
    frame: pd.DataFrame, columns: Sequence[Split]
) -> tuple[dict[str, pd.Series], list[str]]:
    """Columns of degrees with what belongs to them written behind, as in 4° 36' 35" S; and
    the columns of the minutes and seconds. A row that does not fit becomes no number."""
    out: dict[str, pd.Series] = {}
    extra: list[str] = []
    for split in columns:
        cells, *more = (bare(frame[name]) for name in split.names)
        degrees, blank = cells, cells.eq("")
        for part, mark in zip(more, "'\"", strict=False):
            part = part.mask(part.eq(""), UNKNOWN) if mark == "'" else part
            cells = cells + ("° " if mark == "'" else " ") + part + mark
        if more:  # decimals that need neither
            alone = np.logical_and.reduce([part.eq("") for part in more])
            alone &= degrees.str.contains(r"[.,]\d*[1-9]").to_numpy(bool)
            cells = cells.str.removesuffix(' "').mask(alone, degrees)
        if split.side or split.west:
            side = _letters(frame[split.side]) if split.side else "W"
            sides = pd.Series(side, index=cells.index)
            own = degrees.str.contains("[A-Za-z]") | (sides.isin(["S", "W"]) & _signed(degrees))
            cells = cells + " " + sides.mask(own, "")
        out[split.names[0]] = cells.str.strip().mask(blank, "")
        extra += split.names[1:]
    return out, extra


def _groups(frame: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """(axis, the column of degrees and those of minutes and seconds, where there are such)."""
    groups: dict[tuple, dict[str, str]] = {}
    for name in frame:
        terms, proposal = words(name), axis_of(name)
        if proposal is None:
            continue
        part = next((p for p in PARTS for w in terms if w in WORDS[p]), "")
        rest = tuple(w for w in terms if not part or w not in WORDS[part])
        groups.setdefault((proposal.axis, rest), {}).setdefault(part, name)
    for (axis, _), columns in groups.items():
        names = [columns[p] for p in ("degrees", "", "minutes", "seconds") if p in columns]
        split = len(names) > 1 and columns.get("minutes") == names[1] and _whole(frame[names[0]])
        for group in [names] if split else [[name] for name in names]:
            yield axis, group


def _whole(cells: pd.Series) -> bool:
    """Whether most are whole degrees, which alone are no position: minutes belong to them."""
    degrees = numbers(cells)[0]
    degrees = degrees[np.isfinite(degrees)]
    whole = (degrees == np.round(degrees)) & (np.abs(degrees) <= TURN)
    return bool(len(whole)) and whole.mean() >= HALF


def _sided(frame: pd.DataFrame, axis: str, names: list[str]) -> Split:
    """The coordinate with its side, where it has no sign of its own and one is told."""
    west = axis == "longitude" and bool(WEST & {*words(names[0])})
    columns = list(frame)
    beside = [columns.index(name) + step for name in (names[0], names[-1]) for step in (-1, 1)]
    sides = {n: side_axis for n in columns if (side_axis := _axis_of_sides(frame[n]))}
    sure = axis == "longitude" or "longitude" in sides.values()
    for name, side_axis in sides.items():
        proposal = axis_of(name)
        called = proposal is not None and proposal.axis == axis
        near = columns.index(name) in beside and proposal is None
        if not west and side_axis == axis and (called or (near and sure)):
            fits = _unsigned(frame[names[0]], _letters(frame[name]))
            return Split(tuple(names), name if fits else "")
    return Split(tuple(names), west=west and _unsigned(frame[names[0]], "W"))


def _unsigned(cells: pd.Series, sides: pd.Series | str) -> bool:
    """Whether most are degrees, some without a sign, and most signs say what the sides say."""
    values = numbers(cells)[0]
    there, minus = np.isfinite(values), _signed(bare(cells))
    agreed = pd.Series(sides, index=cells.index).isin(["S", "W"])[minus]
    degrees = (np.abs(values[there]) <= TURN).mean() >= HALF if there.any() else False
    return bool(degrees and (there & ~minus).any() and (agreed.empty or agreed.mean() >= HALF))


def _signed(cells: pd.Series) -> np.ndarray:
    return cells.str.startswith(MINUS).to_numpy(bool)


def _letters(cells: pd.Series) -> pd.Series:
    """N, S, E or W; "" where the cell is blank, and what makes it no number for anything else."""
    text = bare(cells).str.lower()
    letters = text.map(SIDES["latitude"] | SIDES["longitude"] | {"": ""})
    return letters.fillna(UNKNOWN).astype("str")


def _axis_of_sides(cells: pd.Series) -> str:
    """The axis of which most filled cells are sides, "" for none."""
    if not pd.api.types.is_string_dtype(cells.dtype) or not len(cells):
        return ""
    for axis, sides in SIDES.items():
        for part in (cells.head(FIRST), cells):
            text = bare(part).str.lower()
            filled = text[text.ne("")]
            if len(filled) and filled.isin([*sides]).mean() < HALF:
                break
        else:
            if len(filled):
                return axis
    return ""
