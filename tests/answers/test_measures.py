"""Measures of one place: side by side, two of them, and classes in thirds."""

import pandas as pd
import pytest

from geo.answers import Answer, measures
from geo.answers.measures import RANGES, pair, side_by_side
from geo.answers.shares import Sharing
from geo.cartography.classes import bivariate, thirds
from geo.evidence import columns
from tests.aid.frames import footprints, holding, people, programmes, units

TWO = programmes(
    {"programme_id": "P", "n_exact": 4, "amount_usd": 400.0},
    {"programme_id": "Q", "n_exact": 2, "amount_usd": 100.0, "amount_basis": "ceiling"},
)
ROWS = [("P", "00001", True), ("P", "00003", True), ("Q", "00001", True), ("Q", "00002", True)]
BESIDE = pd.DataFrame(
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
)


def test_measures_side_by_side(monkeypatch):
    """One: 5 ha after 2, a load, both programmes; Three: coca gone; Two is named, Four is not."""
    coca = pd.DataFrame(
        {
            "divipola": ["00001", "00001", "00003"],
            "year": [2024, 2019, 2019],
            "hectares": [5.0, 2.0, 4.0],
            "source_ids": "COCA",
        }
    )
    way = pd.DataFrame(
        {
            "load_ha_modelled": [7.5],
            "load_low_ha_modelled": [5.0],
            "load_high_ha_modelled": [10.0],
            "source_ids": "TIMES",
        },
        index=["00001"],
    )
    load = Answer("loads_on_the_way", way.reset_index(names="divipola"), "2024")
    monkeypatch.setattr(measures.way, "on_the_way", lambda evidence, scenario: load)
    held = holding(
        municipalities=units(),
        coca=coca,
        population=people(one=10, two=30, three=40, four=20),
        aid_programmes=TWO,
        aid_footprints=footprints(*ROWS),
    )
    answer = side_by_side(held, Sharing())
    frame = answer.frame.set_index("divipola")
    assert frame.index.tolist() == ["00001", "00002", "00003"]
    assert frame["hectares"].fillna(-1).tolist() == [5, -1, -1]
    assert frame["hectares_change"].fillna(0).tolist() == [3, 0, -4]
    assert frame["load_ha_modelled"].fillna(-1).tolist() == [7.5, -1, -1]
    assert frame["programmes"].tolist() == [2, 1, 1]
    assert frame["allocated_usd_modelled"].tolist() == [150, 50, 100]
    assert set(frame.loc["00001", "source_ids"].split(";")) == {
        "COCA",
        "DANE",
        "S_F",
        "S_P",
        "TIMES",
    }
    assert "TIMES" not in frame.loc["00003", "source_ids"]
    ranges = [name for names in RANGES.values() for name in names]
    assert frame.loc["00001", ranges].tolist() == [5, 10, 65, 150]
    assert {"with_coca": 1, "counting": 1}.items() <= answer.said["beside_coca"].values.items()
    assert set(answer.frame) - {"source_ids"} <= columns().keys()


@pytest.fixture
def asked(evidence, monkeypatch):
    """A pair out of the first rows of BESIDE."""

    def ask(x, y, rows=4):
        beside = Answer("measures_side_by_side_modelled", BESIDE.head(rows), "2025")
        monkeypatch.setattr(evidence, "ask", lambda *_: beside)
        return pair(evidence, Sharing(), x, y)

    return ask


def test_only_places_with_both_figures_with_the_range_of_the_modelled_one(asked):
    answer = asked("coca", "allocation")
    assert list(answer.frame["municipality"]) == ["C", "B"]
    assert {"low_usd_modelled", "high_usd_modelled"} <= set(answer.frame)
    assert (answer.basis, answer.id) == ("mixed", "pair_hectares_allocated_usd_modelled")
    assert (answer.matched, answer.unmatched) == (2, 2)
    assert answer.said["named"].values == {"names": ["C"]}


def test_two_reported_measures_are_reported(asked):
    answer = asked("coca", "population")
    assert (answer.basis, answer.id) == ("reported", "pair_hectares_population")
    assert list(answer.frame["municipality"]) == ["C", "A"]


def test_none_in_common_is_said(asked):
    answer = asked("coca", "allocation", rows=1)
    assert answer.frame.empty
    assert set(answer.said) == {"none"}


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
