"""Which programmes name a place, with their status and its date; programmes by words."""

import unicodedata

import pandas as pd

from geo.answers.aid import STATUSES
from geo.answers.answer import Answer, Sentence

# Level → the columns that say which place, the first of them its code.
PLACES = {
    "municipality": ["divipola", "municipality", "department_code", "department"],
    "department": ["department_code", "department"],
    "pdet": ["pdet_subregion", "divipola", "municipality", "department_code", "department"],
    "city": ["divipola", "city", "department_code", "department"],
}
PROGRAMME = ["name_en", "name_es", "status_code", "status_as_of", "end_date", "end_is_planned"]

SEARCHED = ["programme_id", "name_en", "name_es", "implementer", "agency_text", "sector_text"]


def plain(text: str) -> str:
    """Small letters without accents, for comparing words."""
    spelt = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spelt if not unicodedata.combining(letter))


def find(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Programmes in which every word of the text occurs, in either language, accents aside.

    rows: `aid_programmes`; looks in id, names, implementer, agency and sector.
    """
    told = rows[SEARCHED].fillna("").agg(" ".join, axis=1).map(plain)
    return rows[[all(word in cell for word in plain(text).split()) for cell in told]]


def naming(
    programme_rows: pd.DataFrame,
    footprints: pd.DataFrame,
    level: str,
    as_of: str,
    members: pd.DataFrame | None = None,
    place: str | None = None,
) -> Answer:
    """Programmes by the place they name, the most named places first.

    level: `municipality`, `department` (rows that name the department itself, never its
    municipalities), `pdet` (members: the `pdet` layer) or `city` (members: `cities`). place:
    only this code, the first column of the level. Columns: place, `programme_id`, names,
    status with its date, planned or reported end, `footprint_type` (`;` between several),
    `counts_for_allocation`, `source_ids`.
    """
    keys = PLACES[level]
    rows = footprints[footprints["divipola"].isna() == (level == "department")]
    if members is not None:
        rows = rows.merge(members[["divipola", keys[0] if level == "pdet" else "city"]])
    if place is not None:
        rows = rows[rows[keys[0]] == place]
    grouped = rows.groupby([*keys, "programme_id"], as_index=False).agg(
        footprint_type=("footprint_type", lambda kinds: ";".join(sorted(set(kinds)))),
        counts_for_allocation=("counts_for_allocation", "any"),
        source_ids=("source_ids", lambda c: ";".join(sorted({i for s in c for i in s.split(";")}))),
    )
    frame = grouped.merge(programme_rows[["programme_id", *PROGRAMME]], on="programme_id")
    size = frame.groupby(keys[0])["programme_id"].transform("nunique")
    order = frame["status_code"].map(STATUSES.index)
    frame = (
        frame.assign(size=size, order=order)
        .sort_values(
            ["size", keys[0], "order", "programme_id"], ascending=[False, True, True, True]
        )
        .drop(columns=["size", "order"])
        .reset_index(drop=True)
    )[[*keys, "programme_id", *PROGRAMME, "footprint_type", "counts_for_allocation", "source_ids"]]
    statuses = frame.drop_duplicates("programme_id")["status_code"].value_counts()
    values = {
        "programmes": int(frame["programme_id"].nunique()),
        "places": int(frame[keys[0]].nunique()),
        **{status: int(statuses.get(status, 0)) for status in STATUSES},
    }
    return Answer(
        id=f"aid_naming_{level}",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.partial_footprint", "caveats.planned_end", "caveats.departments_stay"),
        sentences=(Sentence("answers_aid.naming", values),)
        if len(frame)
        else (Sentence("answers_aid.naming_none"),),
    )
