"""What each layer and each column is: `data/catalogue.toml` and `data/columns.toml`, read once."""

import hashlib
import json
import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from geo.language import LANGUAGES

DATA = Path(__file__).resolve().parents[2] / "data"
Text = Mapping[str, str]
# Columns for editors: no layer and no file for readers has them.
EDITORS = frozenset({"note", "casualty_note"})
# How the title of a source begins that was not seen.
UNSEEN = {"from_address": "[from URL]", "not_seen": "[title not seen]"}
# How often sources publish, in months.
RHYTHMS = {"monthly": 1, "quarterly": 3, "yearly": 12}
# Units that are words; symbols are the same in both languages.
SPANISH_UNITS = {
    "people": "personas",
    "per 100,000": "por 100.000",
    "share": "parte",
    "difference of shares": "diferencia de partes",
}


@dataclass(frozen=True)
class Layer:
    """One entry of the catalogue. `file` is relative to `data/`; texts are {en, es}.

    build: how the build makes it. key: the columns that name a row; without it rows may repeat.
    dated_by: the column whose last day is `as_of`. rhythm: how often its source usually
    publishes, a key of `RHYTHMS`; empty where it does not do so regularly.
    """

    id: str
    file: str
    build: str
    title: Text
    question: Text
    licence: str
    columns: list[str]
    as_of: str
    basis: str
    source_ids: list[str]
    method: Text
    caveats: Text
    geometry: str
    key: list[str] = field(default_factory=list)
    dated_by: str = ""
    rhythm: str = ""


@dataclass(frozen=True)
class Column:
    """One entry of the column dictionary. `null` is empty where a value is never missing.

    technical: for files, not for the tables of a page. language: that its texts are written in,
    whatever the page's.
    """

    name: str
    type: str
    label: Text
    meaning: Text
    unit: str = ""
    null: Text = field(default_factory=dict)
    measure: str = ""
    technical: bool = False
    language: str = ""
    values: Mapping[str, Text] = field(default_factory=dict)


def has_title(title: str) -> bool:
    """Whether the title in the sources layer is a title, not a stand-in for one."""
    return not title.startswith(tuple(UNSEEN.values()))


def _toml(name: str, data: Path) -> dict:
    return tomllib.loads((data / name).read_text(encoding="utf-8"))


@cache
def catalogue(data: Path = DATA) -> dict[str, Layer]:
    """Every layer by id."""
    return {i: Layer(id=i, **t) for i, t in _toml("catalogue.toml", data)["layers"].items()}


@cache
def fact_keys(data: Path = DATA) -> dict[str, list[str]]:
    """The columns that name one row of each file in `data/facts`, by its name without `.csv`."""
    return _toml("catalogue.toml", data)["facts"]


def last_day(text: object) -> str:
    """The last day of a year, a month or a day, ISO text."""
    year, *rest = map(int, str(text).split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else monthrange(year, month)[1]
    return date(year, month, day).isoformat()


def youngest(frame: pd.DataFrame, layer: Layer) -> str:
    """The last day of a layer's youngest row, by the column that dates it."""
    return last_day(frame[layer.dated_by].max())


@cache
def columns(data: Path = DATA) -> dict[str, Column]:
    """Every column by name."""
    return {n: Column(name=n, **t) for n, t in _toml("columns.toml", data)["columns"].items()}


@cache
def editorial(name: str) -> list[dict]:
    """The sections of one editorial text, in order, each with texts in both languages."""
    return _toml(f"editorial/{name}.toml", DATA)["section"]


def briefing_text() -> str:
    """The file of our briefing, as it stands."""
    return (DATA / "editorial" / "briefings" / "main.toml").read_text(encoding="utf-8")


def label(column: str, code: str, lang: str) -> str:
    """A vocabulary code in words; `;` between several; an unlisted code is shown as it is."""
    values = columns()[column].values
    return "; ".join(values[c][lang] if c in values else c for c in str(code).split(";"))


def column_title(name: str, lang: str) -> str:
    """The heading of a column with its unit, or the name where the dictionary has none."""
    column = columns().get(name)
    if column is None:
        return name
    unit = unit_of(column, lang)
    return f"{column.label[lang]} ({unit})" if unit else column.label[lang]


def unit_of(column: Column, lang: str) -> str:
    """The unit of a column as the language writes it; empty where it has none."""
    return SPANISH_UNITS.get(column.unit, column.unit) if lang == "es" else column.unit


def term(column: str, code: str) -> Text:
    """A vocabulary code in words of both languages, as a sentence takes it."""
    return {lang: label(column, code, lang) for lang in LANGUAGES}


def heading(name: str) -> Text:
    """The heading of a column in both languages, as a sentence takes it."""
    return {lang: column_title(name, lang) for lang in LANGUAGES}


def manifest(data: Path = DATA) -> dict[str, dict]:
    """What the last build wrote: per layer its rows, SHA-256 and content hash.

    Read on every call, so that a running app notices a new build; empty where there is none.
    """
    path = data / "layers" / "manifest.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def data_version(data: Path = DATA) -> str:
    """Eight characters that change when any layer's content does."""
    content = json.dumps({k: v.get("content_hash") for k, v in sorted(manifest(data).items())})
    return hashlib.sha256(content.encode()).hexdigest()[:8]
