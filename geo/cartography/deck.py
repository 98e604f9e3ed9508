"""Thematic maps with pydeck. Municipal shapes go by URL and never travel in a message."""

import json
import math
from collections.abc import Iterable, Sequence

import geopandas as gpd
import pandas as pd
import pydeck as pdk
from pydeck.types import String

from geo.cartography import palette, static
from geo.cartography.classes import Classes, colour_expression
from geo.cartography.extents import EXTENTS, fitting
from geo.cartography.sizes import AREA_FROM_KM, leg_widths
from geo.cartography.tooltip import FIELD, STYLE, TEMPLATE

FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"


# A layer of this id can be clicked; one of each type on a map.
CLICKS = "clicks"


class _Deck(pdk.Deck):
    """A deck whose JSON has no white space: pydeck's own is half indentation.

    Layers to be clicked go without an id. Streamlit greys everything but what was clicked,
    and keeps it so, unless it does not know the layer that the click came from.
    """

    def to_json(self) -> str:
        content = json.loads(super().to_json())
        for layer in content["layers"]:
            if layer["id"] == CLICKS:
                del layer["id"]
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def deck(
    layers: Iterable[pdk.Layer | list[pdk.Layer]],
    extent: str,
    around: tuple[float, float, float] | None = None,
    smaller: float = 1,
) -> pdk.Deck:
    """A map of these layers (or lists of them), the first undermost, at a named extent.

    around: (longitude, latitude, km) of a circle that must be whole on the map instead.
    smaller: how many times less high the map is drawn than others of the same extent.
    The base map is ours and comes from this server; a missing file of it raises LayerMissing.
    """
    view = EXTENTS[extent] if around is None else fitting(*around)
    flat = [one for each in layers for one in (each if isinstance(each, list) else [each])]
    return _Deck(
        layers=flat,
        initial_view_state=pdk.ViewState(
            longitude=view.longitude,
            latitude=view.latitude,
            zoom=round(view.zoom - math.log2(smaller), 2),
        ),
        map_provider="carto",
        map_style=static.url("style.json"),
        tooltip={"html": TEMPLATE, "style": STYLE},
        views=[pdk.View(type="MapView", controller=_controls(flat))],
    )


def _controls(layers: list[pdk.Layer]) -> bool | dict[str, bool]:
    """All controls; a map that is clicked does not wait for a second click to zoom."""
    return {"doubleClickZoom": False} if any(one.id == CLICKS for one in layers) else True


def choropleth(
    layer_id: str,
    classes: Classes,
    extent: str,
    modelled: bool = False,
    no_data: Sequence[int] = palette.NONE,
    units: str = "municipalities",
) -> list[pdk.Layer]:
    """Municipalities (or `units="departments"`) filled by class; modelled ones hatched.

    units: `southwest` draws only the municipalities there, which is faster. classes: codes
    in the order of that layer's rows. Shapes are fetched by the browser; a click returns the
    feature's properties (`divipola` or `department_code`, names).
    """
    data = static.url(f"{units}.json")
    fill = pdk.Layer(
        "GeoJsonLayer",
        data=data,
        id=layer_id,
        stroked=False,
        pickable=True,
        get_fill_color=colour_expression(classes.codes, classes.colours, no_data),
        update_triggers={"getFillColor": [classes.codes, str(classes.colours), str(no_data)]},
    )
    if not modelled:
        return [fill, borders(units)]
    stripes = [palette.stripe(colour) for colour in classes.colours]
    hatch = pdk.Layer(
        "GeoJsonLayer",
        data=data,
        id=f"{layer_id}-hatch",
        stroked=False,
        pickable=False,
        get_fill_color=colour_expression(classes.codes, stripes, palette.NONE),
        update_triggers={"getFillColor": [classes.codes]},
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        fill_pattern_mask=True,
        fill_pattern_atlas=String(static.url("hatch.png")),
        fill_pattern_mapping=String(static.url("hatch.json")),
        get_fill_pattern=String("hatch"),
        get_fill_pattern_scale=EXTENTS[extent].hatch_scale,
    )
    return [fill, hatch, borders(units)]


def borders(units: str = "municipalities") -> pdk.Layer:
    """Limits as fine lines that a pointer passes through: picking stroked shapes is slow."""
    file = f"{units}.json" if units == "departments" else "borders.json"
    return pdk.Layer(
        "GeoJsonLayer",
        data=static.url(file),
        id=f"{units}-borders",
        filled=False,
        stroked=True,
        pickable=False,
        get_line_color=[*palette.FINE_BORDER, 160],
        line_width_units=String("pixels"),
        get_line_width=0.6,
    )


def _paths(lines: gpd.GeoDataFrame) -> list[list[list[float]]]:
    return [[[round(x, 4), round(y, 4)] for x, y in g.coords] for g in lines.geometry]


def _path_layer(
    lines: gpd.GeoDataFrame,
    layer_id: str,
    colour: Sequence[int],
    width: float | pd.Series,
    dash: Sequence[float] | None = None,
    **options: object,
) -> pdk.Layer:
    data = pd.DataFrame({"path": _paths(lines), FIELD: list(lines[FIELD])})
    if isinstance(width, pd.Series):
        data["width"], width = list(width), "width"
    if dash:
        style = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
        options |= {"extensions": [style], "get_dash_array": list(dash), "dash_justified": True}
    return pdk.Layer(
        "PathLayer",
        data=data,
        id=layer_id,
        get_path="path",
        get_color=list(colour),
        get_width=width,
        width_units=String("pixels"),
        joint_rounded=True,
        **options,
    )


def documented(
    lines: gpd.GeoDataFrame,
    width: int = 4,
    layer_id: str = "documented",
    colour: Sequence[int] = palette.DOCUMENTED,
) -> list[pdk.Layer]:
    """Documented corridors, all of one width; legs through schematic points dashed.

    lines: columns `is_schematic`, `tooltip`, geometry LineString, in EPSG:4326. A white rim
    keeps them legible on any fill.
    """
    rim = _path_layer(lines, f"{layer_id}-rim", palette.HALO, width + 2.5, cap_rounded=True)
    layers = [rim] if len(lines) else []
    for dashed, rows in lines.groupby("is_schematic"):
        layers.append(
            _path_layer(
                rows,
                f"{layer_id}-{'dashed' if dashed else 'solid'}",
                colour,
                width,
                dash=[2.2, 1.6] if dashed else None,
                cap_rounded=not dashed,
                pickable=True,
                auto_highlight=True,
            )
        )
    return layers


def modelled_legs(
    lines: gpd.GeoDataFrame,
    widest: float,
    layer_id: str = "modelled-legs",
    pickable: bool = True,
) -> list[pdk.Layer]:
    """Modelled ways: width by hectares, cross-striped (our mark of the modelled), translucent.

    lines: `load_ha_modelled`, `tooltip`, geometry LineString. widest: pixels of the largest.
    pickable: no where a click should reach the municipality beneath.
    """
    if lines.empty:
        return []
    ordered = lines.sort_values("load_ha_modelled", ascending=False, kind="stable")
    width = leg_widths(ordered["load_ha_modelled"], widest)
    return [
        _path_layer(ordered, f"{layer_id}-rim", palette.HALO, width + 2.5, cap_rounded=True),
        _path_layer(
            ordered, layer_id, palette.LOAD_LINE, width, pickable=pickable, cap_rounded=True
        ),
        _path_layer(ordered, f"{layer_id}-stripes", palette.STRIPE_LIGHT, width, dash=[0.22, 0.5]),
    ]


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
                fill=[[*c[:3], 18] for c in colour[wide]],
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
            get_line_color=palette.RIM,
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
    """Dots in pixels with a white rim; `tooltip` and geometry Point in EPSG:4326.

    Dots of the layer CLICKS also carry their `divipola`, for a click to return.
    """
    many = bool(len(colour)) and not isinstance(colour[0], int)
    fill = list(colour) if many else [list(colour)] * len(points)
    data = _located(points, fill=fill, radius=radius_px)
    if layer_id == CLICKS:
        data["divipola"] = list(points["divipola"])
    return pdk.Layer(
        "ScatterplotLayer",
        data=data,
        id=layer_id,
        get_position=["x", "y"],
        get_radius="radius",
        radius_units=String("pixels"),
        get_fill_color="fill",
        get_line_color=palette.RIM,
        stroked=True,
        line_width_units=String("pixels"),
        get_line_width=1,
        pickable=True,
    )


def hexagons(
    cells: gpd.GeoDataFrame, layer_id: str, radius_km: float, colour: Sequence[int]
) -> pdk.Layer:
    """Hexagons with corners to the east and west around their centres.

    cells: `tooltip`, geometry Point in EPSG:4326. Only centres travel.
    """
    return pdk.Layer(
        "ColumnLayer",
        data=_located(cells),
        id=layer_id,
        get_position=["x", "y"],
        get_fill_color=list(colour),
        radius=radius_km * 1000,
        disk_resolution=6,
        extruded=False,
        pickable=True,
    )


def shapes(rows: gpd.GeoDataFrame, layer_id: str, colour: Sequence[int]) -> pdk.Layer:
    """A reader's few lines and polygons, inline; `tooltip`, in EPSG:4326."""
    return pdk.Layer(
        "GeoJsonLayer",
        data=json.loads(rows[[FIELD, rows.geometry.name]].to_json(drop_id=True)),
        id=layer_id,
        stroked=True,
        pickable=True,
        get_fill_color=[*colour[:3], 60],
        get_line_color=list(colour),
        line_width_units=String("pixels"),
        get_line_width=2.5,
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


def area(shapes: gpd.GeoSeries, layer_id: str = "area") -> pdk.Layer:
    """What lies within a distance: polygons in EPSG:4326, filled lightly and outlined."""
    return pdk.Layer(
        "GeoJsonLayer",
        data=json.loads(shapes.set_precision(1e-4).to_json()),
        id=layer_id,
        get_fill_color=palette.REACH,
        get_line_color=palette.CITY,
        line_width_units=String("pixels"),
        get_line_width=1.5,
        pickable=False,
    )


def labels(points: gpd.GeoDataFrame, size: int = 14) -> list[pdk.Layer]:
    """Names that keep out of each other's way, the most important first.

    points: `text`, `priority` (higher wins; any scale), geometry Point in EPSG:4326. deck
    takes priorities up to 1000, so they travel as ranks, and a thousand names are enough.
    """
    points = points.nlargest(1000, "priority")
    data = pd.DataFrame(
        {
            "x": points.geometry.x.round(4),
            "y": points.geometry.y.round(4),
            "text": points["text"],
            "priority": points["priority"].rank(method="first").to_numpy(),
        }
    )
    return [
        _text_layer(data, "labels-halo", size, palette.HALO, swell=0.35),
        _text_layer(data, "labels", size, palette.INK, swell=0),
    ]


def _text_layer(
    data: pd.DataFrame, layer_id: str, size: int, colour: Sequence[int], swell: float
) -> pdk.Layer:
    """One print of the labels; swell: how much fatter the letters are, for a halo.

    The outline of a deck label does not fade with it when another label half covers it, so
    the halo is a print of its own, and letters that would be half faded are cut off.
    """
    return pdk.Layer(
        "TextLayer",
        data=data,
        id=layer_id,
        get_position=["x", "y"],
        get_text="text",
        get_size=size,
        get_color=list(colour),
        get_pixel_offset=[0, -12],
        font_family=String(FONT),
        font_weight=600,
        character_set=String("auto"),
        font_settings={
            "sdf": True,
            "fontSize": 48,
            "buffer": 8,
            "radius": 12,
            "cutoff": 0.2 - swell,
        },
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
