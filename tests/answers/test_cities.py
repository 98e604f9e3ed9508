"""Reach of a city on tiny squares, worked by hand, and on the real layers."""

import numpy as np
import pandas as pd
import pytest

from geo.answers.answer import words
from geo.answers.cities import reach_hours, reach_km
from geo.errors import BelowUncertainty
from geo.evidence import catalogue, load
from geo.language import LANGUAGES, tell
from tests.spatial.squares import points, square_municipalities

PROGRAMMES = pd.DataFrame({"programme_id": ["P1", "P2"]})


class Clock:
    """West and middle are 0.5 h apart; the east cannot be reached from the west."""

    def hours_from(self, divipola):
        assert divipola == "00003"
        return pd.Series([0.5, np.inf, 0.0], index=["00001", "00002", "00003"])


@pytest.fixture(scope="module")
def layers():
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
    return {
        "municipalities": places.assign(source_ids="G"),
        "seats": points((1, 5), (15, 5), (29, 5), **names, source_ids=["G"] * 3),
        "coca": pd.DataFrame(
            {
                "divipola": ["00001", "00001", "00002"],
                "year": [2024, 2010, 2024],
                "hectares": [30.5, 7.0, 1000.0],
                "source_ids": "COCA",
            }
        ),
        "population": pd.DataFrame(
            {
                "divipola": ["00001", "00003", "00002"],
                "year": 2024,
                "population": pd.array([100, 20, 3], dtype="Int64"),
                "source_ids": "DANE",
            }
        ),
        "incidents": incidents,
        "aid_footprints": pd.DataFrame(
            {
                "programme_id": ["P1", "P1", "P2", "P9", "P1"],
                "divipola": ["00001", "00003", "00001", "00003", None],
                "source_ids": "AID",
            }
        ),
    }


def values(answer, key):
    return next(s.values for s in answer.sentences if s.key == f"answers_cities.{key}")


def test_reach_in_km(layers):
    """Within 15 km of the west seat: west and middle (14 km), not the east (28 km)."""
    answer, incidents = reach_km("00003", 15, 2024, layers, PROGRAMMES)
    frame = answer.frame.set_index("divipola")
    assert frame.index.tolist() == ["00003", "00001"]
    assert frame["distance_km"].tolist() == pytest.approx([0, 14], abs=1e-6)
    assert frame["hectares"].isna().tolist() == [True, False]
    assert frame.loc["00001", "hectares"] == 30.5
    assert frame["programmes"].tolist() == [1, 2]
    assert frame["programme_ids"].tolist() == ["P1", "P1;P2"]
    assert answer.basis == "reported"
    assert values(answer, "coca") == {"coca_ha": 30.5, "with_coca": 1, "of_year": 2024}
    assert values(answer, "people") == {"people": 120, "of_year": 2024}
    assert values(answer, "programmes") == {"programmes": 2, "named": 2}
    # I1 0 + 1 and I2 10 + 2 are certain; the middle's far corners are beyond 15 km
    assert values(answer, "incidents_by_position") == {"certain": 2, "possible": 1}
    assert dict(zip(incidents.frame["incident_id"], incidents.frame["certainty"], strict=True)) == {
        "I1": "certain",
        "I2": "certain",
        "I3": "possible",
    }
    assert (incidents.matched, incidents.unmatched) == (3, 1)


def test_incidents_within_km_count_though_their_seat_is_not(layers):
    """Within 12 km the middle's seat is out of reach; its stand-in is possible all the same."""
    answer, incidents = reach_km("00003", 12.5, 2024, layers, PROGRAMMES)
    assert answer.frame["divipola"].tolist() == ["00003"]
    assert incidents.frame["incident_id"].tolist() == ["I1", "I2", "I3"]
    assert answer.frame["incidents_certain"].tolist() == [2]
    assert answer.frame["incidents_possible"].tolist() == [0]


def test_reach_in_hours(layers):
    answer, incidents = reach_hours("00003", 0.5, 2024, layers, PROGRAMMES, Clock(), ["TIMES"])
    assert answer.basis == "mixed"
    assert answer.frame["divipola"].tolist() == ["00003", "00001"]
    assert answer.frame["hours_modelled"].tolist() == [0, 0.5]
    assert answer.frame["incidents_certain"].tolist() == [1, 1]
    assert answer.frame["incidents_possible"].tolist() == [1, 0]
    assert values(answer, "incidents_by_municipality") == {"certain": 2, "possible": 1}
    assert "TIMES" in answer.source_ids
    assert (answer.matched, answer.unmatched) == (2, 0)
    assert set(incidents.frame["incident_id"]) == {"I1", "I2", "I3"}


def test_sources_are_of_exactly_these_rows(layers):
    answer, incidents = reach_km("00003", 15, 2024, layers, PROGRAMMES)
    assert set(answer.source_ids) == {"G", "COCA", "DANE", "AID", "I1", "I2", "I3"}
    assert set(incidents.source_ids) == {"I1", "I2", "I3"}
    west = answer.frame.set_index("divipola").loc["00003", "source_ids"]
    assert set(west.split(";")) == {"G", "DANE", "AID", "I1", "I2"}


def test_a_year_without_population_says_so(layers):
    answer, _ = reach_km("00001", 15, 2010, layers, PROGRAMMES)
    assert answer.frame["population"].isna().all()
    assert values(answer, "people_unknown") == {"of_year": 2010}
    assert "caveats.population_from_2012" in answer.caveats
    assert values(answer, "coca")["coca_ha"] == 7.0


def test_below_the_uncertainty_there_is_no_answer(layers):
    with pytest.raises(BelowUncertainty):
        reach_km("00003", 0.5, 2024, layers, PROGRAMMES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(layers, lang):
    answer, _ = reach_hours("00003", 0.5, 2024, layers, PROGRAMMES, Clock(), ["TIMES"])
    text = words(answer, lang)
    assert "{" not in text
    assert ("30.50\u00a0ha" if lang == "en" else "30,50\u00a0ha") in text
    assert all(tell(caveat, lang) for caveat in answer.caveats)


def test_cali_on_the_real_layers():
    """Added up from the layers row by row, without the joins under test."""
    ids = ("municipalities", "seats", "coca", "population", "incidents", "aid_footprints")
    layers = {i: load(i) for i in ids}
    answer, incidents = reach_km("76001", 30, 2024, layers, load("aid_programmes"))
    codes = list(answer.frame["divipola"])
    coca = {r.divipola: r.hectares for r in layers["coca"].itertuples() if r.year == 2024}
    people = {r.divipola: r.population for r in layers["population"].itertuples() if r.year == 2024}
    assert values(answer, "coca")["coca_ha"] == pytest.approx(sum(coca.get(c, 0) for c in codes))
    assert values(answer, "people")["people"] == sum(people[c] for c in codes)
    assert incidents.frame["certainty"].value_counts().to_dict() == {
        "certain": 33,
        "possible": 21,
    }
    known = set(load("sources")["source_id"])
    assert set(answer.source_ids) | set(incidents.source_ids) <= known
    assert catalogue()["incidents"].as_of == incidents.as_of
