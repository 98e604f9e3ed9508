"""What several maps draw alike: labels, documented lines, the five cities, coca classes."""

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely import LineString, MultiLineString, line_merge

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import Classes, classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import Layer, column_title, label
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


def lines_legend(legs: gpd.GeoDataFrame, title: str) -> Legend:
    """Legs by how they are drawn."""
    schematic = int(legs["is_schematic"].sum())
    return Legend(
        title,
        "reported",
        [
            Entry("line", palette.DOCUMENTED, t("overview.solid"), len(legs) - schematic),
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


def load_layers(places: Answer, extent: str, title: str | None = None) -> tuple[list, list[Legend]]:
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
    legend = Legend(title or t("corridors.load_legend"), "modelled", entries)
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


def add_ways(ways: Answer, layers: list, legends: list[Legend]) -> None:
    """Adds the modelled ways, where there are any, and what they mean."""
    if ways.frame.empty:
        return
    tips = [
        tooltip(t("corridors.tip_way", load=number(load, lang())))
        for load in ways.frame["load_ha_modelled"]
    ]
    layers.append(deck.modelled_legs(ways.frame.assign(tooltip=tips), 14))
    entry = Entry("striped", palette.LOAD_LINE, t("frame.modelled"))
    legends.append(Legend(t("corridors.ways_legend"), "modelled", [entry]))


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


REACH_COLUMNS = [
    "municipality",
    "department",
    "distance_km",
    "hours_modelled",
    "hectares",
    "population",
    "programmes",
    "programme_ids",
    "incidents_certain",
    "incidents_possible",
]
CITY_COLUMNS = [
    "city",
    "mayor",
    "party_movement_en",
    "party_movement_es",
    "population",
    "travelled_to_washington",
    "homicide_rate_2024",
    "metro_notes_en",
    "metro_notes_es",
]
HOMICIDE_COLUMNS = [
    "city",
    "period_start",
    "period_end",
    "measure",
    "value",
    "scope",
    "counted_by",
    "source_ids",
]


def reach_layers(within: Answer, year: int) -> tuple[list, list[Legend]]:
    """Municipalities within reach by their coca; those with none detected a shade apart."""
    rows = within.frame.set_index("divipola")["hectares"]
    units = layer("municipalities")["divipola"]
    colours = palette.steps(palette.GREENS, 6)
    values = rows.where(rows > 0, -1).fillna(-1)
    breaks = (-2, *COCA_BREAKS)
    classes = classify(values, units, breaks, [palette.WITHIN, *colours])
    entries = class_entries(classes, lang())[1:]
    none = Entry("box", palette.WITHIN, t("cities.none_detected"), classes.counts[0])
    legend = Legend(t("cities.coca_legend", year=str(year)), "reported", [*entries, none])
    return deck.choropleth("reach-coca", classes, "colombia"), [legend]


FIGURE_COLUMNS = [
    "date",
    "incident_id",
    "killed",
    "injured",
    "killed_includes_attackers",
    "superseded",
    "publishers",
]


AID_PLACE_COLUMNS = [
    "municipality",
    "department",
    "programmes",
    "programmes_counting",
    "active",
    "suspended",
    "terminated",
    "closed",
    "unknown",
    "programme_ids",
]
PROGRAMME_COLUMNS = [
    "name_en",
    "name_es",
    "status_code",
    "status_as_of",
    "sector_code",
    "agency_text",
    "implementer",
    "start_date",
    "end_date",
    "end_is_planned",
    "amount_usd",
    "amount_basis",
    "obligated_usd",
    "footprint_kind",
    "municipalities_named",
    "departments_named",
    "programme_id",
]


def _aid_tips(frame: pd.DataFrame, name: str) -> list[str]:
    return [
        tooltip(
            row[name],
            [
                t(
                    "aid.tip",
                    programmes=number(row["programmes"], lang()),
                    counting=number(row["programmes_counting"], lang()),
                ),
                *(
                    f"{label('status_code', status, lang())}: {number(row[status], lang())}"
                    for status in palette.STATUSES
                    if row[status]
                ),
                row["programme_ids"].replace(";", ", "),
            ],
        )
        for row in frame.to_dict("records")
    ]


def aid_layers(
    municipalities: Answer, departments: Answer, extent: str
) -> tuple[list, list[Legend]]:
    """Municipalities named as dots by status; departments named as such as an even shade."""
    places, wide = municipalities.frame, departments.frame
    units = layer("departments")["department_code"]
    breaks = (0, 2, 4, 8, 16)
    classes = classify(
        wide.set_index("department_code")["programmes"].astype(float),
        units,
        breaks,
        palette.steps(palette.GREYS, 4),
    )
    shade = deck.choropleth("aid-departments", classes, extent, units="departments")
    seats = layer("seats").set_index("divipola").loc[places["divipola"]].reset_index()
    radius = pd.Series([8 if n else 4.5 for n in places["programmes_counting"]])
    dots = deck.circles(
        seats.assign(tooltip=_aid_tips(places, "municipality")),
        "aid-places",
        [palette.STATUSES[s] for s in places["status_code"]],
        radius,
    )
    counts = places["status_code"].value_counts()
    entries = [
        Entry("dot", colour, label("status_code", status, lang()), int(counts[status]))
        for status, colour in palette.STATUSES.items()
        if status in counts
    ]
    sizes = [
        Entry(
            "dot",
            palette.INK,
            t("aid.counting"),
            int((places["programmes_counting"] > 0).sum()),
            16,
        ),
        Entry(
            "dot",
            palette.INK,
            t("aid.not_counting"),
            int((places["programmes_counting"] == 0).sum()),
            9,
        ),
    ]
    return (
        [*shade, dots, seat_labels(places["divipola"])],
        [
            Legend(t("aid.legend"), "reported", [*entries, *sizes]),
            Legend(
                t("aid.departments_legend"),
                "reported",
                class_entries(classes, lang(), whole=True),
            ),
        ],
    )


def account_chart(frame: pd.DataFrame) -> None:
    """Each figure of each source as a dot: fiscal year against millions of dollars."""
    data = pd.DataFrame(
        {
            t("aid.fiscal_year"): frame["fiscal_year"].astype(str),
            t("aid.millions"): frame["amount_usd"] / 1e6,
            column_title("account", lang()): [
                label("account", a, lang()) for a in frame["account"]
            ],
        }
    )
    st.scatter_chart(
        data,
        x=t("aid.fiscal_year"),
        y=t("aid.millions"),
        color=column_title("account", lang()),
        height=340,
    )


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
        lines = deck.documented(joined_legs(frame))
        return deck.deck(lines, "southwest"), [lines_legend(frame, title)], ""
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


SKILL_COLUMNS = [
    "test",
    "positives",
    "score",
    "auc_modelled",
    "auc_low_modelled",
    "auc_high_modelled",
]
