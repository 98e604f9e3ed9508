"""Downloads read back by GDAL hold the same rows; nothing in them runs or leaks."""

import io
import json
from subprocess import run

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from shapely import LinearRing, LineString, Point, box

from geo.exchange import FORMATS, formats_for, write

ROWS = {
    "divipola": ["05001", "19698"],
    "title_en": ["=1+1", "Santander de Quilichao, año"],
    "killed": pd.array([None, 3], dtype="Int64"),
    "load_ha_modelled": [1.5, 2.25],
}
ABOUT = {"title": "Matched points of the año", "licence": "=HYPERLINK(0)"}


def frame():
    return gpd.GeoDataFrame(ROWS, geometry=[Point(-75.5, 6.2), Point(-76.48, 3.01)], crs=4326)


def mixed():
    shapes = [Point(-75, 5, 3), LineString([(-75, 5), (-74, 4)]), None, box(-75, 3, -74, 4)]
    rows = {"fid": ["a", "b", "c", "d"], "geom": [1.0, 2.5, None, float("inf")]}
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=4326)


def read_back(content, fmt, folder):
    if fmt == "parquet":
        return gpd.read_parquet(io.BytesIO(content))
    path = folder / f"x.{fmt}"
    path.write_bytes(content)
    return gpd.read_file(path)


SHAPED = ["geojson", "gpkg", "parquet", "fgb"]


@pytest.mark.parametrize("fmt", SHAPED)
def test_gis_formats_read_back_alike(fmt, tmp_path):
    back = read_back(write(frame(), fmt, ABOUT), fmt, tmp_path).sort_values("divipola")
    assert list(back["divipola"]) == ["05001", "19698"]
    assert list(back["title_en"]) == ROWS["title_en"]
    assert list(back["load_ha_modelled"]) == [1.5, 2.25]
    assert back["killed"].isna().tolist() == [True, False]
    assert back.crs.to_epsg() == 4326
    assert back.geometry.iloc[1].equals_exact(Point(-76.48, 3.01), 1e-7)


@pytest.mark.parametrize("fmt", SHAPED)
@pytest.mark.parametrize("rows", [4, 0])
def test_mixed_missing_and_no_shapes_are_written(fmt, rows, tmp_path):
    back = read_back(write(mixed().head(rows), fmt), fmt, tmp_path)
    assert len(back) == rows
    if rows:
        assert list(back["fid"]) == ["a", "b", "c", "d"]
        assert back.geom_type.fillna("").tolist() == ["Point", "LineString", "", "Polygon"]


@pytest.mark.parametrize("fmt", FORMATS)
def test_what_not_every_format_has_is_written_as_text_and_as_lines(fmt):
    ring = [(-75, 5), (-74, 4), (-74, 5)]
    cells = [pd.Timedelta(days=1), 2**64 - 1, ["x", 2], Point(1, 2), [1, 2]]
    rows = gpd.GeoDataFrame([cells, cells], geometry=[LinearRing(ring), Point(-75, 5)], crs=4326)
    rows = rows.set_axis(["a", "A", "A", 7, "b", "geometry"], axis=1)
    content = write(rows, fmt)
    if fmt == "geojson":
        told = gpd.read_file(io.BytesIO(content)).iloc[0]
        assert [*told.index] == ["a", "A_2", "A_3", "7", "b", "geometry"]
        assert told["A_2"] == str(2**64 - 1) and told["7"] == "POINT (1 2)"
        assert told["geometry"].equals(LineString([*ring, ring[0]]))


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_tables_leave_out_shapes_that_are_not_points(fmt):
    table = write(mixed(), fmt)
    if fmt == "csv":
        assert table.decode("utf-8-sig").splitlines()[0] == "fid,geom"


def test_about_is_kept_inside_the_file(tmp_path):
    assert json.loads(write(frame(), "geojson", ABOUT))["about"] == ABOUT
    schema = pq.read_schema(io.BytesIO(write(frame(), "parquet", ABOUT)))
    assert json.loads(schema.metadata[b"corredor"]) == ABOUT and b"geo" in schema.metadata
    path = tmp_path / "x.gpkg"
    path.write_bytes(write(frame(), "gpkg", ABOUT))
    assert ABOUT.items() <= pyogrio.read_info(path)["layer_metadata"].items()
    assert ABOUT["title"].encode() in write(frame(), "fgb", ABOUT)
    assert write(frame(), "csv", ABOUT) == write(frame(), "csv")


def test_gdal_knows_geojson_however_much_it_says_of_itself(tmp_path):
    path = tmp_path / "x.geojson"
    path.write_bytes(write(frame(), "geojson", ABOUT | {"sources": "year; " * 20_000}))
    assert next(iter(json.loads(path.read_text()))) == "type"
    assert pyogrio.read_info(path)["driver"] == "GeoJSON"
    assert len(gpd.read_file(path)) == len(frame())


@pytest.mark.parametrize("plain", ["-", "--", "+57 300 1234567", "+57 (2) 555-12.34", "-5", "+1,5"])
@pytest.mark.parametrize("fmt", ["csv", "xlsx", "geojson"])
def test_what_only_begins_like_a_formula_stays_as_it_is(plain, fmt):
    told = write(frame().assign(tel=plain), fmt)
    if fmt == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(told))["corredor"].values)
        assert plain in rows[1]
    else:
        assert plain in told.decode("utf-8-sig") and f"'{plain}" not in told.decode("utf-8-sig")


def test_csv_keeps_codes_and_defuses_formulas(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(write(frame(), "csv"))
    text = path.read_text(encoding="utf-8-sig")
    assert "05001" in text and "año" in text
    assert "'=1+1" in text
    back = pd.read_csv(path, dtype={"divipola": str})
    assert list(back["longitude"]) == [-75.5, -76.48]
    assert back["killed"].isna().tolist() == [True, False]


RISKY = ["=1+1", "@SUM(A1)", "+x", "-x", "\t=1", "a;=1;b", "a\n=1", "＝1", " =1"]


@pytest.mark.parametrize("risky", RISKY)
def test_no_cell_heading_or_sheet_text_is_a_formula(risky):
    told = write(pd.DataFrame({risky: [risky, "-5", "+1,5", "1e5"]}), "csv").decode("utf-8-sig")
    assert not any(part.lstrip().startswith(risky.strip()) for part in told.splitlines())
    assert told.count("'") >= 2
    assert "\n-5\n" in told and '"+1,5"' in told
    book = openpyxl.load_workbook(io.BytesIO(write(pd.DataFrame({risky: [risky]}), "xlsx", ABOUT)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "'" in cells[0].value and "'" in cells[1].value


def test_excel_keeps_numbers_blanks_and_codes_and_says_what_it_is():
    book = openpyxl.load_workbook(io.BytesIO(write(frame(), "xlsx", ABOUT)))
    rows = [[cell.value for cell in row] for row in book["corredor"].iter_rows()]
    assert rows[0] == [*ROWS, "longitude", "latitude"]
    assert rows[1] == ["05001", "'=1+1", None, 1.5, -75.5, 6.2]
    assert rows[2] == ["19698", "Santander de Quilichao, año", 3, 2.25, -76.48, 3.01]
    said = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert said == {"title": ABOUT["title"], "licence": "'=HYPERLINK(0)"}


def test_longitude_and_latitude_are_where_rows_lie_and_the_readers_own_stay_beside():
    own = frame().assign(longitude=["75°30′W", "76°28′W"], latitude=["6.20", "3.01"])
    book = pd.read_csv(io.BytesIO(write(own, "csv")), encoding="utf-8-sig")
    assert list(book)[-3:] == ["longitude_input", "latitude", "longitude"]
    assert list(book["longitude_input"]) == ["75°30′W", "76°28′W"]
    assert list(book["longitude"]) == [-75.5, -76.48] and list(book["latitude"]) == [6.2, 3.01]


def test_editors_columns_are_refused():
    with pytest.raises(ValueError, match="casualty_note"):
        write(pd.DataFrame({"casualty_note": ["x"]}), "csv")


def test_an_empty_frame_is_a_file_with_headings():
    assert write(frame().iloc[:0], "csv").decode("utf-8-sig").startswith("divipola,")


def test_a_plain_table_needs_no_map_format():
    assert formats_for(pd.DataFrame(ROWS)) == ["csv.zip", "csv", "xlsx", "parquet"]
    assert formats_for(frame()) == list(FORMATS)
    with pytest.raises(ValueError, match="gpkg"):
        write(pd.DataFrame(ROWS), "gpkg")


def test_kml_names_its_places_in_the_language_and_says_what_it_is_before_its_schema():
    told = write(frame().assign(title_es="año nuevo"), "kml", ABOUT, lang="es").decode()
    assert "<Placemark><name>año nuevo</name>" in told
    assert told.index("<ExtendedData>") < told.index("<Schema")


@pytest.mark.long
@pytest.mark.parametrize("fmt", ["geojson", "gpkg", "shp.zip", "kml", "fgb", "csv"])
def test_gdals_own_tool_reads_what_is_written(fmt, tmp_path):
    path = tmp_path / f"rows.{fmt}"
    path.write_bytes(write(frame(), fmt, ABOUT))
    place = f"/vsizip/{path}" if fmt == "shp.zip" else str(path)
    told = run(["ogrinfo", "-ro", "-al", place], capture_output=True, text=True, check=True).stdout
    assert "(String) = 05001" in told and "Quilichao, año" in told and "= 2.25" in told
    assert "killed (Integer) = 0" not in told and "killed (Integer64) = 0" not in told
    assert ("POINT (-75.5 6.2)" in told) == (fmt != "csv")
