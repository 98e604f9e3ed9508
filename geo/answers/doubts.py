"""Whether what the model says of a closure holds, and how two years or scenarios differ."""

from collections.abc import Callable
from dataclasses import replace
from itertools import compress

import numpy as np
import pandas as pd

from geo.answers.answer import SINGLED_OUT, Answer, Range, Sentence, ordered, say
from geo.answers.closures import AFTER, BEFORE, CAVEATS, answer, by_size, change
from geo.answers.way import (
    LISTED,
    MODEL_CAVEATS,
    access_places,
    closed_names,
    modelled,
    outcome,
    source_ids,
    with_place,
)
from geo.evidence import Evidence, join_ids, once, remember, sorted_by
from geo.journeys import Scenario, robust
from geo.journeys import change as changes
from geo.journeys.errors import DRAWS, MOST_SEATS, SPREADS, USUAL, gains_in_draws, seats_of
from geo.spatial import PLACE

SOME = 0.05  # places that gain in fewer draws are left out
OTHER = [f"other_{name}" for name in BEFORE]


def tried_change(evidence: Evidence, scenario: Scenario) -> Answer:
    """`change`, whose words also say how many of its named changes hold: several times as slow."""
    changed = evidence.ask(change, scenario)
    if not changed.frame["change_modelled"].isin(robust.SHARE).any():
        return changed
    sentences = (*changed.sentences, *evidence.ask(holds, scenario).sentences)
    return replace(changed, sentences=sentences)


def holds(evidence: Evidence, scenario: Scenario) -> Answer:
    """Every named change under other tolerances, widths and years: `geo.journeys.robust`.

    What is said counts no place that is closed or held itself: that it loses goes without saying.
    """
    access = access_places(evidence.origin_notes)
    varied = robust.holds(scenario, evidence.travel_times, evidence.coca, access)
    frame = with_place(evidence, varied)
    others = frame[~frame["divipola"].isin(scenario.closed)]
    firm, zero = others["holds_modelled"], others["setting"].eq(0)
    undone = firm | (others["varied"].eq("tolerance") & zero)
    same, but_zero = (cells.groupby(others["divipola"]).all() for cells in (firm, undone))
    values = {"everywhere": int(same.sum()), "but_zero": int(but_zero.sum())}
    sentence = say("closures.holds", changes=len(same), **values)
    sentence = sentence if len(same) else say("closures.holds_none")
    return answer(evidence, scenario, "closure_holds", frame, [sentence])


def errors(evidence: Evidence, scenario: Scenario) -> Answer:
    """The named gains under errors of the hours, and what gains where they do not.

    Columns: the place and those of `geo.journeys.errors.gains_in_draws`, the firmest first.
    A checkpoint is asked about as a closure.
    """
    seats, frame = _draws(evidence, replace(scenario, hold_minutes=None))
    is_gain = frame["change_modelled"] == "gain"
    frame = frame[is_gain | (frame["kept_modelled"] >= SOME)]
    frame = sorted_by(frame, "change_modelled -kept_modelled divipola")
    sentences = [say("closures.errors_many", draws=DRAWS, seats=seats, most=MOST_SEATS)]
    if seats <= MOST_SEATS:
        sentences = _error_sentences(evidence, scenario, frame)
    return answer(evidence, scenario, "closure_errors", frame, sentences)


@once
def _draws(evidence: Evidence, closed: Scenario) -> tuple[int, pd.DataFrame]:
    """How many seats matter, 0 where it was drawn at the build, and what the draws come to."""
    if closed == USUAL:
        return 0, pd.DataFrame(evidence["closure_errors_modelled"])
    closure = evidence.ask(outcome, closed).closure
    return len(seats_of(closure)), with_place(evidence, draw(evidence, closed))


def draw(
    evidence: Evidence, scenario: Scenario, progress: Callable[[float], object] = lambda share: None
) -> pd.DataFrame:
    """The draws of a closure, made once; progress is told the share that is done."""
    closure = evidence.ask(outcome, replace(scenario, hold_minutes=None)).closure
    return remember(closure, "draws", lambda: gains_in_draws(closure, progress))


def doubted_change(evidence: Evidence, scenario: Scenario) -> Answer:
    """`tried_change`; of Santander closed its words also say what errors of the hours do to it,
    of other closures where that is tried."""
    tried = evidence.ask(tried_change, scenario)
    if not scenario.closed:
        return tried
    sentences = [say("closures.errors_asked")]
    if scenario == USUAL:
        sentences = list(evidence.ask(errors, scenario).sentences)
    return replace(tried, sentences=(*tried.sentences, *sentences))


def _error_sentences(evidence: Evidence, scenario: Scenario, frame: pd.DataFrame) -> list[Sentence]:
    changed = evidence.ask(change, scenario).frame
    gains = changed.loc[changed["change_modelled"] == "gain", "divipola"]
    shares = frame.pivot(index="divipola", columns="spread", values="kept_modelled").fillna(0)
    if gains.empty or gains.iloc[0] not in shares.index:
        return [say("closures.holds_none")]
    small, large = SPREADS
    first = shares.loc[gains.iloc[0]]
    values = {"place": evidence.names[gains.iloc[0]], "draws": DRAWS}
    sentences = [say("closures.errors", **values, small=first[small], large=first[large])]
    wide = frame[frame["spread"] == large].set_index("divipola")["instead_modelled"]
    if wide.max() > 0:
        rivals = sorted(wide.index[wide == wide.max()])
        least = shares.loc[rivals].min()
        values = {"places": [evidence.names[code] for code in rivals]}
        sentences.append(
            say("closures.errors_rivals", **values, small=least[small], large=least[large])
        )
    return [*sentences, say("closures.errors_shared")]


def difference(evidence: Evidence, scenario: Scenario, other: Scenario) -> Answer:
    """Two years or two scenarios, place by place; each after its own closure, if any.

    Columns: `difference_share_modelled` (second less first), `apart_modelled` (whether the two
    ranges do not overlap), `share_…modelled` of the first, `other_share_…modelled` of the
    second (expected, low, high). Shares are of each scenario's own hectares sent, blank where
    none are.
    """
    frames, unsent = [], []
    for one, names in ((scenario, BEFORE), (other, OTHER)):
        result = evidence.ask(outcome, one)
        places = changes.places(result).set_index("divipola")[AFTER]
        unsent.append(result.trips.sent.empty)
        places[:] = np.nan if unsent[-1] else places
        frames.append(places.set_axis(names, axis=1))
    frame = pd.concat(frames, axis=1).reset_index(names="divipola")
    frame["difference_share_modelled"] = frame[OTHER[0]] - frame[BEFORE[0]]
    (_, low, high), (_, other_low, other_high) = BEFORE, OTHER
    frame["apart_modelled"] = (frame[other_low] > frame[high]) | (frame[low] > frame[other_high])
    frame = with_place(evidence, frame[frame[[high, other_high]].max(axis=1) > 0])
    frame = by_size(frame, ["difference_share_modelled", "divipola"])
    frame = ordered(frame, *PLACE, "difference_share_modelled", "apart_modelled")
    one, two = sides(evidence, scenario, other)
    sentences = []
    for row in frame[frame["apart_modelled"]].head(SINGLED_OUT).itertuples():
        values = {
            "place": row.municipality,
            "one_share": Range(row.share_low_modelled, row.share_high_modelled),
            "other_share": Range(row.other_share_low_modelled, row.other_share_high_modelled),
        }
        sentences.append(say("closures.difference", one=one, other=two, **values))
    frame["source_ids"] = join_ids(source_ids(evidence, each) for each in (scenario, other))
    if any(unsent):
        sentences = [say("closures.unsent", side=side) for side in compress((one, two), unsent)]
    elif (frame[BEFORE].to_numpy() == frame[OTHER].to_numpy()).all():
        sentences = [say("closures.same")]
    else:
        sentences = [
            *(sentences or [say("closures.alike")]),
            say("closures.sides", one=one, other=two),
        ]
    caveats = CAVEATS if scenario.closed or other.closed else MODEL_CAVEATS
    id = "scenario_difference"
    return modelled(evidence, other, id, frame, sentences, caveats=caveats, beside=(scenario,))


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
        places = [evidence.names[c] for c in side.origins]
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
