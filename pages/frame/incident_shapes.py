"""Incidents on the map, and the columns of their tables."""

import geopandas as gpd

from geo.cartography import deck, palette
from geo.cartography.legend import Entry, Legend
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import date, number
from pages.frame.language import lang, t

INCIDENT_COLUMNS = [
    "date",
    "title_en",
    "title_es",
    "place_text_en",
    "place_text_es",
    "event_type",
    "casualty_text_en",
    "casualty_text_es",
    "actor_en",
    "actor_es",
    "attribution_status",
    "uncertainty_km",
    "incident_id",
]


def incident_layers(rows: gpd.GeoDataFrame, highlight: bool = False) -> list:
    """Incidents with what a reader may know of each."""
    tips = [
        tooltip(
            getattr(row, f"title_{lang()}"),
            [
                f"{date(row.date, lang())} · {label('event_type', row.event_type, lang())}",
                getattr(row, f"place_text_{lang()}"),
                getattr(row, f"casualty_text_{lang()}"),
                f"{getattr(row, f'actor_{lang()}')} · "
                f"{label('attribution_status', row.attribution_status, lang())}",
                f"± {number(row.uncertainty_km, lang())} km",
            ],
        )
        for row in rows.itertuples()
    ]
    return deck.incidents(rows.assign(tooltip=tips), highlight)


def incident_legend(rows: gpd.GeoDataFrame, title: str) -> Legend:
    counts = rows["event_type"].value_counts()
    entries = [
        Entry("dot", colour, label("event_type", kind, lang()), int(counts[kind]))
        for kind, colour in palette.EVENTS.items()
        if kind in counts
    ]
    wide = int((rows["uncertainty_km"] >= deck.AREA_FROM_KM).sum())
    if wide:
        entries.append(Entry("ring", palette.INK, t("incidents.area"), wide))
    return Legend(title, "reported", entries)
