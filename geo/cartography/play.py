"""Incidents through time, as a layer of the map that plays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.cartography import palette
from geo.cartography.card import CARD
from geo.cartography.kinds import DECIMALS, Rows
from geo.cartography.signs import SIGNS
from geo.cartography.tooltip import shortened
from geo.language import tell
from geo.spatial import AREA_FROM_KM

# The upper ends of the classes of a hexagon's number, and the steps of grey that show them.
HEXAGON_TOPS = (1, 4, 9, 19, None)


@dataclass(frozen=True, eq=False, kw_only=True)
class Play(Rows):
    """Incidents by day; the browser plays them without a message.

    rows: incident_id, date, event_type, uncertainty_km, killed_low … injured_high, geometry
    Point, and for readers `title`, `told`, `said`. others: UCDP's events with date_start,
    where_prec, `title`, `told`. months: rows a month over the whole days. days: what
    plays. types: event types in words. mark: points, clusters or hexagons. size: even, killed
    or injured. trail: days of the moving window, 0 for all so far. texts: the controls' words.
    incident: the one that is outlined.
    """

    kind = "time"
    others: gpd.GeoDataFrame
    months: Sequence[int]
    days: tuple[date, date]
    whole: tuple[date, date]
    types: Mapping[str, str]
    texts: Mapping[str, str]
    mark: str = "points"
    size: str = "even"
    trail: int = 0
    incident: str | None = None

    def message(self, lang: str) -> dict:
        codes = list(palette.EVENTS)
        return {
            "key": self.key,
            "kind": self.kind,
            "basis": tell("frame.reported", lang),
            "colours": _colours(),
            "corners": [SIGNS[code] for code in codes],
            "texts": dict(self.texts),
            "kinds": [self.types[code] for code in codes],
            "first": self.whole[0].isoformat(),
            "last": self.whole[1].isoformat(),
            "start": self.days[0].isoformat(),
            "end": self.days[1].isoformat(),
            "months": list(self.months),
            "mark": self.mark,
            "size": self.size,
            "trail": self.trail,
            "wide": AREA_FROM_KM,
            "chosen": self.incident,
            "card": CARD,
            "rows": [
                [
                    row.incident_id,
                    row.date,
                    round(row.geometry.x, DECIMALS),
                    round(row.geometry.y, DECIMALS),
                    codes.index(row.event_type),
                    float(row.uncertainty_km),
                    _figure(row.killed_low, row.killed_high),
                    _figure(row.injured_low, row.injured_high),
                    shortened(row.title),
                    row.told,
                    row.said,
                ]
                for row in self.visible.itertuples()
            ],
            "others": [
                [
                    row.date_start,
                    round(row.geometry.x, DECIMALS),
                    round(row.geometry.y, DECIMALS),
                    row.where_prec == "1",
                    shortened(row.title),
                    row.told,
                ]
                for row in self.others.itertuples()
            ],
        }


def hexagon_classes() -> list[tuple[int, int | None, list[int]]]:
    """(from, to, colour) of each class of a hexagon's number; the last has no upper end."""
    colours = palette.steps(palette.GREYS, len(HEXAGON_TOPS))
    lows = (0, *(top + 1 for top in HEXAGON_TOPS[:-1]))
    return list(zip(lows, HEXAGON_TOPS, colours, strict=True))


def _colours() -> dict:
    def dark(colour: Sequence[int]) -> bool:
        return sum(colour[:3]) < 450

    return {
        "paper": palette.css(palette.PAPER),
        "ink": palette.css(palette.INK),
        "rim": palette.css(palette.RIM),
        "head": palette.css(palette.HIGHLIGHT),
        "window": palette.css([*palette.HIGHLIGHT[:3], 50]),
        "bar": palette.css(palette.FRAME),
        "cluster": palette.css(palette.HIGHLIGHT),
        "other": palette.css(palette.OTHER_COLLECTION),
        "kinds": [
            [palette.css(colour), palette.css([*colour[:3], 18])]
            for colour in palette.EVENTS.values()
        ],
        "mixed": [palette.css(palette.INK), palette.css([*palette.INK[:3], 18])],
        "steps": [
            [
                10**9 if top is None else top,
                palette.css(colour),
                palette.css(palette.RIM if dark(colour) else palette.INK),
            ]
            for _, top, colour in hexagon_classes()
        ],
    }


def _figure(low: Any, high: Any) -> list[int] | None:
    """Lowest and highest figure; nothing where no source gives one, which is not zero."""
    return None if pd.isna(high) else [int(low), int(high)]
