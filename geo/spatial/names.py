"""Columns of names joined to municipalities: accents, case and punctuation forgiven, slips not.

Strict: only a name that is equal after folding is a match, everything else is at most a
suggestion for a person to accept. Similarity is rapidfuzz's (Indel distance).
"""

import re
from collections.abc import Sequence
from itertools import chain

import pandas as pd
from rapidfuzz import fuzz, process

from geo.spatial.name_index import Index, code_of, fold, index_of, key, sort_words, town_code
from geo.spatial.other_names import BOGOTA, CUNDINAMARCA
from geo.spatial.spellings import bare_title, spellings, split_brackets

EXACT, NEAR, AMBIGUOUS, NONE = "exact", "near", "ambiguous", "none"
NEAR_FROM = 80.0  # similarity (0-100) from which another spelling is suggested
CANDIDATES = 5
LONGEST = 200  # characters of a name with all that people write around it
# Of rows that are no place: folded.
TOTAL = re.compile(r"(?:(?:sub|gran )?total(?:es)?|promedio|media|average|mean|suma?)\b")
NUMBERED = re.compile(
    r"(?:CO-?)?(\d{4,5})\s*[-–—:|/.,_]*\s*(\D+)|(\D+?)\s*[-–—:|/,([]*\s*(\d{4,5})[)\]]?"
)


def match_names(
    municipality: pd.Series, department: pd.Series | None, places: pd.DataFrame
) -> pd.DataFrame:
    """Joins a column of names or codes to municipalities; strict, and says how.

    municipality: names, codes of 4 or 5 digits, or "name, department". department: names or
    codes of 2 digits, blank where unknown; None where there is no such column. places: as
    in `geo.spatial.search.search`. Returns, in the order and with the index of `municipality`:

    - `divipola`: the code, only where `how` is *exact*;
    - `how`: *exact* (one place has this name after folding, and the department does not
      contradict), *near* (one place nearly fits), *ambiguous* (several fit alike, as a
      homonym without its department), *none*;
    - `suggestion`: the code that a person may accept, where *near*;
    - `candidates`: codes, best first, `;` between, at most five, where *near* or *ambiguous*;
    - `score`: similarity 0-100 of the first candidate, 100 where *exact*.

    Each distinct pair is looked up once, so long columns cost little more than short ones.
    """
    index = index_of(places)
    titles = "" if department is None else _texts(department)
    rows = pd.DataFrame({"municipality": _texts(municipality)}).assign(department=titles)
    pairs = rows.drop_duplicates()
    columns = ["divipola", "how", "suggestion", "candidates", "score"]
    matches = pd.DataFrame(
        [_match(index, *pair) for pair in pairs.itertuples(index=False)],
        columns=columns,
        index=pd.MultiIndex.from_frame(pairs),
    ).astype({**dict.fromkeys(columns[:-1], "string"), "score": float})
    return matches.loc[pd.MultiIndex.from_frame(rows)].set_axis(municipality.index)


def _texts(values: pd.Series) -> list[str]:
    """As text; what is longer than any name is none."""
    texts = ("" if pd.isna(value) else str(value) for value in values)
    return [text if len(text) <= LONGEST else "" for text in texts]


def _match(index: Index, name: str, title: str) -> tuple:
    department, sure = _department(index, title)
    code = town_code(name)
    if code in index.names:
        same = {code}
    elif numbered := NUMBERED.fullmatch(name.strip()):
        return _match_numbered(index, numbered, title)
    else:
        same = index.by_key.get(key(name), set())
    here = _within(index, same, department)
    if not here:  # as it is written by those who say more than the name
        for spelling in spellings(name):
            other = index.by_key.get(key(spelling), set())
            if here := _within(index, other, department):
                if others := _in_brackets(index, name, spelling, department) - here:
                    return _suggest(sorted(here | others), 100.0)
                break
    if len(here) == 1 and sure:
        return (*here, EXACT, None, None, 100.0)
    if here:
        return _suggest(sorted(here), 100.0)
    near, score = _alike(index, name, department)
    if near:
        return _suggest(near, score)
    if same:  # the name is known, but in another department: a longer one of this first
        return _suggest(_longer(index, name, department) or sorted(same), 100.0)
    return None, NONE, None, None, 0.0


def _in_brackets(index: Index, name: str, spelling: str, department: str) -> set[str]:
    """The places that the brackets after a name say instead: a municipality, as of a village
    that bears another's name, or one of this name in another department."""
    outer, inner = split_brackets(name)
    if not outer or spelling != outer:
        return set()
    title = _title(index, inner)
    if title and title != department:
        return _within(index, index.by_key.get(key(spelling), set()), title)
    return _within(index, index.by_key.get(key(inner), set()), department)


def _within(index: Index, codes: set[str], department: str) -> set[str]:
    """Those of the codes that the department, where one is known, does not contradict."""
    capital = {BOGOTA} if department == CUNDINAMARCA else set()
    return {c for c in codes if not department or index.department_of[c] == department} | (
        codes & capital
    )


def _match_numbered(index: Index, match: re.Match, title: str) -> tuple:
    """A code with a name beside it: the place of both; of neither where they contradict."""
    code, words = town_code(match[1] or match[4]), match[2] or match[3]
    by_name = _match(index, words.strip(" -–—:|/,()[]"), title) if key(words) else (None, NONE)
    if code not in index.names:
        return by_name if by_name[1] == EXACT else (None, NONE, None, None, 0.0)
    if by_name[1] == EXACT and by_name[0] != code:
        return None, AMBIGUOUS, None, f"{code};{by_name[0]}", 100.0
    return code, EXACT, None, None, 100.0


def _suggest(codes: Sequence[str], score: float) -> tuple:
    candidates = ";".join(codes[:CANDIDATES])
    if len(codes) > 1:
        return None, AMBIGUOUS, None, candidates, score
    return None, NEAR, codes[0], candidates, score


def _department(index: Index, title: str) -> tuple[str, bool]:
    """The department's code ("" where none is known), and whether that is sure."""
    title = bare_title(title)
    if not title.strip():
        return "", True
    code = code_of(title, 2)
    if code in index.departments:
        return code, True
    if (same := index.department_by_key.get(key(title))) is not None:
        return same, True
    best = process.extractOne(
        key(title), list(index.department_by_key), scorer=fuzz.ratio, score_cutoff=NEAR_FROM
    )
    return (index.department_by_key[best[0]], False) if best else ("", False)


def _alike(index: Index, name: str, department: str) -> tuple[list[str], float]:
    """The places whose names are nearest in either order of words, all that share the best."""
    query = fold(name)
    if len(query) < 3 or TOTAL.match(query) or _title(index, name):
        return [], 0.0
    texts, codes = index.within.get(department, index.within[""])
    matches = [
        (score, codes[i])
        for words in {query, sort_words(query)}
        for _, score, i in process.extract(
            words, texts, scorer=fuzz.ratio, score_cutoff=NEAR_FROM, limit=None
        )
    ]
    best = max((score for score, _ in matches), default=0.0)
    return sorted({code for score, code in matches if score == best}), round(best, 1)


def _longer(index: Index, name: str, department: str) -> list[str]:
    """The department's places that have every word of the name in theirs: Cartagena (Caquetá)."""
    texts, codes = index.within[department]
    query = set(fold(name).split())
    pairs = zip(texts, codes, strict=True)
    return sorted({code for text, code in pairs if query <= set(text.split())})


def _title(index: Index, name: str) -> str:
    """The department's code whose name this is, "" for none."""
    return index.department_by_key.get(key(bare_title(name)), "")


def exact_matches(values: Sequence[str], places: pd.DataFrame) -> tuple[list[set[str]], list[str]]:
    """What each value names exactly: its municipalities' codes, and its department's or "".

    Without suggestions, so that whole columns can be tried. A number names nothing.
    """
    index = index_of(places)
    towns, departments = [], []
    for value in values:
        plain, codes = key(value), set[str]()
        if plain and not plain.isdigit():
            options = (index.by_key.get(key(text)) for text in chain([value], spellings(value)))
            codes = next(filter(None, options), codes)
        towns.append(codes)
        departments.append(_title(index, value))
    return towns, departments
