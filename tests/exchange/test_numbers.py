"""Numbers as people write them."""

import numpy as np
import pandas as pd
import pytest

from geo.exchange import numeric_columns
from geo.exchange.read.numbers import number, numbers


@pytest.mark.parametrize(
    ("text", "value", "how"),
    [
        ("3,45", 3.45, "decimal_comma"),
        ("−76,53", -76.53, "decimal_comma"),
        ("1.070.123", 1070123, "grouped_number"),
        ("1.070.123,5", 1070123.5, "grouped_number"),
        ("1,070,123.5", 1070123.5, "grouped_number"),
        ("1 070 123", 1070123, "grouped_number"),
        ("76°31'57\"W", -76.5325, "degrees"),
        ("76° 31′ 57″ O", -76.5325, "degrees"),
        ("76º31'57''W", -76.5325, "degrees"),
        ("76:31:57W", -76.5325, "degrees"),
        ("76d31m57sW", -76.5325, "degrees"),
        ("N 3° 27'", 3.45, "degrees"),
        ("3 27 0 N", 3.45, "degrees"),
        ("76,53° W", -76.53, "degrees"),
        ("-76°31.95'", -76.5325, "degrees"),
    ],
)
def test_written_otherwise(text, value, how):
    assert number(text) == (pytest.approx(value), how)


@pytest.mark.parametrize(
    "text", ["", "W", "abc", "76°61'W", "-76°31'W", "N 3 27 N", "1,070,5", "３", "1" * 50, "3..4"]
)
def test_no_number(text):
    assert np.isnan(number(text)[0])


def test_a_column_is_read_cell_by_cell():
    values, how = numbers(pd.Series(["3.45", " 3,45 ", "", None, "x", "1e2", "inf"]))
    assert values[[0, 1, 5, 6]].tolist() == [3.45, 3.45, 100, np.inf]
    assert np.isnan(values[[2, 3, 4]]).all()
    assert how.tolist() == ["", "decimal_comma", "", "", "", "", ""]


def test_what_can_be_summed():
    frame = pd.DataFrame(
        {"a": ["1,5", "", "2"], "code": ["05001", "1", "2"], "t": ["x", "1", "2"], "n": [1, 2, 3]}
    )
    found = numeric_columns(frame, ",")
    assert list(found) == ["a", "n"] and found["a"].sum() == 3.5
    assert numeric_columns(pd.DataFrame({"a": ["1,500", "2"]}))["a"].sum() == 1502
