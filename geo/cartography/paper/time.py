"""Incidents on paper, as the player shows them at the last day that is chosen."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.cartography import palette
from geo.cartography.paper.ground import Ground
from geo.cartography.paper.sheet import Box, Sheet, ink, outline, pen

DOT, SMALL, CELL, HEX = 5, 3.5, 46, 20  # pixels of the page
CODES = list(palette.EVENTS)
LETTERS = 12


class Row(NamedTuple):
    """One incident where it lies on the sheet. figure: lowest and highest, or None."""

    x: float
    y: float
    kind: int
    km: float
    figure: Sequence[int] | None


def draw_time(sheet: Sheet, place: Ground, layer: dict, unit: float) -> None:
    """Areas, then dots or groups, then another collection's events, and what is chosen."""
    last = date.fromisoformat(layer["end"])
    days = last - date.fromisoformat(layer["start"])
    window = min(days, timedelta(layer["trail"] - 1)) if layer["trail"] else days
    first = (last - window).isoformat()
    recent = [row for row in layer["rows"] if first <= row[1] <= layer["end"]]
    figures = {"even": None, "killed": 6, "injured": 7}[layer["size"]]
    at = place.at([row[2:4] for row in recent])
    rows = [
        Row(x, y, row[4], row[5], (1, 1) if figures is None else row[figures])
        for (x, y), row in zip(at, recent, strict=True)
    ]
    player = _Player(sheet, place, layer, unit)
    areas = sorted((row for row in rows if row.km >= layer["wide"]), key=_where)
    for _, shared in groupby(areas, _where):
        player.area(list(shared))
    dots = [row for row in rows if row.km < layer["wide"]]
    if layer["mark"] == "points":
        for row in dots:
            player.dot(row)
    else:
        player.groups(dots)
    others = [row for row in layer["others"] if first <= row[0] <= layer["end"]]
    for (x, y), row in zip(place.at([row[1:3] for row in others]), others, strict=True):
        edge = pen(layer["colours"]["other"], (2.4 if row[3] else 1.2) * unit)
        sheet.box(Box(x - 4.5 * unit, y - 4.5 * unit, 9 * unit, 9 * unit), **edge)
    for code, row in zip((row[0] for row in recent), rows, strict=True):
        if code == layer["chosen"]:
            ring = row.km * 1000 / place.per_point if row.km >= layer["wide"] else 0
            around = max(player.radius(row), ring) + 6 * unit
            sheet.circle(row.x, row.y, around, **pen(layer["colours"]["head"], 3.5 * unit))


def _where(row: Row) -> tuple[float, float, float]:
    return row.x, row.y, row.km


def _number(rows: Sequence[Row]) -> str:
    """The highest figures added; + where some have none, ? where none has one."""
    highest = [row.figure[1] for row in rows if row.figure]
    return f"{sum(highest)}{'+' * (len(highest) < len(rows))}" if highest else "?"


class _Player:
    def __init__(self, sheet: Sheet, place: Ground, layer: dict, unit: float):
        self.sheet, self.place, self.layer, self.unit = sheet, place, layer, unit
        self.colours: dict[str, Any] = layer["colours"]

    def radius(self, row: Row) -> float:
        if self.layer["size"] == "even" or not row.figure:
            return DOT * self.unit
        most = row.figure[1]
        return (max(DOT, 3.4 * math.sqrt(most)) if most else 2.5) * self.unit

    def print(self, x: float, y: float, text: str, colour: str) -> None:
        size = LETTERS * self.unit
        self.sheet.text(x, y - 0.36 * size, text, size, bold=True, centred=True, colour=colour)

    def dot(self, row: Row) -> None:
        colour, unit = self.colours["kinds"][row.kind][0], self.unit
        fill, edge = colour, pen(self.colours["rim"], 1.2 * unit)
        if not row.figure:
            fill, edge = self.colours["paper"], pen(colour, 2 * unit)
        sign = CODES[row.kind]
        self.sheet.sign(row.x, row.y, self.radius(row), sign, fill=ink(fill), **edge)

    def area(self, rows: Sequence[Row]) -> None:
        """Somewhere in here: a ring on the ground, its number written in it, never a pin.

        What all of it is of stands on its edge, as a sign.
        """
        [kind, *others] = {row.kind for row in rows}
        edge, inside = self.colours["mixed"] if others else self.colours["kinds"][kind]
        x, y, km = _where(rows[0])
        looks = pen(edge, 1.4 * self.unit)
        radius = km * 1000 / self.place.per_point
        self.sheet.circle(x, y, radius, fill=ink(inside), **looks)
        if not others:
            self.sheet.sign(x, y + radius, SMALL * self.unit, CODES[kind], fill=ink(edge))
        if self.layer["size"] != "even" or len(rows) > 1:
            self.print(x, y, _number(rows), self.colours["ink"])

    def groups(self, rows: Sequence[Row]) -> None:
        """Clusters in square cells, or hexagons, as large as on the page."""
        cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
        hexagons = self.layer["mark"] == "hexagons"
        for row in rows:
            x, y = row.x / self.unit, row.y / self.unit
            cells[_hexagon(x, y) if hexagons else (int(x // CELL), int(y // CELL))].append(row)
        for key, members in cells.items():
            (self.hexagon if hexagons else self.cluster)(key, members)

    def cluster(self, _: tuple[int, int], rows: Sequence[Row]) -> None:
        if len(rows) == 1:
            return self.dot(rows[0])
        x, y = (sum(axis) / len(rows) for axis in ([r.x for r in rows], [r.y for r in rows]))
        text = _number(rows)
        radius = min(CELL / 2, 10 + 2.2 * math.sqrt(int(text.strip("+?") or 0))) * self.unit
        fill, edge = ink(self.colours["cluster"]), pen(self.colours["rim"], 1.5 * self.unit)
        self.sheet.circle(x, y, radius, fill=fill, **edge)
        return self.print(x, y, text, self.colours["rim"])

    def hexagon(self, key: tuple[int, int], rows: Sequence[Row]) -> None:
        text = _number(rows)
        total = int(text.strip("+?") or 0)
        _, paint, colour = next(step for step in self.colours["steps"] if total <= step[0])
        x, y = (axis * self.unit for axis in _centre(*key))
        angles = np.radians(60 * np.arange(6) - 30)
        corners = np.column_stack([np.cos(angles), np.sin(angles)]) * HEX * self.unit + (x, y)
        shape = outline([shapely.Polygon(corners)])
        self.sheet.path(shape, fill=ink(paint), **pen(self.colours["rim"], self.unit))
        self.print(x, y, text, colour)


def _hexagon(x: float, y: float) -> tuple[int, int]:
    """The pointed-top hexagon that holds a point: axial coordinates, rounded as a cube's."""
    q, r = (math.sqrt(3) / 3 * x - y / 3) / HEX, 2 / 3 * y / HEX
    cube = [q, r, -q - r]
    whole = [round(value) for value in cube]
    off = [abs(a - b) for a, b in zip(cube, whole, strict=True)]
    worst = off.index(max(off))
    whole[worst] -= sum(whole)
    return whole[0], whole[1]


def _centre(q: int, r: int) -> tuple[float, float]:
    return HEX * math.sqrt(3) * (q + r / 2), HEX * 1.5 * r
