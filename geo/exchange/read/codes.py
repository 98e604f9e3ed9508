"""Rows that say where they are by a DIVIPOLA code or by names."""

import numpy as np
import pandas as pd

from geo.evidence.codes import COUNTED_WITH
from geo.exchange.read.ledger import Ledger
from geo.spatial.names import AMBIGUOUS, EXACT, NEAR, NONE, match_names

NEAR_COLUMNS = ("value", "divipola", "municipality", "department", "score", "rows")
PLACES = ["divipola", "municipality", "department_code", "department"]


def clean_codes(cells: pd.Series, departments: pd.Series | None = None) -> pd.Series:
    """Codes as five digits where a spreadsheet took away a zero or added a decimal.

    departments: their codes, put before codes that number a municipality within its own.
    """
    bare = _digits(cells)
    full = bare.where(~bare.str.fullmatch(r"[0-9]{4}"), "0" + bare)
    if departments is None:
        return full
    before = _digits(departments)
    split = bare.str.fullmatch(r"[0-9]{1,3}") & before.str.fullmatch(r"[0-9]{1,2}")
    return full.where(~split, before.str.zfill(2) + bare.str.zfill(3))


def _digits(cells: pd.Series) -> pd.Series:
    text = cells.astype("str").fillna("").str.strip().str.removeprefix("'")
    return text.str.replace(r"[.,]0+$", "", regex=True)


def stated_codes(
    frame: pd.DataFrame, code: str, name: str, department: str, places: pd.DataFrame
) -> np.ndarray:
    """The municipality that each row surely names in these columns, None elsewhere."""
    out = np.full(len(frame), None, object)
    if code:
        titles = frame[department] if department else None
        codes = clean_codes(frame[code], titles).replace(COUNTED_WITH)
        known = codes.isin(places["divipola"]).to_numpy(bool)
        out[known] = codes[known]
    elif name:
        match = match_names(frame[name], frame[department] if department else None, places)
        exact = match["how"].eq(EXACT).to_numpy(bool)
        out[exact] = match["divipola"][exact]
    return out


def by_code(
    frame: pd.DataFrame,
    mask: np.ndarray,
    column: str,
    department: str,
    codes: pd.Index,
    ledger: Ledger,
) -> np.ndarray:
    """The code of each row of the mask, None elsewhere and where the row is rejected."""
    text = frame[column].astype("str").fillna("").str.strip()
    cleaned = clean_codes(frame[column], frame[department] if department else None)
    known = cleaned.replace(COUNTED_WITH)
    right = known.isin(codes).to_numpy(bool)
    ledger.reject(mask & ~right, "unknown_code", column, text)
    old = mask & right & known.ne(cleaned).to_numpy(bool)
    changed = mask & right & ~old & known.ne(text).to_numpy(bool)
    split = changed & text.str.len().lt(4).to_numpy(bool)
    declined = np.zeros(len(frame), bool)
    for wrong, repair in (
        (changed & ~split, "code_zero"),
        (split, "code_parts"),
        (old, "old_code"),
    ):
        agreed = ledger.repair(wrong, repair, column, text, known)
        declined |= wrong & ~agreed & ~ledger.rejected
    ledger.reject(declined, "declined", column, text, known)
    return known.where(mask & right & ~ledger.rejected, None).to_numpy(object)


def by_name(
    frame: pd.DataFrame,
    mask: np.ndarray,
    column: str,
    department: str,
    places: pd.DataFrame,
    agreed: set[str],
    ledger: Ledger,
) -> tuple[np.ndarray, pd.DataFrame]:
    """The code of each row of the mask, and the near matches for consent.

    agreed: the values (as `near` lists them) whose suggestion is accepted. near: value,
    divipola, municipality, department, score, rows. A name that only nearly matches and is
    not agreed to is rejected with its suggestion, an ambiguous one with its candidates.
    """
    at = np.flatnonzero(mask & ~ledger.rejected)
    names = frame[column].iloc[at].astype("str").fillna("").str.strip()
    titles = None
    if department:
        titles = frame[department].iloc[at].astype("str").fillna("").str.strip()
    match = match_names(names, titles, places)
    told = names if titles is None else (names + ", " + titles).str.removesuffix(", ")
    listed = pd.DataFrame(places[PLACES]).set_index("divipola")
    labels = listed["municipality"] + ", " + listed["department"]
    how = match["how"].to_numpy(object)
    several = [
        "; ".join(f"{labels[code]} ({code})" for code in codes.split(";") if code)
        for codes in match["candidates"].fillna("")
    ]

    def rows(values: object) -> np.ndarray:
        """Values of the looked-up rows, put where these stand among all rows."""
        return (
            pd.Series(np.asarray(values, object), index=at)
            .reindex(range(len(frame)))
            .to_numpy(copy=True)
        )

    def where(part: np.ndarray) -> np.ndarray:
        whole = np.zeros(len(frame), bool)
        whole[at[part]] = True
        return whole

    values = rows(told)
    consented = (how == NEAR) & told.isin(agreed).to_numpy(bool)
    ledger.reject(where(how == NONE), "unknown_name", column, values)
    ledger.reject(where(how == AMBIGUOUS), "ambiguous_name", column, values, rows(several))
    one = rows(match["suggestion"].map(labels).fillna(""))
    ledger.reject(where((how == NEAR) & ~consented), "near_name", column, values, one)
    code = np.where(consented, match["suggestion"], match["divipola"])
    code[~consented & (how != EXACT)] = None
    official = pd.Series(code, index=names.index).map(listed["municipality"])
    spelt = names.str.casefold().eq(official.str.casefold()).to_numpy(bool, na_value=False)
    for part, repair in (((how == EXACT) & ~spelt, "spelling"), (consented, "near_name")):
        done = ledger.repair(where(part), repair, column, values, rows(official))
        ledger.reject(where(part) & ~done, "declined", column, values, rows(official))
    out = rows(code)
    out[pd.isna(out) | ledger.rejected] = None
    near = pd.DataFrame(
        {"value": told, "divipola": match["suggestion"], "score": match["score"], "rows": 1}
    )[how == NEAR]
    near = near.groupby(["value", "divipola", "score"], as_index=False)["rows"].sum()
    near = near.join(listed[["municipality", "department"]], on="divipola")
    return out, near[[*NEAR_COLUMNS]]
