"""Destinations and ways out that the sources name, and origins chosen by hand."""

from dataclasses import replace

import pytest

from geo.answers.loads import access_places, coca_journeys, loads_on_the_way, without_coca
from geo.evidence import columns, load
from geo.journeys import Scenario, TravelTimes, trips_of

EL_TAMBO, ARGELIA, CALI = "19256", "19050", "76001"


@pytest.fixture(scope="module")
def times():
    return TravelTimes.from_pairs(load("travel_time"))


@pytest.fixture(scope="module")
def coca():
    return load("coca")


def test_every_preset_has_destinations_with_travel_times(times):
    presets = load("destination_presets")
    assert set(presets["preset"]) == set(columns()["preset"].values)
    assert all(code in times for code in presets["divipola"])
    five = presets.loc[presets["preset"] == "five_cities", "divipola"]
    assert set(five) == set(load("cities")["divipola"])


def test_origins_by_hand(times, coca):
    trips = trips_of(Scenario(2024, (EL_TAMBO, "05001"), (CALI,)), times, coca)
    assert trips.origins["divipola"].tolist() == [EL_TAMBO]
    assert without_coca(coca, 2024, [EL_TAMBO, "05001"]) == ["05001"]


def test_each_origin_goes_to_its_nearest_landing_place(times, coca):
    presets = load("destination_presets").query("preset == 'pacific'")
    trips = coca_journeys(times, coca, 2024, ["19"], list(presets["divipola"]))
    goal = trips.origins.set_index("divipola")["destination"]
    assert goal["19318"] == "19318"
    assert goal["19809"] == "19809"


def test_access_places_move_hectares_and_lose_none(times, coca):
    access = access_places(load("origin_notes"))
    assert access == {EL_TAMBO: ARGELIA}
    scenario = Scenario(2024, ("19",), (CALI,))
    plain = trips_of(scenario, times, coca).origins
    moved = trips_of(replace(scenario, access_places=True), times, coca, access).origins
    assert moved["hectares"].sum() == pytest.approx(plain["hectares"].sum())
    assert EL_TAMBO not in set(moved["divipola"])
    at_argelia = moved.set_index("divipola")["hectares"][ARGELIA]
    assert at_argelia == pytest.approx(10326.00 + 4008.42, abs=0.01)


def test_what_sources_say_of_origins_beyond_the_limit(times, coca):
    trips = coca_journeys(times, coca, 2024, ["19"], [CALI], limit_h=6)
    _, origins = loads_on_the_way(
        trips, load("municipalities"), 2024, ["S28"], limit_h=6, notes=load("origin_notes")
    )
    beyond = origins.frame[origins.frame["status"] == "beyond_limit"].set_index("municipality")
    assert set(beyond.index) == {"Guapi", "Timbiquí", "López de Micay"}
    assert beyond["description_en"].str.contains("Pacific").all()
    assert beyond["hectares"].sum() == pytest.approx(6309.20)
    assert "S09" in origins.source_ids
    assert origins.frame.query("status == 'sent'")["description_en"].isna().all()
