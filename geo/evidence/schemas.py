"""Schemas of the layers, made from the column dictionary: one place says what a column is."""

from collections.abc import Mapping

import pandera.pandas as pa

from geo.evidence.catalogue import Column, Layer

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
