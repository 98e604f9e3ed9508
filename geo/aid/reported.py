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
class Checked:
    """Uploaded figures after checking.

    kept: rows that count: row, divipola, municipality, department_code, department,
    fiscal_year, reported_usd, programme_id (null where the programme is not one of ours),
    programme_text. listed: every row: row, row_status, row_reasons (codes, `;` between; null
    where there is nothing to say) and the cells as given in divipola_text, fiscal_year_text,
    amount_text, programme_text.
    """

    kept: pd.DataFrame
    listed: pd.DataFrame


def check_reported(
    frame: pd.DataFrame,
    municipalities: pd.DataFrame,
    programmes: pd.DataFrame,
    decimal: str | None = None,
) -> Checked:
    """Checks reported municipal figures in US dollars.

    frame: text columns divipola, fiscal_year, amount, programme (KeyError where one is
    missing), and `row`, else rows are numbered from 2, the header being 1. municipalities,
    programmes: the layers. decimal: the decimal mark of the amounts where the reader states
    it (`.` or `,`); otherwise it is taken from amounts that can be read in one way only.
    """
    given, row, reasons = _given(frame, FIELDS)
    names, known = _programme_names(programmes), municipalities.set_index("divipola")
    codes = _codes(given, known.index, reasons)
    years = [fiscal_year(c, why) for c, why in zip(given["fiscal_year"], reasons, strict=True)]
    usd = amounts(list(given["amount"]), decimal, reasons)
    keys = [names.get(c.casefold()) for c in given["programme"]]
    for cell, key, why in zip(given["programme"], keys, reasons, strict=True):
        if not cell:
            why.append("no_programme")
        elif key is None:
            why.append("programme_unmatched")
    good = pd.DataFrame(
        {
            "row": row,
            "divipola": pd.array(codes, dtype="str"),
            "fiscal_year": pd.array(years, dtype="Int64"),
            "reported_usd": pd.array(usd, dtype="Float64").astype("float64"),
            "programme_id": pd.array(keys, dtype="str"),
            "programme_text": pd.array(given["programme"], dtype="str"),
        }
    )
    named = good["programme_id"].fillna(good["programme_text"].str.casefold())
    groups = _repeated(list(zip(codes, years, named, strict=True)), usd, reasons)
    overlaps = _overlaps(programmes)
    for (place, year, name), rows in groups.items():
        if any((place, year, other) in groups for other in overlaps.get(name, ())):
            for i in rows:
                reasons[i].append("overlaps")
    kept = good[_counts(reasons)].reset_index(drop=True)
    for position, name in enumerate(PLACE[1:], 2):
        kept.insert(position, name, kept["divipola"].map(known[name]).astype("str"))
    return Checked(kept, _listed(given, row, reasons))


def check_weights(
    frame: pd.DataFrame, municipalities: pd.DataFrame, decimal: str | None = None
) -> tuple[pd.Series, pd.DataFrame]:
    """A column of one's own to share out by: weights by `divipola`, and every row listed.

    frame: text columns divipola and weight, else as in `check_reported`. The second has row,
    row_status, row_reasons, divipola_text, weight_text. A code with two different weights has
    none.
    """
    given, row, reasons = _given(frame, ("divipola", "weight"))
    codes = _codes(given, municipalities["divipola"], reasons)
    weights = amounts(list(given["weight"]), decimal, reasons, cents=False)
    _repeated(codes, weights, reasons)
    kept = pd.DataFrame({"divipola": codes, "weight": weights})[_counts(reasons)]
    by_code = kept.astype({"divipola": "str", "weight": "float64"}).set_index("divipola")
    return by_code["weight"], _listed(given, row, reasons)


def displaced(shares: pd.DataFrame, kept: pd.DataFrame, programmes: pd.DataFrame) -> pd.Series:
    """Which modelled shares a reported figure replaces: true or false by row of `shares`.

    Those of the same programme, and of programmes that it overlaps with, in the same
    municipality; all other shares stay as they are.
    """
    overlaps = _overlaps(programmes)
    taken = {
        (place, programme)
        for place, reported in zip(kept["divipola"], kept["programme_id"], strict=True)
        if not pd.isna(reported)
        for programme in {reported, *overlaps.get(reported, ())}
    }
    pairs = zip(shares["divipola"], shares["programme_id"], strict=True)
    return pd.Series([pair in taken for pair in pairs], index=shares.index, dtype=bool)


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
    found: dict[str, set[str]] = {}
    for row in programmes.dropna(subset="overlaps_with").to_dict("records"):
        for other in set(row["overlaps_with"].split(";")) & ids:
            found.setdefault(row["programme_id"], set()).add(other)
            found.setdefault(other, set()).add(row["programme_id"])
    return found


def _given(
    frame: pd.DataFrame, fields: Sequence[str]
) -> tuple[pd.DataFrame, list[int], list[list[str]]]:
    """The cells as trimmed text, the rows' numbers, and room for the reasons of each."""
    given = frame[list(fields)].fillna("").astype("str").apply(lambda c: c.str.strip())
    row = list(frame["row"]) if "row" in frame else list(range(2, len(frame) + 2))
    return given, row, [[] for _ in row]


def _codes(given: pd.DataFrame, known: Iterable[str], reasons: list[list[str]]) -> list[str | None]:
    units = set(known)
    return [code(c, units, why) for c, why in zip(given["divipola"], reasons, strict=True)]


def _counts(reasons: list[list[str]]) -> np.ndarray:
    return np.array([not stops(why) for why in reasons], dtype=bool)


def _listed(given: pd.DataFrame, row: list[int], reasons: list[list[str]]) -> pd.DataFrame:
    """Every row with its status, its reasons and its cells as given."""
    told = pd.DataFrame(
        {
            "row": row,
            "row_status": [status(why) for why in reasons],
            "row_reasons": pd.array([";".join(why) or None for why in reasons], dtype="str"),
        }
    )
    return told.join(given.reset_index(drop=True).add_suffix("_text"))


def _repeated(
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
