"""No row is lost, moved or emptied without a word: each is kept, mended, or listed."""

import argparse
import io
import json
import sqlite3
import zipfile

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from geo.commands.join import _options
from geo.errors import FileRefused
from geo.exchange import Options, accept, inspect, write
from geo.exchange.read.json_files import esri_shape
from tests.exchange.placed import codes_of

CALI, PASTO, MEDELLIN, BOGOTA = "76001", "52001", "05001", "11001"
LONG = "".join(f"{n};x;Cali\n" for n in range(4, 40))
GEOJSON = '"{""type"":""Point"",""coordinates"":[%s,3.45]}"\n'


def read(data, evidence, **options):
    data = data.encode() if isinstance(data, str) else data
    return accept(inspect("x", data, evidence.municipalities, Options(**options)))


def told(table) -> list[str]:
    """The names of the notes."""
    return [note.name for note in table.notes]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Cali\nMedellín\nPasto\n", [CALI, MEDELLIN, PASTO]),
        ("Cali;Valle del Cauca\nMedellín;Antioquia\n", [CALI, MEDELLIN]),
        ("Hospital X,Cali,activo\nHospital Y,Pasto,activo\n", [CALI, PASTO]),
        ("Cali,2022\nMedellín,2023\n", [CALI, MEDELLIN]),
        ("POINT(-76.53 3.45)\nPOINT(-75.56 6.25)\n", [CALI, MEDELLIN]),
        (GEOJSON % -76.53 + GEOJSON % -76.52, [CALI, CALI]),
    ],
)
def test_a_first_row_that_lies_somewhere_is_a_row(text, right, evidence):
    table = read(text, evidence)
    assert codes_of(table.frame, evidence.municipalities) == right
    assert told(table) == ["note_no_header"]


def test_it_is_said_where_nothing_tells_headings_from_a_row(evidence):
    assert told(read("Caly\nMedellín\nPasto\n", evidence)) == ["note_headings"]
    assert told(read("codigo\n05001\n76001\n", evidence)) == []


@pytest.mark.parametrize(
    ("text", "rows", "marks"),
    [
        (f'id;t;municipio\n1;x;Cali\n3;"El Cauca;Cali\n{LONG}40;"El Valle;Pasto\n', 39, 2),
        ('id\tt\tcity\n2\t"open\tPasto\n3\tx\tCali\n4\t"La Loma" sur\tCali\n', 3, 1),
        ('id;t;municipio\n1;"a;Cali\n2;"b;Pasto\n3;"c";Cali\n', 3, 2),
        ('id,t,municipio\n1,"a\nb, c\nd",Cali\n2,"x, y\nz, u",Pasto\n', 2, 0),
        ('"id,municipio\n1,Cali\n2,Pasto\n"3,Cali\n4,Pasto\n', 4, 2),
        ('"id\nde fila",municipio\n1,Cali\n2,Pasto\n', 2, 0),
    ],
)
def test_a_stray_quotation_mark_swallows_no_row(text, rows, marks, evidence):
    table = read(text, evidence)
    assert (table.rows, len(table.frame)) == (rows, rows)
    assert [note.values for note in table.notes] == ([{"n": marks}] if marks else [])


DMS = "{0} grados,{0} minutos,{0} segundos,{1} grados,{1} minutos,{1} segundos\n"
SIDED = "lugar,lat,ns,lon,ew\na,4.21,S,{0}69.94,W\nb,3.45,N,{0}76.53,W\n"
LETICIA = "91001"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            DMS.format("Latitud", "Longitud") + "4,36,35,-74,4,54\n3,26,13,-76,31,20\n",
            [BOGOTA, CALI],
        ),
        (
            "lat_g,lat_m,lat_s,lon_g,lon_m,lon_s\n3,26,13,-76,31,20\n6,14,38,-75,34,30\n",
            [CALI, MEDELLIN],
        ),
        (SIDED.format("-"), [LETICIA, CALI]),
        (SIDED.format(""), [LETICIA, CALI]),
        ("Lat N,Long W\n3.45,76.53\n6.25,75.56\n", [CALI, MEDELLIN]),
    ],
)
def test_a_coordinate_is_all_that_its_columns_say(text, right, evidence):
    table = read(text, evidence)
    assert codes_of(table.frame, evidence.municipalities) == right
    assert table.ledger.counts() == {"degrees": len(right)}


def test_what_only_looks_like_a_side_or_minutes_is_none(evidence):
    table = read("lon,lat,activo,lat_min\n-76.53,3.45,S,3.1\n-75.56,6.25,N,6.2\n", evidence)
    assert table.frame.geometry.y.tolist() == [3.45, 6.25] and table.repaired == 0


def test_minutes_that_are_not_there_make_no_position(evidence):
    table = read("lat_g,lat_m,lon_g,lon_m\n3,26,-76,31\n3,,-76,31\n4,36,-74,4\n", evidence)
    assert table.reasons["row"].tolist() == [2] and len(table.frame) == 2


def test_a_department_that_is_not_the_codes_is_said(evidence):
    text = "codigo,departamento\n05001,Valle del Cauca\n76001,76\n11001,Cundinamarca\n05001,5\n"
    (note,) = read(text, evidence).notes
    assert note.name == "note_department" and note.values == {"n": 1, "of": 4}


def test_large_whole_numbers_come_back_as_they_were():
    large = {
        "pesos": [12_000_000_000, 5],
        "cedula": pd.array([2**53 + 1, None], "Int64"),
        "n": [1, 2],
    }
    frame = gpd.GeoDataFrame(large, geometry=gpd.points_from_xy([-74, -75], [4, 5]), crs=4326)
    globe = gpd.read_file(io.BytesIO(write(frame, "kml")))
    assert globe["pesos"].tolist() == large["pesos"] and globe["n"].tolist() == [1, 2]
    assert globe["cedula"].tolist()[0] == str(2**53 + 1)
    sheet = pd.read_excel(
        io.BytesIO(write(frame, "xlsx")), engine="openpyxl", dtype={"cedula": str}
    )
    assert (
        sheet["cedula"].tolist()[0] == str(2**53 + 1) and sheet["pesos"].tolist() == large["pesos"]
    )


def test_a_ring_that_no_shell_holds_is_a_shell():
    square = [[-74, 4], [-74, 5], [-73, 5], [-73, 4], [-74, 4]]
    hole = [[-73.6, 4.4], [-73.4, 4.4], [-73.4, 4.6], [-73.6, 4.4]]
    apart = [[x + 2, y] for x, y in reversed(square)]
    shape = esri_shape({"rings": [square, hole, apart]})
    assert shape.area == pytest.approx(2 - 0.02)


def workbook(**sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in (cell for row in sheet for cell in row if str(cell.value).startswith("#")):
            cell.data_type = "e"
    book.save(out := io.BytesIO())
    return out.getvalue()


def test_an_error_in_a_workbook_is_no_blank_and_a_formula_without_value_is_said(evidence):
    rows = [
        ["municipio", "lat", "lon", "n"],
        ["Cali", "#N/A", 1.5, 3],
        ["Pasto", "=1+0.2", "=-77", 1],
    ]
    table = read(
        workbook(a=[["x"]], b=[*rows, ["Medellín", 6.25, -75.56, "#DIV/0!"]]), evidence, layer="b"
    )
    assert table.ledger.counts() == {"position_aside": 1}
    assert table.frame["lat"].tolist() == ["#N/A", "", "6.25"]
    assert table.frame["n"].tolist() == ["3", "1", "#DIV/0!"]
    assert [note.values for note in table.notes if note.name == "note_formulas"] == [{"n": 2}]


def test_a_shape_beyond_mending_leaves_its_row_to_the_code(evidence):
    there_and_back = [[-76.5, 3.4], [-76.4, 3.4], [-76.5, 3.4], [-76.5, 3.4]]
    geometry = {"type": "Polygon", "coordinates": [there_and_back]}
    feature = {"type": "Feature", "properties": {"divipola": "76001"}, "geometry": geometry}
    point = {**feature, "geometry": {"type": "Point", "coordinates": [-76.5, 3.4]}}
    content = {"type": "FeatureCollection", "features": [feature, point]}
    table = read(json.dumps(content).encode(), evidence)
    assert table.frame["basis"].tolist() == ["code", "point"]
    assert table.ledger.counts() == {"position_aside": 1} and table.rejected == 0


def test_the_first_sheet_with_rows_is_read(evidence):
    rows = [["municipio"], ["Cali"], ["Pasto"]]
    for cover in ([], [["Informe 2024"]]):
        table = read(workbook(cover=cover, rows=rows), evidence)
        assert len(table.frame) == 2 and told(table) == ["note_layers"]


def test_headings_over_several_columns_are_joined_to_those_below(evidence):
    book = openpyxl.Workbook()
    for row in (
        ["Municipio", "Ubicación", None, "Casos", None],
        [None, "Latitud", "Longitud", "2022", "n"],
        ["Cali", 3.45, -76.53, 1, 2],
        ["Pasto", 1.2, -77.28, 3, 4],
    ):
        book.active.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.active.merge_cells(cells)
    book.save(out := io.BytesIO())
    table = read(out.getvalue(), evidence)
    assert list(table.frame)[:4] == [
        "Municipio",
        "Ubicación Latitud",
        "Ubicación Longitud",
        "Casos 2022",
    ]
    assert table.frame["basis"].tolist() == ["point", "point"] and table.kept == 2


def zipped(**files: bytes) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


KML = """<kml><Document><NetworkLink><name>more</name></NetworkLink><Placemark><name>A</name>
<TimeSpan><begin>2020</begin><end>2021</end></TimeSpan><ExtendedData>
<Data name="name"><value>B</value></Data></ExtendedData>
<Point><coordinates>-76.53,3.45</coordinates></Point></Placemark></Document></kml>"""
GPX = """<gpx><wpt lat="3.45" lon="-76.53"><name>A</name><src>S</src><link href="L"/><extensions>
<a><cod>19698</cod></a></extensions></wpt></gpx>"""


def test_every_field_of_a_globe_and_a_receiver_is_kept(evidence):
    table = read(KML, evidence)
    fields = ["name", "name_2", "begin", "end"]
    assert table.frame[fields].to_numpy().tolist() == [["A", "B", "2020", "2021"]]
    assert [note.values["names"] for note in table.notes] == [["more"]]
    table = read(zipped(a_kml=KML, b_csv="x"), evidence)
    assert [note.values["names"] for note in table.notes] == [["more"], ["b.csv"]]
    fields = ["name", "src", "link", "cod"]
    assert read(GPX, evidence).frame[fields].to_numpy().tolist() == [["A", "S", "L", "19698"]]


SPOT = {"type": "Point", "coordinates": [-76.53, 3.45, 100, 5]}
LINE = {"type": "LineString", "coordinates": [[-76.53, 3.45], [-76.4, 3.4, 1]]}
FEATURE = {"type": "Feature", "nombre": "X", "properties": {"n": 1}}
RECORDS = [{"municipio": "Cali"}, {"municipio": "Pasto"}]
TOPOLOGY = {
    "type": "Topology",
    "arcs": [[[-76.5, 3.4], [-76.4, 3.5]]],
    "objects": {
        "a": {
            "type": "GeometryCollection",
            "geometries": [{"type": "LineString", "arcs": [at]} for at in (0, 7)],
        }
    },
}


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (
            {
                "type": "FeatureCollection",
                "features": [FEATURE | {"geometry": g} for g in (SPOT, LINE)],
            },
            2,
        ),
        ({"result": {"records": RECORDS}}, 2),
        (TOPOLOGY, 1),
    ],
)
def test_good_rows_of_odd_json_are_kept(content, kept, evidence):
    table = read(json.dumps(content), evidence)
    assert len(table.frame) == kept and table.rows == 2
    assert "nombre" not in table.frame or table.frame["nombre"].tolist() == ["X", "X"]


def test_it_is_said_that_no_shape_is_one(evidence):
    with pytest.raises(FileRefused) as refused:
        read(json.dumps({"type": "LineString", "coordinates": [[-76, 3]]}), evidence)
    assert refused.value.key == "exchange.no_good_shape"


def test_a_line_of_json_ends_where_its_line_does(evidence):
    lines = [json.dumps(r | {"t": "a\u2028b"}, ensure_ascii=False) for r in RECORDS]
    assert read("\n".join(lines), evidence).frame["t"].tolist() == ["a\u2028b"] * 2


def test_a_key_that_is_the_code_is_kept(evidence):
    frame = gpd.GeoDataFrame({"n": [1]}, geometry=gpd.points_from_xy([-76.5], [3.4]), crs=4326)
    with sqlite3.connect(":memory:") as base:
        base.deserialize(write(frame, "gpkg"))
        base.execute("CREATE TABLE cods (divipola TEXT PRIMARY KEY, n INTEGER)")
        base.execute("INSERT INTO cods VALUES ('19698', 1), ('05001', 2)")
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('cods', 'attributes'),"
            " ('v', 'attributes')"
        )
        base.execute("CREATE VIEW v AS SELECT * FROM cods")
        base.commit()
        table = read(base.serialize(), evidence, layer="cods")
    assert table.frame["divipola"].tolist() == ["19698", "05001"]
    assert [note.values["names"] for note in table.notes if note.name == "note_not_read"] == [["v"]]


def test_codes_in_an_unnamed_index_are_kept(evidence):
    pd.DataFrame({"n": [1, 2]}, index=["19698", "05001"]).to_parquet(out := io.BytesIO())
    assert read(out.getvalue(), evidence).frame["divipola"].tolist() == ["19698", "05001"]


@pytest.mark.parametrize(
    "chosen",
    [["encoding=idna"], ["encoding=unicode_escape"], ["crs=999999"], ["crs=4326", "crs=3116"],
     ["latitude=a", "longitude=a"]],
)  # fmt: skip
def test_a_value_that_means_nothing_cannot_be_chosen(chosen):
    with pytest.raises(FileRefused) as refused:
        _options(argparse.Namespace(layer=None, choose=chosen))
    assert refused.value.key == "exchange.no_such_value"
