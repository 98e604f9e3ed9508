"""Columns of numbers: coordinates in degrees or metres, and figures that can be summed."""

import re

import numpy as np
import pandas as pd

from geo.exchange import limits
from geo.language.numerals import EITHER, INVISIBLE, LONGEST, UNCLEAR, decimal_mark, numeral

PLAIN, COMMA, GROUPED, DEGREES = "", "decimal_comma", "grouped_number", "degrees"
_PART = r"([0-9]{1,3}(?:[.,][0-9]+)?)"
_DEGREES = re.compile(
    rf"(?P<before>[NSEWO])?\s*(?P<sign>[+-])?\s*{_PART}"
    rf"(?:(?:\s*[°ºd:]\s*|\s+){_PART}(?:(?:\s*['m:]\s*|\s+){_PART}\s*(?:\"|''|s)?|\s*['m])?|\s*[°ºd])?"
    r"\s*(?P<after>[NSEWO])?",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "′": "'", "’": "'", "´": "'", "″": '"', "”": '"'})
_SIDES = re.compile(r"\b(?:lat|lon|long|lng|latitude?|longitude?|este|norte)\b\.?\s*[:=]?\s*", re.I)
_WEST, _NORTH = (re.compile(rf"(?<![a-z])(?:{s})(?![a-z])", re.I) for s in ("oeste|LO", "LN"))
WEST_OR_SOUTH = "SWO"  # O: oeste
FAR = 10_000  # metres: what no easting or northing in Colombia is below, UTM's at the equator apart
UNITS = re.compile(r"(?:^|(?<=^[+-]))(?:US|COP|USD)? ?[$€] ?"), re.compile(r"[ \u00a0]?%$")
HEAD = 2_000  # rows by which a file's decimal mark is found out


def bare(cells: pd.Series, *, whole: bool = False) -> pd.Series:
    """The cells as text, without blanks around them and marks that nobody sees.

    Longer ones than any number, code or name are cut, so that they are none, unless whole.
    """
    text = cells.astype("str").fillna("").str.strip()
    if not text.str.isascii().all():
        text = text.str.replace(f"[{INVISIBLE}]", "", regex=True).str.strip()
    long = text.str.len() > limits.SEEN
    return text if whole or not long.any() else text.mask(long, text.str[: limits.SEEN] + "…")


def is_filled(cells: pd.Series) -> np.ndarray:
    """Which cells have anything in them."""
    return bare(cells).ne("").to_numpy(bool)


def distinct_texts(cells: pd.Series, *, whole: bool = False) -> pd.Series:
    """The texts of a column, each once: so many as tell what it holds."""
    texts = bare(cells, whole=whole)
    return texts[texts.ne("")].drop_duplicates().head(limits.LOOKED_AT)


def text_of(value: object) -> str:
    """A value as text; a zero more says that the point of a number like 1.234 is a decimal one."""
    text = str(value)
    unclear = isinstance(value, float) and re.fullmatch(f"-?{UNCLEAR}", text)
    return f"{text}0" if unclear else text


def numbers(cells: pd.Series, decimal: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Each cell as a number, and how it had to be read where it is not written as one.

    That is "" (as it stands), `decimal_comma`, `grouped_number` (1.070.123) or `degrees`.
    NaN where the cell is blank or no number. decimal: the mark that settles 872.500; None:
    three digits after a point or a comma are decimals, as in degrees they can only be.
    """
    if pd.api.types.is_numeric_dtype(cells.dtype):
        return cells.to_numpy(float, na_value=np.nan), np.full(len(cells), PLAIN, object)
    text = bare(cells)
    values = pd.to_numeric(text, errors="coerce").to_numpy(float, na_value=np.nan).copy()
    how = np.full(len(cells), PLAIN, object)
    todo = np.isnan(values) & text.ne("").to_numpy(bool)
    if decimal:
        todo |= text.str.fullmatch(f"[+-]?{UNCLEAR}").to_numpy(bool)
    at = np.flatnonzero(todo)
    if len(at):
        codes, texts = pd.factorize(text.iloc[at])
        results = [number(str(t), decimal) for t in texts]
        values[at] = np.array([v for v, _ in results])[codes]
        how[at] = np.array([h for _, h in results], object)[codes]
    return values, how


def metres(cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """As `numbers`, of coordinates in a plane: 872.500 is read as no less than 10 km can be."""
    readings = [numbers(cells, decimal) for decimal in (None, ",", ".")]
    return max(readings, key=lambda each: int((np.abs(each[0]) >= FAR).sum()))


def number(text: str, decimal: str | None = None) -> tuple[float, str]:
    """One number as a coordinate and how it is read; (NaN, "") where it is none."""
    plain = text.strip().translate(_SIGNS)
    if len(plain) > LONGEST:
        return np.nan, PLAIN
    sign, rest = plain[:1] if plain[:1] in "+-" else "", plain.lstrip("+-").strip()
    digits, mark = numeral(rest, decimal)
    if digits is None:
        return _from_degrees(plain)
    if mark == EITHER:
        digits, mark = digits.replace(",", "."), "," if "," in digits else "."
    separators = sum(not c.isdigit() for c in rest)
    how = COMMA if mark == "," else PLAIN
    return float(f"{sign}{digits}"), GROUPED if separators > digits.count(".") else how


def _from_degrees(plain: str) -> tuple[float, str]:
    match = _DEGREES.fullmatch(_SIDES.sub("", _NORTH.sub("N", _WEST.sub("W", plain))))
    if not match or not match[3]:
        return np.nan, PLAIN
    whole, minutes, seconds = (float((p or "0").replace(",", ".")) for p in match.group(3, 4, 5))
    sides = [side.upper() for side in (match["before"], match["after"]) if side]
    # Sixty carry over, as rounding leaves them; below a part with decimals there is nothing.
    beyond = minutes * 60 + seconds > 3600 or seconds > 60
    below = (whole % 1 and minutes + seconds) or (minutes % 1 and seconds)
    if beyond or below or len(sides) > 1 or (match["sign"] and sides):
        return np.nan, PLAIN
    value = whole + minutes / 60 + seconds / 3600
    negative = match["sign"] == "-" or bool(sides and sides[0] in WEST_OR_SOUTH)
    return (-value if negative else value), DEGREES


def decimal_of(columns: list[pd.Series]) -> str | None:
    """The decimal mark of most numbers whose mark is plain; None where only some are unclear.

    1,234 may be either number: without others beside it nobody can know which.
    """
    commas = points = unclear = 0
    for cells in columns:
        text = bare(cells.head(HEAD))
        either = text.str.fullmatch(f"[+-]?{UNCLEAR}")
        unclear += int(either.sum())
        commas += int((text.str.fullmatch(r"[+-]?[0-9.]*[0-9],[0-9]+") & ~either).sum())
        points += int((text.str.fullmatch(r"[+-]?[0-9,]*[0-9]\.[0-9]+") & ~either).sum())
    return "," if commas > points else None if unclear and not points else "."


def numeric_columns(frame: pd.DataFrame, decimal: str | None = ".") -> pd.DataFrame:
    """The columns of a table that hold numbers, as numbers: what can be summed or averaged.

    A column of text counts where every filled cell is a number and none looks like a code
    (a leading zero). decimal: the mark of the file, by which cells like 1,234 are settled
    that the other cells of their column leave open; where nobody knows it, such a column is
    left out (`unclear_columns`).
    """
    figures = {name: _figures(frame, name, decimal) for name in frame.columns}
    return pd.DataFrame(
        {n: v for n, v in figures.items() if isinstance(v, pd.Series)}, index=frame.index
    )


def unclear_columns(frame: pd.DataFrame) -> list[str]:
    """The columns whose numbers can be read in two ways, as in 1,234: their owner has to say."""
    return [name for name in frame.columns if isinstance(_figures(frame, name, None), str)]


def _figures(frame: pd.DataFrame, name: str, decimal: str | None) -> pd.Series | str | None:
    """The column as numbers, None where it holds others, EITHER where nobody can know."""
    cells = frame[name]
    if pd.api.types.is_bool_dtype(cells.dtype) or name == getattr(
        frame, "_geometry_column_name", None
    ):
        return None
    if pd.api.types.is_numeric_dtype(cells.dtype):
        return cells
    text = bare(cells)
    filled = text.ne("")
    if not filled.any() or text.str.fullmatch(r"0[0-9]+").any():
        return None
    for unit in UNITS:  # that all of a column's cells have
        if unit.search(text[filled].iloc[0]) and text[filled].str.contains(unit).all():
            text = text.str.replace(unit, "", regex=True)
    values = pd.to_numeric(text, errors="coerce")
    either = text.str.fullmatch(f"[+-]?{UNCLEAR}")
    if np.isfinite(values[filled]).all() and not either.any():
        return values
    codes, texts = pd.factorize(text[filled].str.translate(_SIGNS))
    styles = [numeral(t.lstrip("+-").strip()) for t in texts]
    plain = pd.to_numeric(pd.Series(texts), errors="coerce")
    if any(
        digits is None and not np.isfinite(v) for (digits, _), v in zip(styles, plain, strict=True)
    ):
        return None
    mark = decimal_mark(style for _, style in styles) or decimal
    if mark is None and either.any():
        return EITHER
    figures = [
        v if digits is None else number(t, mark)[0]
        for (digits, _), t, v in zip(styles, texts, plain, strict=True)
    ]
    values = pd.Series(np.nan, index=frame.index)
    values[filled] = np.array(figures)[codes]
    return values
