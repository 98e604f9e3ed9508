"""The charts' files: Vega-Lite that its schema knows, whatever rows and words a page fills in."""

import altair
import pandas as pd
import pytest

from pages.frame import charts

ROWS = (
    "rows",
    "ends",
    "half",
    "lines",
    "points",
    "cut",
    "ran",
    "later",
    "single",
)
GIVEN = {
    **dict.fromkeys(ROWS, pd.DataFrame({"x": [1.5, None], "y": ["=a", "$b"]})),
    **{"x_scale": {"type": "log"}, "y_scale": {"type": "log"}},
    **{"order": ["a", "b"], "years": ["a", "b"]},
    **{"each": [{"mark": "bar"}], "labels": True, "height": 10, "top": 1, "shape": "circle"},
    **dict.fromkeys(("name", "event", "constant", "x_title", "y_title"), "=text"),
    **{"format": "%Y", "orient": "bottom"},
}


def test_rows_and_words_are_filled_in_as_they_are():
    spec = charts.filled("lying", **GIVEN)
    assert spec["datasets"]["rows"] == [{"x": 1.5, "y": "=a"}, {"x": None, "y": "$b"}]
    assert spec["layer"][0]["encoding"]["y"]["field"] == "=text"


@pytest.mark.long
@pytest.mark.parametrize("name", charts.SPECS)
def test_a_chart_is_what_the_schema_of_vega_lite_knows(name):
    altair.Chart.from_dict({"$schema": charts.SCHEMA} | charts.filled(name, **GIVEN))
