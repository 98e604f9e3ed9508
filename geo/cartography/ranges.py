"""Ranges as bars in HTML: what is on record flat, what is modelled hatched, unclear lighter."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.cartography.legend import Entry, stripes
from geo.cartography.palette import FRAME, GREYS, PURPLES, css
from geo.cartography.sheet import TEMPLATES

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
    fills = {"frame": css(FRAME), "reported": css(REPORTED)}
    fills |= {"certain": stripes(CERTAIN), "unclear": stripes(UNCLEAR)}
    template = TEMPLATES.get_template("bars.html")
    return template.render(bars=bars, most=max(bar.total for bar in bars), **fills)


def bar_entries(reported: str, certain: str, unclear: str) -> list[Entry]:
    """What the three fills of a bar mean, for a legend."""
    return [
        Entry("box", REPORTED, reported),
        Entry("hatched", CERTAIN, certain),
        Entry("hatched", UNCLEAR, unclear),
    ]
