"""Two measures of one place: only places with both, classes in thirds."""

import pandas as pd

from geo.answers.pairs import Measure, coca_change, pair
from geo.cartography.classes import bivariate, thirds

PLACES = pd.DataFrame(
    {
        "divipola": [f"0000{i}" for i in range(1, 7)],
        "municipality": list("ABCDEF"),
        "department_code": "00",
        "department": "Z",
    }
)


def measure(code: str, name: str, values: dict[int, float]) -> Measure:
    rows = [
        {"divipola": f"0000{i}", name: value, "source_ids": f"S_{code}"}
        for i, value in values.items()
    ]
    return Measure(code, name, pd.DataFrame(rows))


def test_only_places_with_both_figures_and_the_sources_of_both():
    x = measure("coca", "hectares", {1: 1.0, 2: 5.0, 3: 9.0})
    y = measure("allocation", "allocated_usd_modelled", {2: 10.0, 3: 20.0, 4: 30.0})
    answer = pair(PLACES, x, y, "2025")
    assert list(answer.frame["municipality"]) == ["C", "B"]
    assert answer.frame["source_ids"].unique().tolist() == ["S_allocation;S_coca"]
    assert (answer.basis, answer.id) == ("mixed", "pair_coca_allocation_modelled")
    assert (answer.matched, answer.unmatched) == (2, 4)


def test_two_reported_measures_are_reported_and_none_in_common_is_said():
    x = measure("coca", "hectares", {1: 1.0})
    y = measure("population", "population", {2: 1.0})
    answer = pair(PLACES, x, y, "2025")
    assert answer.basis == "reported"
    assert answer.sentences[0].key == "answers_pairs.none"


def test_a_place_without_a_row_in_one_census_had_none_detected():
    coca = pd.DataFrame(
        {
            "divipola": ["00001", "00002", "00002", "00003"],
            "year": [2019, 2019, 2024, 2024],
            "hectares": [4.0, 1.0, 3.5, 2.0],
            "source_ids": ["S_A", "S_A", "S_B", "S_B"],
        }
    )
    change = coca_change(coca, 2019, 2024).rows.set_index("divipola")
    assert change["change_ha"].to_dict() == {"00001": -4.0, "00002": 2.5, "00003": 2.0}
    assert change.loc["00002", "source_ids"] == "S_A;S_B"


def test_thirds_keep_equal_values_together():
    classes, breaks = thirds(pd.Series([1.0, 1.0, 1.0, 1.0, 4.0, 9.0]))
    assert list(classes) == [0, 0, 0, 0, 2, 2]
    assert breaks == (1.0, 2.0)


def test_nine_classes_go_right_with_x_and_up_with_y():
    codes = ["a", "b", "c"]
    x, y = pd.Series([1.0, 2.0, 3.0], codes), pd.Series([1.0, 3.0, 2.0], codes)
    classes = bivariate(x, y, [*codes, "d"], [[k] * 3 for k in range(9)])
    assert classes.codes == "075-"
    assert sum(classes.counts) == 3
    assert classes.missing == 1
