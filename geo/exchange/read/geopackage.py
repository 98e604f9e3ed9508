"""GeoPackage by SQLite alone, in memory: tables are read, views and triggers never run."""

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from pyproj import CRS

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.curves import from_wkb
from geo.exchange.read.loaded import Loaded, column_of, frame_of, from_shapes, note_unread, table_of
from geo.exchange.read.systems import stated_crs
from geo.exchange.read.table import check_size

STEPS = 200_000_000  # of SQLite's machine: a statement that needs more is stopped
ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes by kind of envelope
EMPTY_BIT = 0x10


def read_geopackage(data: bytes, layer: str | None) -> Loaded:
    """One layer of features, else of attributes; the first where none or another is asked for.

    Raises FileRefused for a plain SQLite file, a layer that is a view or a virtual table,
    and a damaged file.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            # A file that was left in WAL mode opens as one that is written at once.
            base.deserialize(data[:18] + b"\x01\x01" + data[20:])
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA query_only = ON")
            base.text_factory = lambda raw: raw.decode("utf-8", "replace")
            base.set_progress_handler(lambda: 1, STEPS)
            return _read(base, layer)
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise FileRefused("exchange.damaged", kind="GeoPackage") from error


def _read(base: sqlite3.Connection, layer: str | None) -> Loaded:
    definitions = dict(
        base.execute("SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'table'")
    )
    if "gpkg_contents" not in definitions:
        raise FileRefused("exchange.not_geopackage")
    features = []
    if "gpkg_geometry_columns" in definitions:
        features = base.execute(
            "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c"
            " JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
            " WHERE c.data_type = 'features' ORDER BY c.rowid"
        ).fetchall()
    tables = base.execute(
        "SELECT table_name, NULL, NULL FROM gpkg_contents"
        " WHERE data_type IN ('attributes', 'aspatial') ORDER BY rowid"
    ).fetchall()
    real = [
        row
        for row in (*features, *tables)
        if row[0] in definitions and "VIRTUAL" not in definitions[row[0]].upper()[:40]
    ]
    if not real:
        raise FileRefused("exchange.no_layer")
    names = [str(row[0]) for row in real]
    table, column, srs = real[names.index(layer) if layer in names else 0]
    cursor = base.execute(f"SELECT * FROM {_quoted(table)} LIMIT {limits.ROWS + 1}")
    headings = [str(d[0]) for d in cursor.description]
    if column is not None and column not in headings:
        raise FileRefused("exchange.damaged", kind="GeoPackage")
    (count,) = base.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()
    check_size(count, len(headings))
    rows = cursor.fetchall()
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(headings)
    keys = {row[1] for row in base.execute(f"PRAGMA table_info({_quoted(table)})") if row[5]}
    plain = [
        (name, column_of([_cell(v) for v in values]))
        for name, values in zip(headings, cells, strict=True)
        if name != column and not (name in keys and _counter(name, values))
    ]
    attributes = frame_of([name for name, _ in plain], [c for _, c in plain], len(rows))
    about: dict[str, Any] = {"layers": tuple(names) if len(names) > 1 else (), "layer": str(table)}
    about["notes"] = note_unread([str(row[0]) for row in (*features, *tables) if row not in real])
    if column is None:
        return table_of(attributes, **about)
    shapes, bad = from_wkb([_wkb(blob) for blob in cells[headings.index(column)]])
    return from_shapes(attributes, shapes, crs=_crs(base, srs), needs_crs=True, bad=bad, **about)


def _counter(name: str, cells: Sequence) -> bool:
    """Whether a key only numbers the rows and says nothing of them."""
    numbers = name.lower() in ("id", "objectid") and list(cells) == [*range(1, len(cells) + 1)]
    return numbers or name.lower() in ("fid", "ogc_fid")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> object:
    return (_wkb(value) or value).hex() if isinstance(value, bytes) else value


def _crs(base: sqlite3.Connection, srs: object) -> CRS | None:
    row = base.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
        " WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if row is None or srs in (0, -1):
        return None
    if str(row[0]).upper() == "EPSG" and (crs := stated_crs(f"EPSG:{row[1]}")):
        return crs
    return stated_crs(row[2])


def _wkb(blob: object) -> bytes | None:
    """The WKB after a GeoPackage's own header; what has no such header is no shape."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return b""
    (flags,) = struct.unpack_from("B", blob, 3)
    if flags & EMPTY_BIT:
        return None
    return blob[8 + ENVELOPE.get(flags >> 1 & 7, 0) :]
