"""A map of any layer of the catalogue."""

import pandas as pd

from geo.cartography import palette
from geo.cartography.classes import classify
from geo.cartography.kinds import Areas, Dots
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.scene import Scene
from geo.cartography.tooltip import tooltip
from geo.evidence import Evidence, Layer
from geo.language import tell
from geo.views import shapes

NAMED_BREAKS = (0, 1, 3, 10, 30, 1000)
# The column that names a municipality, or where a pair of them begins.
CODES = ("divipola", "from_divipola")


def layer_scene(evidence: Evidence, entry: Layer, lang: str) -> Scene | None:
    """Its points or lines, or how many of its rows name each municipality; None without either."""
    rows, title = evidence[entry.id], entry.title[lang]
    if entry.geometry == "point":
        tips = [tooltip(str(row[0]), map(str, row[1:4])) for row in rows.itertuples(index=False)]
        dots = Dots("rows", title, rows.assign(tooltip=tips), basis=entry.basis)
        legend = Legend(title, entry.basis, [Entry("dot", palette.CITY, title, len(rows))])
        return Scene(title, [dots], legends=[legend])
    if entry.id == "corridors_documented":
        legend = shapes.lines_legend(rows, title, lang)
        lines = shapes.documented(rows, title, lang)
        return Scene(title, [lines], extent="southwest", legends=[legend])
    if entry.geometry != "none":
        legend = Legend(title, entry.basis, [Entry("box", palette.LAND, title, len(rows))])
        limits = [
            Areas("limits", title, classes=None, units=units, basis=entry.basis)
            for units in ("municipalities", "departments")
            if units == entry.id
        ]
        return Scene(title, limits, legends=[legend])  # else a part of the ground
    code = next((name for name in CODES if name in rows), None)
    return None if code is None else _named(evidence, rows[code], title, lang)


def _named(evidence: Evidence, codes: pd.Series, title: str, lang: str) -> Scene:
    """How many rows name each municipality."""
    counts = codes.dropna().value_counts().astype(float)
    units = evidence.municipalities["divipola"]
    counts = counts[counts.index.isin(units)]
    colours = palette.steps(palette.GREENS, len(NAMED_BREAKS) - 1)
    classes = classify(counts.clip(upper=NAMED_BREAKS[-1]), units, NAMED_BREAKS, colours)
    named = tell("downloads.named", lang)
    legend = Legend(named, "reported", class_entries(classes, lang, whole=True))
    return Scene(title, [Areas("named", named, classes=classes, values=counts)], legends=[legend])
