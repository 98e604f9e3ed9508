"""Rows as a reader sees them: codes in words, numbers in the language, headings with units."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import pandas as pd

from geo.evidence import column_title, columns, label
from geo.language import LANGUAGES, number, tell

# Digits shown, by unit; two decimals elsewhere.
DIGITS = {"share": 1, "km": 1, "h": 1, "min": 0, "USD": 0, "per 100,000": 1, "0–1": 4}


def read_columns(frame: pd.DataFrame, own: Collection[str] = ()) -> list[str]:
    """The columns of a frame that a reader looks at, in its order."""
    known = columns()
    return [n for n in frame if n in own or (n in known and not known[n].technical)]


def readable(
    frame: pd.DataFrame, shown: Sequence[str], lang: str, own: Collection[str] = ()
) -> pd.DataFrame:
    """Columns for reading: codes in words, headings with units, the language's own texts.

    own: columns of a reader's file, which keep their names and values whatever ours are called.
    """
    other = next(code for code in LANGUAGES if code != lang)
    out = {}
    for name in shown:
        if name in own:
            out[tell("frame.own_column", lang, name=name)] = frame[name]
            continue
        if name.endswith(f"_{other}") or name not in frame:
            continue
        column = columns().get(name)
        values = frame[name]
        if column is not None and column.values:
            values = values.map(lambda c, n=name: label(n, c, lang), na_action="ignore")
        elif column is not None and column.unit == "share":
            values = values * 100
        elif column is not None and column.type == "boolean":
            words = {True: tell("frame.yes", lang), False: tell("frame.no", lang)}
            values = values.astype(object).map(words, na_action="ignore")
        if column is not None and column.type == "number":
            values = values.round(DIGITS.get(column.unit, 2))
        out[heading_of(name, lang)] = values
    return pd.DataFrame(out)


def written_as(shown: Sequence[str], lang: str) -> dict[str, Callable[[float], str]]:
    """How numbers read: years plain, all else with the separators of the page's language."""
    kinds: dict[str, Callable[[float], str]] = {}
    for name in shown:
        column = columns().get(name)
        if column is None or column.type not in ("integer", "number"):
            continue
        if name in ("year", "setting") or name.endswith("_year"):
            kinds[heading_of(name, lang)] = "{:.0f}".format
            continue
        digits = 0 if column.type == "integer" else DIGITS.get(column.unit, 2)
        kinds[heading_of(name, lang)] = partial(number, lang=lang, decimals=digits)
    return kinds


def heading_of(name: str, lang: str) -> str:
    """The heading of a column; shares are shown in percent."""
    column = columns().get(name)
    if column is not None and column.unit == "share":
        return f"{column.label[lang]} (%)"
    return column_title(name, lang)


def as_texts(frame: pd.DataFrame, lang: str, own: Collection[str] = ()) -> pd.DataFrame:
    """Every cell of the columns that a reader looks at as text; blanks are empty."""
    shown = read_columns(frame, own)
    cells, forms = readable(frame, shown, lang, own), written_as(shown, lang)
    texts = {
        name: ["" if pd.isna(cell) else forms.get(name, str)(cell) for cell in cells[name]]
        for name in cells
    }
    return pd.DataFrame(texts, dtype=str)
