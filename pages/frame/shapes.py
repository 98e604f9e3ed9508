"""What maps of deck.gl draw alike, until all maps are scenes: see `geo.views.shapes`."""

import geopandas as gpd
import pandas as pd

from geo.cartography import deck
from geo.cartography.legend import Legend
from geo.views import shapes as views
from pages.frame.data import layer
from pages.frame.language import lang


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
