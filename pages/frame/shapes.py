"""What several maps draw alike: labels, documented lines, the five cities, coca classes."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely import LineString, MultiLineString, line_merge

from geo.cartography import deck, palette
from geo.cartography.classes import Classes, classify
from geo.cartography.kinds import Areas, Dots, Lines, Names
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import data_version, label
from geo.language import number
from pages.frame.data import layer
from pages.frame.language import lang, t

COCA_BREAKS = (0, 50, 250, 1000, 2500, 5000, 35000)


def coca_classes(year: int) -> Classes:
    """Classes of the hectares detected in a year, the same for every year."""
    coca = layer("coca")
    values = coca[(coca["year"] == year) & (coca["hectares"] > 0)].set_index("divipola")["hectares"]
    units = layer("municipalities")["divipola"]
    return classify(values, units, COCA_BREAKS, palette.steps(palette.GREENS, 6))


@st.cache_resource(show_spinner=False)
def _coca_years(version: str) -> dict[int, str]:
    return {int(year): coca_classes(year).codes for year in sorted(layer("coca")["year"].unique())}


def coca_areas(year: int) -> Areas:
    """The hectares detected in a year; the classes of all years travel along."""
    coca = layer("coca")
    rows = coca[(coca["year"] == year) & (coca["hectares"] > 0)]
    return Areas(
        "coca",
        t("overview.coca_legend", year=str(year)),
        classes=coca_classes(year),
        values=rows.set_index("divipola")["hectares"],
        unit="ha",
        nothing=t("overview.none_detected"),
        years=_coca_years(data_version()),
        year=year,
    )


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
            {
                "corridor_id": corridor,
                "is_schematic": dashed,
                "tooltip": tooltip(head, lines),
                "geometry": part,
            }
            for part in parts
        ]
    columns = ["corridor_id", "is_schematic", "tooltip", "geometry"]
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


def documented(legs: gpd.GeoDataFrame, title: str, width: float = 4) -> Lines:
    """Documented corridors; a click gives the corridor."""
    return Lines("documented", title, joined_legs(legs), code="corridor_id", width=width)


def five_cities() -> Dots:
    """The five cities; a click gives the place."""
    cities = layer("cities")
    tips = [
        tooltip(row.city, [f"{number(row.population, lang())} ({row.population_year})"])
        for row in cities.itertuples()
    ]
    rows = cities.assign(tooltip=tips)
    return Dots("cities", t("frame.nav_cities"), rows, code="divipola", radius=7)


def names(codes: Sequence[str], texts: Sequence[str] | None = None, size: int = 14) -> Names:
    """Names at seats, the most populous first. codes: DIVIPOLA; texts: in the same order."""
    people = layer("population")
    people = people[people["year"] == people["year"].max()].set_index("divipola")["population"]
    seats = layer("seats").set_index("divipola").loc[list(codes)]
    rows = gpd.GeoDataFrame(
        {
            "text": list(seats["municipality"] if texts is None else texts),
            "priority": list(people.reindex(seats.index).fillna(0)),
        },
        geometry=list(seats.geometry),
        crs=seats.crs,
    )
    return Names("names", "", rows, size=size)


def main_places(most: int) -> gpd.GeoDataFrame:
    """`text` at the seats of so many municipalities, the most populous first."""
    people = layer("population")
    people = people[people["year"] == people["year"].max()]
    codes = people.nlargest(most, "population")["divipola"]
    seats = layer("seats").set_index("divipola").reindex(codes).dropna(subset="municipality")
    return gpd.GeoDataFrame({"text": seats["municipality"]}, geometry=seats.geometry)


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
