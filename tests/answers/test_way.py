"""What lies on the way, as answers: known shares, what is left out, and the words."""

from dataclasses import replace

import pytest

from geo.answers import about, documents, way
from geo.answers.answer import words
from geo.answers.doubts import difference
from geo.answers.way import CAUCA_TO_CALI, DEFAULT, on_the_way, origins, ways
from geo.evidence import Evidence
from geo.journeys import Scenario
from geo.language import LANGUAGES, tell

CALI = "76001"
COLOMBIA_IN_3_H = Scenario(2024, ("05", "19", "52", "54", "86"), (CALI, "05001"), 3)


def values(answer, key):
    return [s.values for s in answer.sentences if s.key == f"answers_corridors.{key}"]


def test_all_cauca_without_a_limit(evidence):
    places, sent = (evidence.ask(q, CAUCA_TO_CALI) for q in (on_the_way, origins))
    share = places.frame.set_index("municipality")["share_modelled"]
    assert round(100 * share["Santander de Quilichao"], 1) == 86.5
    assert round(100 * share["Popayán"], 1) == 73.7
    assert sent.frame["hectares"].sum() == pytest.approx(36_876.50)
    assert (places.matched, places.unmatched) == (len(sent.frame), 0)
    assert (places.basis, sent.basis) == ("modelled", "mixed")
    assert places.as_of == "2024-12-31"
    assert places.source_ids == ("G_BRAVO_VEGA_2022", "ODC_ACS4_20260831")
    assert not values(places, "beyond_listed")


def test_default_view_lists_what_lies_beyond_six_hours(evidence):
    places, sent = (evidence.ask(q, DEFAULT) for q in (on_the_way, origins))
    [opening] = values(places, "loads_sent")
    assert opening["sent_ha"] == pytest.approx(30_567.30)
    assert opening["destinations"] == ["Cali"]
    [beyond] = values(places, "beyond_listed")
    assert beyond["beyond_ha"] == pytest.approx(6_309.20)
    assert set(beyond["places"]) == {"Guapi", "Timbiquí", "López de Micay"}
    assert beyond["limit_h"] == 6.0
    assert sent.unmatched == 3
    assert values(sent, "beyond_listed") == [beyond]


def test_origins_that_share_an_access_place_are_each_counted(evidence):
    """El Tambo leaves by El Plateado in Argelia."""
    both = Scenario(2024, ("19050", "19256"), ("76109",), access_places=True)
    places = evidence.ask(on_the_way, both)
    assert values(places, "loads_sent")[0]["origins"] == places.matched == 2
    assert values(places, "loads_sent")[0]["sent_ha"] == pytest.approx(14_334.42)


def test_wide_ranges_are_told_as_ranges_and_no_range_where_the_ends_read_the_same(evidence):
    """Jamundí 89.8-100 is wider than ten points; Villa Rica and Santander are not."""
    places = evidence.ask(on_the_way, CAUCA_TO_CALI)
    assert [v["place"] for v in values(places, "load_range")] == ["Jamundí"]
    assert [v["place"] for v in values(places, "load_plain")] == ["Villa Rica"]
    [about] = values(places, "load_about")  # 86.5, which two whole percents lie beside
    assert about["place"] == "Santander de Quilichao"
    told = words(evidence.ask(on_the_way, DEFAULT), "en").replace("\u00a0", " ")
    assert (
        "For five sixths of the coca area (84%), Santander de Quilichao lies within 6 model "
        "minutes of the fastest way. With the coca of 2014, 2019 and 2024 it is 84–99%; at a "
        "tolerance of 0, 14–84%, for there the rounding decides; at 12 model minutes" in told
    )


def test_whether_the_firmest_share_holds_is_told(evidence):
    [firm] = values(evidence.ask(on_the_way, CAUCA_TO_CALI), "firm")
    assert firm["twice"].low == pytest.approx(0.866, abs=0.0005)
    assert firm["of_years"] == [2014, 2019, 2024]
    assert firm["years"] == pytest.approx((0.866, 0.99), abs=0.02)


def test_two_destinations_and_long_lists(evidence):
    everywhere = tuple(evidence.coca["department_code"].unique())
    scenario = Scenario(2024, everywhere, (CALI, "05001"), 3)
    places, sent = (evidence.ask(q, scenario) for q in (on_the_way, origins))
    assert values(places, "loads_sent")[0]["destinations"] == ["Medellín", "Cali"]
    [beyond] = values(places, "beyond")
    assert "places" not in beyond
    assert sent.frame["hectares"].sum() == pytest.approx(261_386.17)
    assert len(sent.frame) == sent.matched + sent.unmatched


def test_nothing_to_send(evidence):
    scenario = replace(CAUCA_TO_CALI, origins=("11",))
    places, sent = (evidence.ask(q, scenario) for q in (on_the_way, origins))
    assert places.frame.empty
    assert sent.frame.empty
    assert [s.key for s in places.sentences] == ["answers_corridors.loads_none"]


def test_ways_start_at_origins_and_end_in_cali(evidence):
    drawn = evidence.ask(ways, CAUCA_TO_CALI)
    frame = drawn.frame
    into = frame.loc[frame["to_divipola"] == CALI, "load_ha_modelled"].sum()
    assert into == pytest.approx(36_876.50)
    assert drawn.basis == "modelled"
    assert frame.crs == evidence.seats.crs
    point = evidence.seats.set_index("divipola").geometry
    for row in frame.head(5).itertuples():
        start, end = row.geometry.boundary.geoms
        assert start.distance(point[row.from_divipola]) < 1e-9
        assert end.distance(point[row.to_divipola]) < 1e-9


def test_journeys_are_shared_by_all_that_differ_in_what_is_closed(evidence):
    closed = replace(DEFAULT, closed=("19698",), hold_minutes=30, tolerance_hours=0.5)
    assert way.trips(evidence, closed) is way.trips(evidence, DEFAULT)
    assert way.trips(evidence, replace(DEFAULT, year=2010)) is not way.trips(evidence, DEFAULT)


def test_documents_beside_the_model(evidence):
    answer, places = evidence.ask(documents.corridors), evidence.ask(documents.places)
    assert (answer.matched, answer.unmatched) == (29, 2)
    assert answer.said["documents"].values == {
        "corridors": 29,
        "pairs": 217,
        "named": 98,
        "on_the_way": 79,
    }
    by = answer.frame.set_index("corridor_id")
    counts = ["n_passed", "n_on_way_modelled", "n_named", "n_named_on_way_modelled"]
    assert by.loc["COR04", counts[:2]].tolist() == [15, 12]
    assert by.loc["COR05", counts[:2]].tolist() == [4, 4]
    added = by["added_h_modelled"].round(1)
    assert added[["COR29", "COR26", "COR04", "COR12"]].tolist() == [0.0, 1.2, 0.5, 0.7]
    detour = places.frame.set_index(["corridor_id", "municipality"])["detour_h_modelled"]
    assert detour["COR12", "Florida"] == pytest.approx(0.6)
    assert detour["COR12", "Pradera"] == pytest.approx(0.7)
    assert detour["COR04", "Taminango"] == pytest.approx(0.5)
    told = {v["corridor"]["en"].partition(":")[0] for v in values(answer, "documents_costlier")}
    assert told == {"Patía river", "Macizo–Patía–Micay", "Ruta 31"}
    assert "G_BRAVO_VEGA_2022" in answer.source_ids


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(evidence, lang):
    answers = [
        *(evidence.ask(q, COLOMBIA_IN_3_H) for q in (on_the_way, origins)),
        *(evidence.ask(q) for q in (documents.corridors, documents.places, documents.notes)),
    ]
    for answer in answers:
        assert "{" not in words(answer, lang)
        assert all(tell(caveat, lang) for caveat in answer.caveats)
        assert set(answer.source_ids) <= set(evidence.sources["source_id"])


def test_answers_are_as_old_as_the_youngest_rows_they_used(evidence):
    early = replace(CAUCA_TO_CALI, year=2010)
    for one, two in ((CAUCA_TO_CALI, early), (early, CAUCA_TO_CALI)):
        told = evidence.ask(difference, one, two)
        assert told.as_of == "2024-12-31"
        assert "2024" in words(told, "en") and "2010" in words(told, "en")
    odd = replace(CAUCA_TO_CALI, year=2009)  # whose municipalities do not add up to its revision
    noted = set(evidence.ask(on_the_way, odd).caveats)
    assert noted - set(evidence.ask(on_the_way, early).caveats)
    assert noted <= set(evidence.ask(difference, odd, early).caveats)
    assert evidence.ask(on_the_way, early).as_of == "2010-12-31"
    assert about.skill(evidence).as_of == "2026-09-30"
    before = Evidence()
    rows = evidence.incidents
    before._layers["incidents"] = rows[rows["date"] <= "2026-03-12"]
    assert about.skill(before).as_of == "2026-03-12"
