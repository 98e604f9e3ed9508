"""The whole picture: title, map with scale bar and north arrow, legend, inset, sources."""

import io
import threading
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any, NamedTuple

import matplotlib

from geo.cartography import palette
from geo.cartography.paper import key, marks
from geo.cartography.paper import type as letters
from geo.cartography.paper.ground import Ground, draw_base, draw_limits, reach
from geo.cartography.paper.measures import draw_inset, draw_scale
from geo.cartography.paper.sheet import Box, Sheet, ink, pen
from geo.cartography.scene import Scene, message
from geo.language import tell

LOCK = threading.Lock()  # matplotlib's settings and the font are everyone's
SETTINGS: Any = {
    "svg.hashsalt": "corredor",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "agg.path.chunksize": 0,
    "path.simplify": False,
    "text.hinting": "no_hinting",
}
SOURCE_LINES = 3
PIXELS = 14.5  # of the page, as high as the type on paper
# What each kind calls title, words, source and program; and what it is not to say.
ABOUT: dict[str, tuple[str, ...]] = {
    "png": ("Title", "Description", "Source", "Software"),
    "svg": ("Title", "Description", "Source", "Creator", "Date"),
    "pdf": ("Title", "Subject", "Keywords", "Creator", "CreationDate"),
}


class Paper(NamedTuple):
    """Width and height in points, dots an inch, size of type; whether a ruler may be laid on it."""

    wide: float
    high: float
    dpi: int
    type: float
    measured: bool = True


def draw(
    scene: Scene,
    paper: Paper,
    *,
    lang: str,
    title: str,
    extent: str | Sequence[float],
    sources: Sequence[str],
    notes: Sequence[str],
) -> Sheet:
    """The picture on its sheet, whatever it is written as."""
    sheet, size = Sheet(paper.wide, paper.high), paper.type
    margin = 1.6 * size
    wide, across = paper.wide >= paper.high, paper.wide - 2 * margin
    modelled = any(kind.basis == "modelled" for kind in scene.kinds)
    top = draw_title(sheet, title, margin, paper.high - margin, across, size)
    small = 0.74 * size
    foot = _foot(sources, notes, across, small, lang)
    upper = margin + len(foot) * small * letters.LEADING
    sheet.lines(margin, upper, foot, small)
    bottom = upper + 0.8 * size
    legends = partial(key.Key, scene.legends, lang, unit=size / PIXELS, modelled=modelled)
    if wide:
        beside = (0.27 if paper.wide > paper.high else 0.36) * across
        box = Box(margin, bottom, across - beside - margin, top - bottom)
        rest = Box(box.right + margin, bottom, beside, top - bottom)
        legend = legends(across=beside)
    else:
        inset = 0.2 * across
        legend = legends(across=across - inset - size, columns=round(across / (20 * size)))
        strip = max(legend.high(size, 0.36 * (top - bottom)) + 0.5 * size, inset)
        box = Box(margin, bottom + strip + size, across, top - bottom - strip - size)
        rest = Box(margin, bottom, across, strip)
    place = Ground(box, reach(extent), rounded=paper.measured)
    draw_map(sheet, message(scene, lang), place, size, lang, paper.measured)
    rest = draw_inset(sheet, place, rest, wide, size)
    legend.draw(sheet, rest, size)
    return sheet


def draw_title(
    sheet: Sheet, title: str, left: float, top: float, across: float, size: float
) -> float:
    """The title in one to three lines; a long one is smaller, a very long one cut."""
    for times, most in ((1.9, 1), (1.7, 2), (1.35, 3)):
        lines = letters.wrap(title, across, times * size, bold=True)
        if len(lines) <= most:
            break
    lines = letters.wrap(title, across, times * size, bold=True, most=3)
    return sheet.lines(left, top, lines, times * size, bold=True) - 0.7 * size


def _foot(
    sources: Sequence[str], notes: Sequence[str], across: float, size: float, lang: str
) -> list[str]:
    """The lines of the sources, the notes and the credit of the ground."""
    ground = f"{tell('picture.ground', lang)} {tell('picture.projection', lang)}"
    lines = _publishers(sources, across, size, lang)
    for text in (*notes, ground):
        lines += letters.wrap(text, across, size, most=SOURCE_LINES)
    return lines


def _publishers(sources: Sequence[str], across: float, size: float, lang: str) -> list[str]:
    """The lines of the sources: as many whole names as fit, and how many more there are."""

    def lines(n: int) -> list[str]:
        more = [tell("frame.and_more_publishers", lang, n=len(sources) - n)]
        names = "; ".join([*sources[:n], *more[: len(sources) - n]])
        return letters.wrap(tell("picture.sources", lang, sources=names), across, size)

    def too_many(n: int) -> bool:
        return len(lines(n)) > SOURCE_LINES

    fitting = bisect_left(range(1, len(sources) + 1), True, key=too_many)
    return lines(fitting or 1) if sources else []


def draw_map(
    sheet: Sheet, content: dict, place: Ground, size: float, lang: str, measured: bool
) -> None:
    """The map itself: areas, limits, marks, measures, names, and what is missing from it."""
    box, unit = place.box, size / PIXELS
    sheet.box(box, fill=ink(palette.SEA))
    sheet.cut_to(box)
    draw_base(sheet, place, unit)
    parts: dict[str, list[dict]] = {"areas": [], "names": [], "marks": []}
    for layer in content["layers"]:
        parts[layer["kind"] if layer["kind"] in parts else "marks"].append(layer)
    for layer in parts["areas"]:
        marks.draw(sheet, place, layer, unit)
    draw_limits(sheet, place, content["limits"], unit)
    for layer in parts["marks"]:
        marks.draw(sheet, place, layer, unit)
    boxes = [draw_scale(sheet, place, size, lang, measured)]
    dots = [layer["at"] for layer in parts["marks"] if layer["kind"] == "dots"]
    for layer in parts["names"]:
        boxes = marks.names(sheet, place, layer, unit, boxes, dots)
    _notices(sheet, box, content["notices"], size)
    sheet.within = None
    sheet.box(box, **pen(palette.FRAME, 0.8))


def _notices(sheet: Sheet, box: Box, notices: Sequence[str], size: float) -> None:
    """What is missing from the map, or that there is nothing on it, at its upper edge."""
    lines = [line for text in notices for line in letters.wrap(text, box.wide - 3 * size, size)]
    if lines:
        high = (len(lines) + 0.6) * size * letters.LEADING
        plate = Box(box.left + size, box.top - high - size, box.wide - 2 * size, high)
        sheet.box(plate, fill=ink(palette.PAPER), **pen(palette.FRAME, 0.6))
        sheet.lines(plate.left + 0.5 * size, plate.top - 0.2 * size, lines, size)


def as_bytes(sheet: Sheet, kind: str, dpi: int, title: str, alt: str, source: str) -> bytes:
    """The sheet as a PNG, SVG or PDF that says what it is; the same bytes for the same sheet."""
    out, figure = io.BytesIO(), sheet.figure
    title, alt, source = map(letters.plain, (title, alt, source))
    # No day, which would be another each time.
    about = dict(zip(ABOUT[kind], (title, alt, source, "Corredor", None), strict=False))
    with matplotlib.rc_context(SETTINGS):
        figure.savefig(out, format=kind, dpi=dpi, metadata=about)
    if kind != "svg":
        return out.getvalue()
    words = f"<desc>{escape(alt)}</desc>\n "  # the title stands there by its metadata
    text = out.getvalue().decode().replace("<metadata>", f"{words}<metadata>", 1)
    return text.replace("<svg ", '<svg role="img" ', 1).encode()
