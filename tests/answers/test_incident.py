"""One incident: its words, its address after a correction, the nearest to an unknown one."""

import pytest

from geo.answers import incidents
from geo.answers.answer import words
from geo.evidence import editorial
from geo.views import card


@pytest.fixture(scope="module")
def rows(evidence):
    return evidence.incidents


def test_every_incident_can_be_told_in_both_languages(evidence, rows):
    for incident_id in rows["incident_id"]:
        answer = incidents.incident(evidence, incident_id)
        assert len(answer.frame) == 1
        assert words(answer, "en") and words(answer, "es")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("claimed", "They said so themselves"),
        ("attributed_by_authorities", "blames them"),
        ("alleged", "No authority that we read"),
        ("unknown", "No author is known"),
    ],
)
def test_attribution_is_worded_by_its_status(evidence, rows, status, said):
    one = rows[rows["attribution_status"] == status]["incident_id"].iloc[0]
    assert said in words(incidents.incident(evidence, one), "en")


def test_a_stand_in_for_a_municipality_and_an_uncertain_day_are_said(evidence, rows):
    one = rows[rows["stands_for_municipality"]]["incident_id"].iloc[0]
    assert "a size, not a bound" in words(incidents.incident(evidence, one), "en")
    one = rows[rows["date_precision"] == "day_or_previous"]["incident_id"].iloc[0]
    assert "or the day before" in words(incidents.incident(evidence, one), "en")


def test_ids_that_were_corrected_lead_to_rows_that_exist(evidence, rows):
    renamed = incidents.retired_ids(evidence)
    assert renamed["CO-20250827-01"] == "CO-20250826-01"
    assert len(renamed) == 6
    ids = set(rows["incident_id"])
    assert set(renamed.values()) <= ids and ids.isdisjoint(renamed)


def test_an_unknown_id_has_none(evidence):
    with pytest.raises(KeyError):
        incidents.incident(evidence, "CO-19990101-01")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("CO-20250821-1", "CO-20250821-01"),
        ("co-20250821-09", "CO-20250821-01"),
        ("truck bomb air base", "CO-20250821-01"),
        ("camion bomba base aerea", "CO-20250821-01"),
    ],
)
def test_the_nearest_are_found_by_id_and_by_title(evidence, asked, expected):
    assert expected in card.nearest(evidence, asked)


def test_any_text_has_three_neighbours(evidence):
    for asked in ("", "<script>", "x" * 10_000, "ñ¿?"):
        assert len(card.nearest(evidence, asked)) == 3


def test_what_readers_are_told_beside_a_row_is_sourced(evidence, rows):
    sources = set(evidence.sources["source_id"])
    for note in editorial("incidents"):
        row = rows[rows["incident_id"] == note["id"]].iloc[0]
        assert set(note["source_ids"]) <= sources & set(row["source_ids"].split(";"))
        assert note["body"]["en"] and note["body"]["es"]
