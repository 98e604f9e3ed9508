"""One odd cell decides for its own row, and each row is read by what it says itself."""

import io
import json
import re
import zipfile
from decimal import Decimal

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.errors import FileRefused
from geo.exchange import Options, accept, inspect, write
from geo.exchange.read.numbers import numeric_columns, unclear_columns
from geo.exchange.sheets import harmless
from geo.spatial.names import NONE, match_names
from tests.exchange.corpus.books import biff, compound, ods

DMS = "id,lat_grados,lat_min,lat_seg,lon_grados,lon_min,lon_seg\n"


def read(data, evidence, **options):
    data = data.encode() if isinstance(data, str) else data
    return accept(inspect("rows", data, evidence.municipalities, Options(**options)))


def book(*rows, merged=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def columnar(**columns):
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("odd", "latitude"),
    [("4,36,60", 4 + 37 / 60), ("6.5,0,0", 6.5), ("6.25,,", 6.25), ("6,75,38", None)],
)
def test_minutes_belong_to_their_degrees_whatever_one_row_holds(odd, latitude, evidence):
    table = read(f"{DMS}1,4,36,36,-74,4,54\n2,{odd},-75,30,0\n", evidence)
    right = [4.61, *([latitude] if latitude else [])]
    assert table.frame.geometry.y.tolist() == pytest.approx(right)
    assert table.reasons["reason"].tolist() == ([] if latitude else ["not_a_number"])


def test_a_side_is_each_rows_own(evidence):
    rows = "a,1.5,S,70,W\nb,1.5,-,70,W\nc,1.5,N/A,70,W\nd,-1.5,S,-70,W\ne,1.25,S,70,W\n"
    text = "lugar,lat,ns,lon,ew\n" + rows + rows.replace("-,", "S,")
    table = read(text, evidence)
    assert set(table.frame.geometry.x) == {-70} and set(table.frame.geometry.y) == {-1.5, -1.25}
    assert table.reasons["row"].tolist() == [2, 3, 8]
    decided = inspect("rows", text.encode(), evidence.municipalities).options
    part = "lugar,lat,ns,lon,ew\na,1.5,-,70,W\nb,1.5,?,70,W\nc,1.5,S,70,W\n"  # of the same file
    assert read(part, evidence, splits=decided.splits).reasons["row"].tolist() == [1, 2]


def test_typed_numbers_are_not_read_by_the_marks_of_text(evidence):
    notes = ["12,5", "3,4", "1,5"]
    area = [1.234, 872.125, 10.111]
    codes = ["05001", "76001", "52001"]
    sheet = book(["divipola", "area", "nota"], *map(list, zip(codes, area, notes, strict=True)))
    exact = columnar(
        divipola=codes,
        area=pa.array([Decimal(str(a)) for a in area], pa.decimal128(10, 3)),
        nota=notes,
    )
    mixed = [{"divipola": "05001", "area": a} for a in (1.234, 10.111, "872.125")]
    for data in (sheet, exact, json.dumps(mixed).encode()):
        frame = read(data, evidence).frame
        assert sorted(numeric_columns(frame, ",")["area"]) == sorted(area)
        assert not unclear_columns(frame[["area"]])


def test_bytes_are_shapes_or_their_digits(evidence):
    shape = shapely.Point(-76.53, 3.45).wkb
    table = read(columnar(geom=[shape], key=[b"\x01\xff"]), evidence)
    assert table.frame.geometry.iloc[0].wkb == shape and table.frame["key"].tolist() == ["01ff"]
    assert read(f"id,geom\n1,\\x{shape.hex()}\n", evidence).frame.geometry.iloc[0].wkb == shape


def test_half_floats_go_into_every_format(evidence):
    frame = read(columnar(divipola=["05001"], n=pa.array([np.float16(1.5)])), evidence).frame
    assert all(write(frame, form) for form in ("geojson", "gpkg", "fgb"))


PAIRS = (
    "Departamento Nacimiento,Municipio Nacimiento,Departamento Hecho,Municipio Hecho\n"
    "Cauca,Popayán,Valle del Cauca,Cali\nNariño,Pasto,Cauca,Argelia\n"
)
CODES = "cod_dpto_res,cod_mpio_res,cod_dpto_ocu,cod_mpio_ocu\n19,001,76,001\n52,001,19,050\n"


@pytest.mark.parametrize(
    ("text", "choice"),
    [(PAIRS, {"municipality": "Municipio Hecho"}), (CODES, {"code": "cod_mpio_ocu"})],
)
def test_each_municipality_goes_with_its_own_department(text, choice, evidence):
    with pytest.raises(FileRefused) as asked:
        read(text, evidence)
    assert asked.value.key == "exchange.several_readings"
    assert choice in [way.options for way in asked.value.draft.ways]
    table = read(text, evidence, **choice)
    assert table.frame["divipola"].tolist() == ["76001", "19050"] and not table.rejected


@pytest.mark.parametrize(
    ("text", "places", "rejected"),
    [
        ("Código DANE,Municipio\n66000,Risaralda\n66001,Pereira\n15001,Tunja\n", "66001 15001", 1),
        ("codigo,nombre\n00,Total\n05,Antioquia\n05400,La Unión\n11,Bogotá\n11001,Bogotá\n"
         "13,Bolívar\n", "05400 11001", 4),
        ("municipio,n\nANTIOQUIA,9\nRISARALDA,8\nTunja,1\nCali,2\nPasto,2\n",
         "15001 76001 52001", 2),
        ("lugar,n\nTunja,1\nCali,2\nPasto,3\nNeiva,4\n\"Arauca, Colombia\",5\n",
         "15001 76001 52001 41001 81001", 0),
    ],
)  # fmt: skip
def test_a_departments_row_is_no_municipalitys(text, places, rejected, evidence):
    table = read(text, evidence)
    assert (table.frame["divipola"].tolist(), table.rejected) == (places.split(), rejected)
    told = [note.values["names"] for note in table.notes if note.name == "note_titles"]
    assert told == ([["Arauca, Colombia"]] if "Arauca" in text else [])


def test_totals_are_like_no_municipality(evidence):
    names = pd.Series(["Total", "Subtotal Cauca", "Promedio", "Caquetá"])
    assert set(match_names(names, None, evidence.municipalities)["how"]) == {NONE}


def test_degrees_without_their_point_are_asked_about(evidence):
    rows = "345123,-7653212\n625123,-7556123\n"
    with pytest.raises(FileRefused) as asked:
        read("latitud,longitud\n" + rows, evidence)
    assert asked.value.key == "exchange.crs_unclear"
    assert len(read("norte,este\n" + rows, evidence).frame) == 2


def test_each_shape_lies_in_the_system_that_it_states(evidence):
    shapes = ["SRID=9377;POINT(4716838.7 2248720.2)", "POINT(-77.28 1.21)"]
    pasto = shapely.to_wkb(
        shapely.set_srid(shapely.Point(-77.28, 1.21), 4326), hex=True, include_srid=True
    )
    for cells in (shapes, [shapes[0], f"SRID=4326;{shapes[1]}"], [shapes[0], pasto]):
        frame = read("\n".join(["id;geom", *(f'1;"{cell}"' for cell in cells)]), evidence).frame
        assert frame.geometry.y.tolist() == pytest.approx([6.25, 1.21], abs=0.01)
        assert frame.geometry.x.tolist() == pytest.approx([-75.56, -77.28], abs=0.01)


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in files.items():
            book.writestr(name, content)
    return out.getvalue()


def test_errors_of_other_programs_are_no_blanks(evidence):
    sheet = book(["municipio", "lat", "lon", "n"], ["Cali", "#N/A", "#N/A", 3])
    with zipfile.ZipFile(io.BytesIO(sheet)) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    path = "xl/worksheets/sheet1.xml"
    prefixed = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", files[path]).replace(b"xmlns=", b"xmlns:x=")
    table = read(packed(**{**files, path: prefixed}), evidence)
    assert table.frame["lat"].tolist() == ["#N/A"]
    old = compound(biff([["municipio", "n"], ["Cali", 42], ["Pasto", 7], ["Neiva", 1.5]]))
    assert read(old, evidence).frame["n"].tolist() == ["#N/A", "#DIV/0!", "1.5"]
    made = zipfile.ZipFile(io.BytesIO(ods([["municipio", "n"], ["Cali", "#DIV/0!"]])))
    files = {name: made.read(name).decode() for name in made.namelist()}
    text, zero = '"string" table:number-columns-repeated="1"><text:p>#', '"float" office:value="0">'
    files["content.xml"] = files["content.xml"].replace(text, f"{zero}<text:p>#")
    assert zero in files["content.xml"]
    assert read(packed(**files), evidence).frame["n"].tolist() == ["#DIV/0!"]


def test_a_figure_in_a_merged_cell_is_counted_once(evidence):
    rows = (["Municipio", "año", "cod", "n"], ["Cali", 2020, 76001, 10], ["Jamundí", "", "", ""])
    table = read(book(*rows, merged=("B2:B3", "D2:D3")), evidence)
    assert table.frame["año"].tolist() == ["2020"] * 2 and table.frame["n"].tolist() == ["10", ""]
    assert [note.values for note in table.notes] == [{"names": ["n"]}]


@pytest.mark.parametrize("text", ["3.45;-76.53", "a; -b", "-3%", "-4.2 -69.9 0 0; -4.3 -69.8 0 0"])
def test_numbers_are_no_formulas_wherever_they_stand(text):
    assert (harmless(text) == text) == (text != "a; -b")
    assert harmless(f"{text};=1") != f"{text};=1"


@pytest.mark.parametrize(
    "held",
    [
        '[{"municipio": "Cali", "n": 1, "n": 5}]',
        '{"municipio": {"0": "Cali"}, "n": {"0": 1}, "n_2": {"0": 5}}',
        '{"0": {"municipio": "Cali", "n": 1, "n_2": 5}}',
        '{"columns": ["municipio", "n", "n_2"], "index": [0], "data": [["Cali", 1, 5]]}',
        '[["municipio", "n", "n_2"], ["Cali", 1, 5]]',
    ],
)
def test_records_in_every_form_of_json_keep_every_value(held, evidence):
    frame = read(held, evidence).frame
    assert frame[["n", "n_2", "divipola"]].to_numpy().tolist() == [[1, 5, "76001"]]


def test_a_portals_location_is_a_position(evidence):
    columns = [{"fieldName": "sitio"}, {"fieldName": "divipola"}]
    rows = [[[None, "3.45", "-76.53", None, False], "76001"]]
    told = {"meta": {"view": {"columns": columns}}, "data": rows}
    assert read(json.dumps(told), evidence).frame.geometry.y.tolist() == [3.45]


def test_an_address_in_a_map_places_its_row(evidence):
    mark = "<Placemark><name>A</name><address>Cali, Valle del Cauca</address></Placemark>"
    table = read(f"<kml><Document>{mark}</Document></kml>", evidence)
    assert table.frame["divipola"].tolist() == ["76001"]


def test_an_empty_first_feature_hides_no_others(evidence):
    place = {"attributes": {"n": 1}, "geometry": {"x": -76.53, "y": 3.45}}
    told = {"features": [{"geometry": None}, place], "spatialReference": {"wkid": 4326}}
    assert read(json.dumps(told), evidence).frame["row"].tolist() == [2]


def test_codes_that_were_kept_from_a_spreadsheet_or_not(evidence):
    table = read('cod_mpio,n\n"=""05001""",1\n7.6001E+04,2\n5.001E+03,3\n', evidence)
    assert table.frame["divipola"].tolist() == ["05001", "76001", "05001"]


def test_figures_with_their_unit_are_figures():
    frame = pd.DataFrame(
        {"a": ["$ 1.234.567,50", "-$2,5"], "b": ["12,5%", "3 %"], "c": ["$1", "2"]}
    )
    read = numeric_columns(frame, ",")
    assert read.to_dict("list") == {"a": [1234567.5, -2.5], "b": [12.5, 3.0]}


@pytest.mark.parametrize(
    ("name", "code"),
    [("Magüí Payán", "52427"), ("Salahonda", "52520"), ("Cartagena D.T. y C.", "13001"),
     ("MEDELLIN D.E.", "05001"), ("El Peñol", None), ("Peñol", "05541")],
)  # fmt: skip
def test_everyday_names_are_known(name, code, evidence):
    found = match_names(pd.Series([name]), None, evidence.municipalities)["divipola"].iloc[0]
    assert found == code if code else pd.isna(found)


def test_a_way_lies_at_its_center_beside_nodes(evidence):
    way = {"type": "way", "id": 1, "center": {"lat": 3.45, "lon": -76.53}}
    node = {"type": "node", "id": 2, "lat": 6.25, "lon": -75.56}
    frame = read(json.dumps({"elements": [way, node]}), evidence).frame
    assert frame.geometry.y.tolist() == [3.45, 6.25]
