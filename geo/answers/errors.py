"""Does the answer of a closure hold if the hours of the model are wrong?"""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from geo.answers.answer import Answer, Sentence, say
from geo.answers.closures import answer, change, tried_change
from geo.answers.way import outcome, placed
from geo.evidence import Evidence, asked, sorted_by
from geo.evidence import kept as once
from geo.journeys import Scenario
from geo.journeys.errors import DRAWS, MOST_SEATS, SPREADS, USUAL, kept, seats_of

SOME = 0.05  # places that gain in fewer draws are left out


def errors(evidence: Evidence, scenario: Scenario) -> Answer:
    """The named gains under errors of the hours, and what gains where they do not.

    Columns: the place and those of `geo.journeys.errors.kept`, the firmest first. A checkpoint
    is asked about as a closure.
    """
    seats, frame = _drawn(evidence, replace(scenario, hold_minutes=None))
    named = frame["change_modelled"] == "gain"
    frame = frame[named | (frame["kept_modelled"] >= SOME)]
    frame = sorted_by(frame, "change_modelled -kept_modelled divipola")
    if seats > MOST_SEATS:
        said = [say("closures.errors_many", draws=DRAWS, seats=seats, most=MOST_SEATS)]
    else:
        said = _said(evidence, scenario, frame)
    return answer(evidence, scenario, "closure_errors", frame, said)


@asked
def _drawn(evidence: Evidence, closed: Scenario) -> tuple[int, pd.DataFrame]:
    """How many seats matter, 0 where it was drawn at the build, and what the draws come to."""
    if closed == USUAL:
        return 0, pd.DataFrame(evidence["closure_errors_modelled"])
    closure = evidence.ask(outcome, closed).closure
    return len(seats_of(closure)), placed(evidence, draw(evidence, closed))


def draw(
    evidence: Evidence, scenario: Scenario, progress: Callable[[float], object] = lambda share: None
) -> pd.DataFrame:
    """The draws of a closure, made once; progress is told the share that is done."""
    closure = evidence.ask(outcome, replace(scenario, hold_minutes=None)).closure
    return once(closure, "draws", lambda: kept(closure, progress))


def doubted_change(evidence: Evidence, scenario: Scenario) -> Answer:
    """`tried_change`; of Santander closed its words also say what errors of the hours do to it,
    of other closures where that is tried."""
    tried = evidence.ask(tried_change, scenario)
    if not scenario.closed:
        return tried
    said = [say("closures.errors_asked")]
    if scenario == USUAL:
        said = list(evidence.ask(errors, scenario).sentences)
    return replace(tried, sentences=(*tried.sentences, *said))


def _said(evidence: Evidence, scenario: Scenario, frame: pd.DataFrame) -> list[Sentence]:
    changed = evidence.ask(change, scenario).frame
    gains = changed.loc[changed["change_modelled"] == "gain", "divipola"]
    shares = frame.pivot(index="divipola", columns="spread", values="kept_modelled").fillna(0)
    if gains.empty or gains.iloc[0] not in shares.index:
        return [say("closures.holds_none")]
    small, large = SPREADS
    first = shares.loc[gains.iloc[0]]
    values = {"place": evidence.names[gains.iloc[0]], "draws": DRAWS}
    said = [say("closures.errors", **values, small=first[small], large=first[large])]
    wide = frame[frame["spread"] == large].set_index("divipola")["instead_modelled"]
    if wide.max() > 0:
        rivals = sorted(wide.index[wide == wide.max()])
        least = shares.loc[rivals].min()
        places = [evidence.names[code] for code in rivals]
        values = {"places": places, "small": least[small], "large": least[large]}
        said.append(say("closures.errors_rivals", **values))
    return [*said, say("closures.errors_shared")]
