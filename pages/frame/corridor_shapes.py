"""Corridors: modelled loads and ways on the map, and the columns of their tables."""

import pandas as pd

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import Classes, classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import minutes, number, percent
from pages.frame import shapes
from pages.frame.data import layer
from pages.frame.incident_shapes import INCIDENT_COLUMNS
from pages.frame.language import lang, t

LOAD_BREAKS = (0, 10, 25, 50, 75, 100)

LOAD_COLUMNS = [
    "municipality",
    "department",
    "load_ha_modelled",
    "load_low_ha_modelled",
    "load_high_ha_modelled",
    "share_modelled",
    "share_low_modelled",
    "share_high_modelled",
    "mean_detour_min_modelled",
]

ORIGIN_COLUMNS = [
    "municipality",
    "department",
    "hectares",
    "status",
    "hours_modelled",
    "description_en",
    "description_es",
]

CORRIDOR_COLUMNS = [
    "corridor_id",
    "name_en",
    "name_es",
    "commodities",
    "evidence",
    "confidence",
    "attribution_en",
    "attribution_es",
    "period",
    "legs",
    "schematic_legs",
    "uncertainty_km",
]

CROSSED_COLUMNS = [
    "corridor_id",
    "name_en",
    "name_es",
    "municipality",
    "department",
    "km",
    "named",
]

DOCUMENT_COLUMNS = [
    "corridor_id",
    "name_en",
    "name_es",
    "hours_modelled",
    "added_h_modelled",
    "n_passed",
    "n_on_way_modelled",
    "n_named",
    "n_named_on_way_modelled",
]

DETOUR_COLUMNS = [
    "corridor_id",
    "municipality",
    "department",
    "detour_h_modelled",
    "difference",
    "passes_by",
]

NOTE_COLUMNS = ["corridor_id", "place", "description_en", "description_es"]

PLACE_COLUMNS = ["municipality", "department", "relation"]
ALONG_COLUMNS = {
    "places": [
        *PLACE_COLUMNS,
        "km",
        "km_modelled",
        "certainty",
        "detour_h_modelled",
        "area_share_modelled",
        "population",
        "population_within_modelled",
        "hectares",
        "hectares_within_modelled",
        "incidents_certain",
        "incidents_possible",
        "structures",
        "warnings",
        "programmes",
    ],
    "incidents": ["month", "date", "certainty", "distance_km", *INCIDENT_COLUMNS[1:]],
    "structures": [
        "structure",
        "umbrella_en",
        "umbrella_es",
        *PLACE_COLUMNS,
        "presence_type",
        "period",
        "confidence",
        "source_ids",
    ],
    "warnings": ["date", "alert_en", "alert_es", "alert_type", *PLACE_COLUMNS],
    "programmes": [
        "name_en",
        "name_es",
        *PLACE_COLUMNS,
        "status_code",
        "start_date",
        "end_date",
        "agency_text",
        "programme_id",
    ],
}

# Places below this share of the load are in the table, not on the map.
DRAWN_SHARE = 0.01


def modelled_areas(layer_id: str, classes: Classes, extent: str) -> list:
    """The hatched municipalities, only those of the southwest where the map shows no more."""
    units = "municipalities" if extent == "colombia" else "southwest"
    return deck.choropleth(layer_id, classes, extent, modelled=True, units=units)


def load_layers(
    places: Answer, extent: str, title: str | None = None, layer_id: str = "loads"
) -> tuple[list, list[Legend]]:
    """The modelled load: hatched choropleth of shares, dots that tell the figures.

    On a layer of another id the caller draws its own dots.
    """
    rows = places.frame[places.frame["share_high_modelled"] >= DRAWN_SHARE]
    shares = (rows.set_index("divipola")["share_modelled"] * 100).round(6)
    units = layer("municipalities")["divipola"]
    classes = classify(shares[shares > 0], units, LOAD_BREAKS, palette.steps(palette.PURPLES, 5))
    entries = class_entries(classes, lang(), mark="hatched")
    legend = Legend(title or t("corridors.load_legend"), "modelled", entries)
    drawn = modelled_areas(layer_id, classes, extent)
    if layer_id == "loads":
        drawn.append(_load_dots(rows))
    return drawn, [legend]


def _load_dots(rows: pd.DataFrame):
    seats = layer("seats").set_index("divipola").loc[rows["divipola"]].reset_index()
    tips = [
        tooltip(
            row.municipality,
            [
                t(
                    "corridors.tip_load",
                    share=percent(row.share_modelled, lang()),
                    low=percent(row.share_low_modelled, lang()),
                    high=percent(row.share_high_modelled, lang()),
                ),
                t(
                    "corridors.tip_hectares",
                    load=number(row.load_ha_modelled, lang()),
                    low=number(row.load_low_ha_modelled, lang()),
                    high=number(row.load_high_ha_modelled, lang()),
                ),
                t("corridors.tip_detour", minutes=minutes(row.mean_detour_min_modelled, lang())),
            ],
        )
        for row in rows.itertuples()
    ]
    return deck.circles(seats.assign(tooltip=tips), "load-dots", palette.LOAD_LINE, 4)


def certainty_layers(within: pd.DataFrame, extent: str) -> tuple[list, Legend]:
    """Municipalities whose seats lie within a detour, certain ones darker; hatched."""
    value = within.set_index("divipola")["certainty"].map({"possible": 1, "certain": 2})
    colours = [palette.PURPLES[1], palette.PURPLES[3]]
    units = layer("municipalities")["divipola"]
    classes = classify(value, units, (0, 1, 2), colours)
    entries = [
        Entry("hatched", colour, label("certainty", code, lang()), count)
        for colour, code, count in zip(
            colours, ("possible", "certain"), classes.counts, strict=True
        )
    ]
    legend = Legend(t("corridors.within_legend"), "modelled", entries)
    return modelled_areas("within", classes, extent), legend


def load_labels(places: Answer):
    """Names of the places with most load, with their share or its range."""
    rows = places.frame[places.frame["share_high_modelled"] >= 0.1].head(40)
    texts = []
    for row in rows.itertuples():
        low, high = row.share_low_modelled * 100, row.share_high_modelled * 100
        share = number(row.share_modelled * 100, lang())
        if high - low > 10:
            share = f"{number(low, lang())}–{number(high, lang())}"
        texts.append(f"{row.municipality} {share} %")
    return shapes.seat_labels(rows["divipola"], pd.Series(texts))


def add_ways(ways: Answer, layers: list, legends: list[Legend], pickable: bool = True) -> None:
    """Adds the modelled ways, where there are any, and what they mean."""
    if ways.frame.empty:
        return
    tips = [
        tooltip(t("corridors.tip_way", load=number(load, lang())))
        for load in ways.frame["load_ha_modelled"]
    ]
    layers.append(deck.modelled_legs(ways.frame.assign(tooltip=tips), 14, pickable=pickable))
    entry = Entry("striped", palette.LOAD_LINE, t("frame.modelled"))
    legends.append(Legend(t("corridors.ways_legend"), "modelled", [entry]))


SKILL_COLUMNS = [
    "test",
    "positives",
    "score",
    "auc_modelled",
    "auc_low_modelled",
    "auc_high_modelled",
]
