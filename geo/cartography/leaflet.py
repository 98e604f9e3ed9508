"""A map of any answer with folium, for notebooks and the library's users.

    leaflet.view(answer).save("map.html")

Leaflet is written into the page: it opens from a file, with no network, and asks no other host.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from branca.element import Element

from geo.answers import Answer
from geo.answers.answer import MODELLED, words
from geo.cartography import palette, static
from geo.cartography.classes import Classes, classify
from geo.cartography.drawing import MAINLAND
from geo.cartography.legend import STYLE, Entry, Legend, class_entries
from geo.cartography.tooltip import FIELD, as_html, shortened, tooltip
from geo.crs import STORAGE
from geo.evidence import column_title, columns, data_version, label
from geo.language import date, number, tell

CODES = {"divipola": "municipalities", "department_code": "departments"}
NAMES = ("municipality", "department", "city", "title_{}", "name_{}", "structure", "name")
CLASSES, LINES = 5, 8
BESIDE = (290, 10)  # pixels that the box of words takes
BOX = (
    "position:fixed;z-index:1000;right:12px;top:12px;max-width:min(16rem,45vw);max-height:90vh;"
    "overflow:auto;background:#fffdf8;color:#1c2026;border:1px solid #969692;border-radius:4px;"
    "padding:8px 11px;font:14px/1.4 'Source Sans',sans-serif"
)


def view(answer: Answer, *, column: str | None = None, lang: str = "en") -> folium.Map:
    """A map of an answer: rows where they lie, or the places whose codes they carry.

    column: the figure that colours them, by default the first one with a unit; several rows of
    one place are counted instead. What is modelled is hatched. An answer without a position
    gets the country and its own words. Raises KeyError for a column that the frame lacks.
    """
    if column is not None and column not in answer.frame:
        raise KeyError(column)
    page = _empty()
    rows, column = _rows_on_map(answer.frame, column or _figure(answer.frame), lang)
    legends = [_draw(page, rows, column, lang)] if len(rows) else []
    as_of = tell("frame.as_of", lang, as_of=date(answer.as_of, lang), version=data_version())
    caption = as_html(f"{shortened(answer.id)}\n{words(answer, lang)}\n{as_of}")
    html = "".join(legend.to_html(lang) for legend in legends)
    _add(_root(page).html, f'<style>{STYLE}</style><div style="{BOX}">{caption}{html}</div>')
    return page


def _root(page: folium.Map) -> Any:
    """The page around the map, with its header and its body."""
    return page.get_root()


def _add(part: Element, html: str) -> None:
    """Adds HTML as it is: folium would read it as a template."""
    part.add_child(Element(f"{{% raw %}}{html}{{% endraw %}}"))


def _empty() -> folium.Map:
    """Colombia's departments on plain land and sea, with Leaflet inside the page."""
    page = folium.Map(tiles=None, zoom_snap=0.25, attribution_control=False)
    page.default_js, page.default_css = [], []
    css, script = (static.content(f"leaflet.{kind}").decode() for kind in ("css", "js"))
    sea = f".leaflet-container{{background:{palette.css(palette.SEA)}}}"
    head = _root(page).header
    _add(head, f"<style>{css}{sea}</style><script>{script}</script>")
    _add(head, f'<svg width="0" height="0" style="position:absolute">{_hatches()}</svg>')
    look = {"fillColor": palette.css(palette.LAND), "fillOpacity": 1, "weight": 0.8}
    look["color"] = palette.css(palette.BORDER)
    land = static.content("departments.json").decode()
    folium.GeoJson(land, style_function=lambda _: look, interactive=False).add_to(page)
    _look(page, MAINLAND)
    return page


def _look(page: folium.Map, bounds: Sequence[float], **options: Any) -> None:
    """Shows west, south, east and north whole, beside the box of words."""
    west, south, east, north = bounds
    page.fit_bounds(((south, west), (north, east)), padding_bottom_right=BESIDE, **options)


def _hatches() -> str:
    """Fills of stripes on each colour of modelled classes: hatch-0, hatch-1, …"""
    return "".join(
        f'<pattern id="hatch-{k}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{palette.css(colour)}"/>'
        f'<rect width="2.5" height="8" fill="{palette.css(palette.stripe(colour))}"/></pattern>'
        for k, colour in enumerate(palette.steps(palette.PURPLES, CLASSES))
    )


def _figure(frame: pd.DataFrame) -> str | None:
    """The first figure with a unit that a table would show."""
    for name in frame:
        column = columns().get(name)
        if column and column.unit and not column.technical and column.type in ("number", "integer"):
            return name
    return None


def _rows_on_map(
    frame: pd.DataFrame, column: str | None, lang: str
) -> tuple[gpd.GeoDataFrame, str | None]:
    """Rows with `value`, the tooltip and a geometry; the column that the value is of."""
    if isinstance(frame, gpd.GeoDataFrame):
        rows = frame[~(frame.geometry.isna() | frame.geometry.is_empty)].to_crs(STORAGE)
        value = rows[column] if column else pd.Series(np.nan, rows.index)
        shapes = rows.geometry
    else:
        code = next((c for c in CODES if c in frame), None)
        if code is None or frame[code].dropna().empty:
            return gpd.GeoDataFrame(), column
        shape_of = _shapes(code)
        rows = frame[frame[code].isin(list(shape_of))]
        counts = rows[code].value_counts()
        rows = rows.drop_duplicates(code)
        shapes = gpd.GeoSeries([shape_of[c] for c in rows[code]], rows.index, STORAGE)
        if (counts > 1).any():
            value, column = rows[code].map(counts), None
        else:
            value = rows[column] if column else pd.Series(np.nan, rows.index)
    tips = [_tip(row, lang) for row in rows.to_dict("records")]
    layer = gpd.GeoDataFrame({"value": value.astype(float), FIELD: tips}, geometry=shapes)
    return layer.replace({"value": {np.inf: np.nan, -np.inf: np.nan}}), column


@lru_cache(maxsize=2)
def _shapes(code: str) -> dict[str, shapely.Geometry]:
    """The display shape of each place by code, of the column of this name."""
    features = json.loads(static.content(f"{CODES[code]}.json"))["features"]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    return {f["properties"][code]: s for f, s in zip(features, shapes, strict=True)}


def _tip(row: dict, lang: str) -> str:
    """A row's name, and what its first columns say."""
    names = (row.get(name.format(lang)) for name in NAMES)
    head = next((name for name in names if isinstance(name, str)), "")
    lines = []
    for name, cell in row.items():
        column = columns().get(name)
        if column is None or column.technical or pd.api.types.is_list_like(cell) or pd.isna(cell):
            continue
        if cell != head and not name.endswith("_es" if lang == "en" else "_en"):
            lines.append(f"{column_title(name, lang)}: {_cell(name, cell, lang)}")
    return shortened(tooltip(head, lines[:LINES]))


def _cell(name: str, cell: Any, lang: str) -> str:
    column = columns()[name]
    if column.values:
        return label(name, str(cell), lang)
    if column.type == "date":
        return date(str(cell), lang)
    if column.type in ("number", "integer") and column.unit:
        return number(float(cell), lang, 0 if column.type == "integer" else 2)
    return str(cell)


def _draw(page: folium.Map, rows: gpd.GeoDataFrame, column: str | None, lang: str) -> Legend:
    """Adds the rows by class of their value; returns what the colours mean."""
    modelled = column is not None and column.endswith(MODELLED)
    rows = rows.reset_index(drop=True)
    classes = _classes(rows["value"], modelled)
    fill = _fills(classes, modelled)
    title = column_title(column, lang) if column else tell("downloads.named", lang)
    mark = "hatched" if modelled else "box"
    if classes is None:
        entries = [Entry("box", palette.HIGHLIGHT, tell("map.rows", lang, n=len(rows)))]
    else:
        none = tell("frame.no_data", lang) if classes.missing else None
        entries = class_entries(classes, lang, decimals=1, mark=mark, no_data=none)
    fills = [fill(i) for i in rows.index]
    features = rows.assign(**{FIELD: rows[FIELD].map(as_html), "fill": fills})
    features.geometry = features.geometry.set_precision(1e-6, mode="pointwise")
    folium.GeoJson(
        features.drop(columns="value").to_json(drop_id=True),
        style_function=lambda feature: {
            "fillColor": feature["properties"]["fill"],
            "fillOpacity": 0.9,
            "color": palette.css(palette.INK),
            "weight": 0.8 if feature["geometry"]["type"].endswith(("Polygon", "Point")) else 3,
        },
        marker=folium.CircleMarker(radius=6),
        tooltip=folium.GeoJsonTooltip([FIELD], labels=False),
    ).add_to(page)
    _look(page, features.total_bounds, max_zoom=9)
    return Legend(title, "modelled" if modelled else "reported", entries)


def _classes(values: pd.Series, modelled: bool) -> Classes | None:
    """Up to five classes of about as many rows each; None where there is nothing to class."""
    numbers = values.dropna()
    if numbers.nunique() < 2:
        return None
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, CLASSES + 1)))
    breaks = (np.nextafter(cuts[0], -np.inf), *cuts[1:])
    ramp = palette.PURPLES if modelled else palette.GREENS
    colours = palette.steps(ramp, CLASSES)[-(len(breaks) - 1) :]
    units = values.index.astype(str)
    return classify(numbers.set_axis(numbers.index.astype(str)), units, breaks, colours)


def _fills(classes: Classes | None, modelled: bool) -> Callable[[int], str]:
    """The fill of a row by its place."""
    if classes is None:
        return lambda _: palette.css(palette.HIGHLIGHT)
    skipped = CLASSES - len(classes.colours)

    def fill(i: int) -> str:
        code = classes.codes[i]
        if code == "-":
            return palette.css(palette.NO_DATA)
        hatch = f"url(#hatch-{int(code) + skipped})"
        return hatch if modelled else palette.css(classes.colours[int(code)])

    return fill
