"""What a reader of one format hands on: rows, their shapes and what the file said of both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from shapely.errors import ShapelyError

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.headings import unique_names
from geo.exchange.read.numbers import text_of
from geo.exchange.read.table import Raw, check_size
from geo.language import Sentence

# What a shape that is not as its format says may raise.
BAD = (LookupError, TypeError, ValueError, AttributeError, OverflowError, ShapelyError)

NAMED = 10  # of what else a file holds


@dataclass
class Loaded:
    """raw: the rows. shapes: one per row, None for a table. crs: as the file states it.

    needs_crs: the format should state one; where it does not, one is assumed and that is
    a repair. bad: rows whose shape is not one. degrees: columns of degrees with what stands of
    them in others, of which `parts` are minutes and seconds.
    """

    raw: Raw
    shapes: np.ndarray | None = None
    crs: CRS | None = None
    needs_crs: bool = False
    layers: Sequence[str] = ()
    layer: str | None = None
    encoding: str | None = None
    separator: str | None = None
    bad: Sequence[int] = ()
    stray: bool = False  # bytes that are no text were replaced in cells
    notes: Sequence[Sentence] = ()
    degrees: Mapping[str, pd.Series] = field(default_factory=dict)
    parts: Sequence[str] = ()


def from_shapes(attributes: pd.DataFrame, shapes: Iterable, **fields: Any) -> Loaded:
    """Rows with shapes, checked against the limits. Raises FileRefused."""
    shapes = np.array(list(shapes), object) if not isinstance(shapes, np.ndarray) else shapes
    if not len(shapes):
        raise FileRefused("exchange.no_rows")
    check_size(0, attributes.shape[1])
    check_size(len(shapes), 0)
    if shapely.get_num_coordinates(shapes).sum() > limits.VERTICES:
        raise FileRefused("exchange.too_many_points", most=limits.VERTICES)
    one = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT
    one &= shapely.get_num_geometries(shapes) == 1
    if one.any():
        shapes = np.where(one, shapely.get_geometry(shapes, 0), shapes)
    headings = [str(name) for name in attributes.columns]
    frame = attributes.set_axis(unique_names(headings), axis=1)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Loaded(Raw(frame, 1, headings), shapes, **fields)


def note_unread(names: Sequence[str]) -> list[Sentence]:
    """A note on what else a file holds, where it holds any."""
    listed = [name[:60] for name in names[:NAMED]]
    return [Sentence("exchange.note_not_read", {"names": listed})] if names else []


def shapes_of(elements: Iterable, shape: Callable) -> tuple[list, list[int]]:
    """The shape of each element, None where it is none; and the numbers, from 1, of these."""
    shapes, bad = [], []
    for number, element in enumerate(elements, start=1):
        try:
            shapes.append(shape(element))
        except BAD:
            shapes.append(None)
            bad.append(number)
    return shapes, bad


def table_of(frame: pd.DataFrame, **fields: Any) -> Loaded:
    """Rows without shapes, of a format that is no text. Raises FileRefused."""
    if not len(frame):
        raise FileRefused("exchange.no_rows")
    return replace(from_shapes(frame, np.full(len(frame), None, object)), shapes=None, **fields)


def column_of(values: Sequence) -> pd.Series:
    """A column that keeps what its values are: whole numbers beside blanks stay whole."""
    kinds = {type(v) for v in values if v is not None}
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if kinds == {int} and all(v is None or abs(v) < 2**63 for v in values):
        return pd.Series(values, dtype="Int64")
    if kinds and kinds <= {int, float} and all(abs(v) <= 2**53 for v in values if type(v) is int):
        return pd.Series(values, dtype="Float64" if None in values else "float64")
    if kinds <= {str}:
        return pd.Series(values, dtype="str")
    return pd.Series([None if v is None else text_of(v) for v in values], dtype="str")


def frame_of(headings: Sequence[str], columns: Iterable, rows: int) -> pd.DataFrame:
    """A frame of columns by their place: headings may come up twice."""
    return pd.DataFrame(dict(enumerate(columns)), index=range(rows)).set_axis(headings, axis=1)


def columns_of(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of records, in the order in which their names come up first.

    Raises FileRefused for more columns or cells than the limits.
    """
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys(row)
        check_size(len(rows), len(names))
    columns = (column_of([row.get(name) for row in rows]) for name in names)
    headings = [name.encode("utf-8", "replace").decode() for name in names]
    return frame_of(headings, columns, len(rows))
