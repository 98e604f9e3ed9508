"""Rows that say where they are by a DIVIPOLA code or by names."""

import numpy as np
import pandas as pd

from geo.exchange.read.ledger import Ledger
from geo.spatial.names import AMBIGUOUS, COUNTED_WITH, EXACT, NEAR, match_names

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
    out = np.full(len(frame), None, object)
    at = np.flatnonzero(mask & ~ledger.rejected)
    names = frame[column].iloc[at].astype("str").str.strip()
    titles = frame[department].iloc[at].astype("str").str.strip() if department else None
    match = match_names(names, titles, places)
    told = names if titles is None else (names + ", " + titles).str.removesuffix(", ")
    listed = pd.DataFrame(places[PLACES]).set_index("divipola")
    labels = listed["municipality"] + ", " + listed["department"]
    how = match["how"].to_numpy(object)

    def all_rows(part: np.ndarray, values: object = None) -> np.ndarray:
        whole = np.full(len(frame), False if values is None else None, object)
        whole[at] = part if values is None else values
        return whole.astype(bool) if values is None else whole

    values = all_rows(how, told.to_numpy(object))
    suggestion = match["suggestion"].map(labels).fillna("").to_numpy(object)
    candidates = (
        match["candidates"]
        .fillna("")
        .map(lambda codes: "; ".join(f"{labels[c]} ({c})" for c in codes.split(";") if c))
    )
    ledger.reject(all_rows(how == "none"), "unknown_name", column, values)
    ledger.reject(
        all_rows(how == AMBIGUOUS),
        "ambiguous_name",
        column,
        values,
        all_rows(how, candidates.to_numpy(object)),
    )
    consented = (how == NEAR) & told.isin(agreed).to_numpy(bool)
    ledger.reject(
        all_rows((how == NEAR) & ~consented),
        "near_name",
        column,
        values,
        all_rows(how, suggestion),
    )
    out[at] = np.where(
        how == EXACT, match["divipola"], np.where(consented, match["suggestion"], None)
    )
    official = pd.Series(out[at], index=names.index).map(listed["municipality"])
    spelt = names.str.casefold().eq(official.str.casefold()).to_numpy(bool, na_value=False)
    for rows, repair in (((how == EXACT) & ~spelt, "spelling"), (consented, "near_name")):
        after = all_rows(how, official.to_numpy(object))
        wanted = all_rows(rows)
        done = ledger.repair(wanted, repair, column, values, after)
        ledger.reject(wanted & ~done, "declined", column, values, after)
    out[ledger.rejected] = None
    near = pd.DataFrame(
        {"value": told, "divipola": match["suggestion"], "score": match["score"], "rows": 1}
    )[how == NEAR]
    near = near.groupby(["value", "divipola", "score"], as_index=False)["rows"].sum()
    near = near.merge(
        listed[["municipality", "department"]], left_on="divipola", right_index=True, how="left"
    )
    return out, near[["value", *PLACES[:2], "department", "score", "rows"]].reset_index(drop=True)
