"""Places that a person who types may mean, ranked; similarity is rapidfuzz's (Indel distance)."""

import pandas as pd
from rapidfuzz import fuzz

from geo.spatial.name_index import code_of, fold, index_of, town_code

SHOWN_FROM = 66.0  # similarity (0-100) from which a search shows a place


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
    index = index_of(places)
    query = fold(text)
    scores: dict[str, float] = {}
    if query:
        for spelling, code in (*index.spellings, *index.titles):
            department = index.departments[index.department_of.get(code, code)]
            score = _score(query, spelling, fold(department))
            scores[code] = max(score, scores.get(code, 0))
        codes = {town_code(query), code_of(query, 2)}
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
