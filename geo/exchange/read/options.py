"""What is found out about a file, each of which its owner can change."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.exchange.read.codes import clean_codes
from geo.exchange.read.headings import ANY_CODE, HINTS, folded, found
from geo.exchange.read.loaded import Loaded
from geo.exchange.read.numbers import numbers
from geo.exchange.read.shapes import in_colombia

SAMPLE, MOST = 500, 0.8
COLUMNS = ("latitude", "longitude", "code", "municipality", "department", "uncertainty_km")


@dataclass(frozen=True)
class Options:
    """None: find out. For columns "" means none; header is a line from 1, 0 for none.

    layer: of a GeoPackage, sheet of a workbook, Shapefile in a zip, folder of a KML.
    decimal: the mark of the file's numbers. crs: EPSG number of its coordinates.
    """

    layer: str | None = None
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    header: int | None = None
    latitude: str | None = None
    longitude: str | None = None
    code: str | None = None
    municipality: str | None = None
    department: str | None = None
    uncertainty_km: str | None = None
    crs: int | None = None


def with_columns(options: Options, loaded: Loaded, codes: Collection[str]) -> Options:
    """The options with the columns that say where a row lies, by heading, else by content.

    codes: the known DIVIPOLA codes.
    """
    frame = loaded.raw.frame
    chosen = {name: getattr(options, name) for name in COLUMNS}
    free = {name for name, column in chosen.items() if column not in ("", *frame.columns)}
    chosen |= {name: found(name, frame.columns) for name in free}
    pair = {"latitude", "longitude"}
    if loaded.shapes is not None:
        chosen |= dict.fromkeys(pair, "")
    elif pair <= free and not all(chosen[name] for name in pair):
        chosen["latitude"], chosen["longitude"] = _pair(frame)
    elif not all(chosen[name] for name in pair):
        chosen |= dict.fromkeys(pair, "")
    if "code" in free:
        taken = {column for name, column in chosen.items() if column and name != "code"}
        chosen["code"] = _code_column(frame.drop(columns=taken), codes, chosen["code"])
    return replace(options, **chosen)


def _pair(frame: pd.DataFrame) -> tuple[str, str]:
    """The first two columns that are latitudes and longitudes in Colombia, by their numbers."""
    sample = frame.head(SAMPLE)
    values = {name: numbers(sample[name].astype("str"))[0] for name in sample}
    values = {name: v for name, v in values.items() if np.isfinite(v).mean() >= MOST}
    for latitude, y in values.items():
        for longitude, x in values.items():
            if latitude != longitude and in_colombia(x, y).mean() >= MOST:
                return latitude, longitude
    return "", ""


def _code_column(frame: pd.DataFrame, codes: Collection[str], by_heading: str) -> str:
    """A column whose cells are nearly all municipal codes, those called codes first.

    Without one it is the column that its heading calls DIVIPOLA, whatever is in it.
    """
    first = [*HINTS["code"], *ANY_CODE.split()]
    for name in sorted(frame.columns, key=lambda name: folded(name) not in first):
        cells = frame[name].head(SAMPLE).dropna().astype("str").str.strip()
        cells = cells[cells.ne("")]
        if len(cells) and clean_codes(cells).isin(codes).mean() >= MOST:
            return name
    return by_heading
