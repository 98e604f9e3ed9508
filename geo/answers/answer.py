"""The answer: a frame that carries its sources, basis, caveats and what was left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal

import pandas as pd

from geo.evidence import Evidence, columns, remember
from geo.language import Range, Sentence, say, tell  # noqa: F401

Basis = Literal["reported", "modelled", "mixed"]
MODELLED = "_modelled"

SINGLED_OUT = 3  # places that the sentences single out
NAMED_ALIKE = 3  # so many of one rank are named; more are counted


def gather_source_ids(*frames: pd.DataFrame) -> tuple[str, ...]:
    """Every source id in the `source_ids` columns of these frames, sorted, each once."""
    cells = (c for f in frames if "source_ids" in f for c in f["source_ids"].dropna().unique())
    return tuple(sorted({i for cell in cells for i in cell.split(";") if i}))


def alike(names: list[str]) -> list[str] | Sentence:
    """Places that share a rank: up to three by name, more by their number."""
    return names if len(names) <= NAMED_ALIKE else say("frame.places_alike", n=len(names))


@dataclass(frozen=True, eq=False)
class Answer:
    """What one question returned.

    id: slug for file names. frame: rows shown, tabulated and downloaded alike; modelled
    columns end in `_modelled`. as_of: the date of the youngest evidence, ISO text. sentences:
    named by their message. caveats: message keys, most important first. matched/unmatched:
    rows that a join placed and could not place. also_cites: sources of what the frame does
    not hold row by row. title, address: what it is called and its link below the atlas's root,
    where it has them apart from the page that shows it. Raises ValueError for rows without any
    source.
    """

    id: str
    frame: pd.DataFrame
    as_of: str
    sentences: tuple[Sentence, ...] = ()
    caveats: tuple[str, ...] = ()
    matched: int | None = None
    unmatched: int | None = None
    also_cites: tuple[str, ...] = ()
    title: Sentence | None = None
    address: str = ""

    def __post_init__(self) -> None:
        if len(self.frame) and not self.source_ids:
            raise ValueError(f"answer '{self.id}' has rows but no source")

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of exactly these rows, sorted."""
        return tuple(sorted({*gather_source_ids(self.frame), *self.also_cites}))

    @cached_property
    def basis(self) -> Basis:
        """Modelled where a column is; mixed where a reported figure stands beside it.

        A figure is what has a unit; hours and minutes that are not modelled are what was asked.
        """
        names = list(self.frame.columns)
        if not any(name.endswith(MODELLED) for name in names):
            return "reported"
        reported = (columns().get(name) for name in names if not name.endswith(MODELLED))
        figures = (column for column in reported if column and column.unit not in ("", "h", "min"))
        return "mixed" if any(figures) else "modelled"

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows without their shapes, column by name."""
        return self.frame.drop(columns="geometry", errors="ignore").to_dict("records")

    @cached_property
    def said(self) -> dict[str, Sentence]:
        """The sentences by name, of several with one name the first."""
        return {sentence.name: sentence for sentence in reversed(self.sentences)}


def keys(caveats: str) -> tuple[str, ...]:
    """Keys of messages from words: those of the file `caveats` by their name alone."""
    return tuple(key if "." in key else f"caveats.{key}" for key in caveats.split())


def compose(
    evidence: Evidence,
    id: str,
    frame: pd.DataFrame,
    used: str | pd.DataFrame | tuple[str | pd.DataFrame, ...],
    sentences: Sentence | Iterable[Sentence] = (),
    caveats: str | Iterable[str] = (),
    *,
    of: int | None = None,
    matched: int | None = None,
    also: tuple[str, ...] = (),
) -> Answer:
    """An answer as old as what it used: names of layers (a text, by spaces), or rows of them.

    said: one sentence or several. caveats: as for `keys`, or keys. of: how many rows were looked
    at, of which the frame's matched, unless `matched` says how many.
    """
    layers = used.split() if isinstance(used, str) else [used]
    layers = list(used) if isinstance(used, tuple) else layers
    n = len(frame) if matched is None else matched
    return Answer(
        id,
        frame,
        evidence.as_of(*layers),
        (sentences,) if isinstance(sentences, Sentence) else tuple(sentences),
        keys(caveats) if isinstance(caveats, str) else tuple(caveats),
        None if of is None else n,
        None if of is None else of - n,
        also,
    )


def words(answer: Answer, lang: str) -> str:
    """All sentences of an answer as one paragraph, caveats not included."""
    return " ".join(tell(sentence, lang) for sentence in answer.sentences)


def ordered(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The frame with these columns in front, as far as it has them: those read first."""
    front = [name for name in dict.fromkeys(names) if name in frame]
    return frame[[*front, *(name for name in frame if name not in front)]]


def tally(codes: pd.Series, names: Collection[str]) -> dict[str, int]:
    """How often each of these codes occurs."""
    counts = codes.value_counts()
    return {name: int(counts.get(name, 0)) for name in names}


def sources_of(ids: Iterable[str], sources: pd.DataFrame) -> pd.DataFrame:
    """Rows of the sources layer for these ids, in that order; an unknown id raises KeyError.

    An id that the article no longer goes by finds it too.
    """
    places = remember(sources, "places", partial(_places, sources))
    return sources.iloc[list(dict.fromkeys(places[i] for i in ids))].reset_index(drop=True)


def _places(sources: pd.DataFrame) -> dict[str, int]:
    """The row of each id, and of each that the article no longer goes by."""
    also = sources["also_ids"].reset_index(drop=True).dropna().str.split(";").explode()
    return {i: n for n, i in also.items()} | {i: n for n, i in enumerate(sources["source_id"])}
