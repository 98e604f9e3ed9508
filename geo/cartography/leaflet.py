"""Clickable maps with folium. Leaflet comes from this server: no CDN, no tile server, no icons."""

import folium
import geopandas as gpd
from folium.elements import JSCSSMixin

from geo.cartography import palette, static
from geo.cartography.extents import EXTENTS
from geo.cartography.tooltip import FIELD, as_html


def _local(element: JSCSSMixin) -> None:
    """Points one folium element to our own copies of Leaflet."""
    element.default_js = [("leaflet", static.url("leaflet.js"))]
    element.default_css = [("leaflet_css", static.url("leaflet.css"))]


def leaflet(extent: str) -> folium.Map:
    """An empty map at a named extent, on plain land and sea, that asks no other host.

    Only Leaflet itself is there: shapes, circle markers, tooltips, popups, layer control.
    Anything of folium that brings scripts of its own (colour maps, plugins) would ask a CDN.
    """
    view = EXTENTS[extent]
    made = folium.Map(
        location=[view.latitude, view.longitude],
        zoom_start=round(4 * (view.zoom + 1)) / 4,
        tiles=None,
        zoom_snap=0.25,
        prefer_canvas=True,
        max_zoom=14,
        attribution_control=False,
    )
    _local(made)
    sea = f"<style>.leaflet-container{{background:{palette.css(palette.SEA)}}}</style>"
    made.get_root().header.add_child(folium.Element(sea))
    return made


def add_shapes(
    made: folium.Map, shapes: gpd.GeoDataFrame, fill: list[int] = palette.LAND
) -> folium.Map:
    """Adds polygons (few, simplified: they are inlined) with `tooltip`, in EPSG:4326."""
    style = {
        "fillColor": palette.css(fill),
        "fillOpacity": 1,
        "color": palette.css(palette.BORDER),
        "weight": 0.8,
    }
    drawn = shapes[[FIELD, shapes.geometry.name]].assign(**{FIELD: shapes[FIELD].map(as_html)})
    folium.GeoJson(
        drawn.to_json(drop_id=True),
        style_function=lambda _: style,
        tooltip=folium.GeoJsonTooltip([FIELD], labels=False),
    ).add_to(made)
    return made


def add_dots(
    made: folium.Map, points: gpd.GeoDataFrame, colour: list[int], radius: float = 7
) -> folium.Map:
    """Adds circle markers with `tooltip`, in EPSG:4326; a click gives back the position."""
    for text, place in zip(points[FIELD], points.geometry, strict=True):
        folium.CircleMarker(
            [round(place.y, 4), round(place.x, 4)],
            radius=radius,
            color=palette.css(palette.RIM),
            weight=1.5,
            fill=True,
            fill_color=palette.css(colour),
            fill_opacity=1,
            tooltip=folium.Tooltip(as_html(text)),
        ).add_to(made)
    return made
