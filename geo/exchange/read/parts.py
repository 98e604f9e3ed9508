"""Coordinates whose degrees, minutes, seconds and side stand in columns of their own."""

from collections.abc import Iterator

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
TURN, FIRST = 180.0, 50
UNKNOWN = "?"  # of minutes that are not there: what they are cannot be known


def coordinates(frame: pd.DataFrame) -> tuple[dict[str, pd.Series], list[str]]:
    """Columns of degrees with what belongs to them written behind, as in 4° 36' 35" S; and
    the columns of the minutes and seconds.

    A side is taken from a column beside it, or from a longitude's own heading, where the
    coordinates have no sign. N and S alone may be no and sí: they need E and W, or a heading.
    """
    out, used = {}, []
    for axis, names in _groups(frame):
        cells = bare(frame[names[0]])
        for name, mark in zip(names[1:], "'\"", strict=False):
            more = bare(frame[name])
            more = more.mask(more.eq(""), UNKNOWN) + mark if mark == "'" else more + mark
            cells = (cells + ("° " if mark == "'" else " ") + more).mask(cells.eq(""), "")
        side = _side(frame, axis, names)
        if side is not None:
            cells = (cells + " " + side).str.strip().mask(cells.eq(""), "")
        if side is not None or len(names) > 1:
            out[names[0]] = cells.str.removesuffix(' "')
            used += names[1:]
    return out, used


def _groups(frame: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """(axis, the column of degrees and those of minutes and seconds, where there are such)."""
    held: dict[tuple, dict[str, str]] = {}
    for name in frame:
        said, proposal = words(name), axis_of(name)
        if proposal is None:
            continue
        part = next((p for p in PARTS for w in said if w in WORDS[p]), "")
        rest = tuple(w for w in said if not part or w not in WORDS[part])
        held.setdefault((proposal.axis, rest), {}).setdefault(part, name)
    for (axis, _), found in held.items():
        names = [found[p] for p in ("degrees", "", "minutes", "seconds") if p in found]
        split = len(names) > 1 and found.get("minutes") == names[1] and _split(frame, names)
        for group in [names] if split else [[name] for name in names]:
            yield axis, group


def _split(frame: pd.DataFrame, names: list[str]) -> bool:
    """Whether these are whole degrees and what is less than one."""
    degrees, *rest = (numbers(frame[name])[0] for name in names)
    there = np.isfinite(degrees)
    whole = there.any() and (degrees[there] == np.round(degrees[there])).all()
    least = all(np.isfinite(v).any() and (v[np.isfinite(v)] < 60).all() for v in rest)
    return bool(whole and least and (np.abs(degrees[there]) <= TURN).all())


def _side(frame: pd.DataFrame, axis: str, names: list[str]) -> pd.Series | None:
    """The side of each row's coordinate; None where it has its sign, or no side is told."""
    west = axis == "longitude" and WEST & {*words(names[0])}
    columns = list(frame)
    beside = [columns.index(name) + step for name in (names[0], names[-1]) for step in (-1, 1)]
    sides = {n: sided for n in columns if (sided := _told(frame[n]))}
    for name, (told, cells) in sides.items():
        proposal = axis_of(name)
        called = proposal is not None and proposal.axis == axis
        near = columns.index(name) in beside and proposal is None
        sure = axis == "longitude" or any(other == "longitude" for other, _ in sides.values())
        if not west and told == axis and (called or (near and sure)):
            return cells if _unsigned(frame[names[0]]) else None
    return pd.Series("W", index=frame.index) if west and _unsigned(frame[names[0]]) else None


def _unsigned(cells: pd.Series) -> bool:
    values = numbers(cells)[0]
    values = values[np.isfinite(values)]
    return bool(len(values)) and values.min() >= 0 and values.max() <= TURN


def _told(cells: pd.Series) -> tuple[str, pd.Series] | None:
    """The axis of which all filled cells are sides, and their letters."""
    if not pd.api.types.is_string_dtype(cells.dtype) or not len(cells):
        return None
    for axis, sides in SIDES.items():
        for part in (cells.head(FIRST), cells):
            text = bare(part).str.lower()
            if not text.isin(["", *sides]).all():
                break
        else:
            if text.ne("").any():
                return axis, text.map(sides).fillna("").astype("str")
    return None
