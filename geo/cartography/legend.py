"""The one legend: title, unit, classes with counts, marks for modelled and for no data."""

from dataclasses import dataclass, field
from html import escape

from geo.cartography.classes import Classes
from geo.cartography.palette import NO_DATA, css
from geo.language import number, say

HATCH = "repeating-linear-gradient(45deg,transparent 0 3px,rgba(255,255,255,.85) 3px 5px)"


@dataclass(frozen=True)
class Entry:
    """One line of a legend. mark: box, hatched, dot, ring, line, dashed, thick."""

    mark: str
    colour: list[int] | tuple[int, ...]
    text: str
    count: int | None = None


@dataclass(frozen=True)
class Legend:
    """A titled group of entries; `basis` is `reported` or `modelled`."""

    title: str
    basis: str
    entries: list[Entry] = field(default_factory=list)

    def to_html(self, lang: str) -> str:
        """The legend as a list that a screen reader can read; all text escaped."""
        items = "".join(_item(e, lang) for e in self.entries)
        basis = escape(say(f"frame.{self.basis}", lang))
        title = escape(self.title)
        return (
            f'<div class="legend" role="group" aria-label="{title}" '
            'style="font-size:.86rem;line-height:1.45">'
            f'<strong>{title}</strong> <span style="opacity:.75">({basis})</span>'
            f'<ul style="list-style:none;margin:.15rem 0 .3rem;padding:0;display:flex;'
            f'flex-wrap:wrap;gap:.1rem 1rem">{items}</ul></div>'
        )


def class_entries(
    classes: Classes, lang: str, decimals: int = 0, mark: str = "box", no_data: str | None = None
) -> list[Entry]:
    """One entry a class, with counts, and one for what has no value."""
    entries = [
        Entry(
            mark,
            classes.colours[k],
            f"{number(low, lang, decimals)}–{number(high, lang, decimals)}",
            classes.counts[k],
        )
        for k, (low, high) in enumerate(zip(classes.breaks, classes.breaks[1:], strict=False))
    ]
    if no_data is not None:
        entries.append(Entry("box", NO_DATA, no_data, classes.missing))
    return entries


def _item(entry: Entry, lang: str) -> str:
    colour = css(list(entry.colour))
    shapes = {
        "box": f"width:1.1rem;height:.8rem;background:{colour};border:1px solid #8a8a86",
        "hatched": f"width:1.1rem;height:.8rem;background:{HATCH},{colour};border:1px solid #8a8a86",
        "dot": f"width:.7rem;height:.7rem;border-radius:50%;background:{colour}",
        "ring": f"width:1rem;height:1rem;border-radius:50%;border:2px solid {colour};opacity:.8",
        "line": f"width:1.4rem;border-top:3px solid {colour}",
        "dashed": f"width:1.4rem;border-top:3px dashed {colour}",
        "thick": f"width:1.4rem;border-top:7px double {colour}",
    }
    count = "" if entry.count is None else f" <span>· {number(entry.count, lang)}</span>"
    return (
        '<li style="display:flex;align-items:center;gap:.4rem">'
        f'<span aria-hidden="true" style="display:inline-block;{shapes[entry.mark]}"></span>'
        f"<span>{escape(entry.text)}{count}</span></li>"
    )
