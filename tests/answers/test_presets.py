"""Destinations and ways out that the sources name, and origins chosen by hand."""

from dataclasses import replace

import pytest

from geo.answers.way import CAUCA_TO_CALI, DEFAULT, access_places, origins, trips, without_coca
from geo.evidence import columns
from geo.journeys import Scenario

EL_TAMBO, ARGELIA, CALI = "19256", "19050", "76001"


def test_every_preset_has_destinations_with_travel_times(evidence):
    presets = evidence.destination_presets
    assert set(presets["preset"]) == set(columns()["preset"].values)
    assert all(code in evidence.travel_times for code in presets["divipola"])
    five = presets.loc[presets["preset"] == "five_cities", "divipola"]
    assert set(five) == set(evidence.cities["divipola"])


def test_origins_by_hand(evidence):
    sent = trips(evidence, Scenario(2024, (EL_TAMBO, "05001"), (CALI,)))
    assert sent.origins["divipola"].tolist() == [EL_TAMBO]
    assert without_coca(evidence, 2024, [EL_TAMBO, "05001"]) == ["05001"]


def test_each_origin_goes_to_its_nearest_landing_place(evidence):
    presets = evidence.destination_presets.query("preset == 'pacific'")
    scenario = Scenario(2024, ("19",), tuple(presets["divipola"]))
    goal = trips(evidence, scenario).origins.set_index("divipola")["destination"]
    assert goal["19318"] == "19318"
    assert goal["19809"] == "19809"


def test_access_places_move_hectares_and_lose_none(evidence):
    assert access_places(evidence.origin_notes) == {EL_TAMBO: ARGELIA}
    plain = trips(evidence, CAUCA_TO_CALI).origins
    by_access = replace(CAUCA_TO_CALI, access_places=True)
    moved = trips(evidence, by_access).origins
    assert moved["hectares"].sum() == pytest.approx(plain["hectares"].sum())
    assert EL_TAMBO not in set(moved["divipola"])
    at_argelia = moved.set_index("divipola")["hectares"][ARGELIA]
    assert at_argelia == pytest.approx(10326.00 + 4008.42, abs=0.01)
    said = origins(evidence, by_access).said["access_moved"].values
    assert (said["origin"], said["moved_ha"]) == ("El Tambo", pytest.approx(10326.0))
    elsewhere = replace(by_access, origins=("52",))
    assert "access_moved" not in origins(evidence, elsewhere).said


def test_what_sources_say_of_origins_beyond_the_limit(evidence):
    answer = origins(evidence, DEFAULT)
    beyond = answer.frame[answer.frame["status"] == "beyond_limit"].set_index("municipality")
    assert set(beyond.index) == {"Guapi", "Timbiquí", "López de Micay"}
    assert beyond["description_en"].str.contains("Pacific").all()
    assert beyond["hectares"].sum() == pytest.approx(6309.20)
    assert "S09" in answer.source_ids
    assert answer.frame.query("status == 'sent'")["description_en"].isna().all()
