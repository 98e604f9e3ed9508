"""Municipal figures that a reader brings: what counts, what does not, and why, row by row.

A cell that can be read in two ways is not counted, and never guessed from the other cells of its
row. Nothing is dropped: every row is listed with its status and its reasons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geo.aid.cells import amounts, code, fiscal_year, status, stops
from geo.evidence.codes import PLACE

FIELDS = ("divipola", "fiscal_year", "amount", "programme")


@dataclass(frozen=True)
class Figures:
    """Uploaded figures after checking.

    rows: those that count: row, divipola, municipality, department_code, department,
    fiscal_year, reported_usd, programme_id (null where the programme is not one of ours),
    programme_text. ledger: every row: row, row_status, row_reasons (codes, `;` between; null
    where there is nothing to say) and the cells as given in divipola_text, fiscal_year_text,
    amount_text, programme_text.
    """

    rows: pd.DataFrame
    ledger: pd.DataFrame


def check_reported(
    frame: pd.DataFrame,
    municipalities: pd.DataFrame,
    programmes: pd.DataFrame,
    decimal: str | None = None,
) -> Figures:
    """Checks reported municipal figures in US dollars.

    frame: text columns divipola, fiscal_year, amount, programme (KeyError where one is
    missing), and `row`, else rows are numbered from 2, the header being 1. municipalities,
    programmes: the layers. decimal: the decimal mark of the amounts where the reader states
    it (`.` or `,`); otherwise it is taken from amounts that can be read in one way only.
    """
    cells, row, reasons = _cells(frame, FIELDS)
    names, units = _programme_names(programmes), municipalities.set_index("divipola")
    codes = _codes(cells, units.index, reasons)
    years = [fiscal_year(c, why) for c, why in zip(cells["fiscal_year"], reasons, strict=True)]
    usd = amounts(list(cells["amount"]), decimal, reasons)
    keys = [names.get(c.casefold()) for c in cells["programme"]]
    for cell, key, why in zip(cells["programme"], keys, reasons, strict=True):
        if not cell:
            why.append("no_programme")
        elif key is None:
            why.append("programme_unmatched")
    figures = pd.DataFrame(
        {
            "row": row,
            "divipola": pd.array(codes, dtype="str"),
            "fiscal_year": pd.array(years, dtype="Int64"),
            "reported_usd": pd.array(usd, dtype="Float64").astype("float64"),
            "programme_id": pd.array(keys, dtype="str"),
            "programme_text": pd.array(cells["programme"], dtype="str"),
        }
    )
    programme = figures["programme_id"].fillna(figures["programme_text"].str.casefold())
    groups = _group_rows(list(zip(codes, years, programme, strict=True)), usd, reasons)
    overlaps = _overlaps(programmes)
    for (place, year, name), same in groups.items():
        if any((place, year, other) in groups for other in overlaps.get(name, ())):
            for i in same:
                reasons[i].append("overlaps")
    rows = figures[_counts(reasons)].reset_index(drop=True)
    for position, name in enumerate(PLACE[1:], 2):
        rows.insert(position, name, rows["divipola"].map(units[name]).astype("str"))
    return Figures(rows, _ledger(cells, row, reasons))


def check_weights(
    frame: pd.DataFrame, municipalities: pd.DataFrame, decimal: str | None = None
) -> tuple[pd.Series, pd.DataFrame]:
    """A column of one's own to share out by: weights by `divipola`, and every row listed.

    frame: text columns divipola and weight, else as in `check_reported`. The second has row,
    row_status, row_reasons, divipola_text, weight_text. A code with two different weights has
    none.
    """
    cells, row, reasons = _cells(frame, ("divipola", "weight"))
    codes = _codes(cells, municipalities["divipola"], reasons)
    weights = amounts(list(cells["weight"]), decimal, reasons, cents=False)
    _group_rows(codes, weights, reasons)
    by_code = pd.Series(weights, pd.Index(codes, dtype="str", name="divipola"), "float64")
    return by_code.rename("weight")[_counts(reasons)], _ledger(cells, row, reasons)


def is_replaced(shares: pd.DataFrame, figures: pd.DataFrame, programmes: pd.DataFrame) -> pd.Series:
    """Which modelled shares a reported figure replaces: true or false by row of `shares`.

    figures: `Figures.rows`. Those of the same programme, and of programmes that
    it overlaps with, in the same municipality; all other shares stay as they are.
    """
    overlaps = _overlaps(programmes)
    replaced = {
        (place, programme)
        for place, reported in zip(figures["divipola"], figures["programme_id"], strict=True)
        if not pd.isna(reported)
        for programme in {reported, *overlaps.get(reported, ())}
    }
    pairs = zip(shares["divipola"], shares["programme_id"], strict=True)
    return pd.Series([pair in replaced for pair in pairs], index=shares.index, dtype=bool)


def _programme_names(programmes: pd.DataFrame) -> dict[str, str]:
    """Ids and names in both languages, without regard to capitals → programme id.

    What stands before a bracket names a programme too, where it names one only.
    """
    short: dict[str, set[str]] = {}
    names = {}
    for row in programmes.to_dict("records"):
        for name in (row["name_en"], row["name_es"]):
            names[name.casefold()] = row["programme_id"]
            short.setdefault(name.partition(" (")[0].casefold(), set()).add(row["programme_id"])
    names = {name: next(iter(ids)) for name, ids in short.items() if len(ids) == 1} | names
    return names | {i.casefold(): i for i in programmes["programme_id"]}


def _overlaps(programmes: pd.DataFrame) -> Mapping[str, set[str]]:
    """Programmes whose money may be the same, said in either direction."""
    ids = set(programmes["programme_id"])
    pairs: dict[str, set[str]] = {}
    for row in programmes.dropna(subset="overlaps_with").to_dict("records"):
        for other in set(row["overlaps_with"].split(";")) & ids:
            pairs.setdefault(row["programme_id"], set()).add(other)
            pairs.setdefault(other, set()).add(row["programme_id"])
    return pairs


def _cells(
    frame: pd.DataFrame, fields: Sequence[str]
) -> tuple[pd.DataFrame, list[int], list[list[str]]]:
    """The cells as trimmed text, the rows' numbers, and room for the reasons of each."""
    cells = frame[list(fields)].fillna("").astype("str").apply(lambda c: c.str.strip())
    row = list(frame["row"]) if "row" in frame else list(range(2, len(frame) + 2))
    return cells, row, [[] for _ in row]


def _codes(cells: pd.DataFrame, units: Iterable[str], reasons: list[list[str]]) -> list[str | None]:
    units = set(units)
    return [code(c, units, why) for c, why in zip(cells["divipola"], reasons, strict=True)]


def _counts(reasons: list[list[str]]) -> np.ndarray:
    return np.array([not stops(why) for why in reasons], dtype=bool)


def _ledger(cells: pd.DataFrame, row: list[int], reasons: list[list[str]]) -> pd.DataFrame:
    """Every row with its status, its reasons and its cells as given."""
    ledger = pd.DataFrame(
        {
            "row": row,
            "row_status": [status(why) for why in reasons],
            "row_reasons": pd.array([";".join(why) or None for why in reasons], dtype="str"),
        }
    )
    return ledger.join(cells.reset_index(drop=True).add_suffix("_text"))


def _group_rows(
    keys: Sequence[Any], values: Sequence[float | None], reasons: list[list[str]]
) -> dict[Any, list[int]]:
    """Adds the reasons of rows that say the same twice or contradict each other.

    Of equal rows the first counts; of rows that contradict none does. Returns the rows of each
    key that had nothing against them before.
    """
    groups: dict[Any, list[int]] = {}
    for i, key in enumerate(keys):
        if not stops(reasons[i]):
            groups.setdefault(key, []).append(i)
    for rows in groups.values():
        same = len({values[i] for i in rows}) == 1
        for i in rows[1:] if same else rows:
            reasons[i].append("duplicate" if same else "contradicts")
    return groups
