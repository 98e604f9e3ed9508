"""Downloads read back by GDAL hold the same rows; nothing in them runs or leaks."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.exchange import formats_for, write

ROWS = {
    "divipola": ["05001", "19698"],
    "title_en": ["=1+1", "Santander de Quilichao, año"],
    "killed": pd.array([None, 3], dtype="Int64"),
    "load_ha_modelled": [1.5, 2.25],
}


def frame():
    return gpd.GeoDataFrame(ROWS, geometry=[Point(-75.5, 6.2), Point(-76.48, 3.01)], crs=4326)


@pytest.mark.parametrize("fmt", ["geojson", "gpkg"])
def test_gis_formats_read_back_alike(fmt, tmp_path):
    path = tmp_path / f"x.{fmt}"
    path.write_bytes(write(frame(), fmt))
    back = gpd.read_file(path)
    assert list(back["divipola"]) == ["05001", "19698"]
    assert list(back["load_ha_modelled"]) == [1.5, 2.25]
    assert back["killed"].isna().tolist() == [True, False]
    assert back.crs.to_epsg() == 4326
    assert back.geometry.iloc[1].equals_exact(Point(-76.48, 3.01), 1e-7)


def test_csv_keeps_codes_and_defuses_formulas(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(write(frame(), "csv"))
    text = path.read_text(encoding="utf-8-sig")
    assert "05001" in text and "año" in text
    assert "'=1+1" in text
    back = pd.read_csv(path, dtype={"divipola": str})
    assert list(back["longitude"]) == [-75.5, -76.48]
    assert back["killed"].isna().tolist() == [True, False]


def test_editors_columns_are_refused():
    with pytest.raises(ValueError, match="casualty_note"):
        write(pd.DataFrame({"casualty_note": ["x"]}), "csv")


def test_an_empty_frame_is_a_file_with_headings():
    assert write(frame().iloc[:0], "csv").decode("utf-8-sig").startswith("divipola,")


def test_a_plain_table_is_offered_as_csv_only():
    assert formats_for(pd.DataFrame(ROWS)) == ["csv"]
    with pytest.raises(ValueError, match="gpkg"):
        write(pd.DataFrame(ROWS), "gpkg")
