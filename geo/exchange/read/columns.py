"""Which columns say where a row lies: by what they hold together; their names only propose.

Where two readings are possible that put rows in different places, both are handed back: the
file's owner has to choose.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.exchange.read import headings
from geo.exchange.read.codes import (
    are_official,
    clean_codes,
    codes_in,
    of_departments,
    stated_codes,
)
from geo.exchange.read.headings import EXACT, NONE, PART, level_of
from geo.exchange.read.loaded import Loaded
from geo.exchange.read.numbers import distinct_texts, is_filled
from geo.exchange.read.options import COLUMNS, Options, Way
from geo.exchange.read.pairs import Candidate, differ, pairs, position_columns
from geo.exchange.read.systems import place_of
from geo.spatial.name_index import key
from geo.spatial.names import exact_matches
from geo.spatial.other_names import COUNTED

MOST, HALF, FEW = 0.8, 0.5, 0.05
SAMPLE = 2_000
# Words of headings that do not tell which department a municipality goes with.
GENERAL = {*headings.WORDS["any_code"], *headings.TOWN, *headings.WITHIN["code"]}
GENERAL |= {*["nombre", "nom", "name", "id", "de", "del", "la"]}
ANY_CODE = {*headings.WORDS["any_code"], "centro", "poblado", "vereda"}
AGAIN = re.compile(r"_\d+$")  # of headings that come up twice
PLACE = ("code", "municipality", "department")


def with_columns(
    options: Options, loaded: Loaded, municipalities: gpd.GeoDataFrame
) -> tuple[Options, list[Way]]:
    """The options with the columns that say where a row lies, and the ways where it is unclear."""
    choice = _Choice(options, loaded, municipalities)
    choice.place()
    if loaded.shapes is not None:
        choice.columns |= dict.fromkeys(("latitude", "longitude", "position"), "")
        choice.ways = []
    else:
        choice.positions(options.crs)
    return replace(options, **choice.columns), choice.ways


class _Choice:
    def __init__(self, options: Options, loaded: Loaded, municipalities: gpd.GeoDataFrame):
        whole, self.places = loaded.raw.frame, municipalities
        self.frame = whole.assign(**loaded.degrees).drop(columns=[*loaded.parts])
        self.codes = set(municipalities["divipola"]) | set(COUNTED)
        self.sample = _sample(self.frame)
        choices: dict[str, Any] = {name: getattr(options, name) for name in COLUMNS}
        self.free = {n for n, column in choices.items() if column not in ("", *whole.columns)}
        self.columns: dict[str, Any] = {
            n: "" if n in self.free else column for n, column in choices.items()
        }
        self.ways: list[Way] = []

    def choose(self, **columns: str) -> None:
        self.columns |= {n: column for n, column in columns.items() if n in self.free}

    def place(self) -> None:
        """The columns of codes and names."""
        names = [n for n in self.sample if n not in self.columns.values()]
        self.choose(uncertainty_km=headings.find_column("uncertainty_km", names))
        department = self.columns["department"]
        self.departments = self._departments(names) if "department" in self.free else [department]
        self.choose(code=self._best("code", names, self._code_share, self._codes_of))
        # Beside a department its capital is no place of what is counted.
        towns = [n for n in names if not (self.departments and "capital" in headings.words(n))]
        self.choose(
            municipality=self._best("municipality", towns, self._town_share, self._towns_of)
        )
        place_column = self.columns["municipality"] or self.columns["code"]
        self.choose(department=self._beside(place_column))
        if self.columns["code"] and self.columns["municipality"]:
            self._choose_in_accord()
        if not (place_column or any(map(headings.axis_of, names))):
            self.choose(code=headings.find_column("code", names))

    @cached_property
    def _texts(self) -> dict[str, pd.Series]:
        """The filled, distinct cells of each column of the sample, as text."""
        return {name: distinct_texts(self.sample[name]) for name in self.sample}

    @cached_property
    def _matches(self) -> dict[str, tuple[list[set[str]], list[str]]]:
        """Of each column of words: the municipalities and departments that its cells name."""
        wordy = {
            n: t for n, t in self._texts.items() if t.str.contains(r"[^\W\d]{2}").mean() >= HALF
        }
        return {n: exact_matches(list(t), self.places) for n, t in wordy.items()}

    def _departments(self, names: Sequence[str]) -> list[str]:
        """The columns that are called so and name departments; else another that nearly all do.

        One of words that is called so stays where few or none of its cells are understood: a
        name beside these is not sure.
        """
        chapters = {code[:2] for code in self.codes}

        def share(name: str) -> float:
            texts = self._texts[name]
            if not len(texts):
                return 0.0
            digits = texts.str.upper().str.removeprefix("CO").str.removesuffix(".0").str.zfill(2)
            coded = digits.isin(chapters).mean() if level_of("department", name) else 0.0
            matches = self._matches.get(name)
            called = np.mean([bool(code) for code in matches[1]]) if matches else 0.0
            return float(max(coded, called))

        called = [n for n in names if level_of("department", n)]
        shares = {n: share(n) for n in called}
        called.sort(key=lambda n: (shares[n] < HALF, _rank("department")(n)))
        towns = [n for n in names if level_of("municipality", n) == NONE and n in self._matches]
        worded = [n for n in towns if n in called and not headings.STATUS & {*headings.words(n)}]
        good = [n for n in called if shares[n] >= HALF or (shares[n] and n in worded)]
        others = (n for n in towns if n not in called and share(n) >= MOST)
        return good or [*islice(others, 1)] or worded

    def _beside(self, name: str) -> str:
        """The department's column that goes with this one: whose heading has its other words."""
        return max(self.departments, key=lambda n: _shared(name, n), default="")

    def _has_own(self, name: str) -> bool:
        """Whether a department's heading shares words with this one (of birth, of the event)."""
        return any(_shared(name, other) for other in self.departments)

    def _code_share(self, name: str, level: int) -> float:
        texts, terms = self._texts[name], {*headings.words(name)}
        if not len(texts) or "postal" in terms or (not level and terms & headings.NO_CODE):
            return 0.0
        if not (level or terms & ANY_CODE):  # only what is written as a code is one
            texts = texts.where(
                texts.str.fullmatch(r"'?(?:CO)?\d{4,5}(?:\.0)?|\d{5} ?\W? ?\D+"), ""
            )
        else:
            texts = self._of_towns(texts)
            texts = texts if level else texts.where(~texts.str.contains(r"[.,](?!0$)"), "")
        share = are_official(clean_codes(texts), self.codes).mean() if len(texts) else 0.0
        department = self._beside(name)
        if level and share < HALF and department and department != name:
            codes = codes_in(self.sample, name, department, self.places)
            codes = codes[is_filled(self.sample[name])]
            share = max(share, are_official(codes, self.codes).mean())
        return share

    def _of_towns(self, texts: pd.Series) -> pd.Series:
        """Without the rows of departments and the words below a table."""
        other = ~texts.str.contains(r"\d") | of_departments(texts, self.codes)
        return texts[~other]

    def _town_share(self, name: str, level: int) -> float:
        if name not in self._matches or name in self.departments:
            return 0.0
        terms = {*headings.words(name)}
        if not level and (
            terms & headings.COUNTRY or {*map(key, self._texts[name])} <= {"colombia"}
        ):
            return 0.0
        return float(np.mean([bool(towns) for towns in self._matches[name][0]]))

    def _codes_of(self, name: str) -> np.ndarray:
        return stated_codes(self.sample, name, "", self._beside(name), self.places)

    def _towns_of(self, name: str) -> np.ndarray:
        return stated_codes(self.sample, "", name, self._beside(name), self.places)

    def _best(self, kind: str, names: Sequence[str], share: Callable, codes_of: Callable) -> str:
        """The column of this kind whose cells bear its heading out, else one whose cells do.

        Of several that say it as plainly and differ, or that differ from the one of the event,
        none is sure: both are ways. A column that only its heading calls so is taken where
        there is no other.
        """
        if kind not in self.free:
            return self.columns[kind]
        others = {c for n, c in self.columns.items() if c and n != kind} | {*self.departments}
        levels = {n: level_of(kind, AGAIN.sub("", n)) for n in names if n not in others}
        good = [n for n, level in levels.items() if level and share(n, level) >= HALF]
        if not good:
            good = [n for n, level in levels.items() if not level and share(n, 0) >= MOST][:1]
        if not good:
            if kind == "code":
                return ""
            return headings.find_column(kind, [n for n in levels if not level_of("code", n)])
        # Beside the department of the event, the place of birth is another's.
        good = [n for n in good if self._has_own(n)] or good
        top = max(levels[n] for n in good)
        good = [n for n in good if levels[n] == top or headings.is_of_event(n)]
        first, *rest = sorted(good, key=lambda n: (-levels[n], _rank(kind)(n)))
        rival = next((n for n in rest if _difference(codes_of(first), codes_of(n)) > FEW), None)
        if rival is not None:
            self.ways += [self._way({kind: n}, codes_of(n)) for n in (first, rival)]
        return first

    def _choose_in_accord(self) -> None:
        """Codes and names that mostly contradict each other are two readings."""
        code, name = self.columns["code"], self.columns["municipality"]
        if not {"code", "municipality"} & self.free:
            return
        codes, towns = self._codes_of(code), self._towns_of(name)
        if _difference(codes, towns) <= HALF:
            return
        if level_of("code", code) == NONE:  # other numbers that happen to be codes
            self.choose(code="")
        elif not self.ways:
            ways = (({"code": code, "municipality": ""}, codes), ({"code": ""}, towns))
            self.ways += [self._way(options, place_codes) for options, place_codes in ways]

    def positions(self, crs: int | None) -> None:
        """The columns of positions, where those that name a place too bear them out."""
        columns, pair = self.columns, ("latitude", "longitude")
        if columns["position"] or all(columns[n] for n in pair):
            columns |= dict.fromkeys(pair if columns["position"] else ("position",), "")
            return
        columns |= dict.fromkeys(pair, "")
        if not {*pair, "position"} <= self.free:
            return
        stated = self._stated()
        by_place = bool(columns["code"] or columns["municipality"])
        free = self.sample.drop(columns=[*columns.values()], errors="ignore")
        candidates = pairs(free, self.places, stated, crs)
        exact = any(c.level == EXACT and c.share >= HALF for c in candidates)
        if not exact or any(map(headings.is_of_event, free)):
            candidates += position_columns(free, self.places, stated)
        candidates = [
            c
            for c in candidates
            if c.level >= PART
            or ((c.accord is None or c.accord >= HALF) and (c.share >= HALF or not by_place))
        ]
        if not candidates:
            return
        good = [c for c in candidates if c.share >= HALF]
        if not good and not self.ways:
            unlikely = [c for c in candidates if c.filled and c.level < EXACT]
            self.ways = [self._way_of(c) for c in _distinct(unlikely)]
        good = good or candidates
        top = max(c.level for c in good)
        good = [c for c in good if c.level == top or (c.level >= PART and _is_of_event(c))]
        best, *others = sorted(good, key=lambda c: (c.level, *_weight(c)), reverse=True)
        self.choose(**best.columns)
        if best.filled == len(self.sample) and best.share >= HALF:
            self.ways = []
        rivals = [c for c in others if differ(best, c) and not _clearly(best, c)]
        if rivals:
            self.ways = [self._way_of(c) for c in _distinct([best, *rivals])]
        elif not self.ways and not pd.isna(stated).all() and best.doubtful:
            self.ways = [self._way_of(best), self._way(dict.fromkeys(best.columns, ""), stated)]

    def _stated(self) -> np.ndarray:
        """The municipality that each row of the sample names, None where it names none."""
        code, name, department = (self.columns[n] for n in PLACE)
        out = stated_codes(self.sample, code, name, department, self.places)
        if code and name:
            towns = stated_codes(self.sample, "", name, department, self.places)
            out = np.where(pd.isna(out), towns, out)
        return out

    def _way_of(self, candidate: Candidate) -> Way:
        return self._way(candidate.options, candidate.codes, candidate.text)

    def _way(
        self, options: dict, codes: np.ndarray, example: Callable[[int], str] | None = None
    ) -> Way:
        """A reading, with the first row that it puts somewhere as its example."""
        at = next((i for i, code in enumerate(codes) if code), 0)
        row = int(self.sample.index[at]) if len(self.sample) else 0
        columns = [c for n, c in options.items() if n in COLUMNS and c]
        value = example(at) if example else ", ".join(str(self.sample[c].iloc[at]) for c in columns)
        place = place_of(codes[at] or None if len(codes) else None, self.places)
        return Way(options, row, value[:80], place)


def _sample(frame: pd.DataFrame) -> pd.DataFrame:
    """The first rows and some from all over the file: what is filled in few rows shows too."""
    if len(frame) <= SAMPLE:
        return frame
    rest = np.random.default_rng(1).choice(len(frame) - SAMPLE // 2, SAMPLE // 2, replace=False)
    return frame.iloc[np.r_[: SAMPLE // 2, np.sort(rest) + SAMPLE // 2]]


def _rank(kind: str) -> Callable[[str], int]:
    """The place of a heading among those that are usual for this, the others behind."""
    order = {word: place for place, word in enumerate(headings.HINTS[kind])}
    return lambda name: order.get(headings.folded(name), len(order))


def _shared(name: str, other: str) -> int:
    """How many of a heading's own words another has."""
    return len(({*headings.words(name)} - GENERAL) & {*headings.words(other)})


def _difference(codes: np.ndarray, others: np.ndarray) -> float:
    """The share of rows that two columns put in different municipalities, of those in both."""
    both = ~(pd.isna(codes) | pd.isna(others))
    return float((codes[both] != others[both]).mean()) if both.any() else 0.0


def _weight(candidate: Candidate) -> tuple:
    accord = candidate.accord if candidate.accord is not None else -1
    return (accord >= HALF, round(candidate.share, 2), candidate.filled)


def _is_of_event(candidate: Candidate) -> bool:
    return any(map(headings.is_of_event, candidate.columns.values()))


def _clearly(best: Candidate, other: Candidate) -> bool:
    """Whether what the rows name decides between the two."""
    if best.accord is None or other.accord is None:
        return False
    return best.accord >= HALF and other.accord < best.accord - 0.2


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    out: list[Candidate] = []
    for candidate in candidates:
        if all(differ(candidate, other) for other in out):
            out.append(candidate)
    return out
