"""Thematic maps with pydeck. Municipal shapes go by URL and never travel in a message."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import pydeck as pdk
from pydeck.types import String

from geo.cartography import palette, static
from geo.cartography.classes import Classes, colour_expression
from geo.cartography.extents import EXTENTS
from geo.cartography.tooltip import FIELD, STYLE

# From here on a position is drawn as an area, never as a pin.
AREA_FROM_KM = 8
FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"


def deck(layers: Sequence[pdk.Layer], extent: str) -> pdk.Deck:
    """A map of these layers on the offline base map, at a named extent."""
    view = EXTENTS[extent]
    return pdk.Deck(
        layers=list(layers),
        initial_view_state=pdk.ViewState(
            longitude=view.longitude, latitude=view.latitude, zoom=view.zoom
        ),
        map_provider="carto",
        map_style=static.url("style.json"),
        tooltip={"html": f"{{{FIELD}}}", "style": STYLE},
    )


def choropleth(
    layer_id: str,
    classes: Classes,
    extent: str,
    modelled: bool = False,
    no_data: Sequence[int] = palette.NONE,
) -> list[pdk.Layer]:
    """Municipalities filled by class; modelled ones hatched in white on their colour."""
    data = static.url("municipalities.json")
    fill = pdk.Layer(
        "GeoJsonLayer",
        data=data,
        id=layer_id,
        stroked=False,
        pickable=False,
        get_fill_color=colour_expression(classes, no_data),
        update_triggers={"getFillColor": [classes.codes, str(classes.colours)]},
    )
    if not modelled:
        return [fill, borders()]
    stripes = Classes(
        classes.breaks,
        tuple((255, 255, 255, 200) for _ in classes.colours),
        classes.counts,
        classes.codes,
    )
    hatch = pdk.Layer(
        "GeoJsonLayer",
        data=data,
        id=f"{layer_id}-hatch",
        stroked=False,
        pickable=False,
        get_fill_color=colour_expression(stripes, palette.NONE),
        update_triggers={"getFillColor": [classes.codes]},
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        fill_pattern_mask=True,
        fill_pattern_atlas=String(static.url("hatch.png")),
        fill_pattern_mapping=String(static.url("hatch.json")),
        get_fill_pattern=String("hatch"),
        get_fill_pattern_scale=EXTENTS[extent].hatch_scale,
    )
    return [fill, hatch, borders()]


def borders() -> pdk.Layer:
    """Municipal limits as fine lines."""
    return pdk.Layer(
        "GeoJsonLayer",
        data=static.url("municipalities.json"),
        id="municipal-borders",
        filled=False,
        stroked=True,
        pickable=False,
        get_line_color=[*palette.FINE_BORDER, 160],
        line_width_units=String("pixels"),
        get_line_width=0.6,
    )


def _paths(lines: gpd.GeoDataFrame) -> list[list[list[float]]]:
    return [[[round(x, 4), round(y, 4)] for x, y in g.coords] for g in lines.geometry]


def documented(lines: gpd.GeoDataFrame, width: int = 4) -> list[pdk.Layer]:
    """Documented corridors, all of one width; legs through schematic points dashed.

    lines: columns `is_schematic`, `tooltip`, geometry LineString, in EPSG:4326.
    """
    layers = []
    for dashed, rows in lines.groupby("is_schematic"):
        options = {}
        if dashed:
            options = {
                "extensions": [
                    {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
                ],
                "get_dash_array": [4, 3],
                "dash_justified": True,
            }
        layers.append(
            pdk.Layer(
                "PathLayer",
                data=pd.DataFrame({"path": _paths(rows), FIELD: list(rows[FIELD])}),
                id=f"documented-{'dashed' if dashed else 'solid'}",
                get_path="path",
                get_color=palette.DOCUMENTED,
                get_width=width,
                width_units=String("pixels"),
                cap_rounded=True,
                joint_rounded=True,
                pickable=True,
                auto_highlight=True,
                **options,
            )
        )
    return layers


def modelled_legs(lines: gpd.GeoDataFrame, widest: float) -> pdk.Layer:
    """Modelled ways: width by hectares, translucent, under the documented lines.

    lines: `load_ha_modelled`, `tooltip`, geometry LineString. widest: pixels of the largest.
    """
    load = lines["load_ha_modelled"]
    width = (load / load.max() * widest).clip(lower=1.5).round(1) if len(lines) else load
    return pdk.Layer(
        "PathLayer",
        data=pd.DataFrame({"path": _paths(lines), "width": width, FIELD: list(lines[FIELD])}),
        id="modelled-legs",
        get_path="path",
        get_color=palette.LOAD_LINE,
        get_width="width",
        width_units=String("pixels"),
        cap_rounded=True,
        joint_rounded=True,
        pickable=True,
    )


def _located(points: gpd.GeoDataFrame, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "x": points.geometry.x.round(4),
            "y": points.geometry.y.round(4),
            FIELD: points[FIELD],
            **columns,
        }
    )


def incidents(points: gpd.GeoDataFrame, highlight: bool = False) -> list[pdk.Layer]:
    """Incidents by type: areas in metres where uncertain by 8 km or more, else dots.

    points: `event_type`, `uncertainty_km`, `tooltip`, geometry Point, in EPSG:4326.
    """
    colour = points["event_type"].map(palette.EVENTS)
    wide = points["uncertainty_km"] >= AREA_FROM_KM
    areas, dots = points[wide], points[~wide]
    layers = [
        pdk.Layer(
            "ScatterplotLayer",
            data=_located(
                areas,
                radius=areas["uncertainty_km"] * 1000,
                fill=[[*c[:3], 26] for c in colour[wide]],
                line=list(colour[wide]),
            ),
            id="incident-areas",
            get_position=["x", "y"],
            get_radius="radius",
            get_fill_color="fill",
            get_line_color="line",
            stroked=True,
            line_width_units=String("pixels"),
            get_line_width=1.4,
            pickable=True,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            data=_located(dots, fill=list(colour[~wide])),
            id="incident-dots",
            get_position=["x", "y"],
            get_radius=7 if highlight else 5,
            radius_units=String("pixels"),
            get_fill_color="fill",
            get_line_color=[255, 255, 255, 255],
            stroked=True,
            line_width_units=String("pixels"),
            get_line_width=1.2,
            pickable=True,
        ),
    ]
    return layers


def circles(
    points: gpd.GeoDataFrame,
    layer_id: str,
    colour: Sequence[int] | Sequence[Sequence[int]],
    radius_px: pd.Series | float = 4,
) -> pdk.Layer:
    """Dots in pixels with a white rim; `tooltip` and geometry Point in EPSG:4326."""
    many = bool(len(colour)) and not isinstance(colour[0], int)
    fill = list(colour) if many else [list(colour)] * len(points)
    data = _located(points, fill=fill, radius=radius_px)
    return pdk.Layer(
        "ScatterplotLayer",
        data=data,
        id=layer_id,
        get_position=["x", "y"],
        get_radius="radius",
        radius_units=String("pixels"),
        get_fill_color="fill",
        get_line_color=[255, 255, 255, 255],
        stroked=True,
        line_width_units=String("pixels"),
        get_line_width=1,
        pickable=True,
    )


def ring(longitude: float, latitude: float, radius_km: float) -> pdk.Layer:
    """The reach of a city: a circle of so many kilometres."""
    return pdk.Layer(
        "ScatterplotLayer",
        data=pd.DataFrame({"x": [longitude], "y": [latitude], "radius": [radius_km * 1000]}),
        id="reach",
        get_position=["x", "y"],
        get_radius="radius",
        filled=False,
        stroked=True,
        get_line_color=palette.CITY,
        line_width_units=String("pixels"),
        get_line_width=2,
        pickable=False,
    )


def labels(points: gpd.GeoDataFrame, size: int = 14) -> pdk.Layer:
    """Names that keep out of each other's way, the most important first.

    points: `text`, `priority` (higher wins), geometry Point in EPSG:4326.
    """
    data = pd.DataFrame(
        {
            "x": points.geometry.x.round(4),
            "y": points.geometry.y.round(4),
            "text": points["text"],
            "priority": points["priority"].astype(float).round(1),
        }
    )
    return pdk.Layer(
        "TextLayer",
        data=data,
        id="labels",
        get_position=["x", "y"],
        get_text="text",
        get_size=size,
        get_color=palette.INK,
        get_pixel_offset=[0, -14],
        font_family=String(FONT),
        font_weight=600,
        character_set=String("auto"),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 12, "cutoff": 0.2},
        outline_width=6,
        outline_color=palette.HALO,
        extensions=[{"@@type": "CollisionFilterExtension"}],
        collision_enabled=True,
        get_collision_priority="priority",
        collision_group=String("labels"),
        collision_test_props={"sizeScale": 4},
        pickable=False,
    )
