"""A briefing on paper: a page a step, its words beside its map, and all sources at the end."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import matplotlib
from matplotlib.backends.backend_pdf import PdfPages

from geo.cartography import palette
from geo.cartography.paper import page
from geo.cartography.paper import type as letters
from geo.cartography.paper.ground import Ground, reach
from geo.cartography.paper.key import Key
from geo.cartography.paper.sheet import Box, Sheet
from geo.cartography.scene import Scene, message
from geo.language import tell

WIDE, HIGH, MARGIN = 841.89, 595.28, 30.0  # A4, in points
SIZE, SMALL, FINE, GAP = 13.0, 8.0, 7.0, 7.0
COLUMNS = 2  # of the sources
WORDS = 0.36  # of the page's width
ACROSS, TOP = WIDE - 2 * MARGIN, HIGH - MARGIN


class Leaf(NamedTuple):
    """What one page says, in plain text; notes where the presenter's are printed too."""

    headline: str
    number: str
    counts: str
    text: Sequence[str]
    plate: str
    source: str
    notes: str
    scene: Scene | None


def printed(
    leaves: Sequence[Leaf], sources: Sequence[str], notes: Sequence[str], *, title: str, lang: str
) -> bytes:
    """The pages as a PDF whose text can be selected; the same bytes for the same leaves.

    sources: one a line. notes: such as date, version and licences, after the sources.
    """
    out, about = io.BytesIO(), {"Title": title, "Creator": "Corredor", "CreationDate": None}
    with page.LOCK, matplotlib.rc_context(page.SETTINGS), PdfPages(out, metadata=about) as pdf:
        for number, leaf in enumerate(leaves, 1):
            pdf.savefig(_page(leaf, tell("briefing.of", lang, n=number, all=len(leaves)), lang))
        for sheet in _sources([*sources, "", *notes], lang):
            pdf.savefig(sheet.figure)
    return out.getvalue()


def _page(leaf: Leaf, place: str, lang: str):
    sheet = Sheet(WIDE, HIGH)
    top = page.draw_title(sheet, leaf.headline, MARGIN, TOP, ACROSS, SIZE)
    ground = [tell("picture.ground", lang)] if leaf.scene else []
    foot = [line for text in (leaf.source, *ground) for line in letters.wrap(text, ACROSS, SMALL)]
    foot.append(place)
    bottom = MARGIN + len(foot) * SMALL * letters.LEADING
    sheet.lines(MARGIN, bottom, foot, SMALL)
    space = Box(MARGIN, bottom + SMALL, ACROSS, top - bottom - SMALL)
    if leaf.scene:
        words = Box(*space[:2], WORDS * ACROSS, space.high)
        left = words.right + SIZE
        _draw_map(sheet, leaf.scene, Box(left, space.bottom, space.right - left, space.high), lang)
        space = words
    _draw_words(sheet, leaf, space, lang)
    return sheet.figure


def _draw_words(sheet: Sheet, leaf: Leaf, box: Box, lang: str) -> None:
    """Number and words down from the top, as small as they must be to fit."""
    notes = ((tell("briefing.notes", lang), 0.8, True), (leaf.notes, 0.8, False))
    parts = [
        (leaf.number, 2.5, True),
        (leaf.counts, 1.0, True),
        *((text, 1.0, False) for text in leaf.text),
        (leaf.plate, 0.8, False),
        *(notes if leaf.notes else ()),
    ]
    for size in (SIZE * 0.94**k for k in range(12)):
        wrapped = [
            (letters.wrap(text, box.wide, size * times, bold=bold), size * times, bold)
            for text, times, bold in parts
            if text
        ]
        high = sum(len(lines) * letters.LEADING * type_ + GAP for lines, type_, _ in wrapped)
        if high <= box.high:
            break
    top = box.top
    for lines, type_, bold in wrapped:
        colour = palette.HIGHLIGHT if type_ > SIZE else palette.INK
        top = sheet.lines(box.left, top, lines, type_, bold=bold, colour=colour) - GAP


def _draw_map(sheet: Sheet, scene: Scene, box: Box, lang: str) -> None:
    """The map, and its legend beneath it."""
    modelled = any(kind.basis == "modelled" for kind in scene.kinds)
    size, unit = 0.7 * SIZE, 0.7 * SIZE / page.PIXELS
    key = Key(scene.legends, lang, across=box.wide, unit=unit, columns=2, modelled=modelled)
    strip = key.high(size, 0.3 * box.high)
    ground = Box(box.left, box.bottom + strip + GAP, box.wide, box.high - strip - GAP)
    place = Ground(ground, reach(scene.bounds or scene.extent), rounded=True)
    page.draw_map(sheet, message(scene, lang), place, size, lang, True)
    key.draw(sheet, Box(box.left, box.bottom, box.wide, strip), size)


def _sources(texts: Sequence[str], lang: str) -> Iterator[Sheet]:
    """As many pages as they need, in columns."""
    wide = (ACROSS - (COLUMNS - 1) * SIZE) / COLUMNS
    lines = [line for text in texts for line in letters.wrap(text, wide, FINE)]
    fit = int((TOP - MARGIN - 2.8 * SIZE) / (FINE * letters.LEADING))
    for start in range(0, len(lines), COLUMNS * fit):
        sheet = Sheet(WIDE, HIGH)
        top = page.draw_title(sheet, tell("briefing.sources", lang), MARGIN, TOP, ACROSS, SIZE)
        for column in range(COLUMNS):
            first = start + column * fit
            sheet.lines(MARGIN + column * (wide + SIZE), top, lines[first : first + fit], FINE)
        yield sheet
