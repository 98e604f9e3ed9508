"""The base map and the place names of our own Leaflet components, as `base.js` draws them."""

from collections.abc import Sequence

import geopandas as gpd

from geo.cartography import palette, static


def base() -> list[tuple[str, dict, str | None]]:
    """The base map from sea to border: (address, Leaflet style, kind of water or None)."""

    def flat(fill: Sequence[int], line: Sequence[int] | None = None) -> dict:
        edge = {"stroke": line is not None, "color": palette.css(line or fill), "weight": 0.8}
        return {"fillColor": palette.css(fill), "fillOpacity": 1, **edge}

    def line(colour: Sequence[int], weight: float) -> dict:
        return {"color": palette.css(colour), "weight": weight, "fill": False}

    return [
        (static.url("countries.json"), flat(palette.NEIGHBOUR, palette.FINE_BORDER), None),
        (static.url("departments.json"), flat(palette.LAND), None),
        (static.url("water.json"), flat(palette.WATER), "lake"),
        (static.url("water.json"), line(palette.WATER, 1), "river"),
        (static.url("rivers.json"), line(palette.WATER, 1.2), None),
        (static.url("roads.json"), line(palette.ROAD, 1.4), None),
        (static.url("departments.json"), line(palette.BORDER, 1), None),
    ]


def names(labels: gpd.GeoDataFrame) -> list[tuple[str, float, float]]:
    """(text, longitude, latitude) of labels with `text` and points in EPSG:4326, in their order."""
    return [
        (text, round(place.x, 4), round(place.y, 4))
        for text, place in zip(labels["text"], labels.geometry, strict=True)
    ]
