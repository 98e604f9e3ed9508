"""Downloads: one layer of the catalogue, as it stands, with its map and what its columns mean."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.evidence import Evidence, Layer, catalogue, columns, unit_of
from geo.exchange.published import layer_answer
from geo.language import tell
from geo.views.layers import layer_scene
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
