"""Closing or holding places: what changes, for whom, why, and what it costs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from geo.answers.answer import SINGLED_OUT, Answer, alike, gather_source_ids, keys, ordered
from geo.answers.documents import (
    CORRIDOR,
    blockades,
    corridors_of,
    drug_corridors,
    press,
    road,
    waypoints_of,
)
from geo.answers.way import (
    MODEL_CAVEATS,
    closed_names,
    modelled,
    no_trips,
    outcome,
    source_ids,
    trips,
    with_place,
)
from geo.evidence import Evidence, join_ids
from geo.journeys import Checkpoint, Scenario
from geo.journeys import change as changes
from geo.journeys import costs as model
from geo.journeys.checkpoints import curve as passing
from geo.journeys.checkpoints import gains_around, halving_minute
from geo.journeys.closures import NO_PRACTICAL_WAY_H, ROUNDING_H
from geo.journeys.documents import along_documents
from geo.language import Range, Sentence, both, say
from geo.spatial import PLACE

LONGEST_MIN = 120
HALF_POINT = 0.005
SOME_HA = 0.005  # less would print as nothing
CAVEATS = ("closures.caveat_closures", *MODEL_CAVEATS)
NOTHING = say("closures.nothing_costs")
BEFORE = ["share_modelled", "share_low_modelled", "share_high_modelled"]
AFTER = [name.replace("share_", "share_after_", 1) for name in BEFORE]


def change(evidence: Evidence, scenario: Scenario) -> Answer:
    """Every municipality with a load before or after, the largest named changes first.

    Columns: the place and those of `geo.journeys.change.places`.
    """
    frame = with_place(evidence, changes.places(evidence.ask(outcome, scenario)))
    some = frame[["load_high_ha_modelled", "load_after_high_ha_modelled"]].max(axis=1) > 0
    frame = by_size(frame[some], ["net_share_modelled", "load_ha_modelled", "divipola"])
    frame = ordered(frame, *PLACE, "change_modelled", "net_share_modelled", *BEFORE, *AFTER)
    sentences = [
        *_setting(evidence, scenario),
        *_changes(frame),
        *_costs(evidence, scenario),
    ]
    return answer(evidence, scenario, "closure_change", frame, sentences)


def journeys(evidence: Evidence, scenario: Scenario) -> Answer:
    """Every journey before and after: the place of origin and `geo.journeys.change.ways`.

    Hours of no practical way are blank.
    """
    frame = with_place(evidence, changes.ways(evidence.ask(outcome, scenario)))
    far = frame["delay_h_modelled"] > NO_PRACTICAL_WAY_H
    frame.loc[far, ["hours_after_modelled", "delay_h_modelled"]] = np.nan
    frame["destination_name"] = frame["destination"].map(evidence.names)
    frame = ordered(frame, *PLACE, "destination_name", "hectares", "way_modelled")
    sentences = _costs(evidence, scenario)
    return answer(evidence, scenario, "closure_journeys", frame, sentences)


def cost(evidence: Evidence, scenario: Scenario) -> Answer:
    """What the closure costs in all, in one row: `geo.journeys.costs.cost` over practical ways.

    Adds `worst_origin`, the places whose way grows most (`;` between), and
    `within_rounding_modelled`, a mean under 0.2 h.
    """
    result = evidence.ask(outcome, scenario)
    row: dict[str, Any] = model.cost(result, most_h=NO_PRACTICAL_WAY_H)
    hours = np.where(result.added / 10 <= NO_PRACTICAL_WAY_H, result.added, 0)
    worst = result.trips.sent["divipola"][(hours > 0) & (hours >= hours.max(initial=0) - 1e-9)]
    row["worst_origin"] = "; ".join(evidence.names[code] for code in worst) or None
    row["within_rounding_modelled"] = bool(row["delay_mean_h_modelled"] < ROUNDING_H)
    sentences = _setting(evidence, scenario)
    if scenario.closed and len(result.trips.sent):
        sentences += _cost(evidence, scenario, row)
    return answer(evidence, scenario, "closure_cost", pd.DataFrame([row]), sentences)


def why(evidence: Evidence, scenario: Scenario, divipola: str) -> Answer:
    """Why a place is on the way, or is not: `geo.journeys.change.why` with names.

    Times are blank where the model knows no way, and around what is closed where none is
    practical.

    The leg after the closure is named in `leg_from_name` and `leg_to_name`. Raises KeyError
    for a place outside the matrix.
    """
    frame = with_place(evidence, changes.why(evidence.ask(outcome, scenario), divipola))
    frame = frame.replace(np.inf, np.nan)
    added = frame["hours_after_modelled"] - frame["hours_modelled"]
    frame.loc[added > NO_PRACTICAL_WAY_H, changes.PAST] = None
    for code in ("leg_from", "leg_to", "destination"):
        frame[f"{code}_name"] = frame[code].map(evidence.names)
    frame = ordered(
        frame.drop(columns=["leg_from", "leg_to"]),
        *PLACE,
        *("hectares", "to_h_modelled", "from_h_modelled", "hours_modelled", "detour_h_modelled"),
        *("chance_modelled", "hours_after_modelled", "leg_from_name", "leg_to_name"),
        *("to_leg_h_modelled", "leg_h_modelled", "from_leg_h_modelled"),
        *("detour_after_h_modelled", "chance_after_modelled", "destination_name"),
    )
    place, shut = evidence.names[divipola], divipola in scenario.closed
    around = frame[frame["detour_after_h_modelled"].notna()].head(0 if shut else 1)
    sentences = [_sum(row, place) for row in frame.head(1).itertuples()]
    sentences += [_sum_after(row, place) for row in around.itertuples()]
    sentences += [say("closures.is_closed", place=place)] * shut
    return answer(evidence, scenario, "why_on_the_way", frame, sentences)


def curve(evidence: Evidence, scenario: Scenario) -> Answer:
    """What still passes as the delay grows from 0 to 120 minutes, with its range.

    Columns: `delay_min`, `share_…modelled` and `load_…ha_modelled` (expected, low, high).
    """
    closure = evidence.ask(outcome, replace(scenario, hold_minutes=None)).closure
    frame = ordered(passing(closure, LONGEST_MIN), "delay_min", *BEFORE)
    sentences = []
    places, first = closed_names(evidence, scenario), frame.iloc[0]
    if first["load_high_ha_modelled"] > 0:
        share = Range(first["share_low_modelled"], first["share_high_modelled"])
        sentences.append(say("closures.passing", places=places, passing_share=share))
        if (half := halving_minute(frame)) is None:
            slow = road(evidence, scenario, LONGEST_MIN)
            sentences.append(say("closures.half_never", longest_min=LONGEST_MIN, road=slow))
        else:
            slow = road(evidence, scenario, half)
            sentences.append(say("closures.half_gone", half_min=half, road=slow))
            gainers = gains_around(Checkpoint(closure, half))["divipola"].head(SINGLED_OUT)
            if len(gainers):
                sentences.append(say("closures.went", places=[evidence.names[c] for c in gainers]))
    elif places:
        sentences.append(say("closures.nothing_passes", places=places))
    return answer(evidence, scenario, "checkpoint_curve", frame, sentences)


def singles(evidence: Evidence, scenario: Scenario) -> Answer:
    """Every place whose closing alone costs anything, by hectare-hours.

    The scenario's width holds; what it closes does not. Columns: the place and those of
    `geo.journeys.costs.singles`; destinations are left out.
    """
    frame = model.singles(trips(evidence, scenario), scenario.closure_width_hours)
    frame = ordered(with_place(evidence, frame), *PLACE, *model.COSTS[:4], "own_ha")
    sentences = [NOTHING]
    if len(frame):
        most = frame.nlargest(1, "cut_off_ha_modelled").iloc[0]
        values = {"cutting": most["municipality"], "cut_ha": most["cut_off_ha_modelled"]}
        sentences = [say("closures.only_cut", **values)]
    if (frame[model.COST] > 0).any():
        places, mean = frame["municipality"].head(SINGLED_OUT), frame["delay_mean_h_modelled"][0]
        values |= {"places": places.tolist(), "most_min": mean * 60}
        values["road"] = road(evidence, scenario, mean * 60)
        sentences = [say("closures.costliest", **values)]
    return answer(evidence, scenario, "closures_ranked", frame, sentences)


def together(evidence: Evidence, scenario: Scenario) -> Answer:
    """The costliest pairs and triples that adding one place at a time finds.

    Columns: those of `geo.journeys.costs.together`, and `places_closed`, the names.
    """
    frame = model.together(trips(evidence, scenario), scenario.closure_width_hours)
    lists = [[evidence.names[c] for c in cell.split(";")] for cell in frame["divipolas"]]
    frame.insert(1, "places_closed", [", ".join(cell) for cell in lists])
    order = ("size", "places_closed", model.COST, "alone_sum_modelled", "excess_modelled")
    frame = ordered(frame, *order, "cut_off_ha_modelled")
    sentences = []
    for row in frame.drop_duplicates("size").sort_values("size").itertuples():
        more = "beyond" if row.excess_modelled > 0 else "within"
        values = {"cost": getattr(row, model.COST), "alone": row.alone_sum_modelled}
        sentences.append(say(f"closures.together_{more}", places=lists[row.Index], **values))
    return answer(evidence, scenario, "closures_together", frame, sentences or [NOTHING])


def answer(
    evidence: Evidence, scenario: Scenario, id: str, frame: pd.DataFrame, sentences=()
) -> Answer:
    """An answer of the model on what is closed or held, with the caveats of such."""
    plain = modelled(evidence, scenario, id, frame, sentences, caveats=CAVEATS)
    if "press" not in plain.said:
        return plain
    values = blockades(evidence, closed_names(evidence, scenario))
    return replace(plain, also_cites=gather_source_ids(values))


def by_size(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """By size, whatever the sign, the largest first; then by code."""
    return frame.sort_values(
        by, key=lambda cells: cells if cells.name == "divipola" else -cells.abs(), ignore_index=True
    )


def _setting(evidence: Evidence, scenario: Scenario) -> list[Sentence]:
    if trips(evidence, scenario).sent.empty:
        return [no_trips(scenario)]
    if not scenario.closed:
        return [say("closures.open")]
    width = scenario.closure_width_hours * 60
    around = say("closures.around", width_min=width) if width else say("closures.around_nothing")
    values: dict[str, Any] = {"places": closed_names(evidence, scenario), "around": around}
    if scenario.hold_minutes is None:
        return [say("closures.closed", **values)]
    return [say("closures.held", hold_min=scenario.hold_minutes, **values)]


def _changes(frame: pd.DataFrame) -> list[Sentence]:
    """The named gains and losses, the largest in full and the others by name."""
    sentences = []
    for kind in ("gain", "loss"):
        rows = frame[frame["change_modelled"] == kind]
        for row in rows.head(SINGLED_OUT).itertuples():
            low, high = row.share_low_modelled, row.share_high_modelled
            after_low, after_high = row.share_after_low_modelled, row.share_after_high_modelled
            net = row.net_share_modelled
            values = {"place": row.municipality, "points": round(abs(net) * 100)}
            values["before_share"] = Range(low, high)
            values["after_share"] = Range(after_low, after_high)
            # What has no practical way is in the shares, and in no named change.
            whole = after_low - high - HALF_POINT <= net <= after_high - low + HALF_POINT
            form = "" if whole else "_points"
            sentences.append(say(f"closures.change_{kind}{form}", **values))
        more = rows["municipality"].iloc[SINGLED_OUT:].tolist()
        sentences += [say(f"closures.change_{kind}_more", places=more)] if more else []
    return sentences


def _costs(evidence: Evidence, scenario: Scenario) -> list[Sentence]:
    """What is said of the cost, without what is closed."""
    return list(evidence.ask(cost, scenario).sentences[1:])


def _cost(evidence: Evidence, scenario: Scenario, row: dict) -> list[Sentence]:
    """row: of `cost`."""
    goals = {*scenario.closed} & {*trips(evidence, scenario).sent["destination"]}
    sentences = []
    if goals and scenario.hold_minutes is None:
        places = [evidence.names[code] for code in sorted(goals)]
        sentences.append(say("closures.destination_closed", places=places))
    if row["cut_off_ha_modelled"] > SOME_HA:
        values = {"cut_ha": row["cut_off_ha_modelled"], "sent_ha": row["sent_ha"]}
        sentences.append(say("closures.cut_off", **values))
    mean, worst = row["delay_mean_h_modelled"], row["delay_worst_h_modelled"]
    far = row["no_practical_way_ha_modelled"]
    no_way = [say("closures.no_practical_way", far_ha=far)] if far > SOME_HA else []
    if pd.isna(mean):
        return [*sentences, *(no_way or [say("closures.nothing_arrives")])]
    if max(mean, worst) < ROUNDING_H:
        sentences.append(say("closures.within_rounding"))
    else:
        place = alike(row["worst_origin"].split("; "))
        values = {"added_min": mean * 60, "worst_h": worst, "place": place}
        values["worst_road"] = road(evidence, scenario, worst * 60)
        sentences.append(say("closures.added", **values))
        if mean >= ROUNDING_H:
            sentences.append(say("closures.on_the_road", road=road(evidence, scenario, mean * 60)))
            sentences += press(evidence, closed_names(evidence, scenario))
        sentences += [say("closures.mean_within_rounding")] if mean < ROUNDING_H else []
    return [*sentences, *no_way]


def _sum(row, place: str) -> Sentence:
    """The sum of the largest origin, written out."""
    if pd.isna(row.detour_h_modelled):
        return say("closures.no_way", origin=row.municipality, place=place)
    hours = {"to_h": row.to_h_modelled, "from_h": row.from_h_modelled}
    ends = {"origin": row.municipality, "place": place, "destination": row.destination_name}
    detour, direct = row.detour_h_modelled * 60, row.hours_modelled
    return say("closures.sum", **ends, **hours, direct_h=direct, detour_min=detour)


def _sum_after(row, place: str) -> Sentence:
    """The same around what is closed, of the largest origin that then comes near the place."""
    first, last = (row.leg_from_name, row.leg_to_name)
    parts = (
        (row.municipality, first, row.to_leg_h_modelled, False),
        (first, last, row.leg_h_modelled, place not in (first, last)),
        (last, row.destination_name, row.from_leg_h_modelled, False),
    )
    legs = []
    for start, end, hours, by in parts:
        leg = {"start": start, "end": end, "hours": hours}
        if start != end:
            legs.append(
                say("closures.leg_by", place=place, **leg) if by else say("closures.leg", **leg)
            )
    detour = row.detour_after_h_modelled * 60
    return say(
        "closures.sum_after", legs=legs, around_h=row.hours_after_modelled, detour_min=detour
    )


def around(evidence: Evidence, scenario: Scenario) -> Answer:
    """Documented corridors of drugs that the ways around a closure run along.

    Columns: the corridor, those of `geo.journeys.documents.along_documents` with the new
    municipalities' names in `gained_on_it`, and the sources of the corridor with the model's.
    """
    each = corridors_of(evidence, drug_corridors(evidence))
    frame = along_documents(evidence.ask(outcome, scenario), waypoints_of(evidence, each))
    frame = frame.merge(each, on="corridor_id")
    lists = [[evidence.names[c] for c in cell.split(";")] for cell in frame["gained_divipolas"]]
    frame["gained_on_it"] = [", ".join(cell) for cell in lists]
    cited = source_ids(evidence, scenario)
    frame["source_ids"] = [join_ids([cell, cited]) for cell in frame["source_ids"]]
    front = [*CORRIDOR, "along_share_modelled", "along_ha_modelled", "n_along_modelled", "n_passed"]
    frame = frame[[*front, "gained_on_it", "source_ids"]]
    sentences = []
    for row, places in zip(frame.head(SINGLED_OUT).itertuples(), lists, strict=False):
        values = {"corridor": both(row, "name"), "along_share": row.along_share_modelled}
        sentences.append(say("closures.along", places=places, **values))
    unsent = trips(evidence, scenario).sent.empty
    sentences = sentences or [no_trips(scenario) if unsent else say("closures.along_none")]
    plain = answer(evidence, scenario, "closure_documents", frame, sentences)
    return replace(plain, caveats=(*keys("documents_and_model schematic_lines"), *plain.caveats))
