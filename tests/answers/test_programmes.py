"""Programmes running on a day, the places that they name, and programmes by words."""

import pandas as pd
import pytest

from geo.answers import decertification, programmes
from geo.answers.answer import words
from geo.answers.programmes import LAST_DAY, find, naming, places, running, spans
from geo.language import LANGUAGES
from tests.aid.frames import footprints, holding
from tests.aid.frames import programmes as small

CAUCA = {"Caloto", "Corinto", "Jambaló", "Santander de Quilichao"}


def test_municipalities_named(evidence):
    frame = places(evidence, "municipality").frame
    assert len(frame) == 64
    assert (frame["programmes_counting"] > 0).sum() == 52
    assert (frame["active"] == 0).all()
    cauca = frame[(frame["department_code"] == "19") & (frame["programmes_counting"] > 0)]
    assert set(cauca["municipality"]) == CAUCA


def test_departments_stay_departments(evidence):
    answer = places(evidence, "department")
    assert answer.matched == 62
    assert "divipola" not in answer.frame
    assert answer.frame["programmes"].sum() <= 62


def test_subregions_and_cities_are_counted_from_their_municipalities(evidence):
    named = evidence.aid_footprints.dropna(subset="divipola")
    pdet = places(evidence, "pdet").frame.set_index("pdet_subregion")
    inside = named.merge(evidence.pdet[["divipola", "pdet_subregion"]], on="divipola")
    counts = inside.groupby("pdet_subregion")["programme_id"].nunique()
    assert pdet["programmes"].to_dict() == counts.to_dict()
    cities = places(evidence, "city").frame.set_index("city")
    assert len(cities) == 5
    assert cities.loc["Cali", "programmes"] == 6
    assert cities.loc["Cali", "programmes_counting"] == 4
    assert (cities["active"] == 0).all()


def test_a_programme_counts_once_in_a_subregion_however_many_of_its_places_it_names():
    rows = footprints(("P", "00001", False), ("P", "00002", True))
    members = pd.DataFrame({"divipola": ["00001", "00002"], "pdet_subregion": "North"})
    held = holding(aid_programmes=small({}), aid_footprints=rows, pdet=members)
    frame = places(held, "pdet").frame
    assert frame[["programmes", "programmes_counting", "terminated"]].values.tolist() == [[1, 1, 1]]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-01-01", "2025-01-19", "yes"),
        ("2025-01-19", "2026-01-01", "yes"),
        ("2024", "2026", "yes"),
        ("2024-12", "2025-02", "yes"),
        ("2025-01-20", "2026-01-01", None),
        ("2020-01-01", "2025-01-18", None),
        ("2020", "2024", None),
        ("2026", None, None),
        ("2020", "2025-01", "perhaps"),
        ("2025", "2026", "perhaps"),
        ("2020", None, "perhaps"),
        (None, "2025-01", "perhaps"),
        (None, "2024-12", None),
        (None, None, "unknown"),
    ],
)
def test_running_by_dates_however_coarse(start, end, expected):
    rows = small({"start_date": start, "end_date": end})
    frame = running(holding(aid_programmes=rows, aid_footprints=footprints())).frame
    assert frame["running"].tolist() == ([expected] if expected else [])


def test_running_on_the_last_day(evidence):
    """Counted over the rows by hand: full dates on both sides of 19 January 2025."""
    answer = running(evidence)
    rows = evidence.aid_programmes.dropna(subset=["start_date", "end_date"])
    sure = rows[(rows["start_date"] <= "2025-01-19") & (rows["end_date"] >= "2025-01-19")]
    values = answer.said["running"].values
    assert values["sure"] == len(sure) == 38
    assert (values["terminated"], values["active"]) == (32, 6)
    assert (answer.matched, answer.unmatched) == (50, 10)


def test_64_municipalities_are_named_and_none_by_an_active_programme(evidence):
    frame = naming(evidence, "municipality").frame
    assert frame["divipola"].nunique() == 64
    assert not (frame["status_code"] == "active").any()
    counting = frame[frame["counts_for_allocation"]]
    assert counting["divipola"].nunique() == 52
    assert set(counting.loc[counting["department_code"] == "19", "municipality"]) == CAUCA


def test_a_status_cites_the_list_that_says_it(evidence):
    rows = naming(evidence, "municipality").frame
    listed = rows[rows["status_code"] == "terminated"]["source_ids"]
    assert len(listed) and all("S_USAID_LIST" in ids.split(";") for ids in listed)
    of_places = places(evidence, "municipality").frame
    ended = of_places[of_places["terminated"] > 0]["source_ids"]
    assert len(ended) and all("S_USAID_LIST" in ids.split(";") for ids in ended)


def test_what_ran_names_the_places_of_the_department_alone(evidence):
    """Five of Cauca's municipalities are named; one by inference only, which does not count."""
    inside = evidence.aid_footprints[evidence.aid_footprints["department_code"] == "19"]
    ids = tuple(sorted(set(inside["programme_id"])))
    told = running(evidence, ids, "19").said["running"].values
    assert (
        told["municipalities"]
        <= 5
        < running(evidence, ids).said["running"].values["municipalities"]
    )


def test_rows_that_name_a_department_stay_with_it(evidence):
    frame = naming(evidence, "department").frame
    assert len(frame) == 62
    assert "divipola" not in frame


def test_a_subregion_and_a_city_hold_municipal_rows_only(evidence):
    north = "Alto Patía y Norte del Cauca"
    region = naming(evidence, "pdet", place=north).frame
    assert set(region["pdet_subregion"]) == {north}
    assert region["divipola"].notna().all()
    cali = naming(evidence, "city", place="76001")
    assert set(cali.frame["city"]) == {"Cali"}
    assert cali.said["naming"].values["active"] == 0


def test_a_place_that_no_programme_names_has_no_row_and_is_told_so(evidence):
    answer = naming(evidence, "municipality", place="19256")
    assert answer.frame.empty
    assert set(answer.said) == {"naming_none"}
    named = naming(evidence, "municipality", place="19698", department="05")  # not in Antioquia
    assert named.frame.empty and set(named.said) == {"naming_none_filtered"}


@pytest.mark.parametrize("text", ["jovenes RESILIENTES", "Jóvenes", "p_yra"])
def test_words_are_found_without_accents_and_in_either_language(evidence, text):
    assert "P_YRA" in set(find(evidence.aid_programmes, text)["programme_id"])


def test_every_word_must_occur_and_no_word_keeps_all(evidence):
    rows = evidence.aid_programmes
    assert find(rows, "jóvenes zzz").empty
    assert len(find(rows, "  ")) == len(rows)
    assert find(rows, "(.*").empty


def test_status_and_sector_keep_programmes(evidence):
    closed = programmes.programmes(evidence, ("closed",)).frame
    assert set(closed["status_code"]) == {"closed"}
    assert "active_until" not in programmes.programmes(evidence, ("closed",)).said
    until = programmes.programmes(evidence).said["active_until"]
    assert until.values == {"last": "2026-07-31"}
    both = programmes.programmes(evidence, ("closed",), ("social",)).frame
    assert set(both["programme_id"]) < set(closed["programme_id"])


def span(start, end, status="closed", seen=None):
    """The span of one programme."""
    row = {"start_date": start, "end_date": end, "status_code": status, "status_as_of": seen}
    return spans(holding(aid_programmes=pd.DataFrame([{"programme_id": "P"} | row]))).iloc[0]


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


def test_the_record_has_56_programmes_with_a_date_and_38_planned_ends(evidence):
    rows = spans(evidence)
    assert len(rows) == 56
    assert rows["planned_to"].notna().sum() == 38
    terminated = rows[rows["status_code"] == "terminated"]
    assert (terminated["known_to"] == pd.Timestamp(LAST_DAY)).all()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(evidence, lang):
    answers = [programmes.programmes(evidence), running(evidence)]
    answers += [
        question(evidence, level) for question in (places, naming) for level in programmes.LEVELS
    ]
    for answer in answers:
        text = words(answer, lang)
        assert text and "{" not in text and " nan" not in text


def test_the_award_list_and_the_programmes_on_it(evidence):
    """86 lines, 7 active; 38 programmes carry the number of one, the 6 active among them."""
    counts = {"lines": 86, "funded": 7, "programmes": 38, "active": 6}
    assert programmes.programmes(evidence).said["on_list"].values == counts
    fact = decertification.in_fact(evidence).said["in_fact"].values
    assert fact == counts | {"defunded": 79}
