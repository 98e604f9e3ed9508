import pandas as pd
import pytest

from geo.answers import places
from geo.answers.answer import words
from geo.answers.loads import coca_journeys
from geo.answers.places import NEEDED, SECTIONS, Held, municipalities_of, profile
from geo.evidence import load
from geo.journeys import TravelTimes
from geo.language import LANGUAGES
from geo.spatial.borders import shared_borders


@pytest.fixture(scope="module")
def held() -> Held:
    layers = {name: load(name) for name in NEEDED}
    times = TravelTimes.from_pairs(load("travel_time"))
    return Held(
        layers,
        shared_borders(layers["municipalities"]),
        times,
        ("G_BRAVO_VEGA_2022",),
        coca_journeys(times, layers["coca"], 2024, ["19"], ["76001"]),
    )


def test_every_place_has_a_profile(held):
    units = held.layers["municipalities"]
    codes = [*units["divipola"], *dict.fromkeys(units["department_code"])]
    assert len(codes) == 1121 + 33
    for code in codes:
        found = profile(code, held)
        assert tuple(found.sections) == SECTIONS
        assert found.place == code and found.department_code == code[:2] and found.name
        for key, answer in found.sections.items():
            if len(answer.frame):
                assert answer.source_ids, (code, key)
                own = answer.frame.get("divipola" if len(code) == 5 else "department_code")
                if key in ("incidents", "warnings", "structures", "pdet"):
                    assert (own == code).all(), (code, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_can_be_said(held, lang):
    for code in ("19698", "19142", "76001", "88001", "19", "76", "88"):
        for answer in profile(code, held).sections.values():
            assert "{" not in words(answer, lang)


def test_santander_de_quilichao(held):
    found = profile("19698", held).sections
    load_told = found["load"].sentences[0].values
    assert round(load_told["middle_share"] * 100, 1) == 86.5
    assert round(load_told["low_share"] * 100, 1) == 86.5
    assert load_told["sent_ha"] == pytest.approx(36_876.5)
    assert found["load"].frame["load_ha_modelled"].sum() == pytest.approx(
        load_told["middle_share"] * load_told["sent_ha"]
    )
    assert found["load"].basis == "mixed"  # hectares beside the load
    assert found["hours"].frame.set_index("divipola")["hours_modelled"]["76001"] == 0.5
    coca = found["coca"].frame.set_index("year")
    assert coca.loc[2024, "hectares_nation"] == pytest.approx(261_386.17)
    assert coca.loc[2024, "hectares_department"] == pytest.approx(36_876.5)
    assert pd.isna(coca.loc[2001, "hectares"])
    assert len(found["neighbours"].frame) == 6
    assert found["corridors"].frame["waypoint_evidence"].iloc[0] == "named_in_source"
    assert set(found["programmes"].frame["programme_id"]) >= {"P_ICESI", "P_LFP", "P_YRA"}


def test_two_ways_within_minutes_are_said_as_a_range(held):
    told = profile("19142", held).sections["load"].sentences[0]
    assert told.key == "answers_places.load_range"
    assert [round(told.values[k] * 100, 1) for k in ("low_share", "high_share")] == [0.1, 86.6]


def test_what_nobody_reports_stays_empty(held):
    found = profile("88001", held).sections
    empty = ("incidents", "corridors", "warnings", "structures", "programmes", "neighbours")
    assert all(found[key].frame.empty and not found[key].sentences for key in empty)
    assert found["coca"].sentences[0].key == "answers_places.coca_none"
    assert found["load"].sentences[0].key == "answers_places.load_none"


def test_a_department_adds_up_and_ranks_its_municipalities(held):
    found = profile("19", held).sections
    assert found["coca"].frame["hectares"].iloc[-1] == pytest.approx(36_876.5)
    ranked = municipalities_of("19", held.layers).frame
    assert len(ranked) == 42
    assert ranked["municipality"].iloc[0] == "El Tambo"
    assert ranked["rank_coca"].dropna().is_monotonic_increasing
    assert ranked.loc[ranked["municipality"] == "Popayán", "rank_population"].item() == 1
    country = places.departments(held.layers).frame
    assert len(country) == 33
    assert country["department"].iloc[0] == "Nariño"
    assert country["hectares"].sum() == pytest.approx(261_386.17)


@pytest.mark.parametrize("code", ["", "1", "00000", "03", "196981", "x9698"])
def test_an_unknown_code_is_refused(held, code):
    with pytest.raises(KeyError):
        profile(code, held)
