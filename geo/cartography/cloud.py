"""Many points, each of them drawn, for browsers with a graphics card: pydeck on our base map."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import geopandas as gpd
import pydeck as pdk
from pydeck.types import String

from geo.cartography import palette, static
from geo.cartography.extents import fitting
from geo.cartography.tooltip import FIELD, STYLE, TEMPLATE

MOST = 50_000
BYTES = 8_000_000
DECIMALS = 5  # about a metre
RADIUS_PX, OPACITY = 3, 0.7  # where points are many, their number shows
FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"


class Layer(NamedTuple):
    """Points of one colour; rows: points in EPSG:4326 with a short text `tooltip`."""

    rows: gpd.GeoDataFrame
    colour: Sequence[int]


class _Deck(pdk.Deck):
    """A deck whose JSON is written once: Streamlit asks for it in every run of the script."""

    @cached_property
    def _json(self) -> str:
        content = json.loads(super().to_json())
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    def to_json(self) -> str:
        return self._json


def cloud(
    layers: Sequence[Layer], names: gpd.GeoDataFrame, around: tuple[float, float, float]
) -> pdk.Deck:
    """Every point of the layers; the base map comes from this server.

    names: `text`, `priority`, geometry Point. around: longitude, latitude and km of a circle
    that must be whole on the map. Texts are left out where the map would weigh more than
    BYTES with them. Raises ValueError for more than MOST points, and LayerMissing.
    """
    if sum(len(layer.rows) for layer in layers) > MOST:
        raise ValueError(f"more than {MOST} points")
    deck = _deck(layers, names, around, tips=True)
    if len(deck.to_json().encode()) > BYTES:
        deck = _deck(layers, names, around, tips=False)
    return deck


def _deck(
    layers: Sequence[Layer],
    names: gpd.GeoDataFrame,
    around: tuple[float, float, float],
    *,
    tips: bool,
) -> pdk.Deck:
    view = fitting(*around)
    state = pdk.ViewState(longitude=view.longitude, latitude=view.latitude, zoom=view.zoom)
    return _Deck(
        layers=[
            *(_points(layer, f"points-{i}", tips) for i, layer in enumerate(layers)),
            _names(names, "names-halo", palette.HALO, swell=0.35),
            _names(names, "names", palette.INK, swell=0),
        ],
        initial_view_state=state,
        map_provider="carto",
        map_style=static.url("style.json"),
        tooltip={"html": TEMPLATE, "style": STYLE} if tips else False,
    )


def _points(layer: Layer, layer_id: str, tips: bool) -> pdk.Layer:
    data = layer.rows.get_coordinates().round(DECIMALS)
    if tips:
        data[FIELD] = layer.rows[FIELD]
    return pdk.Layer(
        "ScatterplotLayer",
        data=data,
        id=layer_id,
        get_position=["x", "y"],
        get_fill_color=list(layer.colour),
        get_radius=RADIUS_PX,
        opacity=OPACITY,
        radius_units=String("pixels"),
        pickable=tips,
    )


def _names(names: gpd.GeoDataFrame, layer_id: str, colour: Sequence[int], swell: float):
    """One print of the names; swell: how much fatter the letters are, for a halo.

    The outline of a deck label does not fade with it when another label half covers it, so
    the halo is a print of its own, and letters that would be half faded are cut off. deck
    takes priorities up to 1000, so they travel as ranks.
    """
    ranks = names["priority"].rank(method="first")
    data = names.get_coordinates().round(4).assign(text=names["text"], priority=ranks)
    font = {"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12, "cutoff": 0.2 - swell}
    return pdk.Layer(
        "TextLayer",
        data=data,
        id=layer_id,
        get_position=["x", "y"],
        get_text="text",
        get_size=14,
        get_color=list(colour),
        get_pixel_offset=[0, -12],
        font_family=String(FONT),
        font_weight=600,
        character_set=String("auto"),
        font_settings=font,
        background=True,
        get_background_color=palette.NONE,
        _subLayerProps={"characters": {"alphaCutoff": 0.4}},
        extensions=[{"@@type": "CollisionFilterExtension"}],
        collision_enabled=True,
        get_collision_priority="priority",
        collision_group=String(layer_id),
        collision_test_props={"sizeScale": 3},
        pickable=False,
    )
