"""What several maps draw alike: labels, documented lines, the five cities, coca classes."""

import geopandas as gpd
import pandas as pd
from shapely import LineString, MultiLineString, line_merge

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import Classes, classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import date, minutes, number, percent
from pages.parts.data import layer
from pages.parts.frame import lang, t

COCA_BREAKS = (0, 50, 250, 1000, 2500, 5000, 35000)


def coca_classes(year: int) -> Classes:
    """Classes of the hectares detected in a year, the same for every year."""
    coca = layer("coca")
    values = coca[(coca["year"] == year) & (coca["hectares"] > 0)].set_index("divipola")["hectares"]
    units = layer("municipalities")["divipola"]
    return classify(values, units, COCA_BREAKS, palette.steps(palette.GREENS, 6))


def coca_legend(classes: Classes, year: int) -> Legend:
    entries = class_entries(classes, lang())
    none = Entry("box", palette.LAND, t("overview.none_detected"), classes.missing)
    return Legend(t("overview.coca_legend", year=str(year)), "reported", [*entries, none])


def joined_legs(legs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbouring legs of one corridor and one kind as one line, with its tooltip."""
    name = f"name_{lang()}"
    rows = []
    for (corridor, dashed), group in legs.groupby(["corridor_id", "is_schematic"]):
        first = group.iloc[0]
        merged = line_merge(MultiLineString(list(group.geometry)))
        parts = [merged] if isinstance(merged, LineString) else list(merged.geoms)
        head = f"{corridor} · {first[name]}"
        lines = [
            label("commodities", first["commodities"], lang()),
            label("evidence", first["evidence"], lang()),
            first[f"attribution_{lang()}"] or "",
            first["period"] or t("frame.undated"),
        ]
        rows += [
            {"is_schematic": dashed, "tooltip": tooltip(head, lines), "geometry": part}
            for part in parts
        ]
    columns = ["is_schematic", "tooltip", "geometry"]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry="geometry", crs=legs.crs)


def lines_legend(answer: Answer, title: str) -> Legend:
    schematic = int(answer.frame["is_schematic"].sum())
    return Legend(
        title,
        "reported",
        [
            Entry("line", palette.DOCUMENTED, t("overview.solid"), len(answer.frame) - schematic),
            Entry("dashed", palette.DOCUMENTED, t("overview.dashed"), schematic),
        ],
    )


def seat_labels(codes: pd.Series, texts: pd.Series | None = None, size: int = 14):
    """Names at seats, the most populous first. codes: DIVIPOLA; texts: by the same index."""
    people = layer("population")
    people = people[people["year"] == people["year"].max()].set_index("divipola")["population"]
    seats = layer("seats").set_index("divipola").loc[list(codes)]
    points = gpd.GeoDataFrame(
        {
            "text": list(seats["municipality"] if texts is None else texts),
            "priority": list(people.reindex(seats.index).fillna(0) / 1000),
        },
        geometry=list(seats.geometry),
        crs=seats.crs,
    )
    return deck.labels(points, size)


def city_dots():
    cities = layer("cities")
    tips = [
        tooltip(row.city, [f"{number(row.population, lang())} ({row.population_year})"])
        for row in cities.itertuples()
    ]
    return deck.circles(cities.assign(tooltip=tips), "cities", palette.CITY, 7)


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
ORIGIN_COLUMNS = ["municipality", "department", "hectares", "status", "hours_modelled"]
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
DOCUMENT_COLUMNS = [
    "corridor_id",
    "name_en",
    "name_es",
    "hours_modelled",
    "added_h_modelled",
    "n_named",
    "n_on_way_modelled",
]
DETOUR_COLUMNS = ["corridor_id", "municipality", "department", "detour_h_modelled"]
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
# Places below this share of the load are in the table, not on the map.
DRAWN_SHARE = 0.01


def load_layers(places: Answer, extent: str) -> tuple[list, list[Legend]]:
    """The modelled load: hatched choropleth of shares, dots that tell the figures."""
    rows = places.frame[places.frame["share_high_modelled"] >= DRAWN_SHARE]
    shares = (rows.set_index("divipola")["share_modelled"] * 100).round(6)
    units = layer("municipalities")["divipola"]
    classes = classify(shares[shares > 0], units, LOAD_BREAKS, palette.steps(palette.PURPLES, 5))
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
    dots = deck.circles(seats.assign(tooltip=tips), "load-dots", palette.LOAD_LINE, 4)
    entries = class_entries(classes, lang(), mark="hatched")
    legend = Legend(t("corridors.load_legend"), "modelled", entries)
    return [*deck.choropleth("loads", classes, extent, modelled=True), dots], [legend]


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
    return seat_labels(rows["divipola"], pd.Series(texts))


def way_lines(ways: Answer):
    tips = [
        tooltip(t("corridors.tip_way", load=number(load, lang())))
        for load in ways.frame["load_ha_modelled"]
    ]
    return deck.modelled_legs(ways.frame.assign(tooltip=tips), 14)


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
