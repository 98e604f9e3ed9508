"""A reader's many points, every one of them on the map, for browsers with a graphics card."""

from collections.abc import Sequence
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import pydeck as pdk

from geo.answers import Answer
from geo.cartography import palette
from geo.cartography.cloud import MOST, Layer, cloud
from geo.cartography.extents import circle_around
from geo.cartography.kinds import Dots
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene
from geo.evidence import Evidence, label
from geo.language import tell
from geo.spatial import CERTAIN, POSSIBLE
from geo.views import shapes
from geo.views.explore import OWN, UNCHECKED, located, tips

NAMED = 300
COLOURS = {CERTAIN: palette.LOSSES[2], POSSIBLE: palette.LOSSES[1], "": palette.HIGHLIGHT}


class EveryPoint(NamedTuple):
    """The map that the card draws, and the scene that tells it in words with its legend."""

    deck: pdk.Deck
    scene: Scene


def possible(rows: gpd.GeoDataFrame) -> bool:
    """Whether all rows with a position are points, and not too many."""
    return 0 < len(rows) <= MOST and bool((rows.geom_type == "Point").all())


def every_point(evidence: Evidence, answer: Answer, own: Sequence[str], lang: str) -> EveryPoint:
    """The rows of an answer of `joined`, coloured by whether a corridor is near where it says.

    own: the reader's columns, the first of which is told of each point. Raises ValueError for
    rows that are not `possible`.
    """
    rows = located(answer.frame)
    rows = rows.assign(tooltip=tips(rows, own[:1], lang))
    near = pd.Series("", rows.index)
    if "corridor_within" in rows:
        near = rows["corridor_within"].fillna("")
    parts = {code: rows[near == code] for code in reversed(COLOURS)}
    around = circle_around(rows.total_bounds)
    layers = [Layer(part, COLOURS[code]) for code, part in parts.items()]
    deck = cloud(layers, shapes.main_places(evidence, NAMED).rows, around)
    entries = [
        Entry(
            "dot",
            COLOURS[code],
            _entry_text(code, "corridor_within" in rows, lang),
            len(parts[code]),
        )
        for code in COLOURS
        if len(parts[code])
    ]
    title = tell("explore.own_legend", lang)
    dots, legend = Dots(OWN, title, rows, basis=UNCHECKED), Legend(title, UNCHECKED, entries)
    return EveryPoint(deck, Scene(title, [dots], legends=[legend]))


def _entry_text(code: str, has_corridors: bool, lang: str) -> str:
    if code:
        return tell("explore.near", lang, certainty=label("corridor_within", code, lang))
    return tell("explore.not_near" if has_corridors else "explore.own_points", lang)
