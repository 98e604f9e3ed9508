"""Zipped Shapefiles: one for each kind of shape, with a table of what the short names mean."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unicodedata import normalize

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.exchange.archive import zip_files
from geo.exchange.sheets import csv, for_sheets

NAME, TEXT = 10, 254  # what the format holds: characters of a name, bytes of a cell
# The format keeps a day of writing.
DAY = "1980-01-01"
KINDS = {
    "Point": "points",
    "MultiPoint": "multipoints",
    "LineString": "lines",
    "MultiLineString": "lines",
    "LinearRing": "lines",
    "Polygon": "areas",
    "MultiPolygon": "areas",
}


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Names of ten plain characters at most, each once, by the names that they stand for."""
    short: dict[str, str] = {}
    in_use: set[str] = set()
    for name in names:
        plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
        plain = "".join(c if c.isalnum() else "_" for c in plain)
        first = (plain.replace("_modelled", "_mod") or "column")[:NAME]
        tries = (f"{first[: NAME - len(str(n))]}{n}" for n in range(1, len(in_use) + 2))
        short[name] = next(t for t in (first, *tries) if t.lower() not in in_use)
        in_use.add(short[name].lower())
    return short


def shapefile(
    frame: gpd.GeoDataFrame, readme: str, columns: Sequence[Mapping[str, str]] = ()
) -> bytes:
    """The rows as a ZIP of Shapefiles, UTF-8, with `columns.csv` and a README.

    Points, lines and areas are files of their own, rows without a shape stand with the first.
    `columns.csv` has `short`, `name`, `cut` (cells that did not fit 254 bytes) and what
    `columns` says of each column.
    """
    rows = frame.drop(columns=frame.geometry.name).replace([np.inf, -np.inf], np.nan)
    rows = rows.astype({n: object for n in rows if isinstance(rows[n].dtype, pd.CategoricalDtype)})
    rows.columns = [str(name) for name in rows]
    short, cut = short_names(rows.columns), {}
    for name in rows:
        texts = rows[name].map(lambda v: isinstance(v, str) and len(v.encode()) > TEXT)
        cut[name] = int(texts.astype(bool).sum())
        if cut[name]:
            rows[name] = rows[name].map(_cut, na_action="ignore")
    meaning = {record["name"]: record for record in columns}
    dictionary = pd.DataFrame(
        {"short": brief, "name": name, "cut": cut[name]} | dict(meaning.get(name, {}))
        for name, brief in short.items()
    )
    shaped = rows.rename(columns=short).set_geometry(frame.geometry, crs=frame.crs)
    files: dict[str, bytes] = {}
    for kind, part in _parts(shaped):
        files |= _files_of(part, f"corredor_{kind}")
    return zip_files(
        files | {"columns.csv": csv(for_sheets(dictionary)), "README.txt": readme.encode()}
    )


def _cut(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return cell.encode()[:TEXT].decode(errors="ignore")


def _parts(frame: gpd.GeoDataFrame) -> list[tuple[str, gpd.GeoDataFrame]]:
    """The rows by kind of shape; heights stay where every shape of a kind has them."""
    kinds = frame.geom_type.map(KINDS)
    there = [kind for kind in dict.fromkeys(KINDS.values()) if (kinds == kind).any()]
    kinds = kinds.fillna(there[0] if there else "points")
    return [(kind, level(frame[kinds == kind])) for kind in there or ["points"]]


def level(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame without heights where only some of its shapes have them."""
    heights = frame.geometry.has_z[~frame.geometry.isna()]
    if heights.any() and not heights.all():
        return frame.set_geometry(frame.geometry.force_2d())
    return frame


def _files_of(frame: gpd.GeoDataFrame, name: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(
            Path(folder) / f"{name}.shp",
            driver="ESRI Shapefile",
            engine="pyogrio",
            encoding="UTF-8",
            DBF_DATE_LAST_UPDATE=DAY,
        )
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
