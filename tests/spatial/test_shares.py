import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from geo.crs import METRIC, geodesic_area_km2
from geo.errors import CrsMismatch
from geo.spatial import areal_shares, shared_out
from tests.spatial.squares import at, frame, square_municipalities

SQUARES = square_municipalities()
VALUES = pd.DataFrame(
    {
        "divipola": ["00001", "00002", "00003"],
        "hectares": [100.0, 40.0, 60.0],
        "rate": [10.0, 20.0, 40.0],
    }
)


def shapes(*boxes) -> gpd.GeoDataFrame:
    return frame({}, [box(*at(x0, y0), *at(x1, y1)) for x0, y0, x1, y1 in boxes])


def test_extensive_is_split_and_intensive_averaged():
    """x from 5 to 20, y from 0 to 10: half of 00003 and all of 00001.

    60 / 2 + 100 = 130 ha; rate (40 x 50 km² + 10 x 100 km²) / 150 km² = 20.
    """
    shares = areal_shares(shapes((5, 0, 20, 10)), SQUARES)
    assert shares["divipola"].tolist() == ["00001", "00003"]
    assert shares["share_of_municipality"].tolist() == pytest.approx([1, 0.5], rel=1e-4)
    assert shares["share_of_shape"].tolist() == pytest.approx([2 / 3, 1 / 3], rel=1e-4)
    row = shared_out(shares, VALUES, extensive=["hectares"], intensive=["rate"]).iloc[0]
    assert row["hectares_modelled"] == pytest.approx(130, rel=1e-4)
    assert row["rate_modelled"] == pytest.approx(20, rel=1e-4)
    assert row["municipalities"] == 2


def test_total_is_conserved_when_shapes_share_out_the_land():
    parts = shapes((-1, -1, 4, 11), (4, -1, 17, 6), (4, 6, 17, 11), (17, -1, 31, 11))
    shares = areal_shares(parts, SQUARES)
    out = shared_out(shares, VALUES, extensive=["hectares"])
    assert out["hectares_modelled"].sum() == pytest.approx(200, rel=1e-6)
    assert shares["area_km2"].sum() == pytest.approx(
        geodesic_area_km2(SQUARES.geometry).sum(), rel=1e-6
    )


def test_a_constant_rate_stays_constant():
    shares = areal_shares(shapes((3, 3, 27, 8)), SQUARES)
    out = shared_out(shares, VALUES.assign(rate=7.0), intensive=["rate"])
    assert out["rate_modelled"].tolist() == pytest.approx([7.0])


def test_blank_is_not_zero():
    values = VALUES.assign(hectares=[None, None, 60.0], rate=[10.0, None, None])
    shares = areal_shares(shapes((5, 0, 20, 10), (20, 0, 30, 10)), SQUARES)
    out = shared_out(shares, values, extensive=["hectares"], intensive=["rate"])
    assert out["hectares_modelled"].tolist()[0] == pytest.approx(30, rel=1e-4)
    assert out["hectares_without_figure"].tolist() == [1, 1]
    assert out["rate_modelled"].tolist()[0] == pytest.approx(10)
    assert out["hectares_modelled"].isna().tolist() == [False, True]


def test_outside_has_no_row_and_borders_do_not_count():
    assert areal_shares(shapes((40, 0, 50, 10)), SQUARES).empty
    assert areal_shares(SQUARES.iloc[[0]], SQUARES)["divipola"].tolist() == ["00003"]


def test_crs_mismatch_raises():
    with pytest.raises(CrsMismatch):
        areal_shares(shapes((0, 0, 1, 1)).to_crs(METRIC), SQUARES)
