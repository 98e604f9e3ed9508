"""A map of any layer of the catalogue."""

import pandas as pd

from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import Layer
from pages.frame import shapes
from pages.frame.data import layer
from pages.frame.language import lang, t

NAMED_BREAKS = (0, 1, 3, 10, 30, 1000)


def layer_map(entry: Layer, frame: pd.DataFrame) -> tuple[object, list[Legend], str]:
    """A map of any layer: its points or lines, or how many of its rows name each municipality."""
    title = entry.title[lang()]
    extent = "colombia"
    if entry.geometry == "point":
        tips = [tooltip(str(row[0]), map(str, row[1:4])) for row in frame.itertuples(index=False)]
        dots = deck.circles(frame.assign(tooltip=tips), "layer-dots", palette.CITY, 4)
        legend = Legend(title, entry.basis, [Entry("dot", palette.CITY, title, len(frame))])
        return deck.deck([dots], extent), [legend], ""
    if entry.id == "corridors_documented":
        lines = deck.documented(shapes.joined_legs(frame))
        return deck.deck(lines, "southwest"), [shapes.lines_legend(frame, title)], ""
    if entry.geometry != "none":
        legend = Legend(title, entry.basis, [Entry("box", palette.LAND, title, len(frame))])
        return deck.deck([deck.borders()], extent), [legend], ""
    key = next((c for c in ("divipola", "from_divipola") if c in frame), None)
    if key is None:
        return None, [], ""
    counts = frame[key].dropna().value_counts().astype(float).clip(upper=1000)
    classes = classify(
        counts,
        layer("municipalities")["divipola"],
        NAMED_BREAKS,
        palette.steps(palette.GREENS, 5),
    )
    legend = Legend(t("downloads.named"), "reported", class_entries(classes, lang(), whole=True))
    drawn = deck.deck(deck.choropleth("layer-rows", classes, extent), extent)
    return drawn, [legend], t("downloads.no_shapes")
