"""Places by name: accents, case, punctuation and small slips forgiven.

Two uses. `search` ranks places for a person who types; `match_names` joins a column of names
and is strict: only a name that is equal after folding is a match, everything else is at most
a suggestion for a person to accept. Similarity is rapidfuzz's (Indel distance and WRatio).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pandas as pd
from rapidfuzz import fuzz, process

from geo.evidence.codes import PLACE
from geo.spatial.other_names import (
    BOGOTA,
    COUNTED,
    CUNDINAMARCA,
    ISO_DEPARTMENTS,
    OTHER_DEPARTMENTS,
    OTHER_NAMES,
)
from geo.spatial.spellings import bare_title, spellings, split_brackets

EXACT, NEAR, AMBIGUOUS, NONE = "exact", "near", "ambiguous", "none"
NEAR_FROM = 80.0  # similarity (0-100) from which another spelling is suggested
SHOWN_FROM = 66.0  # and from which a search shows it
CANDIDATES = 5
LONGEST = 200  # characters of a name with all that people write around it
# Of rows that are no place: folded.
TOTAL = re.compile(r"(?:(?:sub|gran )?total(?:es)?|promedio|media|average|mean|suma?)\b")
NUMBERED = re.compile(
    r"(?:CO-?)?(\d{4,5})\s*[-–—:|/.,_]*\s*(\D+)|(\D+?)\s*[-–—:|/,([]*\s*(\d{4,5})[)\]]?"
)


def fold(text: str) -> str:
    """Words in lower case, without accents or punctuation, one space between."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = ("" if unicodedata.combining(c) else c if c.isalnum() else " " for c in bare)
    return " ".join("".join(letters).split())


def key(text: str) -> str:
    """What two spellings of one name have in common: folded, without spaces."""
    return fold(text).replace(" ", "")


def _code(text: str, digits: int) -> str:
    """A code as text of so many digits, or "" where the text is none; `5001` is `05001`."""
    bare = text.strip().removesuffix(".0")
    return bare.zfill(digits) if bare.isascii() and bare.isdigit() else ""


def _town_code(text: str) -> str:
    """A municipality's code as text, or that of the one it counts with; "" for none."""
    code = _code(text, 5)
    return COUNTED.get(code, code)


@dataclass(frozen=True)
class _Index:
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


def _sort_words(text: str) -> str:
    return " ".join(sorted(text.split()))


def _index(places: pd.DataFrame) -> _Index:
    return _index_rows(tuple(pd.DataFrame(places[PLACE]).itertuples(index=False, name=None)))


@lru_cache(maxsize=4)
def _index_rows(rows: tuple[tuple[str, str, str, str], ...]) -> _Index:
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
            [text for text, _ in own] + [_sort_words(text) for text, _ in own],
            [code for _, code in own] * 2,
        )
    folded = [(fold(title), code) for code, each in titles.items() for title in each]
    letters = {prefix + ISO_DEPARTMENTS[c]: c for c in departments for prefix in ("", "CO")}
    several = {c for c, (_, codes) in within.items() if len(set(codes)) > 1}
    return _Index(
        names,
        department_of,
        departments,
        spellings,
        [(title, code) for title, code in folded if code in several],
        within,
        dict(by_key),
        {key(title): code for title, code in [*letters.items(), *folded]},
    )


def search(
    text: str, places: pd.DataFrame, limit: int = 8, *, least: float = SHOWN_FROM
) -> pd.DataFrame:
    """Municipalities and departments that a person may mean, the likeliest first.

    text: a name or the beginning of one, of some of its words, or a code; a department may
    follow it ("argelia cauca"). places: rows with divipola, municipality, department_code,
    department. Returns `place` (5 or 2 digits), `name`, `department`, `score` (0-100; from
    90 on, all that was typed is found in the name), at most `limit` rows and
    none below `least`; a blank text none.
    """
    index = _index(places)
    query = fold(text)
    scores: dict[str, float] = {}
    if query:
        for spelling, code in (*index.spellings, *index.titles):
            department = index.departments[index.department_of.get(code, code)]
            score = _score(query, spelling, fold(department))
            scores[code] = max(score, scores.get(code, 0))
        codes = {_town_code(query), _code(query, 2)}
        scores |= dict.fromkeys(codes & {*index.names, *index.departments}, 100.0)
    names = index.departments | index.names
    best = sorted(
        (c for c in scores if scores[c] >= least),
        key=lambda c: (-scores[c], len(names[c]), len(c), c),
    )[:limit]
    columns = {
        "place": best,
        "name": [names[c] for c in best],
        "department": [index.departments[index.department_of.get(c, c)] for c in best],
        "score": [round(scores[c], 1) for c in best],
    }
    return pd.DataFrame(columns).astype(dict.fromkeys(["place", "name", "department"], "string"))


def _score(query: str, spelling: str, department: str) -> float:
    """100 for the name itself, 90 and more where every typed word begins one of its words."""
    if query.replace(" ", "") == spelling.replace(" ", ""):
        return 100.0
    if spelling.startswith(query):
        return 96.0
    words, whole = query.split(), spelling.split()
    own = [word for word in words if any(w.startswith(word) for w in whole)]
    rest = " ".join(word for word in words if word not in own)
    if own and not rest:
        return 94.0
    if own and rest == department:
        return 99.0 if " ".join(own) == spelling else 93.0
    if own and department.startswith(rest):
        return 98.0 if " ".join(own) == spelling else 92.0
    alike = max(fuzz.ratio(query, spelling), fuzz.token_sort_ratio(query, spelling))
    if len(spelling) >= len(query):  # a slip in one word of a longer name
        alike = max(alike, 0.9 * fuzz.partial_ratio(query, spelling))
    return min(alike, 89.0)


def match_names(
    municipality: pd.Series, department: pd.Series | None, places: pd.DataFrame
) -> pd.DataFrame:
    """Joins a column of names or codes to municipalities; strict, and says how.

    municipality: names, codes of 4 or 5 digits, or "name, department". department: names or
    codes of 2 digits, blank where unknown; None where there is no such column. places: as
    in `search`. Returns, in the order and with the index of `municipality`:

    - `divipola`: the code, only where `how` is *exact*;
    - `how`: *exact* (one place has this name after folding, and the department does not
      contradict), *near* (one place nearly fits), *ambiguous* (several fit alike, as a
      homonym without its department), *none*;
    - `suggestion`: the code that a person may accept, where *near*;
    - `candidates`: codes, best first, `;` between, at most five, where *near* or *ambiguous*;
    - `score`: similarity 0-100 of the first candidate, 100 where *exact*.

    Each distinct pair is looked up once, so long columns cost little more than short ones.
    """
    index = _index(places)
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


def _match(index: _Index, name: str, title: str) -> tuple:
    department, sure = _department(index, title)
    code = _town_code(name)
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


def _in_brackets(index: _Index, name: str, spelling: str, department: str) -> set[str]:
    """The places that the brackets after a name say instead: a municipality, as of a village
    that bears another's name, or one of this name in another department."""
    outer, inner = split_brackets(name)
    if not outer or spelling != outer:
        return set()
    title = _title(index, inner)
    if title and title != department:
        return _within(index, index.by_key.get(key(spelling), set()), title)
    return _within(index, index.by_key.get(key(inner), set()), department)


def _within(index: _Index, codes: set[str], department: str) -> set[str]:
    """Those of the codes that the department, where one is known, does not contradict."""
    capital = {BOGOTA} if department == CUNDINAMARCA else set()
    return {c for c in codes if not department or index.department_of[c] == department} | (
        codes & capital
    )


def _match_numbered(index: _Index, match: re.Match, title: str) -> tuple:
    """A code with a name beside it: the place of both; of neither where they contradict."""
    code, words = _town_code(match[1] or match[4]), match[2] or match[3]
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


def _department(index: _Index, title: str) -> tuple[str, bool]:
    """The department's code ("" where none is known), and whether that is sure."""
    title = bare_title(title)
    if not title.strip():
        return "", True
    code = _code(title, 2)
    if code in index.departments:
        return code, True
    if (same := index.department_by_key.get(key(title))) is not None:
        return same, True
    best = process.extractOne(
        key(title), list(index.department_by_key), scorer=fuzz.ratio, score_cutoff=NEAR_FROM
    )
    return (index.department_by_key[best[0]], False) if best else ("", False)


def _alike(index: _Index, name: str, department: str) -> tuple[list[str], float]:
    """The places whose names are nearest in either order of words, all that share the best."""
    query = fold(name)
    if len(query) < 3 or TOTAL.match(query) or _title(index, name):
        return [], 0.0
    texts, codes = index.within.get(department, index.within[""])
    matches = [
        (score, codes[i])
        for words in {query, _sort_words(query)}
        for _, score, i in process.extract(
            words, texts, scorer=fuzz.ratio, score_cutoff=NEAR_FROM, limit=None
        )
    ]
    best = max((score for score, _ in matches), default=0.0)
    return sorted({code for score, code in matches if score == best}), round(best, 1)


def _longer(index: _Index, name: str, department: str) -> list[str]:
    """The department's places that have every word of the name in theirs: Cartagena (Caquetá)."""
    texts, codes = index.within[department]
    query = set(fold(name).split())
    pairs = zip(texts, codes, strict=True)
    return sorted({code for text, code in pairs if query <= set(text.split())})


def _title(index: _Index, name: str) -> str:
    """The department's code whose name this is, "" for none."""
    return index.department_by_key.get(key(bare_title(name)), "")


def exact_matches(values: Sequence[str], places: pd.DataFrame) -> tuple[list[set[str]], list[str]]:
    """What each value names exactly: its municipalities' codes, and its department's or "".

    Without suggestions, so that whole columns can be tried. A number names nothing.
    """
    index = _index(places)
    towns, departments = [], []
    for value in values:
        plain, codes = key(value), set[str]()
        if plain and not plain.isdigit():
            options = (index.by_key.get(key(text)) for text in chain([value], spellings(value)))
            codes = next(filter(None, options), codes)
        towns.append(codes)
        departments.append(_title(index, value))
    return towns, departments
