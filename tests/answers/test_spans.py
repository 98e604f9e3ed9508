"""When programmes ran: nothing is drawn across a gap, and a planned end stays planned."""

import pandas as pd
import pytest

from geo.answers.aid import LAST_DAY
from geo.answers.spans import programme_spans
from geo.evidence import load


def span(start, end, status="closed", seen=None):
    """The span of one programme."""
    row = {
        "programme_id": "P",
        "status_code": status,
        "status_as_of": seen,
        "start_date": start,
        "end_date": end,
    }
    return programme_spans(pd.DataFrame([row])).iloc[0]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2012", "2017", "2012-01-01", "2017-12-31"),
        ("2016-04", "2019-04", "2016-04-01", "2019-04-30"),
        ("2024-02-05", "2024-02-29", "2024-02-05", "2024-02-29"),
    ],
)
def test_a_month_or_year_spans_all_of_it(start, end, first, last):
    row = span(start, end)
    assert (row["from_day"], row["known_to"]) == (pd.Timestamp(first), pd.Timestamp(last))
    assert pd.isna(row["planned_to"])


def test_a_terminated_award_ran_to_the_freeze_at_most_and_the_rest_was_planned():
    row = span("2023-01-03", "2028-01-02", "terminated", "2025-03")
    assert row["known_to"] == pd.Timestamp(LAST_DAY)
    assert row["planned_to"] == pd.Timestamp("2028-01-02")


def test_an_active_award_is_known_until_the_list_that_calls_it_active():
    row = span("2024-09-01", "2026-04-30", "active", "2025-03")
    assert row["known_to"] == pd.Timestamp("2025-03-01")
    assert row["planned_to"] == pd.Timestamp("2026-04-30")


def test_one_date_gives_no_span():
    assert pd.isna(span("2024-06", None)["known_to"])
    assert pd.isna(span(None, "2025-01")["from_day"])


def test_the_record_has_56_programmes_with_a_date_and_38_planned_ends():
    spans = programme_spans(load("aid_programmes"))
    assert len(spans) == 56
    assert spans["planned_to"].notna().sum() == 38
    terminated = spans[spans["status_code"] == "terminated"]
    assert (terminated["known_to"] == pd.Timestamp(LAST_DAY)).all()
