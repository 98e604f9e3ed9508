"""Documented corridors: where they run, what lies near them, and the story of each."""

from collections.abc import Collection
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, compose, gather_source_ids, keys, ordered, tally
from geo.answers.incidents import in_order
from geo.evidence import Evidence, in_force, sorted_by
from geo.language import LANGUAGES, Range, Sentence, both, place_text, say
from geo.spatial import CERTAIN, POSSIBLE, municipalities_crossed, near_corridor

# The trucks of 21 August 2025: the way reconstructed from the event, and the account before.
RECONSTRUCTION, SUPERSEDED, TRUCK_BOMB = "COR15", "COR16", "CO-20250821-01"
LINE_CAVEATS = keys("communities schematic_lines not_current attribution")
# What a reader looks at first of each corridor.
FIRST = (
    *("corridor_id", "name_en", "name_es", "commodities", "evidence", "confidence"),
    *("attribution_en", "attribution_es", "period", "legs", "schematic_legs", "uncertainty_km"),
)
KINDS = ("named", "seizure", "event", "mobility")


def names(evidence: Evidence) -> dict[str, dict[str, str]]:
    """Every documented corridor by id, with its name in both languages."""
    each = evidence.corridors_documented.drop_duplicates("corridor_id").sort_values("corridor_id")
    return {row.corridor_id: both(row, "name") for row in each.itertuples()}


def documented(
    evidence: Evidence,
    *,
    commodities: Collection[str] = (),
    kinds: Collection[str] = (),
    confidence: Collection[str] = (),
    cauca_cali: Collection[str] = (),
    corridor_ids: Collection[str] = (),
    superseded: bool = False,
) -> Answer:
    """The legs of the documented corridors that fit every filter; an empty one keeps all.

    commodities: a corridor fits when it carries any of them. kinds: of evidence.
    corridor_ids: only these, whether superseded or not. superseded: whether to keep corridors
    that a later account replaces. `matched` and `unmatched` count corridors.
    """
    every = evidence.corridors_documented
    legs = every if superseded or corridor_ids else in_force(every)
    fits = pd.Series(True, legs.index)
    if commodities:
        fits &= legs["commodities"].str.split(";").map(set(commodities).intersection).astype(bool)
    wanted = {"evidence": kinds, "confidence": confidence}
    wanted |= {"cauca_cali": cauca_cali, "corridor_id": corridor_ids}
    for column, codes in wanted.items():
        if codes:
            fits &= legs[column].isin(list(codes))
    frame = sorted_by(legs[fits], "corridor_id leg")
    ids, total = set(frame["corridor_id"]), every["corridor_id"].nunique()
    special = {RECONSTRUCTION: "caveats.reconstruction", SUPERSEDED: "caveats.superseded"}
    caveats = (*(caveat for code, caveat in special.items() if code in ids), *LINE_CAVEATS)
    name, sentences, n = "corridors_documented", _sentences(frame, total), len(ids)
    return compose(evidence, name, frame, name, sentences, caveats, of=total, matched=n)


def _sentences(frame: gpd.GeoDataFrame, total: int) -> list[Sentence]:
    if frame.empty:
        return [say("answers_corridors.none", total=total)]
    each = frame.drop_duplicates("corridor_id")
    counts = tally(each["evidence"], KINDS)
    schematic = int(frame["is_schematic"].sum())
    sentences = [
        say("answers_corridors.documented", corridors=len(each), total=total, **counts),
        say("answers_corridors.legs", legs=len(frame), schematic=schematic),
    ]
    dated = each.dropna(subset=["start_year", "end_year"])
    if len(dated):
        first, last = int(dated["start_year"].min()), int(dated["end_year"].max())
        sentences.append(say("answers_corridors.period", years=Range(first, last)))
    if len(each) > len(dated):
        sentences.append(say("answers_corridors.undated", undated=len(each) - len(dated)))
    return sentences


def one_per_corridor(answer: Answer) -> Answer:
    """The same answer with one row per corridor: its legs as one shape.

    Adds `legs` and `schematic_legs` (counts); `length_km` is the sum, `uncertainty_km` the
    largest of its legs.
    """
    per_leg = ["leg", "from_place", "to_place", "from_divipola", "to_divipola", "is_schematic"]
    frame = answer.frame.assign(legs=1, schematic_legs=answer.frame["is_schematic"].astype(int))
    sums = {"legs": "sum", "schematic_legs": "sum", "length_km": "sum", "uncertainty_km": "max"}
    rest = [c for c in frame.columns if c not in {*per_leg, *sums, "corridor_id", "geometry"}]
    how = sums | dict.fromkeys(rest, "first")
    one = frame.drop(columns=per_leg).dissolve("corridor_id", aggfunc=how).reset_index()
    return replace(answer, frame=ordered(one, *FIRST, *rest))


def incidents_near(evidence: Evidence, corridor_ids: tuple[str, ...], distance_km: float) -> Answer:
    """The incidents within a distance of these corridors, certain and possible.

    Adds `distance_km`, `certainty` and `corridor_ids`. Raises BelowUncertainty where the
    distance is smaller than the lines are uncertain.
    """
    incidents, legs = evidence.incidents, _legs(evidence, corridor_ids)
    rows = near_corridor(incidents, legs, distance_km, evidence.municipalities)
    frame = in_order(sorted_by(rows, "certainty -date incident_id"))
    counts = tally(frame["certainty"], (CERTAIN, POSSIBLE)) | {"total": len(incidents)}
    where = {"distance": distance_km, "corridors": len(corridor_ids)}
    sentence = say("answers_corridors.incidents_near", **counts, **where)
    caveats = keys("press_sample certain_and_possible communities schematic_lines attribution")
    caveats += keys("nothing_after")
    cited, of = gather_source_ids(legs) if len(frame) else (), len(incidents)
    name = "incidents_near_corridors"
    return compose(evidence, name, frame, incidents, sentence, caveats, of=of, also=cited)


def crossed(evidence: Evidence, corridor_ids: tuple[str, ...]) -> Answer:
    """Municipalities that these corridors cross, named by sources before merely cut.

    One row per corridor and municipality, with the corridor's names: see
    `geo.spatial.municipalities_crossed`.
    """
    legs = _legs(evidence, corridor_ids)
    names = legs.drop_duplicates("corridor_id")[["corridor_id", "name_en", "name_es"]]
    rows = municipalities_crossed(legs, evidence.corridor_waypoints, evidence.municipalities)
    frame = pd.DataFrame(names).merge(rows, on="corridor_id")
    frame = sorted_by(frame, "-named corridor_id -km divipola")
    sourced = set(frame.loc[frame["named"], "divipola"])
    counts = {"corridors": len(names), "named": len(sourced)}
    sentence = say("answers_corridors.crossed", **counts, cut=len(set(frame["divipola"]) - sourced))
    caveats, layers = keys("merely_cut communities schematic_lines"), "corridors_documented"
    return compose(evidence, "municipalities_crossed", frame, layers, sentence, caveats)


def _legs(evidence: Evidence, corridor_ids: tuple[str, ...]) -> gpd.GeoDataFrame:
    legs = evidence.corridors_documented
    return legs[legs["corridor_id"].isin(corridor_ids)]


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
    sentences = _together(evidence, frame[frame["cauca_cali"] == "strict"])
    layers = "corridors_documented"
    return compose(
        evidence, "routes_as_stories", frame, layers, sentences, LINE_CAVEATS, of=len(each)
    )


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
    ranks = {way: rank for rank, way in enumerate(WAYS)}
    each = each.assign(group=each["cauca_cali"].map(ORDER.index), way=each["cali_way"].map(ranks))
    return sorted_by(each, "group way corridor_id")[[*TOLD, "superseded_by"]]


def _together(evidence: Evidence, ways: pd.DataFrame) -> list[Sentence]:
    """By which roads and river, what was seized where, and how the trucks of the attack went."""
    sentences = [say("stories.finding", n=len(ways))]
    for kind in ("road_option", "river", "road"):
        rows = ways[ways["cali_way"] == kind]
        if len(rows):
            names = [both(row, "name") for row in rows.itertuples()]
            sentences.append(say(f"stories.way_{kind}", n=len(rows), ways=names))
    seized = [both(row, "seized") for row in ways.dropna(subset="seized_en").itertuples()]
    sentences += [say("stories.seized", what=seized)] if seized else []
    stops = places(evidence, RECONSTRUCTION).dropna(subset="time_local")
    if len(stops):
        values = [
            say(
                "stories.stop",
                place={lang: place_text(stop.place, lang) for lang in LANGUAGES},
                time=stop.time_local,
            )
            for stop in stops.itertuples()
        ]
        note = both(notes(evidence, RECONSTRUCTION).iloc[0], "description")
        sentences.append(say("stories.trucks", stops=values, note=note))
    return sentences


def places(evidence: Evidence, corridor_id: str) -> pd.DataFrame:
    """The places of a corridor in order: rows of `corridor_waypoints`, positions included."""
    rows = evidence.corridor_waypoints
    return rows[rows["corridor_id"] == corridor_id].sort_values("order", ignore_index=True)


def notes(evidence: Evidence, corridor_id: str) -> pd.DataFrame:
    """What sources say of stretches of a corridor: rows of `document_notes`."""
    rows = evidence.document_notes
    return rows[rows["corridor_id"] == corridor_id]
