"""Two measures of one place: only places with both, classes in thirds."""

from dataclasses import replace

import pandas as pd
import pytest

from geo.answers import Answer
from geo.answers.pairs import pair
from geo.cartography.classes import bivariate, thirds

BESIDE = Answer(
    id="measures_side_by_side_modelled",
    frame=pd.DataFrame(
        {
            "divipola": ["00001", "00002", "00003", "00004"],
            "municipality": ["A", "B", "C", "D"],
            "department_code": "00",
            "department": "Z",
            "hectares": [1.0, 5.0, 9.0, None],
            "population": pd.array([7, None, 9, 1], dtype="Int64"),
            "allocated_usd_modelled": [None, 10.0, 20.0, 30.0],
            "low_usd_modelled": [None, 5.0, 15.0, 25.0],
            "high_usd_modelled": [None, 15.0, 25.0, 35.0],
            "source_ids": "S_A",
        }
    ),
    as_of="2025",
)


def test_only_places_with_both_figures_with_the_range_of_the_modelled_one():
    answer = pair(BESIDE, "hectares", "allocated_usd_modelled")
    assert list(answer.frame["municipality"]) == ["C", "B"]
    assert {"low_usd_modelled", "high_usd_modelled"} <= set(answer.frame)
    assert (answer.basis, answer.id) == ("mixed", "pair_hectares_allocated_usd_modelled")
    assert (answer.matched, answer.unmatched) == (2, 2)
    assert answer.sentences[1].values == {"names": ["C"]}


def test_two_reported_measures_are_reported():
    answer = pair(BESIDE, "hectares", "population")
    assert (answer.basis, answer.id) == ("reported", "pair_hectares_population")
    assert list(answer.frame["municipality"]) == ["C", "A"]


def test_none_in_common_is_said():
    bare = replace(BESIDE, frame=BESIDE.frame.head(1))
    answer = pair(bare, "hectares", "allocated_usd_modelled")
    assert answer.frame.empty
    assert answer.sentences[0].key == "answers_pairs.none"


def test_thirds_keep_equal_values_together():
    classes, breaks = thirds(pd.Series([1.0, 1.0, 1.0, 1.0, 4.0, 9.0]))
    assert list(classes) == [0, 0, 0, 0, 2, 2]
    assert breaks == pytest.approx((1.0, 2.0))


def test_nine_classes_go_right_with_x_and_up_with_y():
    codes = ["a", "b", "c"]
    x, y = pd.Series([1.0, 2.0, 3.0], codes), pd.Series([1.0, 3.0, 2.0], codes)
    classes = bivariate(x, y, [*codes, "d"], [[k] * 3 for k in range(9)])
    assert classes.codes == "075-"
    assert sum(classes.counts) == 3
    assert classes.missing == 1
