"""The corridor model, asked once per scenario and shared by all sessions; read-only."""

import streamlit as st

from geo.answers import cities, loads, methods, steps
from geo.answers.answer import gather_source_ids
from geo.evidence import data_version
from geo.journeys import TravelTimes
from pages.parts.data import layer

ORIGINS = {"cauca": ("19",), "three": ("19", "52", "76"), "all": ()}


@st.cache_resource(show_spinner=False)
def _times(version: str) -> TravelTimes:
    return TravelTimes.from_pairs(layer("travel_time"))


def times() -> TravelTimes:
    """The travel matrix."""
    return _times(data_version())


def time_source_ids() -> tuple[str, ...]:
    return gather_source_ids(layer("travel_time").head(1))


@st.cache_resource(show_spinner=False, max_entries=64)
def _scenario(
    version: str, year: int, origins: str, destinations: tuple[str, ...], limit: int, minutes: int
):
    coca = layer("coca")
    limit_h = limit or None
    trips = loads.coca_journeys(
        times(), coca, year, ORIGINS[origins], destinations, limit_h=limit_h
    )
    cited = gather_source_ids(coca[coca["year"] == year], layer("travel_time").head(1))
    places, froms = loads.loads_on_the_way(
        trips, layer("municipalities"), year, cited, minutes / 60, limit_h
    )
    return places, froms, loads.ways_to_draw(trips, layer("seats"), year, cited)


def scenario(year: int, origins: str, destinations: list[str], limit: int, minutes: int):
    """(places, origins, ways) as answers. limit: hours, 0 for none; minutes: tolerance."""
    return _scenario(data_version(), year, origins, tuple(destinations), limit, minutes)


@st.cache_resource(show_spinner=False)
def _skill(version: str):
    trips = loads.coca_journeys(times(), layer("coca"), 2024, ORIGINS["cauca"], ["76001"])
    names = (
        "municipalities",
        "seats",
        "corridors_documented",
        "corridor_waypoints",
        "early_warnings",
        "incidents",
    )
    return methods.model_skill(trips, "76001", *map(layer, names))


def skill():
    """How the model does beside straight lines: all Cauca, 2024, to Cali, without a limit."""
    return _skill(data_version())


@st.cache_resource(show_spinner=False, max_entries=128)
def _reach(version: str, city: str, by: str, amount: int, year: int):
    names = ("municipalities", "seats", "coca", "population", "incidents", "aid_footprints")
    ask = (city, amount, year, {name: layer(name) for name in names}, layer("aid_programmes"))
    if by == "km":
        return cities.reach_km(*ask)
    return cities.reach_hours(*ask, times(), time_source_ids())


def reach(city: str, by: str, amount: int, year: int):
    """(municipalities, incidents) within `amount` km or hours. Raises BelowUncertainty."""
    return _reach(data_version(), city, by, amount, year)


def reach_steps(city: str, year: int, incidents: bool = True):
    """The reach of one city by several distances and hours."""
    name = layer("cities").set_index("divipola")["city"][city]
    return steps.steps({"divipola": city, "city": name}, lambda *ask: reach(*ask, year), incidents)


@st.cache_resource(show_spinner=False)
def _side_by_side(version: str, year: int):
    codes = layer("cities")["divipola"]
    return steps.side_by_side([reach_steps(code, year, incidents=False) for code in codes])


def reach_side_by_side(year: int):
    """The reach of all five cities in one table, without incidents."""
    return _side_by_side(data_version(), year)
