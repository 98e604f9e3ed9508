"""Documented corridors and what lies near them, on the real layers."""

import geopandas as gpd
import pandas as pd
import pytest

from geo.answers.answer import words
from geo.answers.corridors import crossed, documented, incidents_near, one_per_corridor
from geo.errors import BelowUncertainty
from geo.evidence import load
from geo.language import LANGUAGES, tell


@pytest.fixture(scope="module")
def legs():
    return load("corridors_documented")


@pytest.fixture(scope="module")
def incidents():
    return load("incidents")


@pytest.fixture(scope="module")
def municipalities():
    return load("municipalities")


def ids(answer):
    return sorted(set(answer.frame["corridor_id"]))


def values(answer, key):
    return next(s.values for s in answer.sentences if s.key == f"answers_corridors.{key}")


def test_every_corridor_and_its_dashes(legs):
    answer = documented(legs, superseded=True)
    assert (len(ids(answer)), len(answer.frame)) == (31, 343)
    assert values(answer, "legs") == {"legs": 343, "schematic": 85}
    assert (answer.matched, answer.unmatched) == (31, 0)
    assert "caveats.superseded" in answer.caveats
    assert answer.caveats.index("caveats.communities") < len(answer.caveats)


def test_superseded_corridors_are_left_out_unless_asked_for(legs):
    assert "COR16" not in ids(documented(legs))
    assert ids(documented(legs, corridor_ids=["COR16"])) == ["COR16"]


def test_the_strict_set(legs):
    answer = documented(legs, cauca_cali=["strict"])
    assert ids(answer) == ["COR03", "COR04", "COR05", "COR12", "COR13", "COR15", "COR19"]
    assert values(answer, "documented") == {
        "corridors": 7,
        "total": 31,
        "named": 5,
        "seizure": 1,
        "event": 1,
        "mobility": 0,
    }
    assert answer.caveats[0] == "caveats.reconstruction"


def test_any_of_the_commodities_fits_and_filters_narrow(legs):
    arms = ids(documented(legs, commodities=["arms"]))
    gold = ids(documented(legs, commodities=["gold"]))
    either = documented(legs, commodities=["arms", "gold"])
    assert ids(either) == sorted({*arms, *gold})
    both = documented(legs, commodities=["arms", "gold"], confidence=["high"])
    assert set(ids(both)) <= set(ids(either))
    assert set(both.frame["confidence"]) <= {"high"}


def test_nothing_fits(legs):
    answer = documented(legs, commodities=["gold"], evidence=["event"])
    assert answer.frame.empty
    assert answer.sentences[0].key == "answers_corridors.none"
    assert answer.source_ids == ()


def test_one_row_per_corridor(legs):
    answer = documented(legs, cauca_cali=["strict"])
    one = one_per_corridor(answer)
    assert one.frame["corridor_id"].is_unique
    assert one.frame["legs"].sum() == len(answer.frame)
    assert one.frame["schematic_legs"].sum() == answer.frame["is_schematic"].sum()
    assert one.frame["length_km"].sum() == pytest.approx(answer.frame["length_km"].sum())
    assert isinstance(one.frame, gpd.GeoDataFrame)
    assert one.frame.crs == legs.crs
    assert one.source_ids == answer.source_ids
    assert one.sentences == answer.sentences


def test_incidents_near(legs, incidents, municipalities):
    chosen = documented(legs, cauca_cali=["strict"]).frame
    answer = incidents_near(incidents, chosen, 10, municipalities)
    assert values(answer, "incidents_near") == {
        "certain": 108,
        "possible": 89,
        "total": 246,
        "distance": 10,
        "corridors": 7,
    }
    assert answer.matched + answer.unmatched == 246
    named = {i for cell in answer.frame["corridor_ids"] for i in cell.split(";")}
    assert named <= set(chosen["corridor_id"])
    assert set(answer.source_ids) <= set(load("sources")["source_id"])


def test_the_trucks_pass_the_bomb(legs, incidents, municipalities):
    trucks = documented(legs, corridor_ids=["COR15"])
    near = incidents_near(incidents, trucks.frame, 10, municipalities).frame
    bomb = near[near["incident_id"] == "CO-20250821-01"]
    assert bomb["corridor_ids"].tolist() == ["COR15"]


def test_below_the_uncertainty_there_is_no_answer(legs, incidents, municipalities):
    with pytest.raises(BelowUncertainty):
        incidents_near(incidents, documented(legs).frame, 10, municipalities)


def test_no_corridor_chosen_has_no_incident_near(legs, incidents, municipalities):
    answer = incidents_near(incidents, legs.iloc[:0], 10, municipalities)
    assert values(answer, "incidents_near")["certain"] == 0
    assert answer.frame.empty


def test_crossed_lists_named_before_merely_cut(legs, municipalities):
    chosen = documented(legs, corridor_ids=["COR12"]).frame
    answer = crossed(chosen, load("corridor_waypoints"), municipalities)
    assert values(answer, "crossed") == {"corridors": 1, "named": 6, "cut": 2}
    assert answer.frame["named"].tolist() == [True] * 6 + [False] * 2
    assert set(answer.frame.loc[~answer.frame["named"], "municipality"]) == {
        "Caloto",
        "Candelaria",
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(legs, incidents, municipalities, lang):
    chosen = documented(legs, cauca_cali=["strict"])
    for answer in (
        chosen,
        documented(legs, commodities=["gold"], evidence=["event"]),
        incidents_near(incidents, chosen.frame, 10, municipalities),
        crossed(chosen.frame, load("corridor_waypoints"), municipalities),
    ):
        assert "{" not in words(answer, lang)
        assert all(tell(caveat, lang) for caveat in answer.caveats)


def test_each_corridor_alone_gives_the_same_as_all_together(legs, incidents, municipalities):
    """What is near the set is what is near any of its corridors."""
    chosen = documented(legs, cauca_cali=["strict"]).frame
    together = incidents_near(incidents, chosen, 10, municipalities).frame
    apart = pd.concat(
        incidents_near(incidents, group, 10, municipalities).frame
        for _, group in chosen.groupby("corridor_id")
    )
    assert set(together["incident_id"]) == set(apart["incident_id"])
    sure = apart[apart["certainty"] == "certain"]
    assert set(sure["incident_id"]) <= set(
        together.loc[together["certainty"] == "certain", "incident_id"]
    )
