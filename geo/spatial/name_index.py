"""Every spelling of every place, folded: what names are held against."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from geo.evidence.codes import PLACE
from geo.spatial.other_names import (
    BOGOTA,
    COUNTED,
    ISO_DEPARTMENTS,
    OTHER_DEPARTMENTS,
    OTHER_NAMES,
)


def fold(text: str) -> str:
    """Words in lower case, without accents or punctuation, one space between."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = ("" if unicodedata.combining(c) else c if c.isalnum() else " " for c in bare)
    return " ".join("".join(letters).split())


def key(text: str) -> str:
    """What two spellings of one name have in common: folded, without spaces."""
    return fold(text).replace(" ", "")


def code_of(text: str, digits: int) -> str:
    """A code as text of so many digits, or "" where the text is none; `5001` is `05001`."""
    bare = text.strip().removesuffix(".0")
    return bare.zfill(digits) if bare.isascii() and bare.isdigit() else ""


def town_code(text: str) -> str:
    """A municipality's code as text, or that of the one it counts with; "" for none."""
    code = code_of(text, 5)
    return COUNTED.get(code, code)


@dataclass(frozen=True)
class Index:
    """Every spelling of every place, folded, and whose it is.

    titles: of departments; one that is a single municipality is found as that municipality.
    within: by department ("" for all), spellings in both orders of words, and their codes.
    """

    names: dict[str, str]
    department_of: dict[str, str]
    departments: dict[str, str]
    spellings: list[tuple[str, str]]
    titles: list[tuple[str, str]]
    within: dict[str, tuple[list[str], list[str]]]
    by_key: dict[str, set[str]]
    department_by_key: dict[str, str]


def sort_words(text: str) -> str:
    return " ".join(sorted(text.split()))


def index_of(places: pd.DataFrame) -> Index:
    return _index_of_rows(tuple(pd.DataFrame(places[PLACE]).itertuples(index=False, name=None)))


@lru_cache(maxsize=4)
def _index_of_rows(rows: tuple[tuple[str, str, str, str], ...]) -> Index:
    names = {code: name for code, name, _, _ in sorted(rows)}
    department_of = {code: department for code, _, department, _ in rows}
    departments = {code: title for _, _, code, title in sorted(rows)}
    titles = {c: (n, *OTHER_DEPARTMENTS.get(c, ())) for c, n in departments.items()}
    spellings, by_key = [], defaultdict(set)
    for code, name in names.items():
        for spelling in (name, *OTHER_NAMES.get(code, ())):
            spellings.append((fold(spelling), code))
            by_key[key(spelling)].add(code)
            # Bogotá is the capital of a department that it is no part of.
            more = ("Cundinamarca",) if code == BOGOTA else ()
            for title in (*titles[department_of[code]], *more):
                by_key[key(spelling + title)].add(code)
                by_key[key(title + spelling)].add(code)
    within = {}
    for department in ("", *departments):
        own = [s for s in spellings if department in ("", department_of[s[1]])]
        within[department] = (
            [text for text, _ in own] + [sort_words(text) for text, _ in own],
            [code for _, code in own] * 2,
        )
    folded = [(fold(title), code) for code, each in titles.items() for title in each]
    letters = {prefix + ISO_DEPARTMENTS[c]: c for c in departments for prefix in ("", "CO")}
    several = {c for c, (_, codes) in within.items() if len(set(codes)) > 1}
    return Index(
        names,
        department_of,
        departments,
        spellings,
        [(title, code) for title, code in folded if code in several],
        within,
        dict(by_key),
        {key(title): code for title, code in [*letters.items(), *folded]},
    )
