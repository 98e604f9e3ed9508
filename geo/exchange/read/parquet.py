"""GeoParquet, and plain Parquet as a table."""

import io
import json
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.curves import from_wkb
from geo.exchange.read.loaded import Loaded, frame_of, from_shapes, table_of
from geo.exchange.read.systems import stated_crs
from geo.exchange.read.table import check_size

NATIVE = {"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"}
DIGITS = 15  # of a decimal number that floats keep


def read_parquet(data: bytes) -> Loaded:
    """The rows with the main geometry column, where the file names one.

    Raises FileRefused for a damaged file, and for more rows, columns or bytes than the limits.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        meta = file.metadata
        check_size(meta.num_rows, 0)
        check_size(0, meta.num_columns)
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if size > limits.UNZIPPED:
            raise FileRefused("exchange.zip_bomb", most_mb=limits.UNZIPPED // limits.MB)
        table = file.read()
    except FileRefused:
        raise
    except Exception as error:  # Arrow raises many kinds for damaged files
        raise FileRefused("exchange.damaged", kind="Parquet") from error
    check_size(table.num_rows, 0)
    names = list(table.schema.names)
    column, crs, form = _geometry(table.schema.metadata or {}, names)
    headings = [name for name in names if name != column]
    columns = (c for name, c in zip(names, table.columns, strict=True) if name != column)
    frame = frame_of(headings, map(cells_of, columns), table.num_rows)
    if column is None:
        return table_of(frame)
    cells = table.column(names.index(column))
    if form != "WKB":
        return from_shapes(frame, _native(cells, form), crs=crs, needs_crs=True)
    if not pa.types.is_binary(cells.type) and not pa.types.is_large_binary(cells.type):
        raise FileRefused("exchange.damaged", kind="GeoParquet")
    shapes, bad = from_wkb(cells.to_pylist())
    return from_shapes(frame, shapes, crs=crs, needs_crs=True, bad=bad)


def _native(column: pa.ChunkedArray, form: str) -> np.ndarray:
    """Shapes in one of the encodings that Arrow has of its own. Raises FileRefused."""
    extension = {b"ARROW:extension:name": f"geoarrow.{form}".encode()}
    schema = pa.schema([pa.field("shapes", column.type, metadata=extension)])
    try:
        table = pa.table([column], schema=schema)
        return gpd.GeoDataFrame.from_arrow(table).geometry.to_numpy()
    except Exception as error:  # Arrow and GeoPandas raise many kinds for damaged files
        raise FileRefused("exchange.damaged", kind="GeoParquet") from error


def _geometry(
    metadata: dict[bytes, bytes], names: Sequence[str]
) -> tuple[str | None, CRS | None, str]:
    """The main geometry column, its CRS (EPSG:4326 where the file leaves it out), its encoding."""
    try:
        geo = json.loads(metadata.get(b"geo", b"null"))
        column = geo["primary_column"]
        own = geo["columns"][column]
        definition = own.get("crs", STORAGE)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, None, ""
    if column not in names:
        return None, None, ""
    form = str(own.get("encoding", "WKB"))
    return column, stated_crs(definition), form if form.lower() in NATIVE else "WKB"


def cells_of(column: pa.ChunkedArray) -> pd.Series:
    """A column of Arrow with what its values are: whole numbers beside blanks stay whole."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_decimal(kind) and kind.precision <= DIGITS:  # more hold no float
        kind = pa.float64() if kind.scale > 0 else pa.int64()
        column = column.cast(kind)
    if kind == pa.float16():  # few formats hold such
        kind = pa.float32()
        column = column.cast(kind)
    simple = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    if simple or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        frame = pa.table({"c": column}).to_pandas(
            types_mapper={
                pa.int64(): pd.Int64Dtype(),
                pa.int32(): pd.Int32Dtype(),
                pa.int16(): pd.Int16Dtype(),
                pa.int8(): pd.Int8Dtype(),
                pa.uint64(): pd.UInt64Dtype(),
                pa.uint32(): pd.UInt32Dtype(),
                pa.bool_(): pd.BooleanDtype(),
            }.get
        )
        return frame["c"]
    return pd.Series([_as_text(value) for value in column.to_pylist()], dtype="str")


def _as_text(value: object) -> str | None:
    """A nested value as its JSON text, bytes as hexadecimal digits, others by themselves."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return value.hex()
    return None if value is None else str(value)
