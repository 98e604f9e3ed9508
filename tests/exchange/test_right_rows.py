"""One odd cell decides for its own row, and each row is read by what it says itself."""

import io
import json
from decimal import Decimal

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.exchange import Options, accept, inspect, write
from geo.exchange.read.numbers import numeric_columns, unclear_columns

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
