"""The one legend: title, unit, classes with counts, marks for modelled and for no data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from geo.cartography.classes import Classes
from geo.cartography.palette import LAND, NO_DATA, css, falls, stripe
from geo.cartography.signs import REACH, SIGNS
from geo.language import number, tell

# For whoever shows legends: of each only the colours and sizes stand in its own elements.
STYLE = (Path(__file__).with_name("browser") / "legend.css").read_text("utf-8")


def stripes(colour: Sequence[int]) -> str:
    """Hatching on a colour, as a CSS background: our mark of the modelled."""
    return _striped("45deg" if falls(colour) else "135deg", 3, colour)


def _striped(angle: str, gap: int, colour: Sequence[int]) -> str:
    ink = css(stripe(colour))
    lines = f"repeating-linear-gradient({angle},transparent 0 {gap}px,{ink} {gap}px {gap + 2}px)"
    return f"{lines},{css(colour)}"


def dots(colour: Sequence[int]) -> str:
    """Dots on a colour, as a CSS background: our mark of what could be either."""
    return f"radial-gradient({css(stripe(colour))} 1.5px,transparent 2px) 0 0/6px 6px,{css(colour)}"


@dataclass(frozen=True)
class Entry:
    """One line of a legend.

    mark: box, hatched, dotted, dot, ring, square, line, dashed, striped (modelled ways). count:
    how many are shown so. size: pixels, the diameter of a dot or ring, the width of a line.
    sign: the type whose sign a dot is.
    """

    mark: str
    colour: Sequence[int]
    text: str
    count: int | None = None
    size: float | None = None
    sign: str = ""


@dataclass(frozen=True)
class Legend:
    """A titled group of entries; `basis` is reported, modelled, or unchecked: a reader's own."""

    title: str
    basis: str
    entries: list[Entry] = field(default_factory=list)

    def to_html(self, lang: str) -> str:
        """The legend as a list that a screen reader can read; all text escaped."""
        items = "".join(_item(e, lang) for e in self.entries)
        basis = escape(tell(f"frame.{self.basis}", lang))
        title = escape(self.title)
        return (
            f'<div class="legend" role="group" aria-label="{title}"><strong>{title}</strong> '
            f"<span>({basis})</span><ul>{items}</ul></div>"
        )


@dataclass(frozen=True)
class Grid:
    """The legend of two measures: nine cells with counts, x to the right, y upwards.

    x, y: titles with their unit. breaks: as in `Classes` of `bivariate`. modelled: whether
    either measure is, and then every cell is hatched.
    """

    title: str
    x: str
    y: str
    classes: Classes
    modelled: bool

    @property
    def basis(self) -> str:
        return "modelled" if self.modelled else "reported"

    def to_html(self, lang: str) -> str:
        """The legend as a table that a screen reader can read; all text escaped."""
        across, up = (
            [escape(text) for text in third_labels(breaks, lang)]
            for breaks in (self.classes.breaks[:2], self.classes.breaks[2:])
        )
        basis = escape(tell(f"frame.{self.basis}", lang))
        rows = "".join(
            f'<tr><th scope="row">{up[k]}</th>'
            + "".join(self._cell(3 * k + i, lang) for i in range(3))
            + "</tr>"
            for k in (2, 1, 0)
        )
        heads = "".join(f'<th scope="col">{text}</th>' for text in across)
        return (
            f'<div class="legend grid"><strong>{escape(self.title)}</strong> '
            f"<span>({basis})</span><table><caption>↑ {escape(self.y)}</caption>{rows}"
            f"<tr><td></td>{heads}</tr></table><div>→ {escape(self.x)}</div></div>"
        )

    def _cell(self, k: int, lang: str) -> str:
        colour = self.classes.colours[k]
        fill = stripes(colour) if self.modelled else css(colour)
        count = number(self.classes.counts[k], lang)
        return f'<td style="background:{fill}"><span>{count}</span></td>'


def third_labels(breaks: Sequence[float], lang: str) -> list[str]:
    """The three thirds of a measure in words, by its two breaks."""
    low, high = (number(b, lang) for b in breaks)
    return [f"≤ {low}", f"≤ {high}", f"> {high}"]


def class_entries(
    classes: Classes,
    lang: str,
    *,
    decimals: int = 0,
    mark: str = "box",
    no_data: str | None = None,
    nothing: str | None = None,
    whole: bool = False,
) -> list[Entry]:
    """One entry a class, with counts, and one for what has no value.

    nothing: words for no value where that is known to be none. whole: the values are whole
    numbers, so that a class above 2 begins with 3.
    """
    spans = (
        _span(low + whole, high, lang, decimals)
        for low, high in zip(classes.breaks, classes.breaks[1:], strict=False)
    )
    marked = zip(classes.colours, spans, classes.counts, strict=False)
    entries = [Entry(mark, *each) for each in marked]
    for blank, colour in ((no_data, NO_DATA), (nothing, LAND)):
        if blank is not None:
            entries.append(Entry("box", colour, blank, classes.missing))
    return entries


def _span(low: float, high: float, lang: str, decimals: int) -> str:
    ends = dict.fromkeys(number(end, lang, decimals) for end in (low, high))
    return "–".join(ends)


def _item(entry: Entry, lang: str) -> str:
    colour, across = css(entry.colour), f"{entry.size or 11:g}px"
    dot = f"width:{across};height:{across};background:{colour}"
    kind = {"dotted": "box", "hatched": "box"}.get(entry.mark, entry.mark)
    if corners := SIGNS.get(entry.sign):
        wide = REACH * (entry.size or 11)
        ends = ",".join(
            f"{50 + 50 * x / REACH:.0f}% {50 - 50 * y / REACH:.0f}%" for x, y in corners
        )
        kind = "sign"
        dot = f"width:{wide:g}px;height:{wide:g}px;clip-path:polygon({ends});background:{colour}"
    high, band = f"{entry.size or 3:g}px", f"{entry.size or 9:g}px"
    look = {
        "box": f"background:{colour}",
        "dotted": f"background:{dots(entry.colour)}",
        "hatched": f"background:{stripes(entry.colour)}",
        "dot": dot,
        "ring": f"width:{across};height:{across};border:2px solid {colour}",
        "square": f"border:{entry.size or 2:g}px solid {colour}",
        "line": f"border-top:{high} solid {colour}",
        "dashed": f"border-top:{high} dashed {colour}",
        "striped": f"height:{band};background:{_striped('90deg', 5, entry.colour)}",
    }[entry.mark]
    count = "" if entry.count is None else f" ({number(entry.count, lang)})"
    mark = f'<i class="{kind}" aria-hidden="true" style="{look}"></i>'
    return f"<li>{mark}<span>{escape(entry.text)}{count}</span></li>"
