"""One builder of tooltips: a bold head and lines of text, every value escaped."""

from collections.abc import Iterable
from html import escape

FIELD = "tooltip"
STYLE = {
    "backgroundColor": "#fffdf8",
    "color": "#1c2026",
    "border": "1px solid #969692",
    "borderRadius": "4px",
    "fontSize": "13px",
    "maxWidth": "340px",
    "padding": "6px 9px",
}


def tooltip(head: str, lines: Iterable[str] = ()) -> str:
    """HTML of one tooltip; text from data never becomes markup."""
    body = "".join(f"<br>{escape(str(line))}" for line in lines if line)
    return f"<b>{escape(str(head))}</b>{body}"
