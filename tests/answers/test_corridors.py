"""Documented corridors and what lies near them, on the real layers."""

import geopandas as gpd
import pandas as pd
import pytest

from geo.answers.answer import words
from geo.answers.corridors import crossed, documented, incidents_near, one_per_corridor
from geo.errors import BelowUncertainty
from geo.language import LANGUAGES, tell


def ids(answer):
    return sorted(set(answer.frame["corridor_id"]))


def values(answer, key):
    return next(s.values for s in answer.sentences if s.key == f"answers_corridors.{key}")


def test_every_corridor_and_its_dashes(evidence):
    answer = documented(evidence, superseded=True)
    assert (len(ids(answer)), len(answer.frame)) == (31, 343)
    assert values(answer, "legs") == {"legs": 343, "schematic": 85}
    assert (answer.matched, answer.unmatched) == (31, 0)
    assert "caveats.superseded" in answer.caveats
    assert answer.caveats.index("caveats.communities") < len(answer.caveats)


def test_superseded_corridors_are_left_out_unless_asked_for(evidence):
    assert "COR16" not in ids(documented(evidence))
    assert ids(documented(evidence, corridor_ids=("COR16",))) == ["COR16"]


def test_the_strict_set(evidence):
    answer = documented(evidence, cauca_cali=("strict",))
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


def test_any_of_the_commodities_fits_and_filters_narrow(evidence):
    arms = ids(documented(evidence, commodities=("arms",)))
    gold = ids(documented(evidence, commodities=("gold",)))
    either = documented(evidence, commodities=("arms", "gold"))
    assert ids(either) == sorted({*arms, *gold})
    both = documented(evidence, commodities=("arms", "gold"), confidence=("high",))
    assert set(ids(both)) <= set(ids(either))
    assert set(both.frame["confidence"]) <= {"high"}


def test_nothing_fits(evidence):
    answer = documented(evidence, commodities=("gold",), kinds=("event",))
    assert answer.frame.empty
    assert answer.sentences[0].key == "answers_corridors.none"
    assert answer.source_ids == ()


def test_one_row_per_corridor(evidence):
    answer = documented(evidence, cauca_cali=("strict",))
    one = one_per_corridor(answer)
    assert one.frame["corridor_id"].is_unique
    assert one.frame["legs"].sum() == len(answer.frame)
    assert one.frame["schematic_legs"].sum() == answer.frame["is_schematic"].sum()
    assert one.frame["length_km"].sum() == pytest.approx(answer.frame["length_km"].sum())
    assert isinstance(one.frame, gpd.GeoDataFrame)
    assert one.frame.crs == evidence.corridors_documented.crs
    assert one.source_ids == answer.source_ids
    assert one.sentences == answer.sentences


def test_incidents_near(evidence):
    chosen = documented(evidence, cauca_cali=("strict",)).frame
    answer = incidents_near(evidence, tuple(set(chosen["corridor_id"])), 10)
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
    assert set(answer.source_ids) <= set(evidence.sources["source_id"])


def test_the_trucks_pass_the_bomb(evidence):
    near = incidents_near(evidence, ("COR15",), 10).frame
    bomb = near[near["incident_id"] == "CO-20250821-01"]
    assert bomb["corridor_ids"].tolist() == ["COR15"]


def test_below_the_uncertainty_there_is_no_answer(evidence):
    with pytest.raises(BelowUncertainty):
        incidents_near(evidence, tuple(ids(documented(evidence))), 10)


def test_no_corridor_chosen_has_no_incident_near(evidence):
    answer = incidents_near(evidence, (), 10)
    assert values(answer, "incidents_near")["certain"] == 0
    assert answer.frame.empty


def test_crossed_lists_named_before_merely_cut(evidence):
    answer = crossed(evidence, ("COR12",))
    assert values(answer, "crossed") == {"corridors": 1, "named": 6, "cut": 2}
    assert answer.frame["named"].tolist() == [True] * 6 + [False] * 2
    assert set(answer.frame.loc[~answer.frame["named"], "municipality"]) == {"Caloto", "Candelaria"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(evidence, lang):
    chosen = documented(evidence, cauca_cali=("strict",))
    for answer in (
        chosen,
        documented(evidence, commodities=("gold",), kinds=("event",)),
        incidents_near(evidence, tuple(ids(chosen)), 10),
        crossed(evidence, tuple(ids(chosen))),
    ):
        assert "{" not in words(answer, lang)
        assert all(tell(caveat, lang) for caveat in answer.caveats)


def test_each_corridor_alone_gives_the_same_as_all_together(evidence):
    """What is near the set is what is near any of its corridors."""
    chosen = documented(evidence, cauca_cali=("strict",)).frame
    together = incidents_near(evidence, tuple(set(chosen["corridor_id"])), 10).frame
    apart = pd.concat(
        incidents_near(evidence, (corridor,), 10).frame
        for corridor, _ in chosen.groupby("corridor_id")
    )
    assert set(together["incident_id"]) == set(apart["incident_id"])
    sure = apart[apart["certainty"] == "certain"]
    assert set(sure["incident_id"]) <= set(
        together.loc[together["certainty"] == "certain", "incident_id"]
    )
