"""Scenario files: what they mean, that they come back as they were, and how bad ones are told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ScenarioRefused
from geo.journeys import Scenario, read_scenario

PLACES = {"19", "76", "19698", "19001", "76001", "19573"}
SEATS = {"19698", "19001", "76001", "19573"}
YEARS = range(2001, 2025)
LEAST = 'year = 2024\norigins = ["19"]\ndestinations = ["76001"]\n'


def read(text):
    return read_scenario(text, PLACES, SEATS, YEARS)


def told(text):
    with pytest.raises(ScenarioRefused) as refused:
        read(text)
    return refused.value.problems


def test_the_least_file_and_its_defaults():
    scenario = read(LEAST)
    assert scenario == Scenario(2024, ("19",), ("76001",), None, 0.1, (), 0.1, None)
    assert read(scenario.to_toml()) == scenario


def test_lists_in_any_order_and_twice_are_the_same():
    one = read('year = 2024\norigins = ["76", "19", "19"]\ndestinations = ["76001"]\n')
    assert one == Scenario(2024, ("19", "76"), ("76001",))
    assert one.to_toml() == Scenario(2024, ("76", "19"), ("76001",)).to_toml()


hours = st.none() | st.floats(0, 50)
closures = st.lists(st.sampled_from(sorted(SEATS)), min_size=1, unique=True).map(tuple)


@given(
    st.builds(
        Scenario,
        year=st.sampled_from(YEARS),
        origins=st.lists(st.sampled_from(sorted(PLACES)), min_size=1).map(tuple),
        destinations=closures,
        limit_hours=hours,
        tolerance_hours=st.floats(0, 1),
        closed=closures,
        closure_width_hours=st.floats(0, 1),
        hold_minutes=hours,
        access_places=st.booleans(),
    )
)
@settings(deadline=None)
def test_a_file_comes_back_as_it_was(scenario):
    again = read(scenario.to_toml())
    assert again == scenario
    assert again.to_toml() == scenario.to_toml()


@pytest.mark.parametrize(
    ("added", "line", "words"),
    [
        ("tolerence_hours = 0.1", 4, "unknown key 'tolerence_hours'"),
        ("[closed]\nx = 1", 4, "closed must be a list"),
        ("[extra]\nx = 1", 4, "unknown key 'extra'"),
        ('closed = ["19698", "99999"]', 4, "'99999' is not a known DIVIPOLA code"),
        ('closed = [\n  "19698",\n  "99999",\n]', 6, "'99999' is not a known DIVIPOLA code"),
        ('closed = ["19"]', 4, "'19' is not a DIVIPOLA code of 5 digits"),
        ("closed = [19698]", 4, "19698 must be a code in quotes"),
        ('closed = "19698"', 4, "closed must be a list of codes"),
        ("tolerance_hours = -0.1", 4, "tolerance_hours = -0.1"),
        ("limit_hours = nan", 4, "limit_hours = nan"),
        ("tolerance_hours = 25", 4, "from 0 to 24"),
        ("limit_hours = 1" + "0" * 400, 4, "limit_hours"),
        ("closure_width_hours = true", 4, "must be a number"),
        ('closed = ["19698"]\nhold_minutes = -5', 5, "hold_minutes = -5"),
        ("hold_minutes = 5", 4, "hold_minutes needs closed"),
        ("closed = []\nhold_minutes = 5", 5, "hold_minutes needs closed"),
        ("access_places = 1", 4, "access_places must be true or false"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(added, line, words):
    problems = told(LEAST + added + "\n")
    assert any(p.startswith(f"line {line}: ") and words in p for p in problems), problems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LEAST.replace("2024", "2030"), "line 1: year 2030: coca is known for 2001 to 2024"),
        (LEAST.replace("2024", '"2024"'), "line 1: year must be a whole number"),
        (LEAST.replace("2024", "true"), "line 1: year must be a whole number"),
        (LEAST.replace('"19"', '"20"'), "line 2: origins: '20' is not a known"),
        (LEAST.replace('"19"', '"٠١"'), "line 2: origins: '٠١' is not a DIVIPOLA code"),
        (LEAST.replace('"19"', ""), "line 2: origins names no place"),
        (LEAST.replace('"76001"', '"76"'), "line 3: destinations: '76' is not a DIVIPOLA code"),
        ("", "the key year is missing"),
        ("year = = 3", "not a TOML file"),
        ("a = " + "[" * 5000, "not a TOML file"),
    ],
)
def test_the_needed_keys(text, words):
    assert any(words in problem for problem in told(text))


def test_everything_that_is_wrong_is_told_at_once_in_order():
    problems = told('year = 1999\norigins = ["19", "00"]\ndestinations = []\nwidth = 1\n')
    assert [p.partition(":")[0] for p in problems] == ["line 1", "line 2", "line 3", "line 4"]


def test_a_place_without_travel_times():
    with pytest.raises(ScenarioRefused, match="'19573' has no travel times"):
        read_scenario(LEAST + 'closed = ["19573"]', PLACES, SEATS - {"19573"}, YEARS)
