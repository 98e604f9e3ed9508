"""One incident: what is told of it, under which address, and what an unknown address may mean."""

import pandas as pd
from rapidfuzz import fuzz, process, utils

from geo.answers.answer import Answer, Sentence
from geo.answers.incidents import CAVEATS
from geo.evidence import term

MATCHES = 3
# Longer texts in an address are no id and no title.
ASKED_LENGTH = 120


def incident(rows: pd.DataFrame, incident_id: str) -> Answer:
    """The one row of the `incidents` layer with this id; KeyError where there is none.

    Its sentences say when, how precisely where, and on whose word the group is named.
    """
    frame = rows[rows["incident_id"] == incident_id].reset_index(drop=True)
    if frame.empty:
        raise KeyError(incident_id)
    row = frame.iloc[0]
    place = "whole" if row["stands_for_municipality"] else "near"
    said = [
        Sentence(f"answers_incidents.when_{row['date_precision']}", {"day_date": row["date"]}),
        Sentence(
            f"answers_incidents.where_{place}",
            {
                "precision": term("location_precision", row["location_precision"]),
                "km": round(row["uncertainty_km"]),
            },
        ),
        Sentence(f"answers_incidents.said_{row['attribution_status']}"),
    ]
    if row["outside_stated_municipality"]:
        said.insert(2, Sentence("answers_incidents.where_outside"))
    return Answer(
        id="incident",
        frame=frame,
        as_of=rows["date"].max(),
        caveats=CAVEATS,
        sentences=tuple(said),
    )


def renamed(corrections: pd.DataFrame) -> dict[str, str]:
    """Retired ids and what they became: an id changes with the date of the event.

    corrections: the `corrections` layer, of all tables. A retired id is never used again.
    """
    log = corrections[
        (corrections["file"] == "incidents.csv") & (corrections["field"] == "incident_id")
    ]
    return dict(zip(log["old_value"], log["new_value"], strict=True))


def nearest(rows: pd.DataFrame, asked: str, n: int = MATCHES) -> list[str]:
    """The ids of the incidents whose id or title (in either language) is most like a text."""
    text = utils.default_process(asked[:ASKED_LENGTH])
    scores: dict[str, float] = {}
    for column, scorer in (
        ("incident_id", fuzz.ratio),
        ("title_en", fuzz.token_set_ratio),
        ("title_es", fuzz.token_set_ratio),
    ):
        found = process.extract(
            text, rows[column].tolist(), scorer=scorer, processor=utils.default_process, limit=n
        )
        for _, score, place in found:
            known = rows["incident_id"].iloc[place]
            scores[known] = max(score, scores.get(known, 0))
    return sorted(scores, key=lambda i: (-scores[i], i))[:n]
