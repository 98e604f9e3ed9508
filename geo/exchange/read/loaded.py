"""What a reader of one format hands on: rows, their shapes and what the file said of both."""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.headings import unique_names
from geo.exchange.read.table import Raw


@dataclass
class Loaded:
    """raw: the rows. shapes: one per row, None for a table. crs: as the file states it.

    needs_crs: the format should state one; where it does not, one is assumed and that is
    a repair. bad: rows whose shape is not one.
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


def from_shapes(attributes: pd.DataFrame, shapes: Iterable, **said: object) -> Loaded:
    """Rows with shapes, checked against the limits. Raises FileRefused."""
    shapes = np.array(list(shapes), object) if not isinstance(shapes, np.ndarray) else shapes
    if not len(shapes):
        raise FileRefused("exchange.no_rows")
    if len(shapes) > limits.ROWS:
        raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
    if attributes.shape[1] > limits.COLUMNS:
        raise FileRefused("exchange.too_many_columns", n=attributes.shape[1], most=limits.COLUMNS)
    if shapely.get_num_coordinates(shapes).sum() > limits.VERTICES:
        raise FileRefused("exchange.too_many_points", most=limits.VERTICES)
    headings = [str(name) for name in attributes.columns]
    frame = attributes.set_axis(unique_names(headings), axis=1)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Loaded(Raw(frame, 1, headings), shapes, **said)


def from_wkb(blobs: Sequence[bytes | None]) -> tuple[np.ndarray, list[int]]:
    """The shapes, and the rows (from 1) whose bytes are none."""
    given = np.array(blobs, object)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shapes = shapely.from_wkb(given, on_invalid="ignore")
    there = np.array([blob is not None for blob in blobs], bool)
    return shapes, list(np.flatnonzero(there & shapely.is_missing(shapes)) + 1)
