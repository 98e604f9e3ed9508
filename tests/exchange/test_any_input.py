"""Whatever the bytes and whatever the table: an exact account of rows, or one clear message."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.answers.answer import Sentence
from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import accept, inspect, tell_reasons
from geo.language import tell
from tests.exchange.corpus import layers, tables  # noqa: F401 - they register their cases
from tests.exchange.corpus.case import CASES

SETTINGS = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
MUNICIPALITIES = load("municipalities")
# Files to be damaged: one of each kind that opens quickly.
SEEDS = [
    case.make()
    for case in CASES
    if case.name.startswith(("points.", "folders", "layers.gpkg", "libre", "packed", "plain.csv"))
]


def account(data: bytes):
    """The table of these bytes, or None where they are refused with a message."""
    try:
        reading = inspect("any", data, MUNICIPALITIES)
        table = accept(reading)
    except FileRefused as refused:
        assert tell(Sentence(refused.key, refused.values), "en")
        return None
    assert table.kept + table.repaired + table.rejected == table.rows == reading.rows
    assert min(table.kept, table.repaired, table.rejected) >= 0
    assert len(table.frame) == table.kept + table.repaired
    assert table.reasons["row"].is_unique and len(table.reasons) == table.rejected
    assert set(table.reasons["row"]).isdisjoint(table.frame["row"])
    assert table.frame["row"].is_monotonic_increasing
    assert table.frame["basis"].notna().all()
    cells = table.repaired_cells
    assert set(cells["row"]) <= set(table.frame["row"]) and cells["row"].nunique() == table.repaired
    assert cells.groupby("repair")["row"].nunique().to_dict() == table.ledger.counts()
    assert len(tell_reasons(table.reasons, "es")) == table.rejected
    return table


@SETTINGS
@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe")
@example(b'"')
@example(b"lat,lon\n\x00,\x00")
@example(b"PK\x05\x06" + b"\x00" * 18)
@example(b"PAR1PAR1")
@example(b"fgb\x03fgb\x00")
def test_any_bytes(data):
    account(data)


@SETTINGS
@given(st.sampled_from(SEEDS), st.data())
def test_any_damage(seed, data):
    """A good file with some bytes changed, cut or doubled."""
    broken = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    account(bytes(broken[: data.draw(st.sampled_from([None, len(broken) // 2]))]))


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "3,45", "-76.53", "3°27'N", "76001", "5001", "Cali", "CAUCA", "=1", "0", "1e999",
         "nan", "\ud800".encode("utf-8", "replace").decode(), "1.070.123", "99999999999999999999"]
    ),
    st.floats().map(str),
)  # fmt: skip
HEADINGS = st.sampled_from(
    ["lat", "lon", "divipola", "municipio", "departamento", "row", "geometry", "", "n", "n"]
)


@SETTINGS
@given(
    st.lists(HEADINGS, min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table(headings, rows, separator, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([headings, *rows])
    account(out.getvalue().encode(encoding, "replace"))


@SETTINGS
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=20))
def test_no_row_of_plain_positions_is_lost(positions):
    frame = pd.DataFrame(positions, columns=["lat", "lon"])
    table = account(frame.to_csv(index=False).encode())
    zero = (frame["lat"] == 0) & (frame["lon"] == 0)
    assert table.rows == len(frame) and table.rejected == zero.sum()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(-200, 200),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "properties", "geometries"]), inner
        )
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection"])


@SETTINGS
@given(
    st.lists(
        st.one_of(
            JSON,
            st.fixed_dictionaries(
                {
                    "geometry": st.fixed_dictionaries(
                        {"type": KINDS, "coordinates": JSON, "geometries": JSON}
                    ),
                    "properties": JSON,
                }
            ),
        ),
        max_size=4,
    )
)
def test_any_features(features):
    table = account(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert (table is None) == (not features) or table is None or table.rows == len(features)


@pytest.mark.parametrize("repairs", [[], ["decimal_comma"]])
def test_what_is_not_agreed_to_is_not_done(repairs):
    reading = inspect("a.csv", b"lat;lon\n3,45;-76,53\n-76.5;3.4\n", MUNICIPALITIES)
    table = accept(reading, repairs)
    assert table.repaired == len(repairs)
    assert table.rejected == 1 - len(repairs)  # without it a comma is no number
    assert table.frame.geometry.iloc[-1].y == -76.5  # swapped stays as it was


def test_a_near_name_is_matched_by_consent_only():
    reading = inspect("a.csv", b"municipio,departamento\nPopayam,Cauca\n", MUNICIPALITIES)
    assert reading.names["divipola"].tolist() == ["19001"]
    assert accept(reading).rejected == 1
    table = accept(reading, names=reading.names["value"])
    assert table.frame["divipola"].tolist() == ["19001"] and table.repaired == 1
