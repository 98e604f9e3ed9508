"""Programmes of a city by what naming it proves."""

import pandas as pd

from geo.answers.answer import words
from geo.answers.programmes import programmes_documented
from tests.held import Held

PROGRAMMES = pd.DataFrame(
    {
        "programme_id": ["A", "B", "C", "D", "E"],
        "status_code": ["terminated", "closed", "terminated", "suspended", "active"],
        "status_as_of": ["2025-03", "2022", "2025-03", "2025-02", "2025-03"],
        "source_ids": ["SA", "SB", "SC", "SD", "SE"],
    }
)
FOOTPRINTS = pd.DataFrame(
    {
        "programme_id": ["A", "B", "C", "D", "E"],
        "divipola": ["00001", "00001", "00001", "00001", "00002"],
        "municipality": ["West", "West", "West", "West", "East"],
        "footprint_type": [
            *("published_full", "named_subset", "event_site", "diocese_seat_inferred"),
            "published_full",
        ],
        "counts_for_allocation": [True, True, False, False, True],
        "source_ids": ["F1", "F1", "F2", "F3", "F4"],
    }
)


def documented(divipola: str, programmes=PROGRAMMES):
    held = Held(aid_programmes=programmes, aid_footprints=FOOTPRINTS)
    return programmes_documented(held, divipola)


def test_rows_say_what_naming_the_place_proves():
    answer = documented("00001")
    roles = dict(zip(answer.frame["programme_id"], answer.frame["place_role"], strict=True))
    assert roles == {"A": "implementation", "B": "implementation", "C": "event", "D": "inferred"}
    assert answer.source_ids == ("F1", "F2", "F3", "SA", "SB", "SC", "SD")


def test_only_places_of_implementation_are_counted_in_words():
    text = words(documented("00001"), "en")
    assert ": 2. By status: 1 on the terminated list of March 2025 and" in text
    assert "1 closed (2022)" in text
    assert "None of them is on the active list" in text
    assert "None of them" not in words(documented("00002"), "en")


def test_what_became_of_them_adds_up_where_a_status_has_no_date():
    rows = PROGRAMMES.assign(status_code=["unknown", *PROGRAMMES["status_code"][1:]])
    rows.loc[0, "status_as_of"] = None
    text = words(documented("00001", rows), "en")
    assert ": 2. By status: 1 closed (2022) and 1 unknown." in text


def test_a_city_that_no_programme_names_is_not_said_to_be_without():
    answer = documented("00003")
    assert answer.frame.empty
    assert "does not mean that there was none" in words(answer, "en")


def test_the_known_answer_for_cali(evidence):
    answer = programmes_documented(evidence, "76001")
    there = answer.frame[answer.frame["place_role"] == "implementation"]
    assert there["status_code"].value_counts().to_dict() == {
        "terminated": 2,
        "closed": 1,
        "suspended": 1,
    }
    others = answer.frame.set_index("programme_id")["place_role"]
    assert others["P_YRA"] == "event"
    assert others["P_CARITAS"] == "inferred"
    assert len(answer.frame) == 6
