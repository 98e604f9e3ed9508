"""Uploaded municipal figures: nothing counted twice, nothing dropped silently."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aid import allocate, check_reported, check_weights, is_replaced
from tests.aid.frames import footprints, people, programmes, units

OURS = programmes(
    {"programme_id": "P", "name_en": "Sun", "name_es": "Sol", "n_exact": 2},
    {"programme_id": "Q", "name_en": "Moon", "name_es": "Luna", "n_exact": 2},
    {"programme_id": "R", "name_en": "Star", "name_es": "Estrella", "overlaps_with": "Q;INCLE"},
)


def table(*rows):
    """Rows of code, fiscal year, amount, programme; what is left out is as in the first."""
    default = ("00001", "2023", "100", "P")
    whole = [row + default[len(row) :] for row in rows]
    return pd.DataFrame(whole, columns=["divipola", "fiscal_year", "amount", "programme"])


def check(*rows, **more):
    return check_reported(table(*rows), units(), OURS, **more)


def reasons(checked):
    return [[] if pd.isna(r) else r.split(";") for r in checked.ledger["row_reasons"]]


def read(*amounts, **more):
    """The amounts as read, None where a row does not count; each in a year of its own."""
    rows = [("00001", str(2000 + i), a) for i, a in enumerate(amounts)]
    checked = check(*rows, **more)
    usd = checked.rows.set_index("row")["reported_usd"]
    return [usd.get(row) for row in checked.ledger["row"]], reasons(checked)


def test_a_clean_row():
    checked = check(("00002", "FY2023", "1234.5", "sun"))
    row = checked.rows.iloc[0]
    assert (row["divipola"], row["municipality"], row["department"]) == ("00002", "Two", "Nowhere")
    assert (row["fiscal_year"], row["reported_usd"], row["programme_id"]) == (2023, 1234.5, "P")
    assert checked.ledger["row_status"].tolist() == ["kept"]
    assert checked.ledger["row"].tolist() == [2]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("99999",), "unknown_code"),
        (("00",), "unknown_code"),
        (("",), "unknown_code"),
        (("00001", "23"), "no_fiscal_year"),
        (("00001", "2023", "-5"), "negative"),
        (("00001", "2023", "(5)"), "negative"),
        (("00001", "2023", "−5"), "negative"),
        (("00001", "2023", ""), "no_amount"),
        (("00001", "2023", "many"), "not_a_number"),
        (("00001", "2023", "nan"), "not_a_number"),
        (("00001", "2023", "1e6"), "not_a_number"),
        (("00001", "2023", "1.2.3"), "not_a_number"),
        (("00001", "2023", "9" * 400), "not_a_number"),
        (("00001", "2023", "COP 5.000.000"), "currency_not_usd"),
        (("00001", "2023", "€ 5"), "currency_not_usd"),
        (("00001", "2023", "5", ""), "no_programme"),
    ],
)
def test_rows_that_do_not_count_say_why(row, reason):
    checked = check(row)
    assert checked.rows.empty
    assert checked.ledger["row_status"].tolist() == ["not_counted"]
    assert reason in reasons(checked)[0]


def test_a_lost_zero_is_put_back_and_said():
    place = units().assign(divipola=["05001", "00002", "00003", "94343"])
    checked = check_reported(table(("5001",), ("94663", "2022")), place, OURS)
    assert checked.rows["divipola"].tolist() == ["05001", "94343"]
    assert reasons(checked) == [["zero_restored"], ["merged_area"]]
    assert set(checked.ledger["row_status"]) == {"kept_repaired"}
    assert checked.ledger["divipola_text"].tolist() == ["5001", "94663"]


def test_decimals_that_programs_write_beside_blanks_are_none():
    place = units().assign(divipola=["05001", "76001", "00003", "00004"])
    checked = check_reported(table(("5001.0", "2023.0"), ("76001.0", "2023.0")), place, OURS)
    assert checked.rows["divipola"].tolist() == ["05001", "76001"]
    assert checked.rows["fiscal_year"].tolist() == [2023, 2023]


def test_one_separator_before_three_digits_follows_the_rest_of_the_file():
    assert read("1,234", "1,234.56")[0] == [1234, 1234.56]
    assert read("1.234", "1.234,56")[0] == [1234, 1234.56]
    assert read("1.234", "0.5")[0] == [1.23, 0.5]
    assert read("1 234 567", "US$ 1'000.50", "5")[0] == [1234567, 1000.5, 5]


def test_a_file_that_could_be_read_in_two_ways_is_not_guessed():
    amounts, why = read("1,234", "2.345")
    assert amounts == [None, None]
    assert why == [["separator_ambiguous"]] * 2
    assert read("1,234", decimal=".")[0] == [1234]
    assert read("1,234", decimal=",")[0] == [1.23]


def test_mixed_separators_are_listed():
    """What reads in one way only counts, with a remark; what does not is left out."""
    amounts, why = read("1,234.50", "1.234,50", "1,234")
    assert amounts == [1234.5, 1234.5, None]
    assert why == [["separator_mixed"], ["separator_mixed"], ["separator_ambiguous"]]
    amounts, why = read("1,234.50", "1.234,50", decimal=".")
    assert amounts == [1234.5, None]
    assert why[1] == ["separator_differs"]


def test_mixed_currencies_leave_only_what_says_dollars():
    amounts, why = read("USD 5", "COP 5", "$ 5", "5")
    assert amounts == [5, None, None, None]
    assert why == [[], ["currency_not_usd"], ["currency_unclear"], ["currency_unclear"]]
    assert read("$ 5", "5", "US$5", "5 dólares")[0] == [5, 5, 5, 5]


def test_repetitions_count_once_and_contradictions_not_at_all():
    checked = check(
        ("00001",),
        ("00001", "2023", "100.00", "sol"),
        ("00002",),
        ("00002", "2023", "200"),
        ("00001", "2024"),
    )
    assert checked.rows["row"].tolist() == [2, 6]
    assert reasons(checked) == [[], ["duplicate"], ["contradicts"], ["contradicts"], []]


def test_programmes_that_may_hold_the_same_money_do_not_count_together():
    checked = check(
        ("00001", "2023", "5", "Q"), ("00001", "2023", "7", "R"), ("00002", "2023", "7", "R")
    )
    assert checked.rows["row"].tolist() == [4]
    assert reasons(checked) == [["overlaps"], ["overlaps"], []]


def test_a_figure_replaces_the_share_of_its_own_programme_and_of_overlapping_ones():
    rows = [(p, c, True) for p in "PQ" for c in ("00001", "00002")]
    model = allocate(OURS, footprints(*rows), people(one=1, two=1))
    one = check(
        ("00001", "2023", "5", "P"), ("00002", "2023", "5", "R"), ("00001", "2023", "5", "x")
    )
    gone = model.shares[is_replaced(model.shares, one.rows, OURS)]
    pairs = list(zip(gone["programme_id"], gone["divipola"], strict=True))
    assert pairs == [("P", "00001"), ("Q", "00002")]
    assert reasons(one)[2] == ["programme_unmatched"]


def test_programmes_are_known_by_id_and_by_name_in_either_language():
    named = programmes(
        {"programme_id": "P", "name_en": "Sun (Sol)", "name_es": "Sol (Sun)"},
        {"programme_id": "Q", "name_en": "Moon (new)", "name_es": "Luna"},
        {"programme_id": "R", "name_en": "Moon (full)", "name_es": "Luna llena"},
    )
    told = ["p", "SUN", "sol", "Sun (Sol)", "luna", "moon", "Moon (full)"]
    rows = table(*[("00001", str(2000 + i), "5", name) for i, name in enumerate(told)])
    kept = check_reported(rows, units(), named).rows
    assert kept["programme_id"].fillna("").tolist() == ["P", "P", "P", "P", "Q", "", "R"]


def test_a_column_of_weights_is_read_as_strictly():
    cells = [("00001", "0,125"), ("00002", "1.5"), ("00002", "1,5"), ("9", "2"), ("00003", "-1")]
    frame = pd.DataFrame(cells, columns=["divipola", "weight"])
    weights, listed = check_weights(frame, units(), decimal=",")
    assert weights.to_dict() == {"00001": 0.125, "00002": 1.5}
    assert listed["row_status"].eq("not_counted").tolist() == [False, True, False, True, True]
    twice = pd.DataFrame([("00001", "1"), ("00001", "2")], columns=["divipola", "weight"])
    weights, listed = check_weights(twice, units())
    assert weights.empty
    assert listed["row_reasons"].tolist() == ["contradicts"] * 2


def test_a_missing_column_is_an_error():
    with pytest.raises(KeyError, match="amount"):
        check_reported(table(()).drop(columns="amount"), units(), OURS)


def test_row_numbers_of_the_reader_are_kept():
    frame = table((), ("99999",)).assign(row=[11, 17])
    assert check_reported(frame, units(), OURS).ledger["row"].tolist() == [11, 17]


CELLS = st.one_of(
    st.sampled_from(["", "5", "-5", "1,000", "1.000", "1.000,5", "1,000.5", "COP 5", "$5", "=1+1"]),
    st.text(max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["00001", "00002", "1", "99999", ""]),
            st.sampled_from(["2023", "2024", ""]),
            CELLS,
            st.sampled_from(["P", "Q", "R", "x", ""]),
        ),
        max_size=12,
    )
)
def test_whatever_is_brought_every_row_is_listed_and_no_key_counts_twice(rows):
    checked = check(*rows)
    assert checked.ledger["row"].tolist() == list(range(2, len(rows) + 2))
    out = checked.ledger["row_status"] == "not_counted"
    assert checked.ledger.loc[out, "row_reasons"].notna().all()
    assert checked.rows["row"].tolist() == checked.ledger.loc[~out, "row"].tolist()
    assert (checked.rows["reported_usd"] >= 0).all()
    name = checked.rows["programme_id"].fillna(checked.rows["programme_text"])
    assert (
        not checked.rows.assign(name=name)[["divipola", "fiscal_year", "name"]].duplicated().any()
    )
