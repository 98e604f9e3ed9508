"""What lies along a line, checked by hand on the real layers."""

from dataclasses import replace

import pytest

from geo.answers.along import EVIDENCE, along, along_minutes, line
from geo.answers.answer import words
from geo.answers.way import CAUCA_TO_CALI
from geo.errors import BelowUncertainty
from geo.language import LANGUAGES

WESTERN = ["19110", "19780", "76001", "76364"]
ARGELIA = "19050"


def by_km(evidence, code, distance_km, year=2024):
    return along(evidence, code, replace(CAUCA_TO_CALI, year=year), distance_km=distance_km)


def values(answers, key):
    sentences = (s for answer in answers.values() for s in answer.sentences)
    return next(s.values for s in sentences if s.key == f"answers_along.{key}")


def test_along_the_western_road(evidence):
    answers = by_km(evidence, "COR05", 15)
    places = answers["places"].frame
    assert sorted(places.loc[places["relation"] == "named", "divipola"]) == WESTERN
    assert not (places["relation"] == "cut").any()
    assert values(answers, "evidence") == {
        "line": {
            "en": "COR05 · Suárez–Timba–Jamundí corridor",
            "es": "COR05 · Corredor Suárez–Timba–Jamundí",
        },
        "certain": 51,
        "possible": 43,
        "structures": 5,
        "warnings": 8,
        "programmes": 6,
    }
    assert answers["incidents"].matched == 94
    assert places["population"].notna().all()
    inside = places.set_index("divipola")
    assert inside["area_share_modelled"].between(0, 1).all()
    by_area = inside["hectares"] * inside["area_share_modelled"]
    assert inside["hectares_within_modelled"].sum() == pytest.approx(by_area.sum())
    assert inside.loc["19110", "hectares"] == pytest.approx(2142.24)
    suarez = inside.loc["19780"]
    assert (suarez["population"], round(suarez["area_share_modelled"], 3)) == (34094, 0.893)
    assert round(suarez["population_within_modelled"]) == 30457
    assert round(inside["hectares_within_modelled"].sum()) == 6396
    assert values(answers, "by_area")["hectares"] == 6400


def test_a_buffer_is_round_to_what_is_said(evidence):
    answers = by_km(evidence, "COR29", 25)
    assert values(answers, "by_area")["hectares"] == 37000


def test_evidence_is_of_the_municipalities_on_the_line_alone(evidence):
    answers = by_km(evidence, "COR12", 15)
    places = answers["places"].frame
    on_line = set(places.loc[places["relation"] != "within", "divipola"])
    assert (places["relation"] == "cut").sum() == 2  # Caloto and Candelaria
    for name in ("structures", "warnings", "programmes"):
        assert set(answers[name].frame["divipola"]) <= on_line
    assert set(answers["structures"].frame["presence_type"]) <= {
        "control_reported",
        "presence_reported",
        "entry_reported",
        "announced",
        "incident_attribution",
    }


def test_a_wider_distance_loses_nothing(evidence):
    near, far = (by_km(evidence, "COR12", km) for km in (10, 20))
    for name in EVIDENCE[:1]:
        assert set(near[name].frame["incident_id"]) <= set(far[name].frame["incident_id"])
    both = near["places"].frame.merge(far["places"].frame, on="divipola")
    assert len(both) == len(near["places"].frame)
    assert (both["area_share_modelled_x"] <= both["area_share_modelled_y"] + 1e-9).all()


def test_below_the_uncertainty_there_is_no_answer(evidence):
    with pytest.raises(BelowUncertainty):
        by_km(evidence, "COR05", 3)
    with pytest.raises(BelowUncertainty) as refused:
        by_km(evidence, ARGELIA, 4)
    assert refused.value.uncertainty_km == 5


def test_minutes_along_a_corridor_use_its_own_legs(evidence):
    waypoints, times = line(evidence, "COR04", CAUCA_TO_CALI).waypoints, evidence.travel_times
    stops = list(waypoints["divipola"].dropna())
    named = set(waypoints.loc[waypoints["waypoint_evidence"] == "named_in_source", "divipola"])
    answers = along(evidence, "COR04", CAUCA_TO_CALI)
    places = answers["places"].frame.set_index("divipola")
    assert (places.loc[sorted(set(stops)), "certainty"] == "certain").all()
    assert set(places.index[places["relation"] == "named"]) == named
    # Caloto between Santander de Quilichao and Villa Rica: one tenth of an hour.
    leg = times.hours_from("19698")["19142"] + times.hours_from("19142")["19845"]
    assert leg - times.hours_from("19698")["19845"] == pytest.approx(0.1)
    assert places.loc["19142", "certainty"] == "possible"
    assert places.loc["19142", "detour_h_modelled"] == pytest.approx(0.1)


def test_incidents_outside_their_municipality_are_only_possible(evidence):
    answers = along(evidence, ARGELIA, CAUCA_TO_CALI)
    found = answers["incidents"].frame
    outside = found["outside_stated_municipality"].astype(bool)
    assert (found.loc[outside, "certainty"] == "possible").all()
    assert set(answers["places"].frame["relation"]) <= {"stop", "within"}


def test_a_line_with_one_known_place_has_no_minutes(evidence):
    known = line(evidence, ARGELIA, CAUCA_TO_CALI)
    alone = replace(known, waypoints=known.waypoints.head(1))
    answers = along_minutes(evidence, alone, 0.1, 2024)
    assert answers["places"].frame.empty


def test_incidents_come_by_month_the_newest_first(evidence):
    found = by_km(evidence, "COR05", 15)["incidents"].frame
    assert (found["month"] == found["date"].str[:7]).all()
    assert found["month"].is_monotonic_decreasing


def test_before_2012_nobody_is_counted(evidence):
    answers = by_km(evidence, "COR05", 15, 2005)
    assert answers["places"].frame["population"].isna().all()
    text = words(answers["places"], "en")
    assert "no population is held for that year" in text and "no data" not in text
    assert "caveats.population_from_2012" in answers["places"].caveats


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(evidence, lang):
    for answers in (
        by_km(evidence, "COR05", 15, 2005),
        by_km(evidence, ARGELIA, 15),
        along(evidence, ARGELIA, CAUCA_TO_CALI),
    ):
        assert answers.keys() == {"places", *EVIDENCE}
        assert all("{" not in words(answer, lang) for answer in answers.values())


def test_from_a_place_that_sends_nothing_no_line_starts(evidence):
    assert line(evidence, "05001", CAUCA_TO_CALI) is None
    assert along(evidence, "05001", CAUCA_TO_CALI, distance_km=15) == {}
