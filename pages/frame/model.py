"""The corridor model, asked once per scenario and shared by all sessions; read-only."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from geo import journeys
from geo.answers import (
    Answer,
    Sentence,
    along,
    cities,
    closures,
    costs,
    holds,
    loads,
    methods,
    steps,
)
from geo.answers.answer import gather_source_ids
from geo.evidence import data_version
from geo.journeys import Asked, Journeys, TravelTimes, ask, lines, trips_of
from pages.frame.data import layer

ORIGINS = {"cauca": ("19",), "three": ("19", "52", "76"), "all": ()}
PICKED = "picked"
NEAR_TENTHS = 40
DRUGS = {"cocaine", "coca_paste", "marijuana", "drugs_unspecified"}


@dataclass(frozen=True)
class Scenario:
    """What the model is asked.

    origins: a key of ORIGINS, or PICKED with the codes `picked`. to: destinations, each
    origin to its nearest. limit: hours, 0 for none. tolerance: minutes. access: whether
    origins leave from their documented access places.
    """

    year: int
    origins: str = "cauca"
    picked: tuple[str, ...] = ()
    to: tuple[str, ...] = ("76001",)
    limit: int = 6
    tolerance: int = 6
    access: bool = False

    def to_file(self, closing: "Closing | None" = None) -> journeys.Scenario:
        """The same as the scenario of a file, with what is closed."""
        codes = self.picked if self.origins == PICKED else ORIGINS[self.origins]
        closing = closing or Closing()
        return journeys.Scenario(
            year=self.year,
            origins=codes or tuple(layer("coca")["department_code"].unique()),
            destinations=self.to,
            limit_hours=self.limit or None,
            tolerance_hours=self.tolerance / 60,
            closed=closing.closed,
            closure_width_hours=closing.width / 60,
            hold_minutes=closing.hold if closing.closed else None,
            access_places=self.access,
        )

    @property
    def leave_from(self) -> dict[str, str] | None:
        """Where origins leave from instead of their own seat."""
        return loads.access_places(layer("origin_notes")) if self.access else None


@dataclass(frozen=True)
class Closing:
    """Municipalities closed, or held for `hold` minutes; width: of the closure, minutes."""

    closed: tuple[str, ...] = ()
    width: int = 6
    hold: int | None = None


@st.cache_resource(show_spinner=False)
def _times(version: str) -> TravelTimes:
    return TravelTimes.from_pairs(layer("travel_time"))


def times() -> TravelTimes:
    """The travel matrix."""
    return _times(data_version())


def time_source_ids() -> tuple[str, ...]:
    return gather_source_ids(layer("travel_time").head(1))


def source_ids(asked: Scenario) -> tuple[str, ...]:
    """Sources of the coca, of the travel times and of the access places that it uses."""
    notes = layer("origin_notes").query("origin_note == 'access'")
    rows = layer("coca").query("year == @asked.year")
    return gather_source_ids(rows, layer("travel_time").head(1), notes[: asked.access * len(notes)])


@st.cache_resource(show_spinner=False, max_entries=64)
def _trips(version: str, asked: Scenario) -> Journeys:
    return trips_of(asked.to_file(), times(), layer("coca"), asked.leave_from)


def trips(asked: Scenario) -> Journeys:
    """The origins of the scenario, each with its destination."""
    return _trips(data_version(), asked)


def _said_first(asked: Scenario) -> tuple[Sentence, ...]:
    """How the origins were chosen, where that needs saying."""
    said = []
    name = layer("municipalities").set_index("divipola")["municipality"]
    if asked.origins == PICKED:
        bare = loads.without_coca(layer("coca"), asked.year, asked.picked)
        if bare:
            values = {"year": asked.year, "places": [name[code] for code in bare]}
            said.append(Sentence("answers_corridors.without_coca", values))
    if asked.access:
        coca = layer("coca").query("year == @asked.year").set_index("divipola")["hectares"]
        for row in layer("origin_notes").query("origin_note == 'access'").itertuples():
            if row.access_divipola == row.divipola or row.divipola not in coca:
                continue
            values = {"origin": name[row.divipola], "access": name[row.access_divipola]}
            values |= {"place": row.place, "moved_ha": float(coca[row.divipola])}
            said.append(Sentence("answers_corridors.access_moved", values))
    return tuple(said)


@st.cache_resource(show_spinner=False, max_entries=64)
def _on_the_way(version: str, asked: Scenario):
    cited = source_ids(asked)
    places, froms = loads.loads_on_the_way(
        trips(asked),
        layer("municipalities"),
        asked.year,
        cited,
        asked.tolerance / 60,
        asked.limit or None,
        layer("origin_notes"),
        _said_first(asked),
    )
    return places, froms, loads.ways_to_draw(trips(asked), layer("seats"), asked.year, cited)


def on_the_way(asked: Scenario):
    """(places, origins, ways) as answers."""
    return _on_the_way(data_version(), asked)


@st.cache_resource(show_spinner=False, max_entries=64)
def _ways(version: str, asked: Scenario) -> pd.Series:
    return lines(trips(asked)).set_index("divipola")["stops"]


def ways(asked: Scenario) -> pd.Series:
    """Origin → codes of the seats on its way, in order."""
    return _ways(data_version(), asked)


def drug_corridors():
    """Legs of the documented corridors of drugs that no later account replaces.

    Those of explosives, arms or supplies alone say nothing on where coca goes.
    """
    legs = layer("corridors_documented")
    drugs = legs["commodities"].str.split(";").map(DRUGS.intersection).astype(bool)
    return legs[drugs & legs["superseded_by"].isna()]


@st.cache_resource(show_spinner=False, max_entries=64)
def _asked(version: str, asked: Scenario, closing: Closing) -> Asked:
    return ask(asked.to_file(closing), trips(asked))


@st.cache_resource(show_spinner=False, max_entries=64)
def _near(version: str, asked: Scenario) -> list[str]:
    names = layer("municipalities").set_index("divipola")["municipality"]
    near = trips(asked).detours().min(axis=0, initial=np.inf) <= NEAR_TENTHS
    return sorted(times().codes[near], key=lambda code: (names[code], code))


def near(asked: Scenario) -> list[str]:
    """Codes of the places whose closing can matter: at most 4 h off some origin's way."""
    return _near(data_version(), asked)


def outcome(asked: Scenario, closing: Closing) -> Asked:
    """The scenario with what is closed, and what the model says of it."""
    return _asked(data_version(), asked, closing)


@st.cache_resource(show_spinner=False, max_entries=256)
def _closure(version: str, what: str, asked: Scenario, closing: Closing, *more) -> Answer:
    outcome, cited = _asked(version, asked, closing), source_ids(asked)
    units = layer("municipalities")
    match what:
        case "why":
            return closures.why(outcome, *more, units, cited)
        case "ways":
            return closures.ways_after(outcome, layer("seats"), cited)
        case "documents":
            waypoints, legs = layer("corridor_waypoints"), drug_corridors()
            waypoints = waypoints[waypoints["corridor_id"].isin(legs["corridor_id"])]
            return closures.documents(outcome, waypoints, legs, units, cited)
        case "holds":
            return holds.answer_holds(
                outcome.scenario, times(), layer("coca"), units, cited, asked.leave_from
            )
        case "difference":
            other = _asked(version, *more)
            both = tuple({*cited, *source_ids(more[0])})
            return closures.difference(outcome, other, units, both)
    answers = {
        "change": closures.change_by_place,
        "journeys": closures.journeys,
        "cost": closures.cost,
        "curve": holds.curve,
        "singles": costs.singles,
        "together": costs.together,
    }
    return answers[what](outcome, units, cited)


def closure(what: str, asked: Scenario, closing: Closing, *more) -> Answer:
    """One answer on a closure: change, journeys, cost, why (of a code), ways, curve, holds,
    singles, together, documents, difference (to another scenario and closing)."""
    return _closure(data_version(), what, asked, closing, *more)


@st.cache_resource(show_spinner=False, max_entries=64)
def _along(version: str, line: str, named: str, by: str, amount: int, year: int, stops: tuple):
    """`amount` km or minutes along a documented corridor, or along the stops where given."""
    names = ["municipalities", "coca", "population", "incidents", "aid_programmes"]
    names += ["aid_footprints", "armed_structures", "early_warnings"]
    layers = {name: layer(name) for name in names}
    if stops:
        cited = tuple(
            {*time_source_ids(), *gather_source_ids(layer("coca").query("year == @year"))}
        )
        legs, waypoints = along.modelled_line(stops, layer("seats"), cited)
    else:
        legs = layer("corridors_documented").query("corridor_id == @line")
        waypoints = layer("corridor_waypoints").query("corridor_id == @line").sort_values("order")
    if by == "km":
        answers = along.along_km(legs, waypoints, named, amount, year, layers, bool(stops))
        return legs, answers
    cited = tuple({*gather_source_ids(legs), *time_source_ids()})
    by_source = waypoints[waypoints["waypoint_evidence"] == "named_in_source"]
    return legs, along.along_minutes(
        times(),
        list(waypoints["divipola"].dropna()),
        named,
        amount / 60,
        year,
        layers,
        cited,
        () if stops else set(by_source["divipola"].dropna()),
        bool(stops),
    )


def along_line(line: str, named: str, by: str, amount: int, year: int, stops: tuple = ()):
    """(legs, answers by name) of what lies along a line. Raises BelowUncertainty."""
    return _along(data_version(), line, named, by, amount, year, stops)


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
