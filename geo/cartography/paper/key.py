"""The legend on paper: the scene's own legends in columns, as small as it must be to fit."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from geo.cartography import palette
from geo.cartography.legend import Entry, Grid, Legend, third_labels
from geo.cartography.paper import type as letters
from geo.cartography.paper.marks import hatching
from geo.cartography.paper.sheet import Box, Sheet, ink, pen
from geo.language import number, tell

LEAST, STEP = 4.5, 0.94
GAP = 1.0  # between legends, in heights of a letter
EDGE = pen(palette.FRAME, 0.6)


class Look(NamedTuple):
    """Points across a column, size of type, points a pixel of the page, and the language."""

    across: float
    size: float
    unit: float
    lang: str


class Row(NamedTuple):
    """A part of a legend that stays whole: its height, and what draws it down from (x, y).

    first: whether a new legend begins here.
    """

    high: float
    draw: Callable[[Sheet, float, float], None]
    first: bool = False


Layout = list[tuple[int, float, Row]]


class Key:
    """Legends in columns of one width.

    unit: points a pixel of the page, as on the map: its marks are as large here. modelled:
    whether the mark of it is explained.
    """

    def __init__(
        self,
        legends: Sequence[Legend | Grid],
        lang: str,
        *,
        across: float,
        unit: float,
        columns: int = 1,
        modelled: bool = False,
    ):
        self.legends, self.lang, self.modelled = legends, lang, modelled
        self.columns, self.across, self.unit = columns, across, unit

    def high(self, size: float, most: float) -> float:
        """Points from top to bottom at this size of type, where it fits into the most."""
        layout = self._layout(most, size)
        if layout is None:
            return most
        return max((down + row.high for _, down, row in layout), default=0)

    def draw(self, sheet: Sheet, box: Box, size: float) -> None:
        """Draws it in a box, as small as it must be to fit, but never too small to read."""
        layout = self._layout(box.high, size)
        while layout is None:
            size *= STEP
            layout = self._layout(box.high if size >= LEAST else math.inf, size)
        step = (box.wide + size) / self.columns
        for column, down, row in layout:
            row.draw(sheet, box.left + column * step, box.top - down)

    def _layout(self, high: float, size: float) -> Layout | None:
        """Column, distance from the top and row of each, in columns of nearly one height.

        Several legends stay whole where they can. None where they do not fit.
        """
        legends = self._rows(size)
        rows = [row for legend in legends for row in legend]
        whole = [_together(legend) for legend in legends] if len(legends) > 1 else rows
        for parts in (whole, rows):
            for limit in (high * k / 16 for k in range(1, 17)):
                layout = _flow(parts, limit, size)
                if layout is not None and all(column < self.columns for column, *_ in layout):
                    return layout
        return None

    def _rows(self, size: float) -> list[list[Row]]:
        across = (self.across - size * (self.columns - 1)) / self.columns
        look = Look(across, size, self.unit, self.lang)
        rows = []
        for legend in self.legends:
            head = _head(legend, look)
            if isinstance(legend, Grid):
                rows.append([head, _grid(legend, look)])
                continue
            entries = [_entry(entry, look) for entry in legend.entries]
            rows.append([_together([head, *entries[:1]]), *entries[1:]])
        if self.modelled:
            mark = Entry("hatched", palette.PAPER, tell("picture.modelled", self.lang))
            rows.append([_entry(mark, look)._replace(first=True)])
        return rows


def _flow(rows: Sequence[Row], limit: float, size: float) -> Layout | None:
    """The rows in columns of at most this height."""
    layout, column, down = [], 0, 0.0
    for row in rows:
        before = GAP * size if row.first and down else 0
        if down and down + before + row.high > limit:
            column, down, before = column + 1, 0.0, 0
        if row.high > limit:
            return None
        layout.append((column, down + before, row))
        down += before + row.high
    return layout


def _together(rows: Sequence[Row]) -> Row:
    """Rows that no end of a column parts: a heading never stands alone at its foot."""

    def draw(sheet: Sheet, x: float, top: float) -> None:
        for row in rows:
            row.draw(sheet, x, top)
            top -= row.high

    return Row(sum(row.high for row in rows), draw, rows[0].first)


def _head(legend: Legend | Grid, look: Look) -> Row:
    across, size, _, lang = look
    lines = letters.wrap(legend.title, across, size, bold=True)
    basis = f"({tell(f'frame.{legend.basis}', lang)})"
    beside = letters.width(f"{lines[-1]} ", size, bold=True)
    fits = beside + letters.width(basis, size) <= across

    def draw(sheet: Sheet, x: float, top: float) -> None:
        foot = sheet.lines(x, top, lines, size, bold=True)
        if fits:
            sheet.text(x + beside, foot + 0.28 * size, basis, size)
        else:
            sheet.lines(x, foot, [basis], size)

    return Row((len(lines) + (not fits)) * size * letters.LEADING + 0.25 * size, draw, True)


def _entry(entry: Entry, look: Look) -> Row:
    across, size, unit, lang = look
    large = (entry.size or 0) * unit if entry.mark in ("dot", "ring") else 0
    mark = max(1.6 * size, large) + 0.5 * size
    count = "" if entry.count is None else f" ({number(entry.count, lang)})"
    lines = letters.wrap(f"{entry.text}{count}", across - mark, size)
    high = max(len(lines) * size * letters.LEADING, large + 2)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        down = max(0, (large - size) / 2)  # a large mark stands in the middle of its words
        middle = top - down - size * letters.LEADING + 0.62 * size
        at = Box(x, middle - 0.45 * size, mark - 0.5 * size, 0.9 * size)
        MARKS[entry.mark](sheet, at, entry, unit)
        sheet.lines(x + mark, top - down, lines, size)

    return Row(high + 0.12 * size, draw)


def _box(sheet: Sheet, at: Box, entry: Entry, unit: float) -> None:
    hatch = None if entry.mark == "box" else hatching(entry.colour, entry.mark == "dotted", unit)
    sheet.box(at, fill=ink(entry.colour), hatch=hatch, **EDGE)


def _dot(sheet: Sheet, at: Box, entry: Entry, unit: float) -> None:
    sheet.sign(*at.middle, (entry.size or 11) * unit / 2, entry.sign, fill=ink(entry.colour))


def _ring(sheet: Sheet, at: Box, entry: Entry, unit: float) -> None:
    sheet.circle(*at.middle, (entry.size or 11) * unit / 2, **pen(entry.colour, 2 * unit))


def _square(sheet: Sheet, at: Box, entry: Entry, unit: float) -> None:
    (x, y), half = at.middle, 4.5 * unit
    square = Box(x - half, y - half, 2 * half, 2 * half)
    sheet.box(square, **pen(entry.colour, (entry.size or 2) * unit))


def _line(sheet: Sheet, at: Box, entry: Entry, unit: float) -> None:
    weight = (entry.size or (9 if entry.mark == "striped" else 4)) * unit
    ends = [(at.left, at.middle[1]), (at.right, at.middle[1])]
    dashes = (2.2 * weight, 1.6 * weight) if entry.mark == "dashed" else ()
    sheet.line(ends, dashes=dashes, **pen(entry.colour, weight))
    if entry.mark == "striped":
        dashes = (2 * unit, 5 * unit)
        sheet.line(ends, dashes=dashes, **pen(palette.STRIPE_LIGHT, weight))


MARKS: dict[str, Callable[[Sheet, Box, Entry, float], None]] = {
    **dict.fromkeys(("box", "hatched", "dotted"), _box),
    **dict.fromkeys(("line", "dashed", "striped"), _line),
    "dot": _dot,
    "ring": _ring,
    "square": _square,
}


def _grid(grid: Grid, look: Look) -> Row:
    """Nine cells with their counts, the breaks beside them, y told above and x beneath."""
    across, size, unit, lang = look
    up = third_labels(grid.classes.breaks[2:], lang)
    along = third_labels(grid.classes.breaks[:2], lang)
    beside = max(letters.width(text, size) for text in up) + 0.5 * size
    wide = min((across - beside) / 3, 5 * size)
    high = 1.7 * size
    above = letters.wrap(f"↑ {grid.y}", across, size)
    beneath = letters.wrap(f"→ {grid.x}", across, size)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        top = sheet.lines(x, top, above, size) - 0.4 * size
        for k, colour in enumerate(grid.classes.colours):
            at = Box(x + beside + k % 3 * wide, top - (3 - k // 3) * high, wide, high)
            hatch = hatching(colour, False, unit)
            sheet.box(at, fill=ink(colour), hatch=hatch if grid.modelled else None, **EDGE)
            count = number(grid.classes.counts[k], lang)
            middle = at.left + wide / 2, at.bottom + 0.5 * size
            sheet.text(*middle, count, size, centred=True, halo=0.2 * size)
        for k in range(3):
            sheet.text(x, top - (2.65 - k) * high, up[k], size)
            middle = x + beside + (k + 0.5) * wide
            sheet.text(middle, top - 3 * high - 1.1 * size, along[k], size, centred=True)
        sheet.lines(x, top - 3 * high - 1.5 * size, beneath, size)

    words = (len(above) + len(beneath)) * size * letters.LEADING
    return Row(words + 3 * high + 2.2 * size, draw)
