"""Shares by programme and place in words, with figures that a reader brings in their place."""

import pandas as pd
import pytest

from geo.aid import AMOUNTS, check_reported, check_weights
from geo.answers import programmes as questions
from geo.answers import shares
from geo.answers.answer import words
from geo.answers.shares import NOTHING, Own, Sharing
from geo.evidence import columns
from geo.language import LANGUAGES, tell
from tests.aid.frames import footprints, holding, people, programmes, units

TWO = programmes(
    {"programme_id": "P", "n_exact": 4, "amount_usd": 400.0},
    {"programme_id": "Q", "n_exact": 2, "amount_usd": 100.0, "amount_basis": "ceiling"},
)
ROWS = [("P", "00001", True), ("P", "00003", True), ("Q", "00001", True), ("Q", "00002", True)]
CROWD = people(one=10, two=30, three=40, four=20)
EQUAL = Sharing()


@pytest.fixture(scope="module")
def small():
    """Two programmes in four municipalities."""
    return held()


def held(population=CROWD):
    layers = {"aid_programmes": TWO, "aid_footprints": footprints(*ROWS)}
    return holding(**layers, population=population, municipalities=units())


def brought(*rows) -> Own:
    names = ["divipola", "fiscal_year", "amount", "programme"]
    return Own(check_reported(pd.DataFrame(rows, columns=names), units(), TWO))


def by_place(small, level="municipality", own=NOTHING):
    frame = shares.by_place(small, EQUAL, level, own=own).frame
    return frame.set_index(questions.CODE[level])


def test_by_programme(small):
    """P shares out 400 × 2/4 = 200 and leaves 200; Q all of its 100."""
    answer = shares.by_programme(small, EQUAL)
    frame = answer.frame.set_index("programme_id")
    assert frame["allocated_usd_modelled"].to_dict() == {"P": 200.0, "Q": 100.0}
    assert frame["remainder_usd_modelled"].to_dict() == {"P": 200.0, "Q": 0.0}
    values = answer.said["total_amount_usd"].values
    assert (values["total_usd"], values["allocated_usd"], values["remainder_usd"]) == (
        500,
        300,
        200,
    )
    assert answer.said["ceiling"].values == {"ceiling_usd": 100, "rest_usd": 200}


def test_by_place(small):
    """One has 100 of P and 50 of Q; by population P gives it 40 (10 of 50), Q 25 (10 of 40)."""
    frame = by_place(small)
    assert frame["allocated_usd_modelled"].to_dict() == {"00001": 150, "00002": 50, "00003": 100}
    assert frame["low_usd_modelled"].to_dict() == {"00001": 65, "00002": 50, "00003": 100}
    assert frame["high_usd_modelled"].to_dict() == {"00001": 150, "00002": 75, "00003": 160}
    assert frame["per_inhabitant_usd_modelled"].to_dict() == {
        "00001": 15.0,
        "00002": 1.67,
        "00003": 2.5,
    }
    assert set(frame["figure_kind"]) == {"modelled"}
    assert "00004" not in frame.index


def test_by_department_the_range_and_the_people_are_of_the_whole(small):
    """Nowhere (One and Two, 40 people): equal 200; by population 40 + 100 = 140."""
    frame = by_place(small, "department")
    assert frame.loc["00", "allocated_usd_modelled"] == 200
    assert (frame.loc["00", "low_usd_modelled"], frame.loc["00", "high_usd_modelled"]) == (140, 200)
    assert (frame.loc["00", "population"], frame.loc["00", "per_inhabitant_usd_modelled"]) == (
        40,
        5,
    )


def test_without_people_there_is_nothing_per_inhabitant():
    frame = by_place(held(people(one=10, two=30, three=40)), "department")
    assert pd.isna(frame.loc["01", "population"])
    assert pd.isna(frame.loc["01", "per_inhabitant_usd_modelled"])
    assert frame.loc["01", "allocated_usd_modelled"] == 100


def test_reported_figures_win_and_are_never_added(small):
    """One reports P in two years, Four a programme that is none of ours."""
    own = brought(
        ("00001", "2022", "7", "P"), ("00001", "2023", "8", "P"), ("00004", "2023", "9", "other")
    )
    frame = by_place(small, own=own)
    assert frame["figure_kind"].to_dict() == {
        "00001": "mixed",
        "00002": "modelled",
        "00003": "modelled",
        "00004": "reported",
    }
    assert frame.loc["00001", "allocated_usd_modelled"] == 50  # of Q alone
    assert frame.loc["00001", "reported_usd"] == 15
    assert frame.loc["00001", "reported_fiscal_years"] == "2022;2023"
    assert pd.isna(frame.loc["00004", "allocated_usd_modelled"])
    assert frame.loc["00003", "allocated_usd_modelled"] == 100  # as it was

    each = shares.each_share(small, EQUAL, own=own).frame
    reported = each[each["figure_kind"] == "reported"]
    assert reported[["divipola", "name_en", "reported_usd"]].values.tolist() == [
        ["00001", "Programme", 15.0],
        ["00004", "other", 9.0],
    ]
    assert reported["allocated_usd_modelled"].isna().all()
    pairs = zip(each["programme_id"], each["divipola"], strict=True)
    assert sum(pair == ("P", "00001") for pair in pairs) == 1


def test_a_readers_weights_are_one_more_method_and_stay_with_the_reader(small):
    """P by 1 to 3: 50 and 150 of its 200; Q has no weight for Two."""
    own = Own(weights=pd.Series({"00001": 1.0, "00003": 3.0}))
    by_own = Sharing(method="own")
    assert shares.model(small, by_own, own=own).methods == ("equal", "population", "own")
    assert shares.model(small, by_own).methods == ("equal", "population")
    frame = shares.by_place(small, by_own, "municipality", own=own).frame
    shared = frame.set_index("divipola")["allocated_usd_modelled"]
    assert shared.to_dict() == {"00001": 50, "00003": 150}


def test_every_row_of_a_file_is_told(small):
    own = brought(("00001", "2022", "7", "P"), ("99999", "2022", "7", "P"))
    answer = shares.own_figures(small, own.figures)
    assert (answer.matched, answer.unmatched) == (1, 1)
    assert answer.said["uploaded"].values["counted_usd"] == 7
    told = {"en": "1 counts ($7)", "es": "1 cuenta (7 dólares)"}
    assert all(text in words(answer, lang) for lang, text in told.items())


def test_every_row_of_a_column_of_weights_is_told(evidence):
    frame = pd.DataFrame([("00001", "1"), ("x", "2")], columns=["divipola", "weight"])
    _, listed = check_weights(frame, units())
    answer = shares.own_weights(evidence, listed)
    assert (answer.matched, answer.unmatched) == (1, 1)
    names = ["row", "row_status", "row_reasons", "divipola_text", "weight_text"]
    assert answer.frame.columns.tolist() == names
    assert set(answer.source_ids) == set(evidence.municipalities["source_ids"])


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_real_answers_in_words(evidence, amount, lang):
    sharing, people = Sharing(amount=amount), Sharing(amount=amount, method="population")
    told = "154.0" if amount == "obligated_usd" else "226.4"
    answers = [
        shares.by_programme(evidence, sharing),
        shares.each_share(evidence, people),
        shares.refused(evidence, sharing),
        *(shares.by_place(evidence, people, level) for level in questions.LEVELS),
    ]
    for answer in answers:
        text = words(answer, lang)
        assert "{" not in text and " nan" not in text
        if answer.basis == "mixed":
            assert answer.id.endswith("_modelled")
            assert answer.frame.columns[0] == "figure_kind"
            assert told in text.replace(",", ".")
        assert all(tell(key, lang) for key in answer.caveats)
        assert set(answer.frame) - {"source_ids"} <= columns().keys()


def test_five_cities_and_the_sum_over_departments(evidence):
    cities = shares.by_place(evidence, EQUAL, "city")
    assert set(cities.frame["city"]) == {"Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena"}
    three = set(cities.said["most"].values["place"])
    assert three == {"Bogotá", "Medellín", "Cartagena"}  # 11,248,178 each
    assert "$11.2 million each" in words(cities, "en").replace("\u00a0", " ")
    wide = shares.by_place(evidence, EQUAL, "department")
    assert wide.frame["allocated_usd_modelled"].sum() == pytest.approx(172_618_715.08)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_say_how_they_were_made(small, lang):
    about = shares.about(shares.model(small, EQUAL), "equal", lang)
    assert set(about) == {"title", "basis", "method", "parameters", "caveats"}
    assert "2024" in about["parameters"]
