"""Sentences: a message and its raw values; the message says how each value is written.

A message names its values in braces, with a unit of `UNITS` or the forms of a noun:
`{coca:ha} in {n} {n:municipality|municipalities}`. Without either, a whole number, a decimal
one, a list, a range, a text in both languages and a sentence are each written as such.
`{cut:?, {cut} of them cut|, none cut}` stands where there is a value, else what follows the bar.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from numbers import Integral, Real
from string import Formatter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from babel import Locale

from geo.language import numbers
from geo.language.texts import LOCALES, text

NO_BREAK = "\u00a0"
STOPS = re.compile(r"(?<=[A-Z])\.\.(?!\.)")


class Range(NamedTuple):
    """A low and a high value, told as one where both read the same."""

    low: object
    high: object


@dataclass(frozen=True)
class Sentence:
    """A message by key with the raw values that it names; `tell` puts it into words."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the sentence is called within its answer: the key without its file."""
        return self.key.rpartition(".")[2]


def say(key: str, **values: object) -> Sentence:
    """A sentence. Values stay raw until somebody reads it in a language."""
    return Sentence(key, values)


def tell(sentence: Sentence | str, lang: str, **values: object) -> str:
    """A sentence, or the message of a key with these values, in the language.

    Raises KeyError for an unknown key or a value that the message names and did not get.
    """
    if isinstance(sentence, Sentence):
        return tell(sentence.key, lang, **sentence.values)
    return _Words(lang).format(text(sentence, lang), **values) if values else _plain(sentence, lang)


@cache
def _plain(key: str, lang: str) -> str:
    return _Words(lang).format(text(key, lang))


def one_stop(text: str) -> str:
    """A text in which the stop of an abbreviation also ends its sentence: `Bogotá, D.C.`"""
    return STOPS.sub(".", text)


def fill(text: str, lang: str, values: Mapping[str, Any]) -> str:
    """Any text with values written as in a message; their names may hold points.

    Raises KeyError for a name or unit that is unknown, ValueError for braces that do not pair.
    """
    return _Words(lang).vformat(text, (), values)


def _quantity(unit: str, decimals: int) -> Callable[[float, str], str]:
    def write(value: float, lang: str) -> str:
        figure = numbers.number(value, lang, decimals)
        return figure if pd.isna(value) else f"{figure}{NO_BREAK}{unit}"

    return write


def _hectares(value: float, lang: str) -> str:
    """Hundredths tell something of a few hectares, and nothing of hundreds."""
    return _quantity("ha", 0 if pd.notna(value) and abs(value) >= 100 else 2)(value, lang)


UNITS: dict[str, Callable[[Any, str], str]] = {
    "ha": _hectares,
    "ha.0": _quantity("ha", 0),
    "km": _quantity("km", 0),
    "km.1": _quantity("km", 1),
    "h": _quantity("h", 1),
    "min": numbers.minutes,
    "model_h": numbers.model_hours,
    "model_min": numbers.model_minutes,
    "percent": numbers.percent,
    "percent.0": lambda share, lang: numbers.percent(share, lang, 0),
    "usd": numbers.money,
    "date": numbers.date,
    "days": numbers.date,
    "year": lambda year, lang: str(year),
    "years": lambda year, lang: str(year),
    **{f".{k}": partial(numbers.number, decimals=k) for k in range(5)},
}

NUMBER = r"\$?[\d.,]+"
# Ranges that say where they stand in time: how one with equal ends is told, and one with two.
SPANS = {"days": ("frame.on_day", "frame.days"), "years": ("frame.in_year", "frame.years")}


@cache
def _rule(lang: str) -> Callable[[float], str]:
    return Locale.parse(LOCALES[lang]).plural_form


def _without_unit(low: str, high: str) -> str:
    """The low end as it stands before a high one in the same unit: `9,1` before `16,0 %`."""
    low_parts, high_parts = (re.fullmatch(rf"({NUMBER})(\s.+|%)", end) for end in (low, high))
    if low_parts and high_parts and low_parts[2] == high_parts[2]:
        clock = re.search(rf"{NO_BREAK}\d", low_parts[2])  # 1 h 30 min is one number
        return low if clock else low_parts[1]
    return low


def _american(low: str, high: str) -> tuple[str, str]:
    """Two days as a newsroom writes them from one to the other: `April 20` to `24, 2025`."""
    ends = [re.fullmatch(r"(\w+) (\d+), (\d+)", end) for end in (low, high)]
    first, last = ends
    if low == high or not first or not last:
        return low, high
    if first[3] != last[3]:
        return f"{low},", high
    return f"{first[1]} {first[2]}", high.removeprefix(f"{first[1]} ")


class _Words(Formatter):
    """`str.format` whose values are written for readers of one language."""

    def __init__(self, lang: str):
        self.lang = lang

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return kwargs[field_name], field_name  # by its whole name: no attribute is ever read

    def vformat(self, *args: Any) -> str:
        return one_stop(super().vformat(*args))

    def format_field(self, value: Any, spec: str) -> str:
        if spec.startswith("?"):
            some, _, none = spec[1:].partition("|")
            return some if value else none
        if "|" in spec:
            one, others = spec.split("|")
            count: Any = value.high if isinstance(value, Range) else value
            count = len(count) if isinstance(count, list | tuple) else count
            return one if _rule(self.lang)(abs(count)) == "one" else others
        return self._write(value, spec)

    def _write(self, value: Any, unit: str) -> str:
        if isinstance(value, Sentence):
            return tell(value, self.lang)
        if isinstance(value, Range):
            low, high = (self._write(end, unit) for end in value)
            if unit == "days" and self.lang == "en":
                low, high = _american(low, high)
            bare = _without_unit(low, high)
            apart = "frame.range" if re.fullmatch(NUMBER, bare) else "frame.range_apart"
            one, both = SPANS.get(unit, (None, apart))
            if low != high:
                return tell(both, self.lang, low=bare, high=high)
            return tell(one, self.lang, at=low) if one else low
        if isinstance(value, Mapping):
            return value[self.lang]
        if isinstance(value, list | tuple):
            return numbers.join_list([self._write(item, unit) for item in value], self.lang)
        if isinstance(value, str) and unit not in ("date", "days"):
            return value
        if unit:
            return UNITS[unit](value, self.lang)
        whole = isinstance(value, Integral | np.bool_) or not isinstance(value, Real)
        return numbers.number(value, self.lang, 0 if whole else 1)
