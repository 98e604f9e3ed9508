"""No row is lost, moved or emptied without a word: each is kept, mended, or listed."""

import io

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

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
    assert table.ledger.made() == {"degrees": len(right)}


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
    assert table.ledger.made() == {"position_aside": 1}
    assert table.frame["lat"].tolist() == ["#N/A", "", "6.25"]
    assert table.frame["n"].tolist() == ["3", "1", "#DIV/0!"]
    assert [note.values for note in table.notes if note.name == "note_formulas"] == [{"n": 2}]
