"""Files that are right and odd: each is read, none ends in an error that nobody understands."""

import csv
import io
import json
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from geo.answers.joined import joined
from geo.errors import FileRefused
from geo.exchange import Options, accept, inspect, limits, write
from geo.exchange.read import json_files, loaded
from geo.exchange.read.inspection import check_request
from geo.exchange.read.systems import stated_crs
from geo.exchange.read.table import raw_table
from geo.exchange.read.workbook import Sheet

LOCAL = (
    'LOCAL_CS["Undefined SRS",LOCAL_DATUM["unknown",32767],UNIT["unknown",0],AXIS["Easting",EAST]]'
)
MOON = 'GEOGCS["Moon",DATUM["Moon",SPHEROID["Moon",1737400,0]],PRIMEM["0",0],UNIT["Degree",0.0174]]'

TOO_MANY = "exchange.too_many_{}"
MARK = (
    '<Placemark><ExtendedData><Data name="{}"><value>1</value></Data></ExtendedData>'
    "<Point><coordinates>-76,3</coordinates></Point></Placemark>"
)


def read(data, evidence, **options):
    data = data.encode() if isinstance(data, str) else data
    return accept(inspect("odd", data, evidence.municipalities, **options))


@pytest.mark.parametrize("said", [LOCAL, MOON, "EPSG:5800", "EPSG:4978", "EPSG:5703", "EPSG:0"])
def test_a_system_that_leads_nowhere_on_the_map_is_none(said):
    assert stated_crs(said) is None
    assert stated_crs("EPSG:9377+5703") is not None  # with heights


def test_a_file_with_a_drawings_own_system_is_read(evidence):
    shape = {"type": "Feature", "properties": {}, "geometry": Point(-76.53, 3.45).__geo_interface__}
    own = {"type": "name", "properties": {"name": LOCAL}}
    told = json.dumps({"type": "FeatureCollection", "crs": own, "features": [shape]})
    assert len(read(told, evidence).frame) == 1
    assert read("position\nSRID=5800;POINT(-76.53 3.45)\n", evidence).frame["row"].tolist() == [1]


@pytest.mark.parametrize(
    ("odd", "kept"),
    [
        ("SRID=4326;COMPOUNDCURVE ((-76.5 3.4, -75.2 4.4))", None),
        ("TIN (((-76.5 3.4, -75.2 4.4, -75.2 3.4, -76.5 3.4)))", None),
        ("LINEARRING (-76.5 3.4, -75.2 4.4, -75.2 3.4, -76.5 3.4)", "LineString"),
        ("POINT M (-76.5 3.4 5)", "Point"),
    ],
)
def test_shapes_that_few_programs_write_are_kept_where_they_lie_or_rejected(odd, kept, evidence):
    sure = "POINT (-76.5 3.4)\nPOINT (-75.2 4.4)\n" * 5
    table = read(f'wkt\n{sure}"{odd}"\n', evidence)
    assert table.frame.geom_type.dropna().tolist()[10:] == ([kept] if kept else [])
    assert table.frame.total_bounds.tolist() == [-76.5, 3.4, -75.2, 4.4]
    write(table.frame, "gpkg")


def test_a_heading_of_half_a_character_is_a_heading(evidence):
    shape = '{"type": "Point", "coordinates": [-76.53, 3.45]}'
    properties = r'{"\udfff": 1, "\udffe": 2}'
    told = f'{{"type": "Feature", "properties": {properties}, "geometry": {shape}}}'
    assert list(read(told, evidence).frame)[:2] == ["?", "?_2"]


def test_a_wrong_encoding_is_said_of_a_file_with_quotes_too(evidence):
    with pytest.raises(FileRefused, match="utf-16"):
        read('a,lat,lon\n"x",3.45,-76.53\n', evidence, options=Options(encoding="utf-16"))


def test_notes_say_what_is_so_and_nothing_else(evidence):
    shape = {"type": "Feature", "properties": {}, "geometry": Point(-76.53, 3.45).__geo_interface__}
    unknown = {"type": "name", "properties": {"name": "EPSG:999999"}}
    told = json.dumps({"type": "FeatureCollection", "crs": unknown, "features": [shape]})
    (note,) = read(told, evidence).notes
    assert note.key == "exchange.note_crs_unknown" and "EPSG:999999" in note.values["crs"]
    folder = "<Folder><name>{}</name>" + MARK + "</Folder>"
    both = f"<kml><Document>{folder.format('A', 1)}{folder.format('B', 1)}</Document></kml>"
    for text in (both, f"{'h' * 9999},lat,lon\n1,3.45,-76.53\n"):
        assert read(text, evidence).notes == ()
    with pytest.raises(FileRefused) as refused:
        check_request(
            inspect("x", b"lat,lon\n3,-76\n", evidence.municipalities, Options(layer="x"))
        )
    assert refused.value.key == "exchange.no_layers"


def test_a_column_may_be_called_pk(evidence):
    assert read("PK,lat,lon\n1,3.45,-76.53\n", evidence).frame["PK"].tolist() == ["1"]


def test_a_repeated_heading_takes_no_other_columns_name(evidence):
    text = "Municipio,Casos,Casos,casos,Casos_2\nPopayán,1,2,3,4\n"
    table = read(text, evidence)
    assert table.frame["Casos_2"].tolist() == ["4"]
    (note,) = table.notes
    assert note.values["names"] == ["Casos_3", "casos_4"]


@pytest.mark.parametrize("pair", ["3º27'5\"Norte;76º31'55\"Oeste", "LN 3° 27' 5;LO 76° 31' 55"])
def test_sides_are_read_in_spanish_words(pair, evidence):
    frame = read(f"latitud;longitud\n{pair}\n", evidence).frame
    assert frame.geometry.x[0] == pytest.approx(-76.532, abs=1e-3)


def test_a_column_of_our_name_ends_in_input_however_often_it_was_joined(evidence):
    table = read("row,row_input,row_input_2,lat,lon\na,b,c,3.45,-76.53\n", evidence)
    assert list(table.frame)[:3] == ["row_input_3", "row_input", "row_input_2"]
    assert table.frame.columns.is_unique


def test_coordinates_that_were_mended_are_written_mended(evidence):
    swapped = read("latitude,longitude\n-74.1,4.6\n-74.2,4.7\n", evidence).frame
    book = pd.read_csv(io.BytesIO(write(swapped, "csv")), encoding="utf-8-sig")
    assert book["latitude"].tolist() == [4.6, 4.7] and book["longitude"].tolist() == [-74.1, -74.2]
    assert book["latitude_input"].tolist() == [-74.1, -74.2]


def test_an_uncertainty_that_is_not_known_makes_nothing_certain(evidence):
    line = evidence.corridors_documented
    spot = line.geometry.iloc[0].interpolate(0.5, normalized=True)
    cells = ["1", "30 km", "unknown", "-3", ""]
    text = "".join(f"{spot.y},{spot.x},{cell}\n" for cell in cells)
    table = read(f"lat,lon,uncertainty_km\n{text}", evidence)
    assert table.frame["uncertainty_km"].tolist()[:2] == [1, 30]
    assert table.ledger.counts() == {"no_uncertainty": 2}
    found = joined(evidence, table.frame, distance_km=20.0, joins=["corridors"]).frame
    assert found["corridor_within"].tolist() == ["certain", "possible", *["possible"] * 3]


def test_two_shapefiles_of_one_name_in_a_zip_are_two(evidence, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for year in (2023, 2024):
            frame = gpd.GeoDataFrame({"year": [year]}, geometry=[Point(-76.5, 3.4)], crs=4326)
            (folder := tmp_path / str(year)).mkdir()
            frame.to_file(folder / "puntos.shp")
            for part in folder.iterdir():
                archive.write(part, f"{year}/{part.name}")
    read_as = [
        inspect("x.zip", packed.getvalue(), evidence.municipalities, Options(layer=layer))
        for layer in (None, "2024/puntos")
    ]
    assert {reading.layers for reading in read_as} == {("2023/puntos", "2024/puntos")}
    assert [reading.loaded.raw.frame["year"].item() for reading in read_as] == [2023, 2024]
    assert [reading.options.layer for reading in read_as] == ["2023/puntos", "2024/puntos"]


def refused(data, evidence):
    with pytest.raises(FileRefused) as told:
        read(data, evidence)
    return told.value.key


def test_what_has_too_many_columns_is_refused_before_it_is_built(evidence, monkeypatch):
    monkeypatch.setattr(loaded, "column_of", None)
    names = [f"k{number}" for number in range(400)]
    assert refused(json.dumps([{name: 1} for name in names]), evidence) == TOO_MANY.format(
        "columns"
    )
    marks = "".join(MARK.format(name) for name in names)
    assert refused(f"<kml>{marks}</kml>", evidence) == TOO_MANY.format("columns")
    monkeypatch.setattr(limits, "CELLS", 1000)
    wide = [dict.fromkeys(names[:200], 1), *[{}] * 5]
    assert refused(json.dumps(wide), evidence) == TOO_MANY.format("cells")


@pytest.mark.parametrize(
    ("text", "kind"), [("[{},{},{},{},{},{}]", "rows"), ("[[],[],[]]", "points")]
)
def test_json_of_nothing_is_refused_before_it_is_built(evidence, monkeypatch, text, kind):
    monkeypatch.setattr(limits, "ROWS", 1)
    monkeypatch.setattr(limits, "VERTICES", 1)
    monkeypatch.setattr(json_files, "json", None)
    assert refused(text, evidence) == TOO_MANY.format(kind)


def test_cells_merged_to_the_end_of_a_sheet_cost_what_its_rows_do():
    rows = [["a", "b"], ["x", "1"], ["", "2"], ["", "3"], ["y", "4"], ["", "5"]]
    merged = [((1, 0), (3, 0)), *[((4, 0), (10**12, 0))] * 300, ((5, 1), (10**12, 1))]
    raw = raw_table(rows, None, merged)
    assert raw.frame["a"].tolist() == ["x", "x", "x", "y", "y"] and raw.merged == [2, 3, 5]
    assert raw.frame["b"].tolist() == ["1", "2", "3", "4", "5"]


def test_a_cell_of_a_workbook_that_is_too_long_is_refused():
    csv.field_size_limit(limits.CELL_TEXT)  # as the reader sets it; frictionless raises it
    with pytest.raises(FileRefused, match="A cell has more than"):
        list(Sheet(["a"], "a", [], b"x" * (limits.CELL_TEXT + 1)).rows())


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("lat,lon,n\n3.45,-76.5,1.234\n3.4,-76.4,15.678\n", None),
        ("lat,lon,n\n3.45,-76.5,1.234\n3.4,-76.4,0.5\n", "."),
        ('lat,lon,n\n"3,45","-76,5",1.234\n"3,4","-76,4",15.678\n', ","),
    ],
)
def test_points_in_coordinates_do_not_settle_the_mark_of_figures(evidence, text, mark):
    assert inspect("x", text.encode(), evidence.municipalities).options.decimal == mark


@pytest.mark.parametrize(
    ("method", "key"),
    [(9, "exchange.zip_method"), (98, "exchange.zip_method"), (99, "exchange.password")],
)
def test_a_zip_of_another_method_is_not_said_to_need_a_password(evidence, method, key):
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("a.csv", "lat,lon\n3.4,-76.5\n")
    data = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + at] = method
    assert refused(bytes(data), evidence) == key


@pytest.mark.parametrize(
    "text",
    [
        '{"result": {"fields": [{"id": "divipola"}], "records": [{"divipola": "05001"}]}}',
        '{"meta": {"view": {"columns": [{"name": "Municipio"}]}}, "data": [["Medellín"]]}',
        '{"municipio": ["Medellín"], "v": [1]}',
        '{"05001": {"v": 1}}',
    ],
)
def test_tables_in_json_are_read_as_portals_and_programs_write_them(text, evidence):
    assert read(text, evidence).frame["divipola"].tolist() == ["05001"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x03\x7e\x0c\x01\x02" + bytes(27) + b"NOMBRE_MPI\0C" + bytes(20), "is_dbf"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(30), "is_statistics"),
        (b"<stata_dta><header><release>118</release>" + bytes(30), "is_statistics"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
            b"<Worksheet><Table></Table></Worksheet></Workbook>",
            "is_sheet_as_xml",
        ),
    ],
)
def test_a_file_that_is_not_read_is_called_what_it_is(data, key, evidence):
    assert refused(data, evidence) == f"exchange.{key}"


def test_a_row_whose_shape_is_none_goes_by_its_code(evidence):
    shapes = [{"type": "Point", "coordinates": ["x"]}, Point(-76.5, 3.4).__geo_interface__]
    features = [
        {"type": "Feature", "properties": {"divipola": "19001"}, "geometry": shape}
        for shape in shapes
    ]
    table = read(json.dumps({"type": "FeatureCollection", "features": features}), evidence)
    assert table.frame["basis"].tolist() == ["code", "point"] and table.rejected == 0
