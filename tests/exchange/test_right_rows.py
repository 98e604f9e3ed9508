"""One odd cell decides for its own row, and each row is read by what it says itself."""

import io
import json
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
from geo.spatial.names import NONE, match_names

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
    table = read("lugar,lat,ns,lon,ew\n" + rows + rows.replace("-,", "S,"), evidence)
    assert set(table.frame.geometry.x) == {-70} and set(table.frame.geometry.y) == {-1.5, -1.25}
    assert table.reasons["row"].tolist() == [2, 3, 8]


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
