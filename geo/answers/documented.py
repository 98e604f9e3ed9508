"""Which US programmes are documented in one city, and what became of them."""

import pandas as pd

from geo.answers.answer import Answer, Sentence, answered, ordered, say
from geo.answers.programmes import STATUSES
from geo.evidence import Evidence, term

# What a footprint row says of a place where it is not one of implementation.
ROLES = {
    "event_site": "event",
    "launch_event_site": "event",
    "launch_list_only": "event",
    "diocese_seat_inferred": "inferred",
}
FIRST = [
    *("name_en", "name_es", "place_role", "status_code", "status_as_of", "start_date"),
    *("end_date", "end_is_planned", "sector_code", "implementer", "amount_usd", "amount_basis"),
    *("footprint_kind", "programme_id"),
]
IMPLEMENTATION, OTHER = "implementation", "named"


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
    roles = pd.DataFrame(
        {
            "programme_id": prints["programme_id"],
            "place_role": other.where(~prints["counts_for_allocation"], IMPLEMENTATION),
            "footprint_sources": prints["source_ids"],
        }
    )
    order = {role: i for i, role in enumerate((IMPLEMENTATION, "event", "inferred", OTHER))}
    frame = programmes.merge(roles, on="programme_id", validate="1:1")
    frame["source_ids"] = frame["source_ids"] + ";" + frame.pop("footprint_sources")
    rank = frame["place_role"].map(order) * 10 + frame["status_code"].map(STATUSES.index)
    frame = frame.assign(rank=rank).sort_values(["rank", "programme_id"], ignore_index=True)
    frame = ordered(frame.drop(columns="rank"), *FIRST)
    said = _told(frame, place)
    caveats = "partial_footprint municipal_dollars planned_end"
    used = "aid_programmes aid_footprints"
    return answered(evidence, f"programmes_documented_{divipola}", frame, used, said, caveats)


def _told(frame: pd.DataFrame, place: str) -> tuple[Sentence, ...]:
    there = frame[frame["place_role"] == IMPLEMENTATION]
    became = []
    by_status = there.groupby(["status_code", "status_as_of"], sort=False, dropna=False)
    for (status, day), group in by_status:
        said = {"n": len(group), "status": term("status_code", status)}
        if status in ("active", "terminated") or pd.isna(day):  # the label says the list's date
            became.append(say("answers_documented.listed", **said))
        else:
            became.append(say("answers_documented.dated", **said, as_of_date=day))
    if not became:
        return (say("answers_documented.none", city=place),)
    said = [say("answers_documented.programmes", n=len(there), city=place, became=became)]
    if not (there["status_code"] == "active").any():
        said.append(say("answers_documented.none_active"))
    for role, group in frame[frame["place_role"] != IMPLEMENTATION].groupby("place_role"):
        said.append(say(f"answers_documented.role_{role}", n=len(group)))
    return tuple(said)
