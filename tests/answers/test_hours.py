"""The model's hours beside sourced journeys: the pairs, how much longer, and what may be said."""

import pytest

from geo.answers import documents
from geo.answers.answer import words
from geo.views import view


def test_journeys_told_take_twice_the_hours_of_the_model(evidence):
    answer = documents.journey_hours(evidence)
    ratio, southwest = answer.frame["ratio_modelled"], answer.frame["in_southwest"]
    assert (len(answer.frame), int(southwest.sum()), answer.unmatched) == (73, 31, 7)
    assert ratio.median() == pytest.approx(2.08, abs=0.005)
    assert ratio[southwest].median() == pytest.approx(2.5)
    assert ratio.quantile([0.05, 0.95]).tolist() == pytest.approx([1.44, 4.24], abs=0.005)
    assert answer.said["hours_use"].values["ranks"] == pytest.approx(0.95, abs=0.005)
    assert ratio.min() > 1  # nobody is quicker than the model


def test_one_pair_there_and_back_by_car_and_bus(evidence):
    rows = documents.journey_hours(evidence).frame.set_index(["from_divipola", "to_divipola"])
    assert rows.loc[("19001", "76001"), "ratio_modelled"] == pytest.approx(2.0, abs=0.06)


def test_minutes_of_the_model_on_the_road_are_a_range(evidence):
    assert documents.on_the_road(evidence, 24, ["19", "76"]) == (35, 110)
    assert documents.on_the_road(evidence, 0, ["19"]) == (0, 0)
    # The country's ends are 1.44 and 4.24 (above): 86.4 and 254.4 minutes, from 2 h to half hours.
    assert documents.on_the_road(evidence, 60, ["19", "05"]) == (85, 240)


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("corridors", {"ask": "close"}, "the worst (on the road about"),
        ("corridors", {"ask": "cost"}, "on average (on the road about"),
        ("corridors", {"ask": "way"}, "6 model hours away (on the road about"),
        ("places", {"place": "19698"}, "6 model hours of Cali (on the road about"),
    ],
)
def test_what_is_told_in_model_hours_is_told_on_the_road_too(evidence, page, query, said):
    answers = view(page, query, evidence, "en").answers.values()
    told = [words(answer, "en").replace("\u00a0", " ") for answer in answers]
    assert any(said in text for text in told)
