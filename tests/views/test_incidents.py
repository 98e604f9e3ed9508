"""The view of incidents: what its link shows, its finding and its map, without Streamlit."""

import pytest

from geo.language import LANGUAGES, tell
from geo.views import view
from geo.views.card import card
from geo.views.incidents import TABLES, extent_around


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bare_link_shows_the_whole_sample_and_its_lowest_sum(evidence, lang):
    seen = view("incidents", {}, evidence, lang)
    assert len(seen.answer.frame) == 246
    assert seen.finding.values["killed"] == 293
    assert tell(seen.numbers[0], lang).startswith("**246** ")
    played, names = seen.scene.kinds
    assert (len(played), sum(played.months)) == (246, 246)
    assert len(names) == 20 and seen.scene.extent == "southwest"


def test_a_filtered_finding_names_its_filters_and_the_whole(evidence):
    told = tell(view("incidents", {"around": "76001"}, evidence, "en").finding, "en")
    assert told.startswith("22 of the 246 incidents of the press sample fit the filters set")
    assert "set: within 15\u00a0km of Cali. The lowest figures on record" in told


@pytest.mark.parametrize("table", [*TABLES, "ucdp"])
def test_the_table_that_is_looked_at_comes_first(evidence, table):
    seen = view("incidents", {"view": table, "ucdp": "1"}, evidence, "en")
    assert next(iter(seen.answers)) == table
    assert {"rows", "ucdp"} <= set(seen.answers)


def test_filters_that_keep_nothing_are_said_and_drawn_empty(evidence):
    query = {"wave_id": "WAVE-20250610", "department_code": "13", "view": "months"}
    seen = view("incidents", query, evidence, "en")
    assert seen.answer.frame.empty and seen.finding.name == "none"
    assert len(seen.scene.kinds[0]) == 0


def test_too_fine_a_distance_is_left_aside_and_said(evidence):
    seen = view("incidents", {"around": "corridors", "km": "3"}, evidence, "en")
    assert len(seen.answer.frame) == 246
    assert [notice.values for notice in seen.notices] == [{"distance": 3, "uncertainty": 15}]


def test_a_retired_id_shows_the_incident_that_it_became(evidence):
    seen = view("incidents", {"incident": "CO-20250827-01"}, evidence, "en")
    assert list(seen.answers["incident"].frame["incident_id"]) == ["CO-20250826-01"]
    assert extent_around(evidence, "CO-20250821-01") == "cali"
    assert extent_around(evidence, "CO-20190117-01") == "colombia"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_incident_has_a_card_that_names_no_group_without_on_whose_word(evidence, lang):
    for row in evidence.incidents.to_dict("records"):
        told = card(evidence, row["incident_id"], lang)
        assert all(told.facts.values()) and len(told.facts) == 5
        said = tell(f"answers_incidents.said_{row['attribution_status']}", lang)
        assert said in told.paragraph


def test_a_chosen_incident_is_the_finding(evidence):
    seen = view("incidents", {"incident": "CO-20250821-01"}, evidence, "en")
    told = "August 21, 2025: Truck bomb outside the Marco Fidel Suárez air base; killed: 6–7."
    assert tell(seen.finding, "en") == told
