"""Schemas of the layers, made from the column dictionary: one place says what a column is."""

from collections.abc import Mapping

import pandera.pandas as pa

from geo.evidence.catalogue import Column, Layer

DIGITS = {"divipola": r"\d{5}", "department_code": r"\d{2}"}
DTYPES = {"text": "str", "date": "str", "integer": "Int64", "number": "float64"}
DTYPES["boolean"] = "boolean"
SEVERAL = ("commodities",)


def _checks(column: Column) -> list[pa.Check]:
    checks = []
    if column.name in DIGITS:
        checks.append(pa.Check.str_matches(rf"^{DIGITS[column.name]}$"))
    if column.values:
        codes = set(column.values)
        if column.name in SEVERAL:
            checks.append(pa.Check(lambda s: s.str.split(";").map(lambda c: set(c) <= codes)))
        else:
            checks.append(pa.Check.isin(codes))
    return checks


def schema(layer: Layer, columns: Mapping[str, Column]) -> pa.DataFrameSchema:
    """The schema of one layer: types, closed vocabularies, codes, and where null is allowed."""
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
    )
