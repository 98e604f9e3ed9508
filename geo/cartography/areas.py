"""What a layer of the map is, and the first kind of it: places filled by class."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from geo.cartography import palette, static
from geo.cartography.classes import NO_CLASS, Classes
from geo.cartography.legend import Entry, Grid, Legend
from geo.cartography.palette import css, stripe
from geo.cartography.tooltip import shortened
from geo.language import number, tell

Colour = Sequence[int]


def with_first(name: str, detail: str) -> str:
    """A place in words, with the first part of what is told of it."""
    first = shortened(detail.split(" · ")[0].split("\n")[0])
    place = shortened(name, words=True)
    return f"{place} ({first})" if first else place


@dataclass(frozen=True, eq=False)
class Kind:
    """One layer. key: names it over reruns, so that only what changed is redrawn.

    title: what it shows, in the reader's words. basis: reported, modelled or unchecked; none of
    what only says where something is. entries: of its legend, under its title. legend: another
    one instead.
    """

    kind: ClassVar[str]
    key: str
    title: str
    _: KW_ONLY
    basis: str = "reported"
    entries: Sequence[Entry] = ()
    legend: Legend | Grid | None = None

    def __len__(self) -> int:
        raise NotImplementedError

    def message(self, lang: str) -> dict:
        """What the browser needs, as JSON: all text plain, all numbers finite."""
        return {
            "key": self.key,
            "kind": self.kind,
            "basis": tell(f"frame.{self.basis}", lang) if self.basis else "",
        }

    @property
    def legends(self) -> list[Legend | Grid]:
        """What explains it, where anything does."""
        own = Legend(self.title, self.basis or "reported", list(self.entries))
        return [self.legend or own] if self.legend or self.entries else []

    def largest(self, lang: str) -> list[str]:
        """The three largest in words, where sizes are shown."""
        return []

    @property
    def valued(self) -> int:
        """How many have a value, where values are shown."""
        return len(self)

    @property
    def blank(self) -> int:
        """How many have no value or no position, and so are not drawn."""
        return 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Areas(Kind):
    """Municipalities or departments by class; modelled ones hatched.

    classes: codes in the order of `units`; None draws the limits alone (told with a title).
    values: numbers by code of the unit, told with `unit` under the pointer; those that are not
    finite count as none. labels: words by code that are told instead. nothing: what a place
    without a value tells. either: the class whose places could be either (dotted). years: codes
    as in `classes` by year, all travelling once, for a slider at `year`.
    """

    kind = "areas"
    classes: Classes | None
    units: str = "municipalities"
    values: pd.Series | None = None
    unit: str = ""
    decimals: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    nothing: str = ""
    either: int | None = None
    years: Mapping[int, str] | None = None
    year: int | None = None

    def __len__(self) -> int:
        if self.classes is None:
            return len(static.places(self.units)) if self.title else 0
        return len(self.classes.codes) - self.classes.missing

    @cached_property
    def _finite(self) -> pd.Series:
        """Finite values, the largest first."""
        if self.values is None:
            return pd.Series(dtype=float)
        numbers = self.values.astype(float)
        return numbers[np.isfinite(numbers)].sort_values(ascending=False, kind="stable")

    def _text(self, code: str, value: float, lang: str) -> str:
        """What is told of a place."""
        if code in self.labels:
            return self.labels[code]
        unit = f"\u00a0{self.unit}" if self.unit else ""
        return f"{number(value, lang, self.decimals)}{unit}"

    def message(self, lang: str) -> dict:
        place = static.places(self.units)
        classes = self.classes or Classes((), (), NO_CLASS * len(place))
        texts = {code: self._text(code, value, lang) for code, value in self._finite.items()}
        texts |= self.labels
        stripes = ["" if list(c) == palette.NO_DATA else css(stripe(c)) for c in classes.colours]
        return super().message(lang) | {
            "url": static.url(f"{self.units}.json"),
            "codes": classes.codes,
            "colours": [css(colour) for colour in classes.colours],
            "stripes": stripes if self.basis == "modelled" else [],
            "either": self.either,
            "falls": [k for k, colour in enumerate(classes.colours) if palette.falls(colour)],
            "none": css(palette.NONE),
            "border": css(palette.FINE_BORDER),
            "values": [[place[code].number, texts[code]] for code in texts if code in place],
            "nothing": self.nothing or tell("frame.no_data", lang),
            "opens": "place",
            "years": self._yearly(),
        }

    def _yearly(self) -> dict | None:
        """One character a year of each place that has a class in any."""
        if not self.years:
            return None
        first, last = min(self.years), max(self.years)
        none = NO_CLASS * len(next(iter(self.years.values())))
        columns = [self.years.get(year, none) for year in range(first, last + 1)]
        rows = ("".join(row) for row in zip(*columns, strict=True))
        codes = [[i, row] for i, row in enumerate(rows) if row.strip(NO_CLASS)]
        return {"first": first, "last": last, "year": self.year or last, "rows": codes}

    def largest(self, lang: str) -> list[str]:
        names = static.places(self.units)
        top = self._finite[self._finite.index.isin(list(names))].head(3)
        return [with_first(names[c].name, self._text(c, value, lang)) for c, value in top.items()]

    @property
    def valued(self) -> int:
        return len(self) if self.values is None else min(len(self), len(self._finite))

    @property
    def blank(self) -> int:
        return 0 if self.classes is None else self.classes.missing
