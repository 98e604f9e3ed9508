"""Shares by programme and place in words, with figures that a reader brings in their place."""

import pandas as pd
import pytest

from geo.aid import AMOUNTS, allocate, check_reported, check_weights
from geo.answers import aid, allocation, measures
from geo.answers.answer import words
from geo.evidence import columns, load
from geo.language import LANGUAGES, tell
from tests.aid.frames import footprints, people, programmes, units

DAY = "2025-03-31"
TWO = programmes(
    {"programme_id": "P", "n_exact": 4, "amount_usd": 400.0},
    {"programme_id": "Q", "n_exact": 2, "amount_usd": 100.0, "amount_basis": "ceiling"},
)
ROWS = [("P", "00001", True), ("P", "00003", True), ("Q", "00001", True), ("Q", "00002", True)]
CROWD = people(one=10, two=30, three=40, four=20)


@pytest.fixture(scope="module")
def layers():
    ids = ("aid_programmes", "aid_footprints", "population", "municipalities", "pdet", "cities")
    return {i: load(i) for i in ids}


@pytest.fixture
def model():
    return allocate(TWO, footprints(*ROWS), CROWD)


def brought(*rows):
    names = ["divipola", "fiscal_year", "amount", "programme"]
    return check_reported(pd.DataFrame(rows, columns=names), units(), TWO)


def by_place(model, level="municipality", checked=None, method="equal"):
    return allocation.by_place(model, level, method, units(), CROWD, TWO, DAY, checked)


def test_by_programme(model):
    """P shares out 400 × 2/4 = 200 and leaves 200; Q all of its 100."""
    answer = allocation.by_programme(model, TWO, "equal", DAY)
    frame = answer.frame.set_index("programme_id")
    assert frame["allocated_usd_modelled"].to_dict() == {"P": 200.0, "Q": 100.0}
    assert frame["remainder_usd_modelled"].to_dict() == {"P": 200.0, "Q": 0.0}
    values = answer.sentences[0].values
    assert (values["total_usd"], values["allocated_usd"], values["remainder_usd"]) == (
        500,
        300,
        200,
    )
    assert answer.sentences[1].values == {"ceiling_usd": 100, "rest_usd": 200}


def test_by_place(model):
    """One has 100 of P and 50 of Q; by population P gives it 40 (10 of 50), Q 25 (10 of 40)."""
    frame = by_place(model).frame.set_index("divipola")
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


def test_by_department_the_range_and_the_people_are_of_the_whole(model):
    """Nowhere (One and Two, 40 people): equal 200; by population 40 + 100 = 140."""
    frame = by_place(model, "department").frame.set_index("department_code")
    assert frame.loc["00", "allocated_usd_modelled"] == 200
    assert (frame.loc["00", "low_usd_modelled"], frame.loc["00", "high_usd_modelled"]) == (140, 200)
    assert (frame.loc["00", "population"], frame.loc["00", "per_inhabitant_usd_modelled"]) == (
        40,
        5,
    )


def test_without_people_there_is_nothing_per_inhabitant():
    model = allocate(TWO, footprints(*ROWS), people(one=10, two=30, three=40))
    few = people(one=10, two=30, three=40)
    answer = allocation.by_place(model, "department", "equal", units(), few, TWO, DAY)
    frame = answer.frame.set_index("department_code")
    assert pd.isna(frame.loc["01", "population"])
    assert pd.isna(frame.loc["01", "per_inhabitant_usd_modelled"])
    assert frame.loc["01", "allocated_usd_modelled"] == 100


def test_reported_figures_win_and_are_never_added(model):
    """One reports P in two years, Four a programme that is none of ours."""
    checked = brought(
        ("00001", "2022", "7", "P"), ("00001", "2023", "8", "P"), ("00004", "2023", "9", "other")
    )
    frame = by_place(model, checked=checked).frame.set_index("divipola")
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

    shares = allocation.shares(model, TWO, "equal", DAY, checked).frame
    reported = shares[shares["figure_kind"] == "reported"]
    assert reported[["divipola", "name_en", "reported_usd"]].values.tolist() == [
        ["00001", "Programme", 15.0],
        ["00004", "other", 9.0],
    ]
    assert reported["allocated_usd_modelled"].isna().all()
    pairs = zip(shares["programme_id"], shares["divipola"], strict=True)
    assert sum(pair == ("P", "00001") for pair in pairs) == 1


def test_every_row_of_a_file_is_told(model):
    checked = brought(("00001", "2022", "7", "P"), ("99999", "2022", "7", "P"))
    answer = allocation.uploaded(checked, DAY, ["S_DIVIPOLA"])
    assert (answer.matched, answer.unmatched) == (1, 1)
    assert answer.sentences[0].values["counted_usd"] == 7


def test_every_row_of_a_column_of_weights_is_told():
    frame = pd.DataFrame([("00001", "1"), ("x", "2")], columns=["divipola", "weight"])
    _, listed = check_weights(frame, units())
    answer = allocation.own_weights(listed, DAY, ["S_DIVIPOLA"])
    assert (answer.matched, answer.unmatched) == (1, 1)
    assert answer.frame.columns.tolist() == allocation.WEIGHT_COLUMNS


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_real_answers_in_words(layers, amount, lang):
    tables = [layers[i] for i in ("aid_programmes", "aid_footprints", "population")]
    model = allocate(*tables, amount)
    told = "154.0" if amount == "obligated_usd" else "226.4"
    answers = [
        allocation.by_programme(model, layers["aid_programmes"], "equal", DAY),
        allocation.shares(model, layers["aid_programmes"], "population", DAY),
        allocation.refused(model, layers["aid_programmes"], DAY),
    ]
    members = dict.fromkeys(["municipality", "department"], layers["municipalities"])
    for level, rows in (
        members | {i: layers[j] for i, j in (("pdet", "pdet"), ("city", "cities"))}
    ).items():
        args = (rows, layers["population"], layers["aid_programmes"], DAY)
        answers.append(allocation.by_place(model, level, "population", *args))
        assert set(allocation.PLACE_COLUMNS[level]) <= set(answers[-1].frame)
    for answer in answers:
        text = words(answer, lang)
        assert "{" not in text and " nan" not in text
        if answer.basis == "mixed":
            assert answer.id.endswith("_modelled")
            assert answer.frame.columns[0] == "figure_kind"
            assert told in text.replace(",", ".")
        assert all(tell(key, lang) for key in answer.caveats)
        assert set(answer.frame) - {"source_ids"} <= columns().keys()


def test_five_cities_and_the_sum_over_departments(layers):
    tables = [layers[i] for i in ("aid_programmes", "aid_footprints", "population")]
    model = allocate(*tables)
    rest = (layers["population"], layers["aid_programmes"], DAY)
    cities = allocation.by_place(model, "city", "equal", layers["cities"], *rest)
    assert set(cities.frame["city"]) == {"Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena"}
    wide = allocation.by_place(model, "department", "equal", layers["municipalities"], *rest)
    assert wide.frame["allocated_usd_modelled"].sum() == pytest.approx(172_618_715.08)


def test_files_say_how_they_were_made(model):
    for lang in LANGUAGES:
        about = allocation.about(model, "equal", lang)
        assert set(about) == {"title", "basis", "method", "parameters", "caveats"}
        assert "2024" in about["parameters"]


def test_measures_side_by_side():
    """One: 5 ha after 2, a load, both programmes; Three: coca gone; Two and Four: nothing."""
    model = allocate(TWO, footprints(*ROWS), CROWD)
    coca = pd.DataFrame(
        {
            "divipola": ["00001", "00001", "00003"],
            "year": [2024, 2020, 2020],
            "hectares": [5.0, 2.0, 4.0],
            "source_ids": "COCA",
        }
    )
    load_on_way = pd.DataFrame(
        {
            "divipola": ["00001"],
            "load_ha_modelled": [7.5],
            "load_low_ha_modelled": [5.0],
            "load_high_ha_modelled": [10.0],
        }
    )
    places = aid.places(TWO, footprints(*ROWS[:3]), "municipality", DAY).frame
    answer = measures.side_by_side(
        units(), coca, (2024, 2020), load_on_way, ["TIMES"], CROWD, places, model, "equal", DAY
    )
    frame = answer.frame.set_index("divipola")
    assert frame.index.tolist() == ["00001", "00003"]
    assert frame["hectares"].fillna(-1).tolist() == [5, -1]
    assert frame["hectares_change"].tolist() == [3, -4]
    assert frame["load_ha_modelled"].fillna(-1).tolist() == [7.5, -1]
    assert frame["programmes"].tolist() == [2, 1]
    assert frame["allocated_usd_modelled"].tolist() == [150, 100]
    assert set(frame.loc["00001", "source_ids"].split(";")) == {
        "COCA",
        "DANE",
        "S_F",
        "S_P",
        "TIMES",
    }
    assert "TIMES" not in frame.loc["00003", "source_ids"]
    assert frame.loc["00001", measures.RANGES].tolist() == [5, 10, 65, 150]
    assert {"with_coca": 1, "counting": 1}.items() <= answer.sentences[0].values.items()
    assert set(measures.MEASURE_COLUMNS) <= columns().keys()
