"""Accounts, programmes running on a day, and the places that programmes name."""

import pandas as pd
import pytest

from geo.answers import aid
from geo.answers.answer import words
from geo.evidence import load
from geo.language import LANGUAGES
from tests.aid.frames import footprints, programmes

DAY = "2025-03-31"


@pytest.fixture(scope="module")
def layers():
    ids = ("aid_programmes", "aid_footprints", "aid_accounts", "aid_series", "pdet", "cities")
    return {i: load(i) for i in ids}


def places(layers, level, members=None):
    rows = layers["aid_programmes"], layers["aid_footprints"]
    return aid.places(*rows, level, DAY, layers[members] if members else None)


def test_municipalities_named(layers):
    answer = places(layers, "municipality")
    frame = answer.frame
    assert len(frame) == 64
    assert (frame["programmes_counting"] > 0).sum() == 52
    assert (frame["active"] == 0).all()
    cauca = frame[(frame["department_code"] == "19") & (frame["programmes_counting"] > 0)]
    assert set(cauca["municipality"]) == {
        "Caloto",
        "Corinto",
        "Jambaló",
        "Santander de Quilichao",
    }


def test_departments_stay_departments(layers):
    answer = places(layers, "department")
    assert answer.matched == 62
    assert "divipola" not in answer.frame
    assert answer.frame["programmes"].sum() <= 62


def test_subregions_and_cities_are_counted_from_their_municipalities(layers):
    named = layers["aid_footprints"].dropna(subset="divipola")
    pdet = places(layers, "pdet", "pdet").frame.set_index("pdet_subregion")
    inside = named.merge(layers["pdet"][["divipola", "pdet_subregion"]], on="divipola")
    counts = inside.groupby("pdet_subregion")["programme_id"].nunique()
    assert pdet["programmes"].to_dict() == counts.to_dict()
    cities = places(layers, "city", "cities").frame.set_index("city")
    assert len(cities) == 5
    assert cities.loc["Cali", "programmes"] == 6
    assert cities.loc["Cali", "programmes_counting"] == 4
    assert (cities["active"] == 0).all()


def test_a_programme_counts_once_in_a_subregion_however_many_of_its_places_it_names():
    rows = footprints(("P", "00001", False), ("P", "00002", True))
    members = pd.DataFrame({"divipola": ["00001", "00002"], "pdet_subregion": "North"})
    frame = aid.places(programmes({}), rows, "pdet", DAY, members).frame
    assert frame[["programmes", "programmes_counting", "terminated"]].values.tolist() == [[1, 1, 1]]


@pytest.mark.parametrize(
    ("start", "end", "running"),
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
def test_running_by_dates_however_coarse(start, end, running):
    rows = programmes({"start_date": start, "end_date": end})
    frame = aid.running(rows, footprints(), DAY).frame
    assert frame["running"].tolist() == ([running] if running else [])


def test_running_on_the_last_day(layers):
    """Counted over the rows by hand: full dates on both sides of 19 January 2025."""
    answer = aid.running(layers["aid_programmes"], layers["aid_footprints"], DAY)
    rows = layers["aid_programmes"].dropna(subset=["start_date", "end_date"])
    sure = rows[(rows["start_date"] <= "2025-01-19") & (rows["end_date"] >= "2025-01-19")]
    values = answer.sentences[0].values
    assert values["sure"] == len(sure) == 38
    assert (values["terminated"], values["active"]) == (32, 6)
    assert (answer.matched, answer.unmatched) == (50, 10)


def test_accounts_stand_side_by_side_and_are_never_added(layers):
    answer = aid.accounts(layers["aid_accounts"], "enacted", DAY, layers["aid_series"])
    frame = answer.frame
    assert set(frame["measure"]) == {"enacted"}
    year = frame[frame["fiscal_year"] == 2023]
    both = year[year["account"] == "ALL_STATE_USAID"]
    assert both["amount_usd"].tolist() == [487e6, 496e6]
    assert both["figures"].tolist() == [2, 2]
    assert year[year["account_kind"] == "account"]["amount_usd"].sum() == 485.5e6
    disagree = [s.values for s in answer.sentences if s.key.endswith("accounts_disagree")]
    assert [(v["fiscal_year"], v["low_usd"], v["high_usd"]) for v in disagree] == [
        (2023, 487e6, 496e6)
    ]


def test_only_rows_of_the_series_have_its_constant_dollars(layers):
    for measure in ("enacted", "actual", "actual_partial", "obligated", "request"):
        frame = aid.accounts(layers["aid_accounts"], measure, DAY, layers["aid_series"]).frame
        assert frame["constant_usd"].notna().tolist() == frame["same_as_series"].tolist()
    frame = aid.accounts(layers["aid_accounts"], "obligated", DAY, layers["aid_series"]).frame
    assert frame.set_index("fiscal_year").loc[2023, "constant_usd"] == 761576189


def test_a_shared_row_is_the_row_of_the_series(layers):
    """So that whoever adds the two tables up counts it twice, and nobody here does."""
    series = layers["aid_series"].set_index(["fiscal_year_text", "transaction_type"])
    shared = layers["aid_accounts"].query("same_as_series")
    assert len(shared) == 37
    for row in shared.itertuples():
        key = (str(row.fiscal_year), aid.SHARED[row.account])
        assert round(series.loc[key, "current_usd"] / 1e3) == round(row.amount_usd / 1e3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(layers, lang):
    answers = [
        places(layers, "pdet", "pdet"),
        places(layers, "city", "cities"),
        aid.running(layers["aid_programmes"], layers["aid_footprints"], DAY),
        aid.accounts(layers["aid_accounts"], "enacted", DAY),
    ]
    for answer in answers:
        text = words(answer, lang)
        assert "{" not in text and " nan" not in text
