"""The answer: a frame that carries its sources, basis, caveats and what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pandas as pd

Basis = Literal["reported", "modelled", "mixed"]
MODELLED = "_modelled"
# How the facts mark a title that was made from an address, or that nobody read.
UNSEEN = ("[from URL]", "[title not seen]")


def gather_source_ids(*frames: pd.DataFrame) -> tuple[str, ...]:
    """Every source id in the `source_ids` columns of these frames, sorted, each once."""
    cells = (cell for f in frames if "source_ids" in f for cell in f["source_ids"].dropna())
    return tuple(sorted({i for cell in cells for i in cell.split(";") if i}))


class Range(NamedTuple):
    """A low and a high value of a sentence, told as one where they read the same."""

    low: float
    high: float


@dataclass(frozen=True)
class Sentence:
    """A sentence by message key and values; rendered by `geo.language.say`."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What one question returned.

    id: slug for file names. frame: rows shown, tabulated and downloaded alike; modelled
    columns end in `_modelled`. basis: `mixed` when the frame has reported and modelled
    columns. source_ids: sources of exactly these rows. caveats: message keys, most
    important first. matched/unmatched: rows that a join placed and could not place.
    as_of: the date of the youngest evidence, ISO text.
    """

    id: str
    frame: pd.DataFrame
    basis: Basis
    source_ids: tuple[str, ...]
    as_of: str
    caveats: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    matched: int | None = None
    unmatched: int | None = None

    def __post_init__(self) -> None:
        modelled = [c for c in self.frame.columns if c.endswith(MODELLED)]
        if self.basis == "reported" and modelled:
            raise ValueError(f"reported answer '{self.id}' has modelled columns: {modelled}")
        if self.basis != "reported" and not modelled:
            raise ValueError(f"answer '{self.id}' is {self.basis} but marks no column as modelled")
        if len(self.frame) and not self.source_ids:
            raise ValueError(f"answer '{self.id}' has rows but no source")

    @property
    def modelled_columns(self) -> list[str]:
        return [c for c in self.frame.columns if c.endswith(MODELLED)]


def title_seen(title: str) -> bool:
    """Whether the title in the sources layer is a title, not a stand-in for one."""
    return not title.startswith(UNSEEN)


def sources_of(ids: Iterable[str], sources: pd.DataFrame) -> pd.DataFrame:
    """Rows of the sources layer for these ids, in that order; an unknown id raises KeyError."""
    return sources.set_index("source_id").loc[list(ids)].reset_index()
