"""Which row holds the headings, and what each heading proposes that its column holds."""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

LOOK_AT = 30  # rows from the top among which the headings are looked for
SHORTEST_CODE = 4  # digits: a municipality's code without its leading zero
WIDE = 0.6  # of the usual number of filled cells: less is a title
# Words of headings, folded: by what a column holds, within longer headings, and others.
VOCABULARY = {
    part: {name: listed.split() for name, listed in lists.items()}
    for part, lists in tomllib.loads(
        Path(__file__).with_name("words.toml").read_text("utf-8")
    ).items()
}
HINTS, WITHIN, WORDS = VOCABULARY["hints"], VOCABULARY["within"], VOCABULARY["words"]
LATITUDE, LONGITUDE, NORTH, EAST = (
    {*WORDS[axis]} for axis in ("latitude", "longitude", "north", "east")
)
TOWN, PLANE, NO_WORDS, POSITIONS, COUNTRY, NO_CODE, STATUS, EVENT = (
    {*WORDS[kind]}
    for kind in ("town", "plane", "no_words", "positions", "country", "no_code", "status", "event")
)
KNOWN = LATITUDE | LONGITUDE | {*WORDS["known"], *chain.from_iterable(HINTS.values())}
NUMERIC = re.compile(r"[\s+\-−.,\d°º'′\"″eENSWO]+")
YEAR = re.compile(r"(19|20)\d\d")
EXACT, PART, WEAK, NONE = 3, 2, 1, 0  # how surely a heading says it


@dataclass(frozen=True)
class Proposal:
    """What a heading says of a coordinate: which (`latitude`, `longitude`), how surely, and
    the words that are left (of two positions in a file, each has its own)."""

    axis: str
    level: int
    rest: tuple[str, ...]


def folded(text: str) -> str:
    """Lower case, without accents, words joined by one underscore."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def words(heading: str) -> list[str]:
    """The words of a heading, folded; capitals within one begin another (decimalLatitude)."""
    return folded(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading)).split("_")


def axis_of(heading: str) -> Proposal | None:
    """The coordinate that a heading names, None where it names none."""
    terms = words(heading)
    for axis, exact in (("latitude", LATITUDE), ("longitude", LONGITUDE)):
        other = LONGITUDE if exact is LATITUDE else LATITUDE
        hits = [w for w in terms if re.sub(r"\d+$", "", w) in exact or _tail(w) in exact]
        if hits and not other & set(terms):
            rest = tuple(w for w in terms if w not in hits and w not in NO_WORDS)
            numbered = tuple(w for w in hits if w[-1].isdigit())
            return Proposal(axis, PART if rest or numbered else EXACT, rest + numbered)
    for axis, exact in (("latitude", NORTH), ("longitude", EAST)):
        hits = [w for w in terms if w in exact or w in {f"{e}coord" for e in exact}]
        hits += [w for w in terms if w in {f"coord{e}" for e in exact}]
        rest = tuple(w for w in terms if w not in hits)
        if len(hits) == 1 and (not rest or set(rest) & PLANE):
            level = NONE if not rest and hits[0] in ("n", "e") else WEAK
            return Proposal(axis, level, rest) if level else None
    return None


def says_place(heading: str) -> bool:
    """Whether a heading says that its column places rows."""
    coded = {*WORDS["any_code"]} & {*words(heading)}
    kinds = (*HINTS, "position")
    return bool(axis_of(heading) or coded) or any(level_of(kind, heading) for kind in kinds)


def is_of_event(heading: str) -> bool:
    """Whether a heading says that its column is of what happened."""
    return bool(EVENT & {*words(heading)})


def in_degrees(heading: str) -> bool:
    """Whether a heading says latitude or longitude, which are no metres."""
    terms = words(heading)
    return any(w in LATITUDE | LONGITUDE or _tail(w) for w in terms)


def _tail(word: str) -> str:
    """The word for a coordinate at either end of words that are written as one (gpslatitude)."""
    ends = ("latitude", "latitud", "longitude", "longitud")
    return next((e for e in ends if word.startswith(e) or word.endswith(e)), "")


def level_of(kind: str, heading: str) -> int:
    """How surely a heading says that its column holds this: EXACT, PART or NONE.

    kind: code, municipality, department, uncertainty_km or position.
    """
    plain, terms = folded(heading), set(words(heading))
    if kind == "position":
        return EXACT if plain in POSITIONS else PART if terms & POSITIONS else NONE
    if plain in HINTS[kind]:
        return EXACT
    numbered = kind == "code" and terms & {"cod", "codigo", "code", "id"}
    return PART if terms & {*WITHIN.get(kind, ())} or (numbered and terms & TOWN) else NONE


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The row (from 1) with the headings, 0 where the table has none.

    The first row that is about as wide as the table where it holds no number other than a
    year and a known word for a place; else the first row with such words; else the first wide
    one without numbers.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = max(
        Counter(f for f in filled if f).items(), key=lambda kv: (kv[1], kv[0]), default=(1,)
    )
    least = math.ceil(WIDE * usual[0]) if usual[0] > 2 else usual[0]
    wide = [i for i, f in enumerate(filled[:LOOK_AT]) if f >= least]
    if not wide:
        return 0
    wordy = not any(has_number(cell) for cell in rows[wide[0]])
    if wordy and any(_names_place(cell) for cell in rows[wide[0]]):
        return wide[0] + 1
    hits = {i: len(_place_words(rows[i])) for i in wide}
    if usual[0] == 1:  # a lone column may hold positions, below a title
        hits |= {i: 1 for i in wide if folded("".join(rows[i])) in POSITIONS}
    best = next((i for needed in (2, 1) for i in wide if hits[i] >= needed), None)
    if best is not None:
        return best + 1
    if usual[0] == 1 and wordy:  # below a title, too: what stands just above nothing but codes
        numbered = [sum(map(str.isdigit, "".join(rows[i]))) >= SHORTEST_CODE for i in wide]
        words_first = numbered.index(True) if True in numbered else 0
        if words_first and all(numbered[words_first:]):
            return wide[words_first - 1] + 1
    return wide[0] + 1 if wordy else 0


def _place_words(row: Sequence[str]) -> set[str]:
    """The known words among a row's cells; an x or a y alone is a mark in a cell."""
    plain = {folded(cell) for cell in row if len(cell) < 60}
    return (plain & KNOWN) | (plain & {"x", "y"} if {"x", "y"} <= plain else set())


def _names_place(cell: str) -> bool:
    if not cell.strip() or len(cell) > 60:
        return False
    proposal = axis_of(cell)
    says_axis = proposal is not None and proposal.level >= PART
    return says_axis or folded(cell) in KNOWN or any(level_of(kind, cell) for kind in WITHIN)


def has_number(cell: str) -> bool:
    """Whether a cell is a number, which no heading is; a year may be one."""
    cell = cell.strip()
    numeric = any(c.isdigit() for c in cell) and NUMERIC.fullmatch(cell)
    return bool(numeric) and not YEAR.fullmatch(cell)


def unique_names(names: Sequence[str]) -> list[str]:
    """The headings as column names: blanks numbered, repeated ones (in any case) told apart by
    a number that gives none of them another's name."""
    plain = [plain_name(raw) or f"column_{place}" for place, raw in enumerate(names, start=1)]
    in_use, before = {name.casefold() for name in plain}, set[str]()
    names = []
    for name in plain:
        names.append(free_name(name, in_use) if name.casefold() in before else name)
        before.add(name.casefold())
    return names


def plain_name(raw: str) -> str:
    """A heading on one line that can be read."""
    plain = "".join(c if c.isprintable() else " " for c in raw)
    return " ".join(plain.split())[:120]


def free_name(name: str, in_use: set[str]) -> str:
    """The name, numbered where it is `taken` (in any case); from now on it is."""
    numbered = chain([name], (f"{name}_{again}" for again in count(2)))
    free = next(each for each in numbered if each.casefold() not in in_use)
    in_use.add(free.casefold())
    return free


def find_column(kind: str, names: Sequence[str]) -> str:
    """The column whose heading says most surely that it holds this, "" where none does."""
    by_fold = {folded(name): name for name in reversed(names)}
    exact = next((by_fold[word] for word in HINTS[kind] if word in by_fold), "")
    return exact or next((name for name in names if level_of(kind, name) == PART), "")
