"""The kinds of layer that the one map draws, and what the browser needs of each.

Rows are GeoDataFrames in EPSG:4326 with a column `tooltip` (a head, then lines of plain text);
what has no finite position is left out and counted. Shapes of places go by address, once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.cartography import palette
from geo.cartography.areas import Areas, Colour, Kind, with_first  # noqa: F401
from geo.cartography.classes import leg_widths
from geo.cartography.palette import css
from geo.cartography.signs import SIGNS
from geo.cartography.tooltip import FIELD, shortened
from geo.spatial import AREA_FROM_KM

# What a click on a row gives back, by the column that holds its code.
OPENS = {
    "divipola": "place",
    "department_code": "place",
    "incident_id": "incident",
    "corridor_id": "corridor",
    "row": "row",
}
DECIMALS = 4
OWN_DECIMALS = 6  # of a reader's shapes: a plot may be a few metres wide
MOST_NAMES = 1000
CITY, DOCUMENTED = tuple(palette.CITY), tuple(palette.DOCUMENTED)
PURPLE = tuple(palette.PURPLES[3])


@dataclass(frozen=True, eq=False)
class Rows(Kind):
    """Rows with a position. code: the column that a click gives back, one of OPENS."""

    rows: gpd.GeoDataFrame
    _: KW_ONLY
    code: str = ""

    @cached_property
    def finite(self) -> np.ndarray:
        """Which rows have a position whose every coordinate is finite."""
        return np.isfinite(shapely.bounds(self.rows.geometry.to_numpy())).all(axis=1)

    @cached_property
    def visible(self) -> gpd.GeoDataFrame:
        """The rows that are drawn, in the order in which they are sent."""
        return self.rows[self.finite]

    def __len__(self) -> int:
        return int(self.finite.sum())

    @property
    def blank(self) -> int:
        return len(self.rows) - len(self)

    def message(self, lang: str) -> dict:
        tips = self.visible[FIELD] if FIELD in self.visible else [""] * len(self.visible)
        return super().message(lang) | {
            "tips": [shortened(tip) for tip in tips],
            "codes": [str(code) for code in self.visible[self.code]] if self.code else [],
            "opens": OPENS[self.code] if self.code else "",
        }

    def _per_row(self, value: float | Sequence[float]) -> list[float]:
        """One number a row; what is not finite is 0."""
        numbers = np.broadcast_to(np.asarray(value, dtype=float), len(self.rows))[self.finite]
        return np.where(np.isfinite(numbers), numbers, 0).round(1).tolist()

    def _paint(self, colour: Any) -> dict:
        """Each colour once, and which of them a row has."""
        one = len(colour) > 0 and np.isscalar(colour[0])
        colours = [colour] * len(self.rows) if one else colour
        each = [css(c) for c, there in zip(colours, self.finite, strict=True) if there]
        once = list(dict.fromkeys(each))
        return {"colours": once, "of": [once.index(c) for c in each]}

    def _signed(self, signs: Sequence[str]) -> dict:
        """The types whose signs are drawn, where there are any, and their corners."""
        each = [sign for sign, there in zip(signs, self.finite, strict=False) if there]
        return {"signs": each, "corners": {s: SIGNS[s] for s in sorted({*each})}} if each else {}

    def _first(self, rows: Iterable[int]) -> list[str]:
        """The first three of these rows in words."""
        tips = [str(tip).partition("\n") for tip in self.visible[FIELD].iloc[list(rows)[:3]]]
        return [with_first(head, lines) for head, _, lines in tips]

    def _at(self) -> list[list[float]]:
        points = self.visible.geometry
        xy = zip(points.x.round(DECIMALS), points.y.round(DECIMALS), strict=True)
        return [list(pair) for pair in xy]


@dataclass(frozen=True, eq=False, kw_only=True)
class Lines(Rows):
    """Ways: documented ones of one width with a white rim, dashed where `is_schematic`.

    Modelled ones (basis) are as wide as their `load_ha_modelled`, the widest `width` pixels,
    translucent and cross-striped.
    """

    kind = "lines"
    width: float = 4
    colour: Colour = DOCUMENTED

    @property
    def valued(self) -> int:
        """How many lines, however many pieces each is drawn in."""
        return self.visible[self.code].nunique() if self.code else len(self)

    @cached_property
    def visible(self) -> gpd.GeoDataFrame:
        rows = self.rows[self.finite]
        if (rows.geom_type != "LineString").any():
            rows = rows.explode(ignore_index=True)
        if self.basis == "modelled":
            return rows.sort_values("load_ha_modelled", ascending=False, kind="stable")
        return rows

    def message(self, lang: str) -> dict:
        rows, modelled = self.visible, self.basis == "modelled"
        widths: float | list = self.width
        if modelled:
            widths = list(leg_widths(rows["load_ha_modelled"], self.width)) if len(rows) else []
        return super().message(lang) | {
            "paths": [shapely.get_coordinates(g).round(DECIMALS).tolist() for g in rows.geometry],
            "dashed": [int(d) for d in rows["is_schematic"]] if "is_schematic" in rows else [],
            "colour": css(palette.LOAD_LINE if modelled else self.colour),
            "widths": widths,
            "striped": css(palette.STRIPE_LIGHT) if modelled else "",
        }

    def largest(self, lang: str) -> list[str]:
        return self._first(range(len(self))) if self.basis == "modelled" else []


@dataclass(frozen=True, eq=False, kw_only=True)
class Dots(Rows):
    """Dots with a rim, or circles in proportion; one colour and radius in pixels, or by row.

    signs: of `SIGNS`, drawn instead.
    """

    kind = "dots"
    colour: Colour | Sequence[Colour] = CITY
    radius: float | Sequence[float] = 4
    signs: Sequence[str] = ()

    def message(self, lang: str) -> dict:
        return super().message(lang) | self._paint(self.colour) | self._signed(self.signs) | {
            "at": self._at(),
            "radii": self._per_row(self.radius),
        }  # fmt: skip

    def largest(self, lang: str) -> list[str]:
        radii = np.array(self._per_row(self.radius))
        if len(set(radii)) < 3:
            return []
        return self._first(np.argsort(-radii, kind="stable"))


@dataclass(frozen=True, eq=False, kw_only=True)
class Rings(Rows):
    """Circles on the ground: of uncertainty (filled lightly), or how far something reaches.

    metres: one radius or one a row.
    """

    kind = "rings"
    metres: float | Sequence[float] = 0
    colour: Colour | Sequence[Colour] = CITY
    filled: bool = True
    signs: Sequence[str] = ()

    def message(self, lang: str) -> dict:
        return super().message(lang) | self._paint(self.colour) | self._signed(self.signs) | {
            "at": self._at(),
            "metres": self._per_row(self.metres),
            "filled": self.filled,
        }  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class Hexagons(Rows):
    """Hexagons with corners to the east and west. rows: their centres, largest number first."""

    kind = "hexagons"
    radius_km: float = 10
    colour: Colour | Sequence[Colour] = PURPLE

    def message(self, lang: str) -> dict:
        return super().message(lang) | self._paint(self.colour) | {
            "at": self._at(),
            "metres": self.radius_km * 1000,
        }  # fmt: skip

    def largest(self, lang: str) -> list[str]:
        return self._first(range(len(self)))


@dataclass(frozen=True, eq=False, kw_only=True)
class Shapes(Rows):
    """A reader's or a buffer's few lines and polygons, inline, lightly filled."""

    kind = "shapes"
    basis: str = ""

    def message(self, lang: str) -> dict:
        shapes = self.visible.geometry.to_numpy()
        shapes = shapely.set_precision(shapes, 10**-OWN_DECIMALS, mode="pointwise")
        return super().message(lang) | {
            "shapes": [json.loads(text) for text in shapely.to_geojson(shapes)],
            "colour": css(palette.HIGHLIGHT),
            "fill": css(palette.REACH),
            "width": 2,
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class Names(Rows):
    """Names that keep out of each other's way, the most important first.

    rows: `text`, `priority` (higher wins), geometry Point. size: pixels. under: pixels from the
    place down to its name. dotted: a small mark at each place that no dot marks.
    """

    kind = "names"
    size: int = 14
    under: int = -10
    dotted: bool = True

    @cached_property
    def visible(self) -> gpd.GeoDataFrame:
        return self.rows[self.finite].nlargest(MOST_NAMES, "priority")

    def message(self, lang: str) -> dict:
        texts = [shortened(text, words=True) for text in self.visible["text"]]
        return {
            "key": self.key,
            "kind": self.kind,
            "size": self.size,
            "under": self.under,
            "dotted": self.dotted,
            "names": [[text, *at] for text, at in zip(texts, self._at(), strict=True)],
        }


def incidents(points: gpd.GeoDataFrame, title: str, *, large: bool = False) -> list[Kind]:
    """Incidents by type: areas in metres where uncertain by 8 km or more, else dots.

    points: `incident_id`, `event_type`, `uncertainty_km`, `tooltip`. large: dots that stand out.
    """
    wide = points["uncertainty_km"] >= AREA_FROM_KM
    areas, dots = points[wide], points[~wide]

    def look(rows: gpd.GeoDataFrame) -> dict[str, Any]:
        types = list(rows["event_type"])
        colours = [palette.EVENTS[code] for code in types]
        return {"code": "incident_id", "colour": colours, "signs": types}

    metres = areas["uncertainty_km"] * 1000
    return [
        Rings("incident-areas", title, areas, metres=metres, **look(areas)),
        Dots("incident-dots", title, dots, radius=7 if large else 5, **look(dots)),
    ]


TOOLS = ("Point", "LineString", "Polygon")


@dataclass(frozen=True, eq=False, kw_only=True)
class Board(Kind):
    """What a reader draws; the browser gives it back as the state `shapes`.

    tools: of TOOLS, in the order of their buttons. shapes: what is drawn already, GeoJSON in
    EPSG:4326. texts: by tool, `how_<tool>`, and how, finish, undo, clear.
    """

    kind = "tools"
    texts: Mapping[str, str]
    tools: Sequence[str] = TOOLS
    shapes: Sequence[dict] = ()

    def __len__(self) -> int:
        return max(1, len(self.shapes))  # a board without a drawing is no empty map

    def message(self, lang: str) -> dict:
        return {
            "key": self.key,
            "kind": self.kind,
            "tools": list(self.tools),
            "shapes": list(self.shapes),
            "texts": dict(self.texts),
            "colour": palette.css(palette.HIGHLIGHT),
        }
