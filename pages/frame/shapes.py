"""What maps of deck.gl draw alike, until all maps are scenes: see `geo.views.shapes`."""

import geopandas as gpd
import pandas as pd

from geo.cartography import deck, palette
from geo.cartography.classes import Classes
from geo.cartography.legend import Legend
from geo.cartography.tooltip import tooltip
from geo.language import number
from geo.views import shapes as views
from pages.frame.data import evidence, layer
from pages.frame.language import lang

COCA_BREAKS = views.COCA_BREAKS


def coca_classes(year: int) -> Classes:
    """Classes of the hectares detected in a year, the same for every year."""
    return views.coca_classes(evidence(), year)


def coca_legend(classes: Classes, year: int) -> Legend:
    return views.coca_legend(classes, year, lang())


def joined_legs(legs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbouring legs of one corridor and one kind as one line, with its tooltip."""
    return views.joined_legs(legs, lang())


def lines_legend(legs: gpd.GeoDataFrame, title: str) -> Legend:
    """Legs by how they are drawn."""
    return views.lines_legend(legs, title, lang())


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
