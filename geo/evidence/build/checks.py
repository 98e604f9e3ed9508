"""What must hold before any layer is written. All problems are gathered, then told at once."""

from collections.abc import Mapping, Set
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from geo.crs import STORAGE, astray
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
    problems = []
    for name, layer in layers.items():
        try:
            builder(layer)
        except LookupError as error:
            problems.append(f"{name}: {error}")
        if layer.file != f"layers/{name}.parquet":
            problems.append(f"{name}: its file is {layer.file}, not layers/{name}.parquet")
        for column in layer.columns:
            if column in EDITORS:
                problems.append(f"{name}.{column}: for editors only, no layer may have it")
            elif column not in columns:
                problems.append(f"{name}.{column}: not described in columns.toml")
        if layer.licence not in columns["licence"].values:
            problems.append(f"{name}: '{layer.licence}' is not on the list of licences")
    return problems


def _schema_problems(frame: pd.DataFrame, layer: Layer, columns: Mapping[str, Column]) -> list[str]:
    try:
        schema(layer, columns).validate(pd.DataFrame(frame), lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        problems = [
            f"{layer.id}.{case.column}: {_cell_text(case.failure_case)} fails '{case.check}'"
            for case in cases.head(SHOWN).itertuples()
        ]
        more = len(cases) - SHOWN
        return problems + [f"{layer.id}: {more} more cells like these"] * (more > 0)
    return []


def _cell_text(cell: object) -> str:
    return BLANK if pd.isna(cell) else repr(cell)


def _shape_problems(name: str, frame: gpd.GeoDataFrame) -> list[str]:
    problems = []
    if frame.crs != STORAGE:
        problems.append(f"{name}: its CRS is {frame.crs}, not EPSG:4326")
    bad = {
        "missing": frame.geometry.isna() | frame.geometry.is_empty,
        "invalid": ~frame.geometry.is_valid,
    }
    if name not in BASE_MAP:
        bad["out of Colombia"] = astray(frame.geometry.to_numpy(), EXTENT)
    for what, rows in bad.items():
        if rows.any():
            count, first = f"{rows.sum()} of {len(rows)}", frame[rows].iloc[0, 0]
            problems.append(f"{name}: {count} shapes {what}, the first '{first}'")
    return problems


def layer_problems(
    frames: Mapping[str, pd.DataFrame],
    layers: Mapping[str, Layer],
    columns: Mapping[str, Column],
    units: Set[str],
    sources: Set[str],
) -> list[str]:
    """Everything wrong with these layers, one line each; empty when they may be written.

    frames: the layers that could be built, by id. units, sources: the codes of all
    municipalities, the ids of all sources.
    """
    problems = []
    for name, layer in layers.items():
        strange = sorted(set(layer.source_ids) - sources)
        problems += [f"{name}: the catalogue cites '{i}', which is no source" for i in strange]
    for name, frame in frames.items():
        problems += _schema_problems(frame, layers[name], columns)
        for column in frame.columns.intersection(CODES):
            strange = sorted(set(frame[column].dropna()) - units)
            problems += [f"{name}.{column}: '{code}' is not a municipality" for code in strange]
        for column in frame.columns.intersection(CITATIONS):
            ids = {i for cell in frame[column].dropna().unique() for i in cell.split(";")}
            problems += [f"{name}.{column}: '{i}' is no source" for i in sorted(ids - sources)]
        if isinstance(frame, gpd.GeoDataFrame):
            problems += _shape_problems(name, frame)
    return problems


def expectation_problems(frames: Mapping[str, pd.DataFrame], data: Path) -> list[str]:
    """Where layers differ from the known totals, or are not as old as the catalogue says."""
    problems, layers = [], catalogue(data)
    for total in read_known(data / "known.toml"):
        layer, what = total.layer, total.what
        if layer not in layers:
            problems.append(f"known.toml, {what}: '{layer}' is no layer")
        elif layer in frames and not total.holds(value := total.value(frames[layer])):
            problems.append(f"{layer}: {what} is {value}, expected {total.expected}")
    for name, frame in frames.items():
        as_of = layers[name].as_of
        if layers[name].dated_by and (day := youngest(frame, layers[name])) != as_of:
            problems.append(f"{name}: its youngest row is of {day}, the catalogue says {as_of}")
    return problems


DTYPES = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
PATTERNS = {
    "divipola": r"\d{5}",
    "department_code": r"\d{2}",
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "source_ids": r"[^;\s]+(;[^;\s]+)*",
}


def _schema_column(column: Column) -> pa.Column:
    checks = []
    if column.name in PATTERNS:
        checks.append(pa.Check.str_matches(rf"^{PATTERNS[column.name]}$"))
    if codes := set(column.values):

        def fits(cells: pd.Series) -> pd.Series:
            return cells.map(lambda cell: set(str(cell).split(";")) <= codes)

        checks.append(pa.Check(fits, name="in the column's vocabulary"))
    return pa.Column(DTYPES.get(column.type), checks, nullable=bool(column.null))


def schema(layer: Layer, columns: Mapping[str, Column]) -> pa.DataFrameSchema:
    """The schema of one layer: types, closed vocabularies, codes, keys, where null is allowed."""
    cells = {name: _schema_column(columns[name]) for name in layer.columns}
    return pa.DataFrameSchema(cells, strict=True, ordered=True, unique=layer.key or None)
