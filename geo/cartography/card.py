"""A card of facts as HTML: a title, a line beneath it, names and what is told of each."""

from collections.abc import Mapping
from html import escape

from geo.cartography.palette import BORDER, css

CARD = "corredor-card"  # its class: the player scrolls to it


def card(title: str, beneath: str, facts: Mapping[str, str]) -> str:
    """The card; all text is escaped."""
    items = "".join(
        f'<dt style="font-weight:600;margin-top:.35rem">{escape(name)}</dt>'
        f'<dd style="margin:0">{escape(text)}</dd>'
        for name, text in facts.items()
    )
    return (
        f'<article class="{CARD}" style="border:1px solid {css(BORDER)};border-radius:8px;'
        'padding:.7rem 1rem;max-width:62rem;line-height:1.45;overflow-wrap:anywhere">'
        f'<h2 style="margin:0;padding:0;font-size:1.2rem">{escape(title)}</h2>'
        f'<span style="opacity:.75;font-size:.85rem">{escape(beneath)}</span>'
        f'<dl style="margin:.2rem 0 0">{items}</dl></article>'
    )
