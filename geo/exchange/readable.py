"""Rows as a reader sees them: codes in words, numbers in the language, headings with units."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import pandas as pd

from geo.answers.answer import MODELLED
from geo.evidence import Column, catalogue, column_title, columns, label
from geo.language import LANGUAGES, date, number, place_text, publisher_text, tell

# Digits shown, by unit; two decimals elsewhere.
DIGITS = {
    "share": 1,
    "difference of shares": 1,
    "km": 1,
    "h": 1,
    "min": 0,
    "USD": 0,
    "per 100,000": 1,
    "0–1": 4,
    "people": 0,
}
# Parts of 1, which are shown times 100, and what that is.
HUNDREDTHS = {
    "share": dict.fromkeys(LANGUAGES, "%"),
    "difference of shares": {"en": "points", "es": "puntos"},
}
# Names beside which our facts note something in one language, and who tells it in the other.
NOTED = dict.fromkeys(("place", "places_named", "from_place", "to_place", "passes_by"), place_text)
NOTED |= dict.fromkeys(("publisher", "publishers", "implementer"), publisher_text)
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
DAYS = re.compile(r"(^|_)(date|month|on|as_of|(period|date)_(start|end))$")


def visible_columns(frame: pd.DataFrame, own: Collection[str] = ()) -> list[str]:
    """The columns of a frame that a reader looks at, in its order."""
    dictionary = columns()
    return [n for n in frame if n in own or (n in dictionary and not dictionary[n].technical)]


def readable(
    frame: pd.DataFrame, names: Sequence[str], lang: str, own: Collection[str] = ()
) -> pd.DataFrame:
    """Columns for reading: codes in words, headings with units, the language's own texts.

    own: columns of a reader's file, which keep their names and values whatever ours are called.
    """
    other = next(code for code in LANGUAGES if code != lang)
    out = {}
    for name in names:
        if name in own:
            out[tell("frame.own_column", lang, name=name)] = frame[name]
        elif name in frame and not name.endswith(f"_{other}"):
            out[heading_of(name, lang)] = _readable(frame[name], name, lang)
    return pd.DataFrame(out)


def _readable(values: pd.Series, name: str, lang: str) -> pd.Series:
    column = columns().get(name)
    kind, unit = (column.type, column.unit) if column else ("", "")
    if column and column.values:
        values = values.map(lambda code: label(name, code, lang), na_action="ignore")
    elif name == "layer":
        titles = {layer.id: layer.title[lang] for layer in catalogue().values()}
        values = values.map(lambda layer_id: titles.get(layer_id, layer_id))
    elif name == "field":
        values = values.map(partial(_fields, lang), na_action="ignore")
    elif name in NOTED:
        values = values.map(partial(NOTED[name], lang=lang), na_action="ignore")
    elif unit in HUNDREDTHS:
        values = values * 100
    elif kind == "boolean":
        answers = {True: tell("frame.yes", lang), False: tell("frame.no", lang)}
        values = values.astype(object).map(answers, na_action="ignore")
    return values.round(_digits(column)) if column and kind == "number" else values


def _fields(lang: str, names: str) -> str:
    """The fields that a correction names, those of the dictionary as they are called there."""
    return "; ".join(
        column_title(name, lang) if name in columns() else name for name in names.split(";")
    )


def formatters(names: Sequence[str], lang: str) -> dict[str, Callable[[Any], str]]:
    """How days and numbers read: years plain, else as the page's language writes them."""
    kinds: dict[str, Callable[[Any], str]] = {}
    for name in names:
        column, heading = columns().get(name), heading_of(name, lang)
        if column and column.type == "text" and DAYS.search(name):
            kinds[heading] = partial(date, lang=lang)
        elif not column or column.type not in ("integer", "number"):
            continue
        elif name in ("year", "setting") or name.endswith("_year"):
            kinds[heading] = "{:.0f}".format
        else:
            write = partial(number, lang=lang, decimals=_digits(column))
            kinds[heading] = write if column.unit else partial(_plain, write, lang)
    return kinds


def _digits(column: Column) -> int:
    """Decimals that a page shows; the model's hectares bear none."""
    whole = column.type == "integer" or (column.unit == "ha" and column.name.endswith(MODELLED))
    return 0 if whole else DIGITS.get(column.unit, 2)


def _plain(write: Callable[[float], str], lang: str, value: float) -> str:
    """A number without a unit of its column: whole ones as such."""
    return number(value, lang) if value == round(value) else write(value)


def order_of(cell: Any) -> float | None:
    """What a cell is sorted by where its text would not do: a number, or a day as one."""
    if isinstance(cell, str):
        return int(cell.replace("-", "").ljust(8, "0")) if DAY.fullmatch(cell) else None
    return cell


def heading_of(name: str, lang: str) -> str:
    """The heading of a column; shares are shown in percent, their differences in points."""
    column = columns().get(name)
    if column is not None and column.unit in HUNDREDTHS:
        return f"{column.label[lang]} ({HUNDREDTHS[column.unit][lang]})"
    return column_title(name, lang)


def as_texts(frame: pd.DataFrame, lang: str, own: Collection[str] = ()) -> pd.DataFrame:
    """Every cell of the columns that a reader looks at as text; blanks are empty."""
    names = visible_columns(frame, own)
    cells, forms = readable(frame, names, lang, own), formatters(names, lang)
    texts = {
        name: ["" if pd.isna(cell) else forms.get(name, str)(cell) for cell in cells[name]]
        for name in cells
    }
    return pd.DataFrame(texts, dtype=str)
