"""US programmes by status and date, and the places that their sources name.

Programmes name places, and no source links a municipality to an amount. Rows that name a
department stay with it: they are never spread over municipalities. `ids` are programme ids,
None for every programme on record.
"""

import unicodedata
from typing import Any

import pandas as pd

from geo.answers.answer import Answer, compose, ordered, tally
from geo.evidence import Evidence, cited_by, join_ids, sorted_by, term
from geo.evidence.codes import DEPARTMENT, PLACE
from geo.language import Range, Sentence, say

# The youngest status first: the lists of March 2025, then suspensions of February 2025.
STATUSES = ("active", "terminated", "suspended", "closed", "unknown")
# What names a place at each level; the first names it alone.
LEVELS = {
    "municipality": PLACE,
    "department": DEPARTMENT,
    "pdet": ["pdet_subregion"],
    "city": ["city", "divipola"],
}
# The columns that hold their names and their codes.
PLACE_NAME = {level: level for level in LEVELS} | {"pdet": "pdet_subregion"}
CODE = {level: columns[0] for level, columns in LEVELS.items()} | {"city": "divipola"}
# The layer that says which municipalities the places of a level have.
MEMBERS = dict.fromkeys(LEVELS, "municipalities") | {"pdet": "pdet", "city": "cities"}
# What else tells where it is that they name, where a municipality names a place.
WITHIN = {"pdet": PLACE, "city": DEPARTMENT}
USED = "aid_programmes aid_footprints"
# What the sentence on places counts: those with any.
COUNTED = {"counting": "programmes_counting", "active": "active"}
SHOWN = ["name_en", "name_es", "status_code", "status_as_of", "start_date", "end_date"]
SHOWN += ["end_is_planned", "amount_usd", "amount_basis", "obligated_usd", "sector_code"]
SHOWN += ["agency_text", "implementer", "footprint_kind", "municipalities_named"]
SHOWN += ["departments_named", "overlaps_with", "programme_id"]
SEARCHED = ["programme_id", "name_en", "name_es", "implementer", "agency_text", "sector_text"]
# What a footprint row says of a place, those of implementation first.
IMPLEMENTATION, OTHER = "implementation", "named"
PLACE_ROLES = (IMPLEMENTATION, "event", "inferred", OTHER)
ROLES = dict.fromkeys(("event_site", "launch_event_site", "launch_list_only"), "event")
ROLES["diocese_seat_inferred"] = "inferred"
# The columns that are first in a table of what is documented in one place.
DOCUMENTED = ["name_en", "name_es", "place_role", "status_code", "status_as_of", "start_date"]
DOCUMENTED += ["end_date", "end_is_planned", "sector_code", "implementer", "amount_usd"]
DOCUMENTED += ["amount_basis", "footprint_kind", "programme_id"]
LAST_DAY = "2025-01-19"  # before the change of government of January 2025


def programmes(
    evidence: Evidence, statuses=(), sectors=(), text: str = "", department=""
) -> Answer:
    """Programmes with status, amount and basis, and how many places each names.

    statuses, sectors: codes, all where empty. text: words to find. department: by code, only
    what names it or a municipality of it. Adds `municipalities_named` and
    `departments_named`. For a terminated award `end_date` is the planned end.
    """
    rows, prints = evidence.aid_programmes, evidence.aid_footprints
    fit = find(rows, text)
    fit = fit[fit["status_code"].isin(statuses)] if statuses else fit
    fit = fit[fit["sector_code"].isin(sectors)] if sectors else fit
    if department:
        here = prints.loc[prints["department_code"] == department, "programme_id"]
        fit = fit[fit["programme_id"].isin(here)]
    wide = prints[prints["divipola"].isna()].groupby("programme_id")["department_code"].nunique()
    municipalities, by = prints.groupby("programme_id")["divipola"].nunique(), fit["programme_id"]
    frame = fit.assign(
        municipalities_named=by.map(municipalities).fillna(0).astype("Int64"),
        departments_named=by.map(wide).fillna(0).astype("Int64"),
    ).sort_values(["status_code", "programme_id"], ignore_index=True)
    counts = tally(frame["status_code"], STATUSES)
    sentences = [say("answers_aid.programmes", rows=len(frame), **counts)]
    ends = frame.loc[frame["status_code"] == "active", "end_date"].dropna()
    sentences += [say("answers_aid.active_until", last=ends.max())] if len(ends) else []
    still = frame[frame["status_code"] == "suspended"].dropna(subset=["end_date", "status_as_of"])
    still = still[still["end_date"] <= still["status_as_of"]]
    if len(still):
        end, listed = (Range(still[c].min(), still[c].max()) for c in ("end_date", "status_as_of"))
        sentences.append(say("answers_aid.suspended_with_end", n=len(still), end=end, known=listed))
    lines = on_list(evidence, frame)
    sentences += [say("answers_aid.on_list", **lines)] if lines["programmes"] else []
    frame = ordered(frame, *SHOWN)
    caveats = "municipal_dollars partial_footprint planned_end amount_basis"
    return compose(evidence, "aid_programmes", frame, USED, sentences, caveats, of=len(rows))


def on_list(evidence: Evidence, rows: pd.DataFrame) -> dict[str, int]:
    """Lines of the award list, those active, and the programmes among them by award number."""
    status = evidence.aid_awards.set_index("award_id")["list_status"]
    both = rows["award_id"].map(status).dropna()
    counts = {"lines": len(status), "funded": int(status.eq("funded").sum())}
    return counts | {"programmes": len(both), "active": int(both.eq("funded").sum())}


def find(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Programmes in which every word of the text occurs, in either language, accents aside.

    rows: `aid_programmes`; looks in id, names, implementer, agency and sector.
    """
    cells = rows[SEARCHED].fillna("").agg(" ".join, axis=1).map(plain)
    return rows[[all(word in cell for word in plain(text).split()) for cell in cells]]


def plain(text: str) -> str:
    """Small letters without accents, for comparing words."""
    spelt = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spelt if not unicodedata.combining(letter))


def running(evidence: Evidence, ids=None, department: str = "", day: str = LAST_DAY) -> Answer:
    """Programmes running on a day by their own dates; planned ends count as ends.

    department: by code, only its places are counted as named.

    Adds `running`: `yes` where both dates are on record and hold the day however coarse they
    are, `perhaps` where a date is missing or too coarse to tell, `unknown` where there is
    none. Programmes whose dates rule the day out are not in the frame.
    """
    rows, prints = evidence.rows("aid_programmes", ids), evidence.aid_footprints
    dates = rows[["start_date", "end_date"]].to_numpy(object)
    kinds = pd.CategoricalDtype(["yes", "perhaps", "unknown"], ordered=True)
    runs = [_runs(start, end, day) for start, end in dates]
    frame = rows.assign(running=pd.Series(runs, rows.index, kinds)).dropna(subset="running")
    frame = sorted_by(frame, "running programme_id")
    frame["running"] = frame["running"].astype("str")
    sure = frame[frame["running"] == "yes"]
    here = prints[prints["department_code"] == department] if department else prints
    named = here[here["programme_id"].isin(sure["programme_id"])].dropna(subset="divipola")
    counts = tally(frame["running"], kinds.categories)
    sentence = say(
        "answers_aid.running",
        day=day,
        sure=len(sure),
        perhaps=counts["perhaps"],
        undated=counts["unknown"],
        municipalities=named["divipola"].nunique(),
        counting=named.loc[named["counts_for_allocation"], "divipola"].nunique(),
        **tally(sure["status_code"], ("terminated", "active")),
    )
    caveats = "planned_end partial_footprint amount_basis"
    frame = ordered(frame, "running", *SHOWN)
    return compose(evidence, "aid_running", frame, USED, sentence, caveats, of=len(rows))


def _runs(start: Any, end: Any, day: str) -> str | None:
    """`yes`, `perhaps`, `unknown`, or None where the dates rule the day out.

    A coarse date (2012, 2025-01) may be any day that it is the beginning of.
    """
    if pd.isna(start) and pd.isna(end):
        return "unknown"
    begun = pd.isna(start) or start <= day
    over = not pd.isna(end) and end < day[: len(end)]
    if not begun or over:
        return None
    exact = not pd.isna(start) and not pd.isna(end)
    clear = exact and not day.startswith(start) and (not day.startswith(end) or end == day)
    return "yes" if clear or (exact and start == day) else "perhaps"


def spans(evidence: Evidence, ids=None) -> pd.DataFrame:
    """Programmes with a date on record, by status and start, as days for a time line.

    Adds `from_day`, `known_to` and `planned_to` (timestamps). A terminated award is drawn as
    running until 19 January 2025 at most, an active one until the list that calls it active:
    what its dates promise beyond that is `planned_to`. With only one date known, the other
    end stays missing: nothing is drawn across a gap.
    """
    rows = evidence.rows("aid_programmes", ids)
    rows = rows[rows["start_date"].notna() | rows["end_date"].notna()]
    status, ends = rows["status_code"], rows["end_date"].map(_last_day)
    listed = rows["status_as_of"].where(status == "active").mask(status == "terminated", LAST_DAY)
    limits = pd.to_datetime(listed, format="ISO8601")
    frame = rows.assign(
        order=status.map(STATUSES.index),
        from_day=pd.to_datetime(rows["start_date"], format="ISO8601"),
        known_to=ends.where(~(ends > limits), limits),
        planned_to=ends.where(ends > limits),
    )
    return sorted_by(frame, "order from_day programme_id").drop(columns="order")


def _last_day(text: Any) -> pd.Timestamp:
    """The last day of an ISO day, month or year; missing stays missing."""
    if pd.isna(text):
        return pd.NaT
    offsets = {4: pd.offsets.YearEnd(0), 7: pd.offsets.MonthEnd(0)}
    return pd.Timestamp(text) + offsets.get(len(text), pd.Timedelta(0))


def places(evidence: Evidence, level: str, ids=None, department: str = "") -> Answer:
    """Places that programmes name, one row per municipality, department, subregion or city.

    level: a key of LEVELS. department: by code, only places in it. Columns: place,
    `programmes` (how many name it), `programmes_counting` (as a place of implementation),
    one count per status, `programme_ids`, `status_code` (the most current of its programmes'
    statuses). A department counts only rows that name the department itself.
    """
    keys, prints = LEVELS[level], evidence.rows("aid_footprints", ids)
    rows = _footprints(evidence, level, ids, department)
    status = evidence.aid_programmes[["programme_id", "status_code"]]
    one = rows.merge(status, on="programme_id", validate="many_to_one")
    one = one.sort_values("counts_for_allocation", ascending=False)
    one = one.drop_duplicates([keys[0], "programme_id"]).sort_values([keys[0], "programme_id"])
    one = one.assign(**{code: one["status_code"] == code for code in STATUSES})
    frame = one.groupby(keys, as_index=False).agg(
        programmes=("programme_id", "size"),
        programmes_counting=("counts_for_allocation", "sum"),
        **{code: (code, "sum") for code in STATUSES},
        programme_ids=("programme_id", ";".join),
        status_code=("status_code", lambda codes: min(codes, key=STATUSES.index)),
    )
    frame = frame.astype(dict.fromkeys(STATUSES, "Int64"))
    frame["source_ids"] = frame[keys[0]].map(cited_by(rows, keys[0]))
    frame = sorted_by(frame, f"-programmes {keys[0]}")
    counts = {what: int((frame[of] > 0).sum()) for what, of in COUNTED.items()}
    sentences = (
        say(f"answers_aid.places_{level}", places=len(frame), **counts),
        say("answers_aid.no_municipal_amounts"),
    )
    caveats = "municipal_dollars partial_footprint departments_stay"
    which, of = f"aid_places_{level}", len(prints)
    return compose(evidence, which, frame, USED, sentences, caveats, of=of, matched=len(rows))


def naming(
    evidence: Evidence, level: str, ids=None, place: str | None = None, department: str = ""
) -> Answer:
    """Programmes by the place they name, the most named places first.

    level: as in `places`; a department's are the rows that name the department itself. place:
    only this one, by the first of its level's columns (a city by its municipal code).
    department: by code, only places in it.
    Columns: place, names, status with its date, planned or reported end, `footprint_type`
    (`;` between several), `counts_for_allocation`, `programme_id`, `source_ids`.
    """
    keys = [*LEVELS[level], *WITHIN.get(level, ())]
    code = CODE[level]
    rows = _footprints(evidence, level, ids, department)
    rows = rows if place is None else rows[rows[code] == place]
    frame = rows.groupby([*keys, "programme_id"], as_index=False).agg(
        footprint_type=("footprint_type", lambda kinds: ";".join(sorted(set(kinds)))),
        counts_for_allocation=("counts_for_allocation", "any"),
        source_ids=("source_ids", join_ids),
    )
    values = ["name_en", "name_es", "status_code", "status_as_of", "end_date", "end_is_planned"]
    frame = frame.merge(evidence.aid_programmes[["programme_id", *values]], on="programme_id")
    frame["size"] = frame.groupby(code)["programme_id"].transform("nunique")
    frame["order"] = frame["status_code"].map(STATUSES.index)
    frame = sorted_by(frame, f"-size {code} order programme_id")
    last = ["footprint_type", "counts_for_allocation", "programme_id", "source_ids"]
    frame = frame[[*keys, *values, *last]]
    one = frame.drop_duplicates("programme_id")
    sentence = say(
        "answers_aid.naming",
        programmes=len(one),
        places=frame[code].nunique(),
        day=one["status_as_of"].max(),
        **tally(one["status_code"], STATUSES),
    )
    filtered = department or (ids is not None and len(ids) < len(evidence.aid_programmes))
    none = "answers_aid.naming_none_filtered" if filtered else "answers_aid.naming_none"
    opening = sentence if len(frame) else say(none, chosen=place is not None)
    caveats = "partial_footprint planned_end departments_stay"
    return compose(evidence, f"aid_naming_{level}", frame, USED, opening, caveats)


def _footprints(evidence: Evidence, level: str, ids, department: str) -> pd.DataFrame:
    """Footprint rows that name a place of the level, with its name; status has sources too."""
    rows = evidence.rows("aid_footprints", ids)
    cited = evidence.aid_programmes.set_index("programme_id")["source_ids"]
    rows = rows.assign(source_ids=rows["source_ids"] + ";" + rows["programme_id"].map(cited))
    rows = rows[rows["department_code"] == department] if department else rows
    rows = rows[rows["divipola"].isna() == (level == "department")]
    if level not in WITHIN:
        return rows
    columns = list({"divipola", LEVELS[level][0]})
    return rows.merge(pd.DataFrame(evidence[MEMBERS[level]])[columns], on="divipola")


def programmes_documented(evidence: Evidence, divipola: str) -> Answer:
    """One row per programme that names the city, those implemented there first.

    Adds `place_role`: `implementation` (a published place of implementation), `event` (an
    event, or a list of a launch), `inferred` (from a diocese's seat) or `named` (named, not as
    such a place). Names of places are partial: a programme that does not name the city may
    have been there.
    """
    footprints, programmes = evidence.aid_footprints, evidence.aid_programmes
    prints = footprints[footprints["divipola"] == divipola]
    place = prints["municipality"].iloc[0] if len(prints) else divipola
    other = prints["footprint_type"].map(ROLES).fillna(OTHER)
    roles = prints[["programme_id"]].assign(
        place_role=other.where(~prints["counts_for_allocation"], IMPLEMENTATION),
        footprint_sources=prints["source_ids"],
    )
    frame = programmes.merge(roles, on="programme_id", validate="1:1")
    frame["source_ids"] = frame["source_ids"] + ";" + frame.pop("footprint_sources")
    frame["role"] = frame["place_role"].map(PLACE_ROLES.index)
    frame["status"] = frame["status_code"].map(STATUSES.index)
    frame = sorted_by(frame, "role status programme_id").drop(columns=["role", "status"])
    which, sentences = f"programmes_documented_{divipola}", _became(frame, place)
    caveats = "partial_footprint municipal_dollars planned_end"
    return compose(evidence, which, ordered(frame, *DOCUMENTED), USED, sentences, caveats)


def _became(frame: pd.DataFrame, place: str) -> tuple[Sentence, ...]:
    there = frame[frame["place_role"] == IMPLEMENTATION]
    became = []
    for (status, day), group in there.groupby(
        ["status_code", "status_as_of"], sort=False, dropna=False
    ):
        # The labels of the active and the terminated say their list's date.
        dated = status not in ("active", "terminated") and not pd.isna(day)
        key = "answers_documented.dated" if dated else "answers_documented.listed"
        values = {"n": len(group), "status": term("status_code", status)}
        became.append(say(key, **values, as_of_date=day))
    if not became:
        return (say("answers_documented.none", city=place),)
    sentences = [say("answers_documented.programmes", n=len(there), city=place, became=became)]
    if not (there["status_code"] == "active").any():
        sentences.append(say("answers_documented.none_active"))
    for role, group in frame[frame["place_role"] != IMPLEMENTATION].groupby("place_role"):
        sentences.append(say(f"answers_documented.role_{role}", n=len(group)))
    return tuple(sentences)
