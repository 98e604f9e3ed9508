import pandas as pd

from geo.spatial import BY_DEPARTMENT, BY_MUNICIPALITY, totals

ROWS = pd.DataFrame(
    {
        "divipola": ["00001", "00001", "00002", "00003", None],
        "municipality": ["A", "A", "B", "C", None],
        "department_code": ["01", "01", "01", "02", None],
        "department": ["One", "One", "One", "Two", None],
        "killed": pd.array([2, None, 0, None, 1], dtype="Int64"),
        "source_ids": ["S2;S1", "S1", "S3", "S4", "S5"],
    }
)


def test_blank_is_not_zero():
    by = totals(ROWS, BY_MUNICIPALITY, ["killed"]).set_index("divipola")
    assert by.loc["00001", ["rows", "killed", "killed_without_figure"]].tolist() == [2, 2, 1]
    assert by.loc["00002", "killed"] == 0
    assert by["killed"].isna().loc["00003"]
    assert by.loc["00003", "killed_without_figure"] == 1


def test_departments_and_rows_without_a_place():
    by = totals(ROWS, BY_DEPARTMENT, ["killed"])
    assert by["rows"].tolist() == [3, 1, 1]
    assert by["department_code"].isna().tolist() == [False, False, True]
    assert by["rows"].sum() == len(ROWS)
    assert by["killed"].sum() == ROWS["killed"].sum()


def test_sources_travel_once_each():
    by = totals(ROWS, BY_MUNICIPALITY, [])
    assert by["source_ids"].tolist() == ["S1;S2", "S3", "S4", "S5"]


def test_any_columns_and_no_rows():
    assert totals(ROWS.iloc[:0], BY_DEPARTMENT, ["killed"]).empty
    assert totals(ROWS, ["department"], ["killed"])["killed"].tolist()[0] == 2
