"""Type on paper: DejaVu Sans as matplotlib carries it, measured and wrapped in points."""

from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
LEADING = 1.28
CUT = "…"


@cache
def face(bold: bool = False) -> FontProperties:
    """The font, whatever the computer has."""
    return FontProperties(fname=FOLDER / f"DejaVuSans{'-Bold' * bold}.ttf")


@cache
def _measure(bold: bool) -> FT2Font:
    font = FT2Font(str(FOLDER / f"DejaVuSans{'-Bold' * bold}.ttf"))
    font.set_size(100, 72)
    return font


@cache
def _advance(sign: str, bold: bool) -> float:
    glyph = _measure(bold).load_char(ord(sign), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / 100


def plain(text: str) -> str:
    """The text on one line, without signs that print nothing."""
    signs = (s if s.isprintable() or s == "\u00a0" else " " for s in text)
    return " ".join(word for word in "".join(signs).split(" ") if word)


def printable(text: str) -> str:
    """The text on one line, without signs that the font lacks."""
    glyph = _measure(False).get_char_index
    return plain("".join(sign for sign in plain(text) if glyph(ord(sign))))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points across."""
    return size * sum(_advance(sign, bold) for sign in text)


def wrap(
    text: str, across: float, size: float, *, bold: bool = False, most: int | None = None
) -> list[str]:
    """Lines of at most so many points; a longer word is broken, what is too much is cut."""
    lines = [""]
    for word in printable(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold=bold) <= across:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and width(lines[-1] + sign, size, bold=bold) > across:
                head, dash, tail = lines[-1].rpartition("–")  # names are joined by it
                lines[-1:] = [head + dash, tail] if dash else [tail, ""]
            lines[-1] += sign
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        while last and width(last + CUT, size, bold=bold) > across:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,;:") + CUT]
    return lines
