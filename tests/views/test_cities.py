"""The view of cities and of the overview: tables, maps and findings, without Streamlit."""

import pytest

from geo.answers.joined import CITIES
from geo.cartography.scene import describe
from geo.errors import BelowUncertainty
from geo.language import LANGUAGES, tell
from geo.views import view
from geo.views.cities import TABLES, picker
from geo.views.overview import findings


@pytest.mark.parametrize("table", TABLES)
def test_the_table_that_is_looked_at_comes_first(evidence, table):
    seen = view("cities", {"view": table}, evidence, "en")
    assert next(iter(seen.answers)) == table
    assert ("side_by_side" in seen.answers) == (table == "five")


def test_the_finding_is_the_coca_within_reach(evidence):
    seen = view("cities", {"km": "30"}, evidence, "es")
    assert "2.015 hectáreas" in tell(seen.finding, "es")
    assert tell(seen.numbers[0], "es") == "**2.015\u00a0ha** de coca"
    keys = [kind.key for kind in seen.scene.kinds]
    assert keys == ["reach-coca", "reach", "incident-areas", "incident-dots", "cities", "names"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_its_own_finding_and_homicides_no_map_of_coca(evidence, lang):
    views = {table: view("cities", {"view": table}, evidence, lang) for table in TABLES}
    assert len({tell(seen.finding, lang) for seen in views.values()}) == len(TABLES)
    assert {table for table, seen in views.items() if seen.scene is None} == {"five", "homicides"}
    five = views["five"]
    rates = five.answer.frame.set_index("city")["homicide_rate_2024"]
    assert [number.values["rate"] for number in five.numbers] == [rates.max(), rates.min()]
    [own] = views["homicides"].numbers
    assert own.values["rate"] == rates["Cali"]


@pytest.mark.parametrize("city", CITIES)
def test_programmes_are_counted_alike_in_the_sentence_the_numbers_and_the_map(evidence, city):
    seen = view("cities", {"view": "programmes", "city": city}, evidence, "en")
    naming, there, *others = (number.values["n"] for number in seen.numbers)
    assert naming == there + sum(others) == len(seen.answer.frame)
    assert seen.finding.values["named"] == naming and seen.finding.values["n"] == there
    assert {kind.key for kind in seen.scene.kinds} >= {"reach-programmes", "reach"}
    areas = next(kind for kind in seen.scene.kinds if kind.key == "reach-programmes")
    assert areas.values[city] == naming and sum(entry.count for entry in areas.entries) == len(
        seen.answers["municipalities"].frame
    )
    assert seen.numbers[0].values["city"] in seen.title


def test_a_table_of_people_or_programmes_has_its_own_question(evidence):
    seen = {table: view("cities", {"view": table}, evidence, "es").title for table in TABLES}
    own = {table for table, title in seen.items() if title}
    assert own == {"programmes", "five", "homicides"} and len({*seen.values()}) == 4
    first = view("cities", {"view": "incidents"}, evidence, "es").numbers[0]
    assert first.name == "number_incidents"


def test_the_rates_of_the_five_name_their_own_sources(evidence):
    rows = view("cities", {"view": "five"}, evidence, "en").answer.frame.set_index("divipola")
    figures = evidence.homicides.set_index("source_ids")
    for code, row in rows.iterrows():
        cited = figures.loc[row["homicide_source_ids"].split(";")]
        here = cited.loc[cited["divipola"] == code, "value"].tolist()
        assert {row["homicide_rate_2024"], row["homicides_2025_first_half"]} <= set(here)


def test_a_reach_by_hours_has_no_ring_and_all_seats_on_its_map(evidence):
    seen = view("cities", {"by": "hours", "hours": "4"}, evidence, "en")
    assert "reach" not in [kind.key for kind in seen.scene.kinds]
    west, south, east, north = seen.scene.bounds
    reached = evidence.seats["divipola"].isin(seen.answer.frame["divipola"])
    places = evidence.seats[reached].geometry
    assert places.x.between(west, east).all() and places.y.between(south, north).all()


def test_too_short_a_reach_is_no_view(evidence):
    held = evidence.incidents["uncertainty_km"].min()
    assert held <= 5  # the shortest that the page offers can always be told
    with pytest.raises(BelowUncertainty):
        from geo.answers.cities import KM, reach

        reach(evidence, "76001", KM, held / 2, 2024)


def test_the_small_map_has_the_five_with_the_chosen_one_larger(evidence):
    dots, _ = picker(evidence, "11001", "en").kinds
    assert set(dots.rows["divipola"]) == set(CITIES)
    assert sorted(dots.radius) == [7, 7, 7, 7, 10]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overview_has_its_year_and_five_findings_with_their_pages(evidence, lang):
    seen = view("overview", {"year": "2010"}, evidence, lang)
    assert seen.answer.id == "coca_2010"
    assert " 64 " in tell(seen.finding, lang) and seen.finding.name == "finding_none"
    five = {one.page: tell(one.sentence, lang) for one in findings(evidence)}
    assert list(five) == ["corridors", "incidents", "places", "aid", "decertification"]
    numbers = {
        "en": ("7", "6–7", "261,386\u00a0ha", "$234.5 million", "$38.5–$310.5 million"),
        "es": ("7", "6–7", "261.386\u00a0ha", "234,5 millones de", "38,5–310,5 millones de"),
    }
    for told, number in zip(five.values(), numbers[lang], strict=True):
        assert told.startswith(f"**{number}") and len(told.split()) <= 25
    assert all(one.svg.startswith("<svg") for one in findings(evidence))
    lines, basis = tell("overview.lines_legend", lang), tell("frame.reported", lang)
    assert tell("map.layer", lang, title=lines, basis=basis, n=7) in describe(seen.scene, lang)
