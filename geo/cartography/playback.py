"""What the browser needs to play incidents through time: rows, colours, our own base map."""

from collections.abc import Mapping, Sequence
from datetime import date

import geopandas as gpd
import pandas as pd

from geo.cartography import ground, palette, static
from geo.cartography.card import CARD
from geo.cartography.extents import EXTENT_PX, EXTENTS
from geo.cartography.sizes import AREA_FROM_KM
from geo.language import LOCALES

# The upper ends of the classes of a hexagon's number, and the steps of grey that show them.
HEXAGON_TOPS = (1, 4, 9, 19, None)
NAME = "corredor.playback"
LOADER = """
export default function (component) {
  const { data, parentElement } = component
  if (!parentElement.hasChildNodes()) {
    const loading = document.createElement('p')
    loading.className = 'loading'
    loading.style.minHeight = '600px'
    loading.textContent = data.texts.loading
    parentElement.append(loading)
  }
  const script = import(new URL(data.urls.script, document.baseURI).href)
  script.then((playback) => playback.show(component)).catch((error) => {
    const loading = parentElement.querySelector('.loading')
    if (loading) loading.textContent = data.texts.failed
    throw error
  })
  return () => script.then((playback) => playback.end(parentElement), () => {})
}
"""


def hexagon_classes() -> list[tuple[int, int | None, list[int]]]:
    """(from, to, colour) of each class of a hexagon's number; the last has no upper end."""
    colours = palette.steps(palette.GREYS, len(HEXAGON_TOPS))
    lows = (0, *(top + 1 for top in HEXAGON_TOPS[:-1]))
    return list(zip(lows, HEXAGON_TOPS, colours, strict=True))


def _colours() -> dict:
    def dark(colour: Sequence[int]) -> bool:
        return sum(colour[:3]) < 450

    return {
        "sea": palette.css(palette.SEA),
        "paper": palette.css(palette.PAPER),
        "ink": palette.css(palette.INK),
        "rim": palette.css(palette.RIM),
        "halo": palette.css(palette.HALO),
        "border": palette.css(palette.BORDER),
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


def _figure(low: object, high: object) -> list[int] | None:
    """Lowest and highest figure; nothing where no source gives one, which is not zero."""
    return None if pd.isna(high) else [int(low), int(high)]


def scene(
    rows: gpd.GeoDataFrame,
    others: gpd.GeoDataFrame,
    months: Sequence[int],
    days: tuple[date, date],
    whole: tuple[date, date],
    kinds: Mapping[str, str],
    labels: gpd.GeoDataFrame,
    extent: str,
    texts: Mapping[str, str],
    lang: str,
    mark: str = "points",
    size: str = "even",
    trail: int = 0,
    chosen: str | None = None,
) -> dict:
    """One message for the playback component; `LOADER` is its script, under `NAME`.

    rows: incident_id, date, event_type, uncertainty_km, killed_low … injured_high, geometry
    Point, and for readers `title`, `told`, `said`. others: UCDP's events with date_start,
    where_prec, `title`, `told`. months: rows a month over the whole days. days: what plays.
    kinds: event types in words. labels: `text` with points, the most important first. mark:
    points, clusters or hexagons. size: even, killed or injured. trail: days of the moving
    window, 0 for all so far. All in EPSG:4326.
    """
    view = EXTENTS[extent]
    codes = list(palette.EVENTS)
    return {
        "urls": {
            "script": static.url("playback.js"),
            "base": static.url("base.js"),
            "leaflet": static.url("leaflet-src.esm.js"),
            "styles": [static.url("leaflet.css"), static.url("playback.css")],
        },
        "base": ground.base(),
        "colours": _colours(),
        "view": {
            "name": extent,
            "longitude": view.longitude,
            "latitude": view.latitude,
            "zoom": view.zoom + 1,  # its world is half as wide at the same zoom
            "width": EXTENT_PX[0],
            "height": EXTENT_PX[1],
        },
        "locale": LOCALES[lang].replace("_", "-"),
        "texts": dict(texts),
        "kinds": [kinds[code] for code in codes],
        "first": whole[0].isoformat(),
        "last": whole[1].isoformat(),
        "start": days[0].isoformat(),
        "end": days[1].isoformat(),
        "months": list(months),
        "mark": mark,
        "size": size,
        "trail": trail,
        "wide": AREA_FROM_KM,
        "chosen": chosen,
        "card": CARD,
        "labels": ground.names(labels),
        "rows": [
            [
                row.incident_id,
                row.date,
                round(row.geometry.x, 4),
                round(row.geometry.y, 4),
                codes.index(row.event_type),
                float(row.uncertainty_km),
                _figure(row.killed_low, row.killed_high),
                _figure(row.injured_low, row.injured_high),
                row.title,
                row.told,
                row.said,
            ]
            for row in rows.itertuples()
        ],
        "others": [
            [
                row.date_start,
                round(row.geometry.x, 4),
                round(row.geometry.y, 4),
                row.where_prec == "1",
                row.title,
                row.told,
            ]
            for row in others.itertuples()
        ],
    }
