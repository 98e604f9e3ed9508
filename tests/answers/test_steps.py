"""Reach by steps: sums of what the reach itself says, larger steps holding the smaller."""

import pandas as pd
import pytest

from geo.answers import Answer
from geo.answers.steps import HOURS, KILOMETRES, side_by_side, steps

CITY = {"divipola": "00001", "city": "Centre"}


def reach(code: str, by: str, amount: int) -> tuple[Answer, Answer]:
    """Within n km lie n places of 10 people each, every second one with 2 ha, and 1 incident."""
    assert code == "00001"
    n = amount if by == "km" else amount * 3
    frame = pd.DataFrame(
        {
            "hectares": [2.0 if i % 2 else None for i in range(n)],
            "population": 10,
            "programme_ids": [f"P{i % 2};P2" if i < 2 else None for i in range(n)],
            "source_ids": "S1",
        }
    )
    found = pd.DataFrame({"certainty": ["certain", "possible", "possible"], "source_ids": "S2"})
    within = Answer("r", frame, "2024-12-31", caveats=("caveats.press_sample",))
    return within, Answer("i", found, "2024-12-31")


def test_a_row_sums_what_lies_within():
    frame = steps(CITY, reach, incidents=True).frame
    assert list(frame["distance_km"].dropna()) == list(KILOMETRES)
    assert list(frame["hours_modelled"].dropna()) == list(HOURS)
    first = frame.iloc[0]
    assert first[["municipalities", "hectares", "population", "programmes"]].tolist() == [
        25,
        24.0,
        250,
        3,
    ]
    assert first[["incidents_certain", "incidents_possible"]].tolist() == [1, 2]


def test_nothing_known_stays_unknown():
    def unknown(*ask):
        within, found = reach(*ask)
        blank = within.frame.assign(population=None, hectares=None)
        return Answer("r", blank, "2024"), found

    frame = steps(CITY, unknown, incidents=False).frame
    assert frame["population"].isna().all()
    assert frame["hectares"].isna().all()


def test_cities_side_by_side_have_no_incidents():
    one = steps(CITY, reach, incidents=False)
    both = side_by_side([one, one])
    assert len(both.frame) == 2 * len(one.frame)
    assert not any(name.startswith("incidents") for name in both.frame)
    assert both.basis == "mixed"


@pytest.mark.parametrize("city", ["76001"])
def test_larger_reach_never_holds_less(city):
    from pages.frame import model

    frame = model.reach_steps(city, 2024).frame
    for by in ("distance_km", "hours_modelled"):
        rows = frame[frame[by].notna()]
        for column in ("municipalities", "hectares", "population", "programmes"):
            assert rows[column].is_monotonic_increasing
