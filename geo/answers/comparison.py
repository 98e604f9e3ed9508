"""Two years or two scenarios set beside each other, place by place."""

import pandas as pd

from geo.answers.answer import Answer, Range, Sentence, ordered, say
from geo.answers.closures import AFTER, BEFORE, CAVEATS, by_size
from geo.answers.way import (
    LISTED,
    MODEL_CAVEATS,
    SINGLED_OUT,
    closed_names,
    modelled,
    outcome,
    placed,
    source_ids,
)
from geo.evidence import Evidence, join_ids
from geo.journeys import Scenario
from geo.journeys import change as changes
from geo.spatial import PLACE

OTHER = [f"other_{name}" for name in BEFORE]


def difference(evidence: Evidence, scenario: Scenario, other: Scenario) -> Answer:
    """Two years or two scenarios, place by place; each after its own closure, if any.

    Columns: `difference_share_modelled` (second less first), `apart_modelled` (whether the two
    ranges do not overlap), `share_…modelled` of the first, `other_share_…modelled` of the
    second (expected, low, high). Shares are of each scenario's own hectares sent.
    """
    frames = []
    for one, names in ((scenario, BEFORE), (other, OTHER)):
        places = changes.places(evidence.ask(outcome, one)).set_index("divipola")
        frames.append(places[AFTER].set_axis(names, axis=1))
    frame = pd.concat(frames, axis=1).reset_index(names="divipola")
    frame["difference_share_modelled"] = frame[OTHER[0]] - frame[BEFORE[0]]
    (_, low, high), (_, other_low, other_high) = BEFORE, OTHER
    frame["apart_modelled"] = (frame[other_low] > frame[high]) | (frame[low] > frame[other_high])
    frame = placed(evidence, frame[frame[[high, other_high]].max(axis=1) > 0])
    frame = by_size(frame, ["difference_share_modelled", "divipola"])
    frame = ordered(frame, *PLACE, "difference_share_modelled", "apart_modelled")
    one, two = sides(evidence, scenario, other)
    said = [
        say(
            "closures.difference",
            place=row.municipality,
            one=one,
            one_share=Range(row.share_low_modelled, row.share_high_modelled),
            other=two,
            other_share=Range(row.other_share_low_modelled, row.other_share_high_modelled),
        )
        for row in frame[frame["apart_modelled"]].head(SINGLED_OUT).itertuples()
    ]
    frame["source_ids"] = join_ids(source_ids(evidence, each) for each in (scenario, other))
    if (frame[BEFORE].to_numpy() == frame[OTHER].to_numpy()).all():
        said = [say("closures.same")]
    else:
        said = [*(said or [say("closures.alike")]), say("closures.sides", one=one, other=two)]
    caveats = CAVEATS if scenario.closed or other.closed else MODEL_CAVEATS
    id = "scenario_difference"
    return modelled(evidence, other, id, frame, said, caveats=caveats, beside=(scenario,))


def sides(evidence: Evidence, scenario: Scenario, other: Scenario) -> tuple[Sentence, Sentence]:
    """What sets two scenarios apart: the year, the destinations, the origins or what is closed."""
    one, two = (_side(evidence, each, scenario, other) for each in (scenario, other))
    return one, two


def _side(evidence: Evidence, side: Scenario, one: Scenario, two: Scenario) -> Sentence:
    if one.year != two.year:
        return say("closures.side_year", year=side.year)
    if one.destinations != two.destinations:
        return say("closures.side_to", places=[evidence.names[c] for c in side.destinations])
    if one.origins != two.origins:
        departments = evidence.municipalities.groupby("department_code")["department"].first()
        places = [evidence.names.get(c, departments.get(c)) for c in side.origins]
        many = len(places) > LISTED
        return say("closures.side_all") if many else say("closures.side_from", places=places)
    return closing_of(evidence, side)


def closing_of(evidence: Evidence, scenario: Scenario) -> Sentence:
    """What a scenario closes or holds: *with Argelia closed*."""
    places = closed_names(evidence, scenario)
    if not places:
        return say("closures.side_open")
    if scenario.hold_minutes is None:
        return say("closures.side_closed", places=places)
    return say("closures.side_held", places=places, hold=scenario.hold_minutes)
