"""The model beside what sources document: corridors, ways around, skill; our corrections."""

from dataclasses import replace

import pandas as pd

from geo.answers.answer import Answer, Sentence, answered, gather_source_ids, keys, ordered, say
from geo.answers.closures import answer
from geo.answers.hours import on_the_road
from geo.answers.way import CAUCA_TO_CALI, SINGLED_OUT, outcome, source_ids, trips
from geo.crs import metric
from geo.evidence import Evidence, in_force, join_ids
from geo.journeys import Scenario, loads, mean_detour
from geo.journeys.closures import NO_PRACTICAL_WAY_H, ROUNDING_H
from geo.journeys.documents import along_documents
from geo.journeys.documents import documents as compared
from geo.journeys.skill import skill as skills
from geo.journeys.skill import straight_lines
from geo.language import both
from geo.spatial import PLACE

DRUGS = {"cocaine", "coca_paste", "marijuana", "drugs_unspecified"}
UNITS = ("19", "76")  # Cauca and Valle del Cauca, where the skill is measured
CAVEATS = keys("documents_and_model free_flow_hours schematic_lines communities")
CORRIDOR = ["corridor_id", "name_en", "name_es"]


def drug_corridors(evidence: Evidence) -> pd.DataFrame:
    """Legs of the documented corridors of drugs that no later account replaces.

    Those of explosives, arms or supplies alone say nothing on where coca goes.
    """
    legs = in_force(evidence.corridors_documented)
    return legs[legs["commodities"].str.split(";").map(DRUGS.intersection).astype(bool)]


def _each(evidence: Evidence, legs: pd.DataFrame) -> pd.DataFrame:
    """One row a corridor: id, names, and its sources with those of the travel times."""
    each = pd.DataFrame(legs.drop_duplicates("corridor_id")[[*CORRIDOR, "source_ids"]])
    hours = evidence.cites("travel_time")
    return each.assign(source_ids=[join_ids([ids, hours]) for ids in each["source_ids"]])


def _waypoints(evidence: Evidence, corridors: pd.DataFrame) -> pd.DataFrame:
    rows = evidence.corridor_waypoints
    return rows[rows["corridor_id"].isin(corridors["corridor_id"])]


def corridors(evidence: Evidence) -> Answer:
    """Every documented corridor beside the fastest way between its own ends.

    Columns: its names and those of `geo.journeys.documents`. Corridors with no two different
    ends in the matrix are left out and counted as `unmatched`.
    """
    each = _each(evidence, evidence.corridors_documented)
    frame = compared(evidence.travel_times, _waypoints(evidence, each))[0]
    frame = frame.rename(columns={n: f"{n}_modelled" for n in ("n_on_way", "n_named_on_way")})
    frame = each[CORRIDOR].merge(frame, on="corridor_id").merge(each[["corridor_id", "source_ids"]])
    said = _corridors_said(evidence, frame)
    frame["added_h_modelled"] = _practical(frame["added_h_modelled"])
    return _beside(evidence, "documents_beside_model", frame, said)


def places(evidence: Evidence) -> Answer:
    """Municipality by municipality: its detour off that way, and why it lies off it.

    Columns: the corridor, the place, `detour_h_modelled`, `difference`, `passes_by` (the places
    that its sources name there) and `order`.
    """
    each = _each(evidence, evidence.corridors_documented)
    chosen = _waypoints(evidence, each)
    frame = each.merge(compared(evidence.travel_times, chosen)[1], on="corridor_id")
    frame = frame.merge(pd.DataFrame(evidence.municipalities[PLACE]), on="divipola")
    frame = frame.merge(_passed(chosen), on=["corridor_id", "divipola"])
    frame["difference"] = [_difference(row) for row in frame.itertuples()]
    frame = frame.sort_values(["corridor_id", "order"], ignore_index=True)
    front = [*CORRIDOR, *PLACE, "detour_h_modelled", "difference", "passes_by", "order"]
    kinds = {k: int((frame["difference"] == k).sum()) for k in KINDS}
    said = [say("answers_corridors.differences", pairs=len(frame), **kinds)]
    frame = frame[[*front, "source_ids"]]
    frame["detour_h_modelled"] = _practical(frame["detour_h_modelled"])
    return _beside(evidence, "documented_places_beside_model", frame, said)


def _practical(hours: pd.Series) -> pd.Series:
    """Hours, blank where they stand for no way that anyone would take."""
    return hours.where(hours <= NO_PRACTICAL_WAY_H)


def _beside(evidence: Evidence, id: str, frame: pd.DataFrame, said: list[Sentence]) -> Answer:
    total = evidence.corridors_documented["corridor_id"].nunique()
    matched = frame["corridor_id"].nunique()
    return answered(
        evidence, id, frame, "corridors_documented", said, CAVEATS, of=total, matched=matched
    )


# Why a documented place is not on the fastest way, as far as the waypoints tell.
KINDS = ("off_seat", "costlier", "drawn_only")


def _difference(row) -> str | None:
    if row.detour_h_modelled < ROUNDING_H - 1e-9:
        return None
    if not row.at_seat:
        return "off_seat"
    return "costlier" if row.named else "drawn_only"


def _passed(waypoints: pd.DataFrame) -> pd.DataFrame:
    """The places of each corridor in each municipality, and what its sources name there."""
    rows = waypoints.assign(
        seat=waypoints["place_type"] == "municipal_seat",
        named=waypoints["waypoint_evidence"] == "named_in_source",
    )
    return rows.groupby(["corridor_id", "divipola"], as_index=False).agg(
        passes_by=("place", "; ".join), at_seat=("seat", "any"), named=("named", "any")
    )


def _corridors_said(evidence: Evidence, frame: pd.DataFrame) -> list[Sentence]:
    codes = evidence.corridor_waypoints.dropna(subset="divipola").set_index("corridor_id")
    crossed = codes["divipola"].str[:2].groupby(level=0).agg(set)
    opening = say(
        "answers_corridors.documents",
        corridors=len(frame),
        pairs=int(frame["n_passed"].sum()),
        named=int(frame["n_named"].sum()),
        on_the_way=int(frame["n_named_on_way_modelled"].sum()),
    )
    added = frame["added_h_modelled"].round(1)
    most = frame[added.between(ROUNDING_H, NO_PRACTICAL_WAY_H)].nlargest(
        SINGLED_OUT, "added_h_modelled"
    )
    costlier = [
        say(
            "answers_corridors.documents_costlier",
            corridor=both(row, "name"),
            added_h=row.added_h_modelled,
            road=on_the_road(evidence, row.added_h_modelled * 60, crossed[row.corridor_id]),
        )
        for row in most.itertuples()
    ]
    off = [both(row, "name") for row in frame[added > NO_PRACTICAL_WAY_H].itertuples()]
    no_way = [say("answers_corridors.documents_no_way", corridors=off)] if off else []
    return [opening, *costlier, *no_way]


def notes(evidence: Evidence) -> Answer:
    """What sources say of the corridors that the model does not explain, as it stands."""
    said = say("answers_corridors.document_notes", n=len(evidence.document_notes))
    return answered(
        evidence, "document_notes", evidence.document_notes, "document_notes", said, CAVEATS[:1]
    )


def around(evidence: Evidence, scenario: Scenario) -> Answer:
    """Documented corridors of drugs that the ways around a closure run along.

    Columns: the corridor, those of `geo.journeys.documents.along_documents` with the new
    municipalities' names in `gained_on_it`, and the sources of the corridor with the model's.
    """
    each = _each(evidence, drug_corridors(evidence))
    frame = along_documents(evidence.ask(outcome, scenario), _waypoints(evidence, each))
    frame = frame.merge(each, on="corridor_id")
    lists = [[evidence.names[c] for c in cell.split(";")] for cell in frame["gained_divipolas"]]
    frame["gained_on_it"] = [", ".join(cell) for cell in lists]
    front = [*CORRIDOR, "along_share_modelled", "along_ha_modelled", "n_along_modelled", "n_passed"]
    cited = source_ids(evidence, scenario)
    frame["source_ids"] = [join_ids([cell, cited]) for cell in frame["source_ids"]]
    frame = frame[[*front, "gained_on_it", "source_ids"]]
    said = [
        say(
            "closures.along",
            corridor=both(row, "name"),
            along_share=row.along_share_modelled,
            places=cell,
        )
        for row, cell in zip(frame.head(SINGLED_OUT).itertuples(), lists, strict=False)
    ]
    said = said or [say("closures.along_none")]
    plain = answer(evidence, scenario, "closure_documents", frame, said)
    return replace(plain, caveats=(CAVEATS[0], CAVEATS[2], *plain.caveats))


def skill(evidence: Evidence) -> Answer:
    """The load and the mean detour beside straight lines, nearness and coca alone.

    Of all Cauca, 2024, to Cali, without a limit. Positives: municipalities that the strict
    corridors (superseded ones left out) name, all their waypoints', those with early warnings,
    those with incidents. Columns: see `geo.journeys.skill.skill`.
    """
    sent, cali = trips(evidence, CAUCA_TO_CALI), CAUCA_TO_CALI.destinations[0]
    known, seats = evidence.municipalities, evidence.seats
    units = known[known["department_code"].isin(UNITS)]
    codes = pd.Index(units["divipola"])
    hectares = sent.sent.set_index("divipola")["hectares"]
    load = loads(sent).set_index("divipola")["load_ha_modelled"]
    detour = pd.Series(mean_detour(sent), index=sent.times.codes)
    point = metric(seats).set_index("divipola").geometry
    legs = in_force(evidence.corridors_documented)
    strict = legs[legs["cauca_cali"] == "strict"]
    stops = _waypoints(evidence, strict)
    warnings = evidence.early_warnings
    named = stops[stops["waypoint_evidence"] == "named_in_source"]
    incidents = evidence.incidents[evidence.incidents["divipola"].isin(codes)]
    frame = skills(
        {
            "load": load.reindex(codes).fillna(0),
            "mean_detour": -detour.reindex(codes),
            "straight_lines": straight_lines(hectares, cali, seats, units).reindex(codes),
            "nearness": -point.reindex(codes).distance(point[cali]),
            "coca": hectares.reindex(codes).fillna(0),
        },
        {
            "named": set(named["divipola"]),
            "waypoints": set(stops["divipola"].dropna()),
            "warnings": set(warnings["divipola"]),
            "incidents": set(incidents["divipola"]),
        },
    )
    by = frame.set_index(["test", "score"])["auc_modelled"]
    pairs = [(t, s) for t in ("named", "warnings", "incidents") for s in ("load", "straight_lines")]
    values = {f"{t}_{s.removeprefix('straight_')}_auc": by[t, s] for t, s in pairs}
    frame = ordered(frame, "test", "positives", "score")
    said = say("answers_methods.skill", **values)
    frame = frame.assign(
        source_ids=join_ids(gather_source_ids(strict, seats.head(1), warnings, incidents))
    )
    caveats = "model_limits"
    used = ("coca", "corridors_documented", "early_warnings", incidents)
    return answered(evidence, "model_skill", frame, used, said, caveats)


def corrections(evidence: Evidence) -> Answer:
    """The corrections log, newest first."""
    rows = evidence.corrections
    frame = rows.sort_values("corrected_on", ascending=False, ignore_index=True, kind="stable")
    said = (say("answers_methods.corrections", rows=len(rows)),)
    return answered(evidence, "corrections", frame, "corrections", said)
