"""Ranges as bars in HTML: what is on record flat, what is modelled hatched, unclear lighter."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from geo.cartography.legend import Entry, stripes
from geo.cartography.palette import FRAME, GREYS, PURPLES, css

CERTAIN, UNCLEAR, REPORTED = PURPLES[5], PURPLES[2], GREYS[1]


@dataclass(frozen=True)
class Bar:
    """A bar: `total` on record, of which `low` for certain and up to `high` are modelled.

    head and note are plain text, told to a screen reader too. All in one unit.
    """

    head: str
    note: str
    total: float
    low: float
    high: float


def bars_html(bars: Sequence[Bar]) -> str:
    """Bars on one scale, the largest total as wide as the page; all text escaped."""
    most = max(bar.total for bar in bars)
    return f'<div style="font-size:.92rem">{"".join(_html(bar, most) for bar in bars)}</div>'


def bar_entries(reported: str, certain: str, unclear: str) -> list[Entry]:
    """What the three fills of a bar mean, for a legend."""
    return [
        Entry("box", REPORTED, reported),
        Entry("hatched", CERTAIN, certain),
        Entry("hatched", UNCLEAR, unclear),
    ]


def _html(one: Bar, most: float) -> str:
    parts = [
        f'<span style="width:{share / one.total:.4%};background:{stripes(colour)}"></span>'
        for share, colour in ((one.low, CERTAIN), (one.high - one.low, UNCLEAR))
        if share
    ]
    track = (
        f"display:flex;height:1.05rem;min-width:3px;width:{one.total / most:.4%};"
        f"box-sizing:border-box;border:1px solid {css(FRAME)};background:{css(REPORTED)}"
    )
    return (
        '<div style="margin:.5rem 0 .8rem"><div style="display:flex;flex-wrap:wrap;gap:0 .8rem;'
        f'justify-content:space-between"><strong>{escape(one.head)}</strong>'
        f'<span>{escape(one.note)}</span></div><div aria-hidden="true" style="{track}">'
        f"{''.join(parts)}</div></div>"
    )
