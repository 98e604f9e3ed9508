"""Known answers: figures written down in a file, so that what moves them shows."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from geo.crs import metric
from geo.errors import ProposalRefused

MEASURES: Mapping[str, Callable[[pd.DataFrame, str], float]] = {
    "rows": lambda rows, column: len(rows),
    "sum": lambda rows, column: rows[column].sum(),
    "unique": lambda rows, column: rows[column].nunique(),
    "km2": lambda rows, column: metric(rows).area.sum() / 1e6,
}


@dataclass(frozen=True)
class KnownAnswer:
    """One figure of a layer, or of an answer of a page's view.

    measure: a key of `MEASURES`, of a column. where, but: cells that the rows have, or have
    not; an empty text is a blank. link: the page's choices, as its address writes them.
    """

    what: str
    expected: float
    measure: str = "rows"
    column: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    but: Mapping[str, object] = field(default_factory=dict)
    within: float = 0
    layer: str = ""
    page: str = ""
    link: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""

    def value(self, rows: pd.DataFrame) -> float:
        """What these rows give. Raises KeyError for a column or measure that is not there."""
        for column, cell in self.where.items():
            rows = rows[_has(rows[column], cell)]
        for column, cell in self.but.items():
            rows = rows[~_has(rows[column], cell)]
        return MEASURES[self.measure](rows, self.column)

    def holds(self, value: float) -> bool:
        return abs(value - self.expected) <= self.within


def _has(cells: pd.Series, cell: object) -> pd.Series:
    return cells.isna() if cell == "" else cells.eq(cell).fillna(False).astype(bool)


def read_known(file: Path) -> list[KnownAnswer]:
    """The known answers of a TOML file. Raises ProposalRefused where it cannot be used."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["known"]
        return [KnownAnswer(**entry) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ProposalRefused(f"{file.name} holds no known answers: {error}") from error


def write_known(file: Path, values: Mapping[int, float]) -> None:
    """Writes what is expected of some answers anew, by their place in the file."""
    head, *entries = file.read_text(encoding="utf-8").split("\nexpected = ")
    for place, value in values.items():
        entries[place] = "\n".join([f"{value:.15g}", *entries[place].split("\n")[1:]])
    file.write_text("\nexpected = ".join([head, *entries]), encoding="utf-8")
