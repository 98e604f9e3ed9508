import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geo.crs import METRIC, STORAGE
from geo.errors import CrsMismatch
from geo.spatial import PLACE, assign_municipality
from tests.spatial.squares import points, square_municipalities


def test_inside_and_outside():
    held = assign_municipality(points((5, 5), (15, 1), (25, 9), (40, 5)), square_municipalities())
    assert held["divipola"].tolist()[:3] == ["00003", "00001", "00002"]
    assert held["divipola"].isna().tolist() == [False, False, False, True]
    assert held["department"].tolist()[:3] == ["One", "One", "Two"]


def on_grid() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Four unit squares that meet at (1, 1), the lowest code at the upper right."""
    boxes = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)]
    codes = ["00004", "00003", "00002", "00001"]
    names = {"municipality": codes, "department_code": "00", "department": "D"}
    squares = gpd.GeoDataFrame({"divipola": codes, **names}, geometry=boxes, crs=STORAGE)
    where = [Point(1, 1), Point(1, 0.5), Point(0.5, 1), Point(0, 0), Point(2, 1)]
    return gpd.GeoDataFrame(geometry=where, crs=STORAGE), squares


def test_border_point_goes_once_to_lowest_code():
    spots, squares = on_grid()
    expected = ["00001", "00003", "00002", "00004", "00001"]
    assert assign_municipality(spots, squares)["divipola"].tolist() == expected
    shuffled = squares.sample(frac=1, random_state=3)
    assert assign_municipality(spots, shuffled)["divipola"].tolist() == expected


def test_index_columns_and_missing_geometry_are_kept():
    spots = gpd.GeoDataFrame(
        {"name": ["a", "b", "c"]},
        geometry=[Point(0.5, 0.5), None, Point()],
        index=[7, 7, 2],
        crs=STORAGE,
    )
    held = assign_municipality(spots, on_grid()[1])
    assert held.index.tolist() == [7, 7, 2]
    assert held["name"].tolist() == ["a", "b", "c"]
    assert held["divipola"].iloc[0] == "00004"
    assert held["divipola"].isna().sum() == 2
    assert "divipola" not in spots


def test_no_points_at_all():
    none = gpd.GeoDataFrame(geometry=[], crs=STORAGE)
    held = assign_municipality(none, square_municipalities())
    assert len(held) == 0
    assert set(PLACE) <= set(held.columns)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5)), max_size=30))
def test_no_row_lost_or_invented(spots):
    """On a half-unit grid most points lie on borders or corners."""
    frame = gpd.GeoDataFrame(
        {"order": range(len(spots))}, geometry=[Point(x / 2, y / 2) for x, y in spots], crs=STORAGE
    )
    held = assign_municipality(frame, on_grid()[1])
    assert held["order"].tolist() == list(range(len(spots)))
    inside = [0 <= x <= 4 and 0 <= y <= 4 for x, y in spots]
    assert held["divipola"].notna().tolist() == inside


def test_crs_mismatch_raises():
    spots, squares = on_grid()
    with pytest.raises(CrsMismatch):
        assign_municipality(spots.to_crs(METRIC), squares)
    with pytest.raises(CrsMismatch):
        assign_municipality(spots.set_crs(None, allow_override=True), squares)


def test_stated_municipality_is_never_replaced():
    spots, squares = on_grid()
    with pytest.raises(ValueError, match="divipola"):
        assign_municipality(spots.assign(divipola="00009"), squares)


def test_only_points():
    squares = on_grid()[1]
    with pytest.raises(ValueError, match="only points"):
        assign_municipality(squares[["geometry"]], squares)


def test_agrees_with_sjoin_off_the_borders():
    spots = np.random.default_rng(1).uniform(-0.5, 2.5, (500, 2))
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*spots.T), crs=STORAGE)
    squares = on_grid()[1]
    plain = gpd.sjoin(frame, squares, how="left")["divipola"]
    pd.testing.assert_series_equal(assign_municipality(frame, squares)["divipola"], plain)
