"""Downloads: one layer of the catalogue, as it stands, with its map and what its columns mean."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.cartography import palette
from geo.cartography.kinds import Areas, Dots
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.scene import Scene
from geo.cartography.tooltip import tooltip
from geo.errors import LayerFault
from geo.evidence import Evidence, Layer, catalogue, columns, unit_of
from geo.exchange.published import layer_answer
from geo.exchange.readable import as_texts
from geo.language import tell
from geo.views import shapes
from geo.views.link import Choice, one_of
from geo.views.view import View, remembered

FIRST = "corridors_documented"


def choices(evidence: Evidence) -> list[Choice]:
    """The layer."""
    return [one_of("layer", tuple(catalogue(evidence.data)), FIRST)]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The layer's rows as an answer, and its map."""
    entry = catalogue(evidence.data)[values["layer"]]
    return View({"layer": layer_answer(evidence, entry.id)}, layer_scene(evidence, entry, lang))


def dictionary(entry: Layer, lang: str) -> pd.DataFrame:
    """The columns of a layer: name, meaning, unit, and what a blank means; headed in words."""
    meanings = [columns()[name] for name in entry.columns]
    never = tell("downloads.never", lang)
    cells = {
        "downloads.column": [column.name for column in meanings],
        "downloads.meaning": [column.meaning[lang] for column in meanings],
        "downloads.unit": [unit_of(column, lang) for column in meanings],
        "downloads.null": [column.null.get(lang, never) for column in meanings],
    }
    return pd.DataFrame({tell(key, lang): texts for key, texts in cells.items()})


NAMED_BREAKS = (0, 1, 3, 10, 30)
PLACES = 25  # named on every map
FIRST_COLUMNS = 4  # in the tooltip of a point
# The columns that name a municipality, or a pair of them.
CODES = ("divipola",), ("from_divipola", "to_divipola")


def layer_scene(evidence: Evidence, entry: Layer, lang: str) -> Scene | None:
    """Its points or lines, or how many of its rows name each municipality; None without either."""
    scene = _layer_scene(evidence, entry, lang)
    with suppress(LayerFault):  # then without names
        names = shapes.main_places(evidence, PLACES)
        return scene and replace(scene, layers=[*scene.layers, names])
    return scene


def _layer_scene(evidence: Evidence, entry: Layer, lang: str) -> Scene | None:
    rows, title = evidence[entry.id], entry.title[lang]
    if entry.id == "incidents":
        return Scene(title, shapes.incident_layers(rows, lang, title=title))
    if entry.geometry == "point":
        first = as_texts(rows, lang).iloc[:, :FIRST_COLUMNS]
        tips = [tooltip(head, lines) for head, *lines in first.itertuples(index=False)]
        mark = [Entry("dot", palette.CITY, title, len(rows))]
        rows = rows.assign(tooltip=tips)
        return Scene(title, [Dots("rows", title, rows, basis=entry.basis, entries=mark)])
    if entry.id == "corridors_documented":
        return Scene(title, [shapes.documented(rows, title, lang)], extent="southwest")
    if entry.geometry != "none":
        legend = Legend(title, entry.basis, [Entry("box", palette.LAND, title, len(rows))])
        limits = []  # of a part of the ground
        if (units := entry.id) in ("municipalities", "departments"):
            limits = [Areas("limits", title, classes=None, units=units, basis=entry.basis)]
        return Scene(title, limits, legends=[legend])
    codes = next((pair for pair in CODES if pair[0] in rows), None)
    return None if codes is None else _rows_by_place(evidence, rows[list(codes)], entry, lang)


def _rows_by_place(evidence: Evidence, codes: pd.DataFrame, entry: Layer, lang: str) -> Scene:
    """How many rows name each municipality, at either end where it is one of a pair."""
    ends = [codes[name] for name in codes]
    once = [ends[0], *(end[end != ends[0]] for end in ends[1:])]
    counts = pd.concat(once).dropna().value_counts().astype(float)
    counts = counts[counts.index.isin(evidence.municipalities["divipola"])]
    breaks = (*NAMED_BREAKS, max(counts.max(), 2 * NAMED_BREAKS[-1]))
    colours = palette.steps(palette.GREENS, len(breaks) - 1)
    classes = shapes.by_municipality(evidence, counts, breaks, colours)
    mark = "hatched" if entry.basis == "modelled" else "box"
    entries = class_entries(classes, lang, mark=mark, whole=True)
    look = {"values": counts, "basis": entry.basis, "entries": entries}
    areas = Areas("named", tell("downloads.named", lang), classes=classes, **look)
    return Scene(entry.title[lang], [areas])
