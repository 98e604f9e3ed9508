"""What the sample covers: every row is counted, in no order of merit; UCDP stands apart."""

import pytest

from geo.answers import coverage
from geo.answers.answer import words
from geo.evidence import load


@pytest.fixture(scope="module")
def rows():
    return load("incidents")


def test_months_hold_every_row_and_those_without_one(rows):
    answer = coverage.by_month(rows)
    counts = answer.frame.set_index("month")["rows_on_record"]
    assert counts.sum() == len(rows) == 246
    assert len(counts) == 105 and counts["2019-02"] == 0
    assert {y: int(counts[counts.index.str[:4] == y].sum()) for y in ("2018", "2025", "2026")} == {
        "2018": 5,
        "2025": 122,
        "2026": 30,
    }
    assert "no rate and no trend" in words(answer, "en")


def test_a_row_counts_with_each_publisher_once(rows):
    answer = coverage.by_publisher(rows, load("sources"))
    counts = answer.frame.set_index("publisher")["rows_on_record"]
    assert counts.max() < 246 < counts.sum()
    assert set(answer.source_ids) == set(rows["source_ids"].str.split(";").explode())


def test_municipalities_are_listed_by_code_and_never_ranked(rows):
    answer = coverage.by_municipality(rows, load("municipalities"))
    assert answer.frame["divipola"].is_monotonic_increasing
    assert answer.frame["rows_on_record"].sum() == 246
    assert "which is not zero" in words(answer, "en")


def test_ucdp_keeps_to_the_days_and_says_what_it_is():
    events = load("incidents_ucdp")
    answer = coverage.ucdp(events, "2018-01-01", "2018-12-31")
    assert answer.matched == 57
    assert answer.source_ids == ("ucdp-ged-191-hdx",)
    few = coverage.ucdp(events, "2018-01-20", "2018-01-28")
    assert set(few.frame["date_start"]) == {"2018-01-20", "2018-01-26", "2018-01-27", "2018-01-28"}
    none = coverage.ucdp(events, "2025-01-01", "2025-12-31")
    assert none.frame.empty and "None of the 57" in words(none, "en")
