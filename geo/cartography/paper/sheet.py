"""A sheet of paper measured in points from its lower left corner, and what is put on it."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from geo.cartography import palette
from geo.cartography.paper import type as letters
from geo.cartography.signs import SIGNS

Colour = Sequence[float]
NOTHING = (0, 0, 0, 0)


class Box(NamedTuple):
    """Left, bottom, width and height in points."""

    left: float
    bottom: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.left + self.wide

    @property
    def top(self) -> float:
        return self.bottom + self.high

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.wide / 2, self.bottom + self.high / 2

    def far(self, x: float, y: float) -> float:
        """Points from a point to the box, 0 inside."""
        across = max(self.left - x, x - self.right, 0)
        return math.hypot(across, max(self.bottom - y, y - self.top, 0))

    def holds(self, other: "Box") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    @property
    def path(self) -> Path:
        """Its four sides."""
        return outline([shapely.box(self.left, self.bottom, self.right, self.top)])


def ink(colour: str | Sequence[int]) -> Colour:
    """A colour of the palette, or of a message to the browser, as matplotlib takes it."""
    if isinstance(colour, str):
        *rgb, alpha = colour.removeprefix("rgba(").removesuffix(")").split(",")
        return (*(int(part) / 255 for part in rgb), float(alpha))
    return tuple(part / 255 for part in [*colour, 255][:4])


def pen(colour: str | Sequence[int], weight: float) -> dict[str, Any]:
    """The look of a line: its colour, and its width in points."""
    return {"edge": ink(colour), "weight": weight}


def over(colour: Colour, ground: Colour) -> Colour:
    """What a translucent colour looks like on another: patterns in a PDF know no alpha."""
    alpha = colour[3]
    return (*(alpha * a + (1 - alpha) * b for a, b in zip(colour[:3], ground, strict=False)), 1)


def outline(shapes: Iterable[shapely.Geometry]) -> Path:
    """Polygons and lines, in points, as one path."""
    parts = shapely.get_parts(shapely.get_parts(np.asarray(list(shapes), dtype=object)))
    parts = parts[(shapely.get_dimensions(parts) > 0) & ~shapely.is_empty(parts)]
    closed = shapely.get_type_id(parts) == 3
    rings = np.concatenate([shapely.get_rings(parts[closed]), parts[~closed]])
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(xy), Path.LINETO, dtype=Path.code_type)
    codes[np.flatnonzero(np.diff(ring, prepend=-1))] = Path.MOVETO
    if closed.any():
        ends = np.flatnonzero(np.diff(ring, append=len(rings)))
        codes[ends[ring[ends] < len(rings) - (~closed).sum()]] = Path.CLOSEPOLY
    return Path(xy.reshape(-1, 2), codes)


class Sheet:
    """One figure. Everything is drawn in the order in which it is put on it."""

    def __init__(self, wide: float, high: float):
        self.wide, self.high = wide, high
        self.figure = Figure(figsize=(wide / 72, high / 72))
        self.figure.set_facecolor(ink(palette.PAPER))  # type: ignore[arg-type]
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(0, high))
        self.axes.axis("off")
        self.within: Any = None  # a clip, while the map is drawn

    def cut_to(self, box: Box) -> None:
        """What is put on from now on ends at the box, letters too, which no other path cuts."""
        corner, data = (box.left, box.bottom), self.axes.transData
        self.within = Rectangle(corner, box.wide, box.high, transform=data)

    def add(self, artist: Artist) -> None:
        if isinstance(artist, LineCollection):
            self.axes.add_collection(artist, autolim=False)
        else:
            self.axes.add_artist(artist)
        artist.set_clip_path(self.within)
        artist.set_zorder(len(self.axes.get_children()))

    def path(
        self,
        path: Path,
        *,
        fill: Colour = NOTHING,
        edge: Colour = NOTHING,
        weight: float = 0,
        hatch: tuple[str, Colour, float] | None = None,
        dashes: Sequence[float] = (),
    ) -> None:
        """A path filled and drawn. hatch: pattern, colour, width of its lines. dashes: points."""
        if not np.size(path.vertices):
            return
        looks: dict[str, Any] = {"joinstyle": "round", "linewidth": weight}
        if hatch:
            looks |= {"hatch": hatch[0], "hatchcolor": over(hatch[1], fill)}
        if dashes:
            looks |= {"linestyle": (0, [part / weight for part in dashes]), "capstyle": "butt"}
        patch = PathPatch(path, facecolor=fill, edgecolor=edge if weight else NOTHING, **looks)
        if hatch:
            patch.set_hatch_linewidth(hatch[2])
        self.add(patch)

    def box(self, box: Box, **looks: Any) -> None:
        self.path(box.path, **looks)

    def circle(self, x: float, y: float, radius: float, **looks: Any) -> None:
        self.path(Path.circle((x, y), radius), **looks)

    def sign(self, x: float, y: float, radius: float, code: str, **looks: Any) -> None:
        """The sign of an event type; a disc for any other code."""
        if corners := SIGNS.get(code, ()):
            closed = np.array([*corners, corners[0]]) * radius + (x, y)
            self.path(Path(closed, closed=True), **looks)
        else:
            self.circle(x, y, radius, **looks)

    def line(self, points: Sequence[Sequence[float]], **looks: Any) -> None:
        self.path(outline([shapely.LineString(points)]), **looks)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        colour: str | Sequence[int] = palette.INK,
        centred: bool = False,
        halo: float = 0,
    ) -> None:
        """Words on a line whose foot is at y. halo: points of the white rim around them."""
        if not words:
            return
        if centred:
            x -= letters.width(words, size, bold=bold) / 2
        if halo:
            signs, codes = text_to_path.get_text_path(letters.face(bold), words)
            around = Path(np.array(signs) * size / text_to_path.FONT_SCALE + (x, y), codes)
            self.path(around, edge=ink(palette.HALO), weight=2 * halo)
        looks: dict[str, Any] = {"font": letters.face(bold), "color": ink(colour), "size": size}
        artist = self.axes.text(x, y, words, va="baseline", parse_math=False, **looks)
        artist.set_clip_path(self.within)
        artist.set_clip_on(self.within is not None)
        artist.set_zorder(len(self.axes.get_children()))

    def lines(self, x: float, top: float, lines: Sequence[str], size: float, **looks: Any) -> float:
        """Lines of text down from the top; returns where the next thing may begin."""
        for line in lines:
            top -= size * letters.LEADING
            self.text(x, top + 0.28 * size, line, size, **looks)
        return top
