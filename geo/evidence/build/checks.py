"""What must hold before any layer is written. All problems are gathered, then told at once."""

from collections.abc import Mapping, Set
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from geo.crs import STORAGE
from geo.evidence.build.facts import CITATIONS
from geo.evidence.build.layers import builder
from geo.evidence.catalogue import EDITORS, Column, Layer, catalogue, youngest
from geo.evidence.known import read_known

CODES = ("divipola", "from_divipola", "to_divipola", "access_divipola")
# Longitude and latitude that hold Colombia with its islands and seas.
EXTENT = (-82.0, -5.0, -66.0, 14.0)
BASE_MAP = ("countries", "water")
SHOWN = 20
BLANK = "blank"


def catalogue_problems(layers: Mapping[str, Layer], columns: Mapping[str, Column]) -> list[str]:
    """Where catalogue, dictionary and builders do not know of each other."""
    found = []
    for name, layer in layers.items():
        try:
            builder(layer)
        except LookupError as error:
            found.append(f"{name}: {error}")
        if layer.file != f"layers/{name}.parquet":
            found.append(f"{name}: its file is {layer.file}, not layers/{name}.parquet")
        for column in layer.columns:
            if column in EDITORS:
                found.append(f"{name}.{column}: for editors only, no layer may have it")
            elif column not in columns:
                found.append(f"{name}.{column}: not described in columns.toml")
        if layer.licence not in columns["licence"].values:
            found.append(f"{name}: '{layer.licence}' is not on the list of licences")
    return found


def _schema_problems(frame: pd.DataFrame, layer: Layer, columns: Mapping[str, Column]) -> list[str]:
    try:
        schema(layer, columns).validate(pd.DataFrame(frame), lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        found = [
            f"{layer.id}.{case.column}: {_told(case.failure_case)} fails '{case.check}'"
            for case in cases.head(SHOWN).itertuples()
        ]
        more = len(cases) - SHOWN
        return found + [f"{layer.id}: {more} more cells like these"] * (more > 0)
    return []


def _told(cell: object) -> str:
    return BLANK if pd.isna(cell) else repr(cell)


def _shape_problems(name: str, frame: gpd.GeoDataFrame) -> list[str]:
    found = []
    if frame.crs != STORAGE:
        found.append(f"{name}: its CRS is {frame.crs}, not EPSG:4326")
    bad = {
        "missing": frame.geometry.isna() | frame.geometry.is_empty,
        "invalid": ~frame.geometry.is_valid,
    }
    if name not in BASE_MAP:
        west, south, east, north = EXTENT
        box = frame.geometry.bounds
        inside = box["minx"].ge(west) & box["maxx"].le(east)
        inside &= box["miny"].ge(south) & box["maxy"].le(north)
        bad["out of Colombia"] = ~inside & ~bad["missing"]
    for what, rows in bad.items():
        if rows.any():
            first = frame[rows].iloc[0, 0]
            found.append(f"{name}: {rows.sum()} of {len(rows)} shapes {what}, the first '{first}'")
    return found


def problems(
    frames: Mapping[str, pd.DataFrame],
    layers: Mapping[str, Layer],
    columns: Mapping[str, Column],
    units: Set[str],
    known: Set[str],
) -> list[str]:
    """Everything wrong with these layers, one line each; empty when they may be written.

    frames: the layers that could be built, by id. units, known: the codes of all
    municipalities, the ids of all sources.
    """
    found = []
    for name, layer in layers.items():
        cited = set(layer.source_ids) - known
        found += [f"{name}: the catalogue cites '{i}', which is no source" for i in sorted(cited)]
    for name, frame in frames.items():
        found += _schema_problems(frame, layers[name], columns)
        for column in frame.columns.intersection(CODES):
            strange = sorted(set(frame[column].dropna()) - units)
            found += [f"{name}.{column}: '{code}' is not a municipality" for code in strange]
        for column in frame.columns.intersection(CITATIONS):
            ids = {i for cell in frame[column].dropna().unique() for i in cell.split(";")}
            found += [f"{name}.{column}: '{i}' is no source" for i in sorted(ids - known)]
        if isinstance(frame, gpd.GeoDataFrame):
            found += _shape_problems(name, frame)
    return found


def unexpected(frames: Mapping[str, pd.DataFrame], data: Path) -> list[str]:
    """Where layers differ from the known totals, or are not as old as the catalogue says."""
    held, layers = read_known(data / "known.toml"), catalogue(data)
    found = [
        f"known.toml, {known.what}: '{known.layer}' is no layer"
        for known in held
        if known.layer not in layers
    ]
    found += [
        f"{known.layer}: {known.what} is {value}, expected {known.expected}"
        for known in held
        if known.layer in frames and not known.holds(value := known.value(frames[known.layer]))
    ]
    for name, layer in layers.items():
        if name in frames and layer.dated_by:
            day = youngest(frames[name], layer)
            if day != layer.as_of:
                found.append(
                    f"{name}: its youngest row is of {day}, the catalogue says {layer.as_of}"
                )
    return found


DTYPES = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
PATTERNS = {
    "divipola": r"\d{5}",
    "department_code": r"\d{2}",
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "source_ids": r"[^;\s]+(;[^;\s]+)*",
}


def _checks(column: Column) -> list[pa.Check]:
    checks = []
    if column.name in PATTERNS:
        checks.append(pa.Check.str_matches(rf"^{PATTERNS[column.name]}$"))
    if column.values:
        codes = set(column.values)
        checks.append(
            pa.Check(
                lambda cells: cells.map(lambda cell: set(str(cell).split(";")) <= codes),
                name="in the column's vocabulary",
            )
        )
    return checks


def schema(layer: Layer, columns: Mapping[str, Column]) -> pa.DataFrameSchema:
    """The schema of one layer: types, closed vocabularies, codes, keys, where null is allowed."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(
                DTYPES.get(columns[name].type),
                checks=_checks(columns[name]),
                nullable=bool(columns[name].null),
            )
            for name in layer.columns
        },
        strict=True,
        ordered=True,
        unique=layer.key or None,
    )
