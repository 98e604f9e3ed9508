"""What the pages of cities still ask here, until they ask the library themselves."""

import streamlit as st

from geo.answers import cities, steps
from geo.evidence import data_version
from pages.frame.data import evidence, layer


@st.cache_resource(show_spinner=False, max_entries=128)
def _reach(version: str, city: str, by: str, amount: int, year: int):
    names = ("municipalities", "seats", "coca", "population", "incidents", "aid_footprints")
    asked = (city, amount, year, {name: layer(name) for name in names}, layer("aid_programmes"))
    if by == "km":
        return cities.reach_km(*asked)
    cited = (layer("travel_time")["source_ids"].iloc[0],)
    return cities.reach_hours(*asked, evidence().travel_times, cited)


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
