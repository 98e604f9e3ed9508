"""What the sample covers: every row is counted, in no order of merit; UCDP stands apart."""

from geo.answers import incidents
from geo.answers.answer import words
from geo.answers.incidents import Filters


def test_months_hold_every_row_and_those_without_one(evidence):
    answer = incidents.by_month(evidence, Filters())
    counts = answer.frame.set_index("month")["rows_on_record"]
    assert counts.sum() == len(evidence.incidents) == 246
    assert len(counts) == 105 and counts["2019-02"] == 0
    assert {y: int(counts[counts.index.str[:4] == y].sum()) for y in ("2018", "2025", "2026")} == {
        "2018": 5,
        "2025": 122,
        "2026": 30,
    }
    assert "no rate and no trend" in words(answer, "en")
    assert "La última fila de toda la muestra es del 30 de septiembre de 2026" in words(
        answer, "es"
    )


def test_a_row_counts_with_each_publisher_once(evidence):
    answer = incidents.by_publisher(evidence, Filters())
    counts = answer.frame.set_index("publisher")["rows_on_record"]
    assert counts.max() < 246 < counts.sum()
    assert len(counts) == 157 and "El Espectador (Army)" not in counts
    assert set(answer.source_ids) == set(evidence.incidents["source_ids"].str.split(";").explode())


def test_municipalities_are_listed_by_code_and_never_ranked(evidence):
    answer = incidents.by_municipality(evidence, Filters())
    assert answer.frame["divipola"].is_monotonic_increasing
    assert answer.frame["rows_on_record"].sum() == 246
    assert "which is not zero" in words(answer, "en")


def test_ucdp_keeps_to_the_days_and_says_what_it_is(evidence):
    answer = incidents.ucdp(evidence, "2018-01-01", "2018-12-31")
    assert answer.matched == 57
    assert answer.source_ids == ("ucdp-ged-191-hdx",)
    few = incidents.ucdp(evidence, "2018-01-20", "2018-01-28")
    assert set(few.frame["date_start"]) == {"2018-01-20", "2018-01-26", "2018-01-27", "2018-01-28"}
    none = incidents.ucdp(evidence, "2025-01-01", "2025-12-31")
    assert none.frame.empty and "None of the 57" in words(none, "en")
    assert words(answer, "en").startswith("57 of the 57 UCDP events in 2018 that we hold fall")


def test_the_months_of_the_player_are_whole_whatever_the_days(evidence):
    first, last = incidents.whole_days(evidence)
    assert (first, last) == ("2018-01-10", "2026-09-30")
    days = incidents.months(evidence, Filters(days=("2025-06-10", "2025-06-10")))
    assert days == incidents.months(evidence, Filters())
    assert sum(days) == 246 and len(days) == 105
