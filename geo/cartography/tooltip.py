"""One builder of tooltips: a bold head and lines of plain text.

A tooltip is text, not HTML: the deck's template puts it on the page, where Streamlit escapes
every value; for Leaflet `as_html` escapes it. So text from data never becomes markup.
"""

import re
from collections.abc import Iterable
from html import escape

from geo.cartography.palette import BORDER, INK, PAPER, css

FIELD = "tooltip"
SPACE = re.compile(r"[^\S\u00a0]+")  # a no-break space stays
LINE_SIGNS, NAME_SIGNS = 160, 40
SCRIPT = {ord(sign): f"&#{ord(sign)};" for sign in "`$\\{}"}
TEMPLATE = (
    "<style>.corredor-tip{white-space:pre-line;overflow-wrap:anywhere}"
    ".corredor-tip::first-line{font-weight:700}</style>"
    f'<div class="corredor-tip">{{{FIELD}}}</div>'
)
STYLE = {
    "backgroundColor": css(PAPER),
    "color": css(INK),
    "border": f"1px solid {css(BORDER)}",
    "borderRadius": "4px",
    "fontSize": "13px",
    "lineHeight": "1.4",
    "maxWidth": "340px",
    "padding": "6px 9px",
}


def tooltip(head: str, lines: Iterable[str] = ()) -> str:
    """The text of one tooltip: its head, then one line each; empty or missing ones are left out."""
    parts = [part for part in (head, *lines) if isinstance(part, str) and part.strip()]
    return "\n".join(" ".join(part.split()) for part in parts)


def as_html(text: str) -> str:
    """A tooltip's text as HTML, escaped, its head bold.

    folium puts it inside a JavaScript template, so what means something there is escaped too.
    """
    head, *lines = (escape(line).translate(SCRIPT) for line in text.split("\n"))
    return "<br>".join([f"<b>{head}</b>", *lines])


def shortened(text: object, *, words: bool = False) -> str:
    """Text that a map can hold: lines of at most 160 signs, or a name of at most 40."""
    most = NAME_SIGNS if words else LINE_SIGNS
    lines = (SPACE.sub(" ", line).strip(" ") for line in str(text).split("\n"))
    return "\n".join(line if len(line) <= most else f"{line[: most - 1]}…" for line in lines)
