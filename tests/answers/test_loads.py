"""What lies on the way, as answers: known shares, what is left out, and the words."""

import pytest

from geo.answers.answer import words
from geo.answers.loads import (
    coca_journeys,
    documents_beside_model,
    loads_on_the_way,
    ways_to_draw,
)
from geo.evidence import catalogue, load
from geo.journeys import TravelTimes
from geo.language import LANGUAGES, tell

CALI = "76001"


@pytest.fixture(scope="module")
def times():
    return TravelTimes.from_pairs(load("travel_time"))


@pytest.fixture(scope="module")
def coca():
    return load("coca")


@pytest.fixture(scope="module")
def municipalities():
    return load("municipalities")


@pytest.fixture(scope="module")
def cited():
    return [i for layer in ("coca", "travel_time") for i in catalogue()[layer].source_ids]


def values(answer, key):
    return [s.values for s in answer.sentences if s.key == f"answers_corridors.{key}"]


def test_all_cauca_without_a_limit(times, coca, municipalities, cited):
    trips = coca_journeys(times, coca, 2024, ["19"], [CALI])
    places, origins = loads_on_the_way(trips, municipalities, 2024, cited)
    share = places.frame.set_index("municipality")["share_modelled"]
    assert round(100 * share["Santander de Quilichao"], 1) == 86.5
    assert round(100 * share["Popayán"], 1) == 73.7
    assert origins.frame["hectares"].sum() == pytest.approx(36_876.50)
    assert (places.matched, places.unmatched) == (len(origins.frame), 0)
    assert (places.basis, origins.basis) == ("modelled", "mixed")
    assert places.as_of == "2024-12-31"
    assert set(places.source_ids) == set(cited)
    assert not values(places, "beyond_listed")


def test_default_view_lists_what_lies_beyond_six_hours(times, coca, municipalities, cited):
    trips = coca_journeys(times, coca, 2024, ["19"], [CALI], limit_h=6)
    places, origins = loads_on_the_way(trips, municipalities, 2024, cited, limit_h=6)
    [sent] = values(places, "loads_sent")
    assert sent["sent_ha"] == pytest.approx(30_567.30)
    assert sent["destinations"] == ["Cali"]
    [beyond] = values(places, "beyond_listed")
    assert beyond["beyond_ha"] == pytest.approx(6_309.20)
    assert set(beyond["places"]) == {"Guapi", "Timbiquí", "López de Micay"}
    assert beyond["limit_h"] == 6.0
    assert origins.unmatched == 3
    assert values(origins, "beyond_listed") == [beyond]


def test_wide_ranges_are_told_as_ranges(times, coca, municipalities, cited):
    """Jamundí 89.8-100 is wider than ten points; Villa Rica and Santander are not."""
    trips = coca_journeys(times, coca, 2024, ["19"], [CALI])
    places, _ = loads_on_the_way(trips, municipalities, 2024, cited)
    assert [v["place"] for v in values(places, "load_range")] == ["Jamundí"]
    assert "middle_share" not in values(places, "load_range")[0]
    assert [v["place"] for v in values(places, "load")] == ["Villa Rica", "Santander de Quilichao"]


def test_two_destinations_and_long_lists(times, coca, municipalities, cited):
    trips = coca_journeys(times, coca, 2024, [], [CALI, "05001"], limit_h=3)
    places, origins = loads_on_the_way(trips, municipalities, 2024, cited, limit_h=3)
    assert values(places, "loads_sent")[0]["destinations"] == ["Medellín", "Cali"]
    [beyond] = values(places, "beyond")
    assert "places" not in beyond
    assert origins.frame["hectares"].sum() == pytest.approx(261_386.17)
    assert len(origins.frame) == origins.matched + origins.unmatched


def test_nothing_to_send(times, coca, municipalities, cited):
    trips = coca_journeys(times, coca, 2024, ["11"], [CALI])
    places, origins = loads_on_the_way(trips, municipalities, 2024, cited)
    assert places.frame.empty
    assert origins.frame.empty
    assert [s.key for s in places.sentences] == ["answers_corridors.loads_none"]


def test_ways_start_at_origins_and_end_in_cali(times, coca, cited):
    trips = coca_journeys(times, coca, 2024, ["19"], [CALI])
    seats = load("seats")
    ways = ways_to_draw(trips, seats, 2024, cited)
    frame = ways.frame
    into = frame.loc[frame["to_divipola"] == CALI, "load_ha_modelled"].sum()
    assert into == pytest.approx(36_876.50)
    assert ways.basis == "modelled"
    assert frame.crs == seats.crs
    point = seats.set_index("divipola").geometry
    for row in frame.head(5).itertuples():
        start, end = row.geometry.boundary.geoms
        assert start.distance(point[row.from_divipola]) < 1e-9
        assert end.distance(point[row.to_divipola]) < 1e-9


def test_documents_beside_the_model(times, municipalities):
    legs, waypoints = load("corridors_documented"), load("corridor_waypoints")
    chosen = legs[legs["corridor_id"].isin(["COR04", "COR05", "COR12"])]
    corridors, places = documents_beside_model(
        times, waypoints, chosen, municipalities, ["G_BRAVO_VEGA_2022"]
    )
    by = corridors.frame.set_index("corridor_id")
    assert by.loc["COR04", ["n_passed", "n_on_way_modelled"]].tolist() == [15, 12]
    assert by.loc["COR05", ["n_named", "n_on_way_modelled"]].tolist() == [4, 4]
    assert by.loc["COR12", "added_h_modelled"] == pytest.approx(0.7)
    detour = places.frame.set_index(["corridor_id", "municipality"])["detour_h_modelled"]
    assert detour["COR12", "Florida"] == pytest.approx(0.6)
    assert detour["COR12", "Pradera"] == pytest.approx(0.7)
    assert detour["COR04", "Taminango"] == pytest.approx(0.5)
    told = {v["corridor"]: v["added_h"] for v in values(corridors, "documents_costlier")}
    assert told["COR12"] == pytest.approx(0.7)
    assert "COR05" not in told
    assert "G_BRAVO_VEGA_2022" in corridors.source_ids


def test_documents_of_no_corridor(times, municipalities):
    legs, waypoints = load("corridors_documented"), load("corridor_waypoints")
    corridors, places = documents_beside_model(times, waypoints, legs.iloc[:0], municipalities, [])
    assert corridors.frame.empty
    assert places.frame.empty
    assert corridors.sentences[0].key == "answers_corridors.documents_none"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(times, coca, municipalities, cited, lang):
    trips = coca_journeys(times, coca, 2024, [], [CALI], limit_h=3)
    answers = [
        *loads_on_the_way(trips, municipalities, 2024, cited, limit_h=3),
        *documents_beside_model(
            times,
            load("corridor_waypoints"),
            load("corridors_documented"),
            municipalities,
            cited[-1:],
        ),
    ]
    for answer in answers:
        assert "{" not in words(answer, lang)
        assert all(tell(caveat, lang) for caveat in answer.caveats)
        assert set(answer.source_ids) <= set(load("sources")["source_id"])
