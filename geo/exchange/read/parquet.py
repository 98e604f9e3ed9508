"""GeoParquet, and plain Parquet as a table."""

import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.headings import unique_names
from geo.exchange.read.loaded import Loaded, from_shapes, from_wkb
from geo.exchange.read.shapes import stated_crs
from geo.exchange.read.table import Raw


def read_parquet(data: bytes) -> Loaded:
    """The rows with the main geometry column, where the file names one (WKB).

    Raises FileRefused for a damaged file, and for more rows, columns or bytes than the limits.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        meta = file.metadata
        if meta.num_rows > limits.ROWS:
            raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
        if meta.num_columns > limits.COLUMNS:
            raise FileRefused("exchange.too_many_columns", n=meta.num_columns, most=limits.COLUMNS)
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if size > limits.UNZIPPED:
            raise FileRefused("exchange.zip_bomb", most_mb=limits.UNZIPPED // limits.MB)
        table = file.read()
    except FileRefused:
        raise
    except Exception as error:  # Arrow raises many kinds for damaged files
        raise FileRefused("exchange.damaged", kind="Parquet") from error
    if table.num_rows > limits.ROWS:
        raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
    column, crs = _geometry(table.schema.metadata or {})
    names = list(table.schema.names)
    blobs = table.column(names.index(column)) if column in names else None
    kept = [
        i
        for i, name in enumerate(names)
        if name != column and not name.startswith("__index_level_")
    ]
    frame = pd.DataFrame({i: _cells(table.column(i)) for i in kept}, index=range(table.num_rows))
    frame = frame.set_axis([names[i] for i in kept], axis=1)
    if blobs is not None:
        if not pa.types.is_binary(blobs.type) and not pa.types.is_large_binary(blobs.type):
            raise FileRefused("exchange.damaged", kind="GeoParquet")
        shapes, bad = from_wkb(blobs.to_pylist())
        return from_shapes(frame, shapes, crs=crs, needs_crs=True, bad=bad)
    if not len(frame):
        raise FileRefused("exchange.no_rows")
    headings = [str(name) for name in frame.columns]
    frame = frame.set_axis(unique_names(headings), axis=1)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Loaded(Raw(frame, 1, headings))


def _geometry(metadata: dict[bytes, bytes]) -> tuple[str | None, CRS | None]:
    """The main geometry column and its CRS; EPSG:4326 where the file leaves it out."""
    try:
        geo = json.loads(metadata.get(b"geo", b"null"))
        column = geo["primary_column"]
        said = geo["columns"][column].get("crs", STORAGE)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, None
    return column, stated_crs(said)


def _cells(column: pa.ChunkedArray) -> pd.Series:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    simple = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    if simple or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        frame = pa.table({"c": column}).to_pandas(
            types_mapper={
                pa.int64(): pd.Int64Dtype(),
                pa.int32(): pd.Int32Dtype(),
                pa.bool_(): pd.BooleanDtype(),
            }.get
        )
        return frame["c"]
    texts = [
        None if v is None else f"{len(v)} bytes" if isinstance(v, bytes) else str(v)
        for v in column.to_pylist()
    ]
    return pd.Series(texts, dtype="str")
