"""Documented corridors as stories: each told with its places, and those to Cali together."""

import pandas as pd

from geo.answers.answer import Answer, Sentence, answered, say
from geo.answers.corridors import LINE_CAVEATS, RECONSTRUCTION
from geo.evidence import Evidence, in_force
from geo.language import LANGUAGES, place_text

ORDER = ("strict", "through", "no")
WAYS = ("road_option", "river", "event", "road")  # of those to Cali
TOLD = [
    *("corridor_id", "name_en", "name_es", "commodities", "evidence", "confidence", "period"),
    *("cauca_cali", "cali_way", "seized_en", "seized_es", "attribution_en", "attribution_es"),
    *("description_en", "description_es", "commodity_inferred", "source_ids"),
]


def routes(evidence: Evidence) -> Answer:
    """One row for each documented corridor that no later account replaces, those to Cali first.

    `source_ids` are those of what is told, without those of positions. The sentences tell the
    ways from Cauca to Cali together.
    """
    each = _each(evidence)
    frame = in_force(each)[TOLD].reset_index(drop=True)
    said = _together(evidence, frame[frame["cauca_cali"] == "strict"])
    used = "corridors_documented"
    return answered(evidence, "routes_as_stories", frame, used, said, LINE_CAVEATS, of=len(each))


def route(evidence: Evidence, corridor_id: str) -> Answer:
    """One corridor's row as in `routes`, whether superseded or not."""
    each = _each(evidence)
    frame = each.loc[each["corridor_id"] == corridor_id, TOLD].reset_index(drop=True)
    as_of = evidence.as_of("corridors_documented")
    return Answer(f"route_{corridor_id}", frame, as_of, caveats=LINE_CAVEATS)


def _each(evidence: Evidence) -> pd.DataFrame:
    """One row a corridor, those to Cali first, with `superseded_by`."""
    legs = pd.DataFrame(evidence.corridors_documented.drop(columns="source_ids"))
    each = legs.rename(columns={"corridor_source_ids": "source_ids"})
    each = each.drop_duplicates("corridor_id")
    order = each.assign(
        group=each["cauca_cali"].map(ORDER.index),
        way=each["cali_way"].map({way: rank for rank, way in enumerate(WAYS)}),
    ).sort_values(["group", "way", "corridor_id"])
    return each.loc[order.index, [*TOLD, "superseded_by"]].reset_index(drop=True)


def _together(evidence: Evidence, ways: pd.DataFrame) -> list[Sentence]:
    """By which roads and river, what was seized where, and how the trucks of the attack went."""
    said = [say("stories.finding", n=len(ways))]
    for kind in ("road_option", "river", "road"):
        rows = ways[ways["cali_way"] == kind]
        if len(rows):
            names = [_both(row, "name") for row in _rows(rows)]
            said.append(say(f"stories.way_{kind}", n=len(rows), ways=names))
    seized = ways[ways["seized_en"].notna()]
    if len(seized):
        said.append(say("stories.seized", what=[_both(row, "seized") for row in _rows(seized)]))
    stops = places(evidence, RECONSTRUCTION).dropna(subset="time_local")
    if len(stops):
        told = [
            say("stories.stop", place=_in_both(r["place"]), time=r["time_local"])
            for r in _rows(stops)
        ]
        note = _both(_rows(notes(evidence, RECONSTRUCTION))[0], "description")
        said.append(say("stories.trucks", stops=told, note=note))
    return said


def places(evidence: Evidence, corridor_id: str) -> pd.DataFrame:
    """The places of a corridor in order: rows of `corridor_waypoints`, positions included."""
    rows = evidence.corridor_waypoints
    return rows[rows["corridor_id"] == corridor_id].sort_values("order", ignore_index=True)


def notes(evidence: Evidence, corridor_id: str) -> pd.DataFrame:
    """What sources say of stretches of a corridor: rows of `document_notes`."""
    rows = evidence.document_notes
    return rows[rows["corridor_id"] == corridor_id]


def _rows(frame: pd.DataFrame) -> list[dict]:
    return frame.to_dict("records")


def _in_both(place: str) -> dict[str, str]:
    return {lang: place_text(place, lang) for lang in LANGUAGES}


def _both(row: dict, column: str) -> dict[str, str]:
    return {lang: row[f"{column}_{lang}"] for lang in ("en", "es")}
