"""Rows that say where they are by a DIVIPOLA code or by names."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.exchange.read.ledger import Ledger
from geo.exchange.read.numbers import bare
from geo.spatial.name_index import key
from geo.spatial.names import AMBIGUOUS, EXACT, NEAR, NONE, exact_matches, match_names
from geo.spatial.other_names import BAJIRA_CODES, BAJIRA_NAMES, BOGOTA, COUNTED

NEAR_COLUMNS = ("value", "divipola", "municipality", "department", "score", "rows")
SUMMED = 2  # rows of one name in a table that has totals: the place's own, and the total's
PLACES = ["divipola", "municipality", "department_code", "department"]


LETTERS = r"(?i:COL?|DANE|DIVIPOLA)[-_.: ]*(?=\d)"  # of p-codes: the country's
POINTED = re.compile(r"(\d{1,2})[.,](\d{1,3})0?")  # 5.001, and 5.03 that was 5.030
PARTED = r"^(\d{1,2})(?:[- ](\d{3})|[.,](\d{3})[.,]0+)$"  # 05-001, and 5.001,00
NAMED = r"(\d{4,5})\s*[-–—:|/_.]+\s*[^\d\s].*|[^\d]*[^\d\s]\s*[-–—:|/,([]+\s*(\d{5})[)\]]?"


def clean_codes(cells: pd.Series, departments: pd.Series | None = None) -> pd.Series:
    """Codes as five digits, however a table has them.

    A zero or more that a spreadsheet took away, decimals that it added, the point after the
    department (5.001), the letters of p-codes, a name beside the code, and the last digits of
    a populated centre's code. departments: their codes, put before codes that number a
    municipality within its own.
    """
    bare_codes = _digits(cells)
    full = bare_codes.where(~bare_codes.str.fullmatch(r"[0-9]{4}"), "0" + bare_codes)
    centre = full.str.fullmatch(r"[0-9]{7,8}")
    if centre.any():
        full = full.where(~centre, full.str.zfill(8).str.slice(0, 5))
    if departments is None:
        return full
    before = _digits(departments)
    split = bare_codes.str.fullmatch(r"[0-9]{1,3}") & before.str.fullmatch(r"[0-9]{1,2}")
    return full.where(~split, before.str.zfill(2) + bare_codes.str.zfill(3))


def _digits(cells: pd.Series) -> pd.Series:
    text = bare(cells).str.removeprefix("'")
    plain = text.str.fullmatch(r"\d+")
    if plain.all():
        return text
    text = text.str.replace(rf"^{LETTERS}", "", regex=True)
    text = text.str.replace(r'^="(.*)"$', r"\1", regex=True)  # kept from a spreadsheet
    large = text.str.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?0?[34]")
    if large.any():
        text = text.mask(large, text[large].map(_in_full))
    parted = text.str.extract(PARTED)
    text = text.mask(parted[0].notna(), parted[0].str.zfill(2) + parted[1].fillna(parted[2]))
    pointed = text.str.fullmatch(POINTED) & ~text.str.fullmatch(r"\d+[.,]0+")
    if pointed.any():
        text = text.where(~pointed, text.str.replace(POINTED, _unpointed, regex=True))
    text = text.str.replace(r"[.,]0+$", "", regex=True)
    with_name = text.str.extract(rf"^(?:{NAMED})$")
    return text.where(with_name.isna().all(axis=1), with_name[0].fillna(with_name[1]))


def _in_full(text: str) -> str:
    return f"{float(text.replace(',', '.')):.0f}"


def _unpointed(match: re.Match) -> str:
    return match[1].zfill(2) + match[2].ljust(3, "0")


def are_official(codes: pd.Series, official: Iterable[str]) -> np.ndarray:
    """Which codes are among the known; pandas' `isin` makes a scalar of each known one first."""
    cells, official = (pa.array(some, pa.large_string()) for some in (codes, list(official)))
    return pc.is_in(cells, official).to_numpy(zero_copy_only=False)


def of_departments(cells: pd.Series, codes: Iterable[str]) -> np.ndarray:
    """Which cells are a department's code, or the country's 00, where a municipality's belongs."""
    text = _digits(cells)
    text = text.where(~text.str.fullmatch(r"\d{4,5}"), text.str.zfill(5))
    chapters = {"00", *(code[:2] for code in codes)}
    short = text.str.fullmatch(r"\d{1,2}") & text.str.zfill(2).isin(chapters)
    long = text.str.fullmatch(r"\d{2}000") & text.str.slice(0, 2).isin(chapters)
    return (short | long).to_numpy(bool)


def stated_codes(
    frame: pd.DataFrame,
    code: str | None,
    name: str | None,
    department: str | None,
    places: pd.DataFrame,
) -> np.ndarray:
    """The municipality that each row surely names in these columns, None elsewhere.

    Rows that are written alike are looked at once.
    """
    columns = {column for column in (code or name, department) if column}
    if not (code or name):
        return np.full(len(frame), None, object)
    group = frame.groupby(sorted(columns), sort=False, dropna=False).ngroup().to_numpy()
    frame = frame.iloc[np.unique(group, return_index=True)[1]]
    out = np.full(len(frame), None, object)
    if code:
        codes = codes_in(frame, code, department, places).replace(COUNTED)
        there = are_official(codes, places["divipola"])
        out[there] = codes[there]
    elif name:
        match = match_names(frame[name], frame[department] if department else None, places)
        exact = match["how"].eq(EXACT).to_numpy(bool)
        out[exact] = match["divipola"][exact]
    return out[group]


def codes_in(
    frame: pd.DataFrame, code: str, department: str | None, places: pd.DataFrame
) -> pd.Series:
    """A column's codes as five digits, by a column that names or numbers departments too."""
    if not department:
        return clean_codes(frame[code])
    chapters = department_codes(frame[department], places)
    return clean_codes(frame[code], pd.Series(chapters, frame.index).fillna(""))


def department_codes(cells: pd.Series, places: pd.DataFrame) -> np.ndarray:
    """The code of the department that each cell names or numbers, None where it is none."""
    codes, texts = pd.factorize(bare(cells).str.upper())
    numbered = [re.fullmatch(r"(?:CO)?(\d{1,2})(?:\.0)?", text) for text in texts]
    titles = exact_matches(list(texts), places)[1]
    pairs = zip(numbered, titles, strict=True)
    matches = [match[1].zfill(2) if match else name or None for match, name in pairs]
    return np.array(matches, object)[codes]


def by_code(
    frame: pd.DataFrame,
    mask: np.ndarray,
    column: str,
    department: str | None,
    places: pd.DataFrame,
    ledger: Ledger,
    other: np.ndarray,
) -> np.ndarray:
    """The code of each row of the mask, None elsewhere and where the row is rejected.

    other: rows with a name too. Where their code is of no municipality they go by that.
    """
    codes = pd.Index(places["divipola"])
    text = bare(frame[column])
    cleaned = codes_in(frame, column, department, places)
    current = cleaned.replace(COUNTED)
    right = are_official(current, codes)
    whole = of_departments(frame[column], codes)
    ledger.reject(mask & ~right & whole, "department_row", column, text)
    away = ledger.repair(mask & ~right & other, "code_aside", column, text, "")
    ledger.reject(mask & ~right & ~away, "unknown_code", column, text)
    others = _contradicted(frame[column], current, mask & right, places)
    ledger.reject(others, "code_and_name", column, text)
    old = mask & right & ~others & current.ne(cleaned).to_numpy(bool)
    bajira = old & cleaned.isin(BAJIRA_CODES).to_numpy(bool)
    changed = mask & right & ~others & ~old & current.ne(text).to_numpy(bool)
    split = changed & text.str.fullmatch(r"\d{1,3}").to_numpy(bool)
    centre = changed & text.str.fullmatch(r"\d{7,8}").to_numpy(bool)
    zero = changed & text.str.fullmatch(r"'?\d{4,5}(?:[.,]0+)?").to_numpy(bool)
    for wrong, repair in (
        (zero, "code_zero"),
        (split, "code_parts"),
        (centre, "centre_code"),
        (changed & ~(split | centre | zero), "code_form"),
        (old & ~bajira, "old_code"),
        (bajira, "bajira"),
    ):
        ledger.require(wrong, repair, column, text, current, suggestion=current)
    return current.where(mask & right & ~ledger.rejected, None).to_numpy(object)


def _contradicted(
    cells: pd.Series, codes: pd.Series, mask: np.ndarray, places: pd.DataFrame
) -> np.ndarray:
    """Rows whose cell names another municipality beside the code."""
    out = np.zeros(len(cells), bool)
    at = np.flatnonzero(mask & bare(cells).str.contains(r"[^\W\d]{3}").to_numpy(bool))
    if len(at):
        match = match_names(cells.iloc[at].astype("str"), None, places)
        other = match["how"].eq(AMBIGUOUS) & match["candidates"].notna()
        out[at] = other.to_numpy(bool)
    return out & mask & codes.notna().to_numpy(bool)


def by_name(
    frame: pd.DataFrame,
    mask: np.ndarray,
    column: str,
    department: str | None,
    places: pd.DataFrame,
    agreed: set[str],
    ledger: Ledger,
) -> tuple[np.ndarray, pd.DataFrame, list[str]]:
    """The code of each row of the mask, the near matches for consent, and the names that are a
    department's too: they are no municipality's in a column with rows of other departments.

    agreed: the values (as `near` lists them) whose suggestion is accepted. near: value,
    divipola, municipality, department, score, rows. A name that only nearly matches and is
    not agreed to is rejected with its suggestion, an ambiguous one with its candidates.
    """
    at = np.flatnonzero(mask & ~ledger.rejected)
    names = bare(frame[column].iloc[at])
    titles = bare(frame[department].iloc[at]) if department else None
    match = match_names(names, titles, places)
    texts = names if titles is None else (names + ", " + titles).str.removesuffix(", ")
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

    values = rows(texts)
    chapter = _titles(names, places)
    title = ~np.isin(chapter, ["", BOGOTA[:2]])
    blank, own = np.ones(len(names), bool), np.zeros(len(names), bool)
    if titles is not None:
        blank, own = titles.eq("").to_numpy(bool), department_codes(titles, places) == chapter
    few = texts.map(texts.value_counts()).to_numpy() <= SUMMED
    total = title & ((how == NONE) | (own & (how != EXACT)))
    both = title & (how == EXACT) & (blank | (own & few))
    ledger.reject(where(total), "department_row", column, values)
    if total.any():
        one = rows(match["divipola"].map(labels).fillna(""))
        ledger.reject(where(both), "department_row", column, values, one)
        how = np.where(total | both, NONE, how)
    consented = (how == NEAR) & texts.isin(agreed).to_numpy(bool)
    ledger.reject(where(how == NONE), "unknown_name", column, values)
    ledger.reject(where(how == AMBIGUOUS), "ambiguous_name", column, values, rows(several))
    one = rows(match["suggestion"].map(labels).fillna(""))
    ledger.reject(where((how == NEAR) & ~consented), "near_name", column, values, one)
    code = np.where(consented, match["suggestion"], match["divipola"])
    code[~consented & (how != EXACT)] = None
    official = pd.Series(code, index=names.index).map(listed["municipality"])
    spelt = names.str.casefold().eq(official.str.casefold()).to_numpy(bool, na_value=False)
    bajira = (how == EXACT) & names.map(key).isin(BAJIRA_NAMES).to_numpy(bool)
    other = (how == EXACT) & ~spelt & ~bajira
    for part, repair in ((other, "spelling"), (bajira, "bajira"), (consented, "near_name")):
        right = rows(official)
        ledger.require(where(part), repair, column, values, right, suggestion=right)
    out = rows(code)
    out[pd.isna(out) | ledger.rejected] = None
    near = pd.DataFrame(
        {"value": texts, "divipola": match["suggestion"], "score": match["score"], "rows": 1}
    )[how == NEAR]
    near = near.groupby(["value", "divipola", "score"], as_index=False)["rows"].sum()
    near = near.join(listed[["municipality", "department"]], on="divipola")
    return out, near[[*NEAR_COLUMNS]], sorted(set(texts[both & (how == EXACT)]))


def _titles(names: pd.Series, places: pd.DataFrame) -> np.ndarray:
    """The code of the department whose name each is, "" for none."""
    codes, texts = pd.factorize(names)
    return np.array(exact_matches(list(texts), places)[1], object)[codes]
