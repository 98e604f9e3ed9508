"""Area under the curve, by hand and on the real layers."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from geo.answers import about
from geo.errors import CrsMismatch
from geo.journeys.skill import auc, skill, straight_lines


def test_auc_by_hand():
    positive = np.array([True, False, True, False])
    # Pairs (positive above negative): 4>3, 4>1, 2<3, 2>1: three of four.
    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), positive) == 0.75
    assert auc(np.zeros(4), positive) == 0.5
    assert np.isnan(auc(np.zeros(4), np.zeros(4, dtype=bool)))


def test_the_same_seed_gives_the_same_interval():
    scores = {"load": pd.Series(np.arange(20.0), index=[f"{i:05d}" for i in range(20)])}
    tests = {"named": ["00019", "00018", "00003"]}
    assert skill(scores, tests).equals(skill(scores, tests))


def test_straight_lines_by_hand():
    seats = gpd.GeoDataFrame(
        {"divipola": ["1", "2", "3"]},
        geometry=[Point(-73.5, 4.5), Point(-72.5, 4.5), Point(-71.5, 4.5)],
        crs=4326,
    )
    shapes = gpd.GeoDataFrame(
        {"divipola": ["1", "2", "3"]},
        geometry=[box(-74, 4, -73, 5), box(-73, 4, -72, 5), box(-72, 4, -71, 5)],
        crs=4326,
    )
    found = straight_lines(pd.Series({"1": 10.0, "2": 5.0}), "3", seats, shapes)
    assert dict(found) == {"1": 10, "2": 15, "3": 15}
    with pytest.raises(CrsMismatch):
        straight_lines(pd.Series({"1": 1.0}), "3", seats, shapes.to_crs(9377))


def test_the_models_skill_as_published_on_the_methods_page(evidence):
    frame = about.skill(evidence).frame
    found = frame.set_index(["test", "score"])
    assert dict(frame.drop_duplicates("test").set_index("test")["positives"]) == {
        "named": 21,
        "waypoints": 32,
        "warnings": 44,
        "incidents": 41,
    }
    expected = {
        "named": [0.87, 0.87, 0.80, 0.74, 0.70],
        "waypoints": [0.77, 0.84, 0.70, 0.70, 0.62],
    }
    scores = ["load", "mean_detour", "straight_lines", "nearness", "coca"]
    for test, values in expected.items():
        assert [round(found.loc[(test, s), "auc_modelled"], 2) for s in scores] == values
    for test, values in {"warnings": [0.69, 0.61, 0.72], "incidents": [0.72, 0.75, 0.78]}.items():
        assert [round(found.loc[(test, s), "auc_modelled"], 2) for s in scores[:3]] == values
    for score, low, high in [
        ("load", 0.79, 0.93),
        ("mean_detour", 0.80, 0.93),
        ("straight_lines", 0.70, 0.88),
    ]:
        row = found.loc[("named", score)]
        # Another seed moves the ends by about a hundredth.
        assert row["auc_low_modelled"] == pytest.approx(low, abs=0.015)
        assert row["auc_high_modelled"] == pytest.approx(high, abs=0.015)
