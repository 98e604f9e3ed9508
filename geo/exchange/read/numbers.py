"""Numbers as people write them in tables: decimal commas, degrees and minutes, hemispheres."""

import re

import numpy as np
import pandas as pd

PLAIN, COMMA, GROUPED, DEGREES = "", "decimal_comma", "grouped_number", "degrees"
_PART = r"([0-9]{1,3}(?:[.,][0-9]+)?)"
_DEGREES = re.compile(
    rf"(?P<before>[NSEWO])?\s*(?P<sign>[+-])?\s*{_PART}"
    rf"(?:(?:\s*[°ºd:]\s*|\s+){_PART}(?:(?:\s*['m:]\s*|\s+){_PART}\s*(?:\"|''|s)?|\s*['m])?|\s*[°ºd])?"
    r"\s*(?P<after>[NSEWO])?",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "′": "'", "’": "'", "´": "'", "″": '"', "”": '"'})
_GROUPS = re.compile(r"([+-]?[0-9]{1,3}([.,' ])[0-9]{3}(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
WEST_OR_SOUTH = "SWO"  # O: oeste
LONGEST = 40


def numbers(cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Each cell as a number, and how it had to be read where it is not written as one.

    That is "" (as it stands), `decimal_comma`, `grouped_number` (1.070.123) or `degrees`.
    NaN where the cell is blank or no number.
    """
    if pd.api.types.is_numeric_dtype(cells.dtype):
        return cells.to_numpy(float, na_value=np.nan), np.full(len(cells), PLAIN, object)
    text = cells.astype("str").fillna("").str.strip()
    values = pd.to_numeric(text, errors="coerce").to_numpy(float, na_value=np.nan).copy()
    how = np.full(len(cells), PLAIN, object)
    todo = np.flatnonzero(np.isnan(values) & text.ne("").to_numpy(bool))
    if len(todo):
        codes, texts = pd.factorize(text.iloc[todo])
        read = [number(str(t)) for t in texts]
        values[todo] = np.array([v for v, _ in read])[codes]
        how[todo] = np.array([h for _, h in read], object)[codes]
    return values, how


def number(text: str) -> tuple[float, str]:
    """One number that is not written plainly and how it is read; (NaN, "") where it is none.

    A lone comma is a decimal comma: with thousands no coordinate would have just one.
    """
    plain = text.strip().translate(_SIGNS)
    if len(plain) > LONGEST:
        return np.nan, PLAIN
    if _COMMA.fullmatch(plain):
        return float(plain.replace(",", ".")), COMMA
    groups = _GROUPS.fullmatch(plain)
    if groups and groups[2] != groups[3]:
        whole = re.sub(r"[.,' ]", "", groups[1])
        return float(f"{whole}.{groups[4] or 0}"), GROUPED
    return _from_degrees(plain)


def _from_degrees(plain: str) -> tuple[float, str]:
    match = _DEGREES.fullmatch(plain)
    if not match or not match[3]:
        return np.nan, PLAIN
    whole, minutes, seconds = (float((p or "0").replace(",", ".")) for p in match.group(3, 4, 5))
    sides = [side.upper() for side in (match["before"], match["after"]) if side]
    if minutes >= 60 or seconds >= 60 or len(sides) > 1 or (match["sign"] and sides):
        return np.nan, PLAIN
    value = whole + minutes / 60 + seconds / 3600
    negative = match["sign"] == "-" or bool(sides and sides[0] in WEST_OR_SOUTH)
    return (-value if negative else value), DEGREES


def decimal_of(columns: list[pd.Series]) -> str:
    """The decimal mark of most numbers in these columns."""
    commas = points = 0
    for cells in columns:
        text = cells.head(2000).astype("str").str.strip()
        commas += int(text.str.fullmatch(r"[+-]?[\d.]*\d,\d+").sum())
        points += int(text.str.fullmatch(r"[+-]?[\d,]*\d\.\d+").sum())
    return "," if commas > points else "."


def numeric_columns(frame: pd.DataFrame, decimal: str = ".") -> pd.DataFrame:
    """The columns of a table that hold numbers, as numbers: what can be summed or averaged.

    A column of text counts where every filled cell is a number and none looks like a code
    (a leading zero). decimal: the mark of the file.
    """
    out = {}
    for name in frame.columns:
        cells = frame[name]
        if pd.api.types.is_bool_dtype(cells.dtype) or name == getattr(
            frame, "_geometry_column_name", None
        ):
            continue
        if pd.api.types.is_numeric_dtype(cells.dtype):
            out[name] = cells
            continue
        text = cells.astype("str").fillna("").str.strip()
        filled = text[text.ne("")]
        if filled.empty or filled.str.fullmatch(r"0[0-9]+").any():
            continue
        if decimal == ",":
            plain = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        else:
            plain = text.str.replace(",", "", regex=False)
        values = pd.to_numeric(plain, errors="coerce")
        if np.isfinite(values[text.ne("")]).all():
            out[name] = values
    return pd.DataFrame(out, index=frame.index)
