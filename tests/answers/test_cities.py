"""Reach of a city on tiny squares, worked by hand, and on the real layers."""

import numpy as np
import pandas as pd
import pytest

from geo.answers.answer import words
from geo.answers.cities import (
    HOURS,
    KM,
    RECORD,
    STEPS,
    argued_by,
    claims,
    homicides_of,
    incidents_within,
    reach,
    side_by_side,
    steps,
)
from geo.errors import BelowUncertainty, UnknownCode
from geo.evidence import catalogue
from geo.language import LANGUAGES, Range, tell
from tests.held import Held
from tests.spatial.squares import points, square_municipalities


class Clock:
    """West and middle are 0.5 h apart; the east cannot be reached from the west."""

    def hours_from(self, divipola):
        assert divipola == "00003"
        return pd.Series([0.5, np.inf, 0.0], index=["00001", "00002", "00003"])


@pytest.fixture(scope="module")
def held():
    """Seats at x = 1, 15, 29; coca and people in two of three; four incidents.

    Incidents: I1 at the west seat; I2 stated west, its point 1 km inside the middle;
    I3 stands for the middle; I4 in the east.
    """
    places = square_municipalities()
    names = places.drop(columns="geometry").to_dict("list")
    incidents = points(
        (1, 5),
        (11, 5),
        (15, 5),
        (29, 5),
        incident_id=["I1", "I2", "I3", "I4"],
        date=["2024-01-01", "2024-02-01", "2024-03-01", "2025-04-01"],
        divipola=["00003", "00003", "00001", "00002"],
        uncertainty_km=[1.0, 2.0, 5.0, 1.0],
        stands_for_municipality=[False, False, True, False],
        outside_stated_municipality=[False, True, False, False],
        source_ids=["I1", "I2", "I3", "I4"],
    )
    seats = points((1, 5), (15, 5), (29, 5), **names, source_ids=["G"] * 3)
    squares = Held(
        travel_times=Clock(),
        municipalities=places.assign(source_ids="G"),
        seats=seats,
        cities=seats.head(1).assign(city="West"),
        coca=pd.DataFrame(
            {
                "divipola": ["00001", "00001", "00002"],
                "year": [2024, 2010, 2024],
                "hectares": [30.5, 7.0, 1000.0],
                "source_ids": "COCA",
            }
        ),
        population=pd.DataFrame(
            {
                "divipola": ["00001", "00003", "00002"],
                "year": 2024,
                "population": pd.array([100, 20, 3], dtype="Int64"),
                "source_ids": "DANE",
            }
        ),
        incidents=incidents,
        aid_footprints=pd.DataFrame(
            {
                "programme_id": ["P1", "P1", "P2", "P1"],
                "divipola": ["00001", "00003", "00001", None],
                "source_ids": "AID",
            }
        ),
    )
    with pytest.MonkeyPatch.context() as patch:  # no source times a journey on squares
        patch.setattr("geo.answers.cities.on_the_road", lambda *_, **__: Range(5, 10))
        yield squares


def ask(held, by, amount, year=2024):
    city = "00003"
    return reach(held, city, by, amount, year), incidents_within(held, city, by, amount)


def test_reach_in_km(held):
    """Within 15 km of the west seat: west and middle (14 km), not the east (28 km)."""
    answer, incidents = ask(held, KM, 15)
    frame = answer.frame.set_index("divipola")
    assert frame.index.tolist() == ["00003", "00001"]
    assert frame["distance_km"].tolist() == pytest.approx([0, 14], abs=1e-6)
    assert frame["hectares"].isna().tolist() == [True, False]
    assert frame.loc["00001", "hectares"] == 30.5
    assert frame["programmes"].tolist() == [1, 2]
    assert frame["programme_ids"].tolist() == ["P1", "P1;P2"]
    assert answer.basis == "reported"
    assert answer.said["coca"].values == {"coca": 30.5, "n": 1, "year": 2024}
    assert answer.said["people"].values == {"people": 120, "year": 2024}
    assert answer.said["programmes"].values == {"programmes": 2, "named": 2}
    # I1 0 + 1 and I2 10 + 2 are certain; the middle's far corners are beyond 15 km
    assert answer.said["incidents_km"].values == {
        "certain": 2,
        "possible": 1,
        "stated": 3,
        "beyond": 0,
    }
    assert dict(zip(incidents.frame["incident_id"], incidents.frame["certainty"], strict=True)) == {
        "I1": "certain",
        "I2": "certain",
        "I3": "possible",
    }
    assert (incidents.matched, incidents.unmatched) == (3, 1)


def test_incidents_within_km_count_though_their_seat_is_not(held):
    """Within 12 km the middle's seat is out of reach; its stand-in is possible all the same."""
    answer, incidents = ask(held, KM, 12.5)
    assert answer.frame["divipola"].tolist() == ["00003"]
    assert incidents.frame["incident_id"].tolist() == ["I1", "I2", "I3"]
    assert answer.frame["incidents_certain"].tolist() == [2]
    assert answer.frame["incidents_possible"].tolist() == [0]


def test_reach_in_hours(held):
    answer, incidents = ask(held, HOURS, 0.5)
    assert answer.basis == "mixed"
    assert answer.frame["divipola"].tolist() == ["00003", "00001"]
    assert answer.frame["hours_modelled"].tolist() == [0, 0.5]
    assert answer.frame["incidents_certain"].tolist() == [1, 1]
    assert answer.frame["incidents_possible"].tolist() == [1, 0]
    assert answer.said["incidents_hours"].values == {
        "certain": 2,
        "possible": 1,
        "stated": 3,
        "beyond": 0,
    }
    assert "G_BRAVO_VEGA_2022" in answer.source_ids
    assert (answer.matched, answer.unmatched) == (2, 0)
    assert set(incidents.frame["incident_id"]) == {"I1", "I2", "I3"}


def test_sources_are_of_exactly_these_rows(held):
    answer, incidents = ask(held, KM, 15)
    assert set(answer.source_ids) == {"G", "COCA", "DANE", "AID", "I1", "I2", "I3"}
    assert set(incidents.source_ids) == {"I1", "I2", "I3"}
    west = answer.frame.set_index("divipola").loc["00003", "source_ids"]
    assert set(west.split(";")) == {"G", "DANE", "AID", "I1", "I2"}


def test_a_year_without_population_says_so(held):
    answer = reach(held, "00001", KM, 15, 2010)
    assert answer.frame["population"].isna().all()
    assert answer.said["people_unknown"].values == {"year": 2010}
    assert "caveats.population_from_2012" in answer.caveats
    assert answer.said["coca"].values["coca"] == 7.0


def test_below_the_uncertainty_there_is_no_answer(held):
    with pytest.raises(BelowUncertainty):
        reach(held, "00003", KM, 0.5, 2024)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(held, lang):
    answer, _ = ask(held, HOURS, 0.5)
    text = words(answer, lang)
    assert "{" not in text
    assert ("30.50\u00a0ha" if lang == "en" else "30,50\u00a0ha") in text
    assert all(tell(caveat, lang) for caveat in answer.caveats)


def test_steps_are_what_each_reach_says_and_larger_ones_hold_the_smaller(held):
    """Within 25 km west and middle; within 50 all three; by hours never the east."""
    frame = steps(held, "00003", 2024).frame
    assert list(frame["distance_km"].dropna()) == list(STEPS[0][1])
    assert list(frame["hours_modelled"].dropna()) == list(STEPS[1][1])
    assert set(frame["city"]) == {"West"}
    assert frame["municipalities"].tolist() == [2, 3, 3, 2, 2, 2, 2]
    assert frame["hectares"].tolist() == [30.5, 1030.5, 1030.5, *[30.5] * 4]
    assert frame["population"].tolist() == [120, 123, 123, *[120] * 4]
    assert frame["programmes"].tolist() == [2] * 7
    assert frame["incidents_certain"].tolist() == [3, 4, 4, *[2] * 4]
    assert frame["incidents_possible"].tolist() == [0, 0, 0, *[1] * 4]


def test_nothing_known_stays_unknown(held):
    frame = steps(held, "00003", 1990, incidents=False).frame
    assert frame[["population", "hectares"]].isna().all(axis=None)
    assert not any(name.startswith("incidents") for name in frame)


def test_the_five_side_by_side_have_no_incidents(evidence):
    answer = side_by_side(evidence, 2024)
    assert len(answer.frame) == 5 * 7 and answer.basis == "mixed"
    assert not any(name.startswith("incidents") for name in answer.frame)
    for _, of_city in answer.frame.groupby("city"):
        for by in ("distance_km", "hours_modelled"):
            rows = of_city[of_city[by].notna()]
            for column in ("municipalities", "hectares", "population", "programmes"):
                assert rows[column].fillna(0).is_monotonic_increasing


def test_cali_on_the_real_layers(evidence):
    """Added up from the layers row by row, without the joins under test."""
    answer = reach(evidence, "76001", KM, 30, 2024)
    incidents = incidents_within(evidence, "76001", KM, 30)
    codes = list(answer.frame["divipola"])
    coca = {r.divipola: r.hectares for r in evidence.coca.itertuples() if r.year == 2024}
    people = {r.divipola: r.population for r in evidence.population.itertuples() if r.year == 2024}
    total = sum(coca.get(code, 0) for code in codes)
    assert answer.said["coca"].values["coca"] == pytest.approx(total)
    assert answer.said["people"].values["people"] == sum(people[c] for c in codes)
    assert incidents.frame["certainty"].value_counts().to_dict() == {"certain": 33, "possible": 21}
    known = set(evidence.sources["source_id"])
    assert set(answer.source_ids) | set(incidents.source_ids) <= known
    assert catalogue()["incidents"].as_of == incidents.as_of


@pytest.mark.parametrize("statuses", [(), ("open",)])
def test_the_sentence_counts_all_claims_whatever_is_chosen(evidence, statuses):
    answer = claims(evidence, statuses)
    assert set(answer.frame["record_status"]) == set(statuses or RECORD)
    counts = evidence.claims["record_status"].value_counts()
    text = words(answer, "en")
    assert f"Of {len(evidence.claims)} claims" in text
    assert f"confirms {counts['confirmed']}, supports {counts['partly']} in part" in text


def test_a_mayor_is_given_only_his_own_claims(evidence):
    rows = argued_by(evidence, "Alejandro Eder")
    assert list(rows["claim_id"]) == ["C10", "C17", "C18", "C19"]
    assert argued_by(evidence, "Alejandro Char").empty


def test_a_year_without_a_census_and_an_unknown_city_are_said(evidence):
    answer = reach(evidence, "76001", KM, 50, 1999)
    assert "none" in answer.said and "coca_none" not in answer.said
    with pytest.raises(UnknownCode, match="goes by the code '99999'"):
        reach(evidence, "99999", KM, 50, 2024)
    with pytest.raises(UnknownCode):
        homicides_of(evidence, "99999")


def test_what_nobody_is_named_for_is_no_counter(evidence):
    told = homicides_of(evidence, "05001").said["figures"].values
    assert (told["n"], told["counters"]) == (11, 3)  # police, Medicina Legal, the city


def test_what_is_said_of_incidents_adds_up_to_the_rows(evidence):
    answer = reach(evidence, "76001", "km", 50, 2024)
    told = answer.said["incidents_km"].values
    rows = answer.frame[["incidents_certain", "incidents_possible"]].to_numpy().sum()
    assert (told["certain"], told["possible"], told["beyond"]) == (77, 25, 8)
    assert rows + told["beyond"] == told["certain"] + told["possible"]
