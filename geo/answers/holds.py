"""How long a checkpoint may hold, and whether a closure's answer holds."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from geo.answers.answer import Answer, Range, Sentence
from geo.answers.closures import answer, closed_names, named
from geo.answers.loads import SINGLED_OUT
from geo.journeys import Asked, Checkpoint, Scenario, TravelTimes, ask, robust, trips_of
from geo.journeys.checkpoints import curve as points
from geo.journeys.checkpoints import half_gone, went_to

LONGEST = 120


def _held(asked: Asked, minutes: float = 0) -> Checkpoint:
    """The scenario's closed places, held for some minutes instead."""
    outcome = asked.outcome
    closure = outcome.closure if isinstance(outcome, Checkpoint) else outcome
    return Checkpoint(closure, minutes)


def half_minute(asked: Asked) -> int | None:
    """The first minute at which half of what passed has gone elsewhere, up to two hours."""
    return half_gone(points(_held(asked).closure, LONGEST))


def curve(asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]) -> Answer:
    """What still passes as the delay grows from 0 to 120 minutes, with its range.

    Columns: `delay_min`, `load_…ha_modelled` and `share_…modelled` (expected, low, high).
    """
    frame = points(_held(asked).closure, LONGEST)
    places = closed_names(asked, municipalities)
    first = frame.iloc[0]
    share = Range(first["share_low_modelled"], first["share_high_modelled"])
    said = []
    if first["load_high_ha_modelled"] > 0:
        said.append(Sentence("closures.passing", {"places": places, "passing_share": share}))
        half = half_gone(frame)
        if half is None:
            said.append(Sentence("closures.half_never", {"longest_min": LONGEST}))
        else:
            said.append(Sentence("closures.half_gone", {"half_min": half}))
            gone = went(asked, half, municipalities, source_ids).frame
            top = gone["municipality"].head(SINGLED_OUT).tolist()
            if top:
                said.append(Sentence("closures.went", {"places": top}))
    elif places:
        said.append(Sentence("closures.nothing_passes", {"places": places}))
    return answer(asked, "checkpoint_curve", frame, source_ids, said)


def went(
    asked: Asked, minutes: float, municipalities: pd.DataFrame, source_ids: Sequence[str]
) -> Answer:
    """Where the hectares that have left at a delay lie that they did not before.

    Columns: the place, `gained_ha_modelled`, `gained_share_modelled`; from 1 % of the load.
    """
    frame = named(went_to(_held(asked, minutes)), municipalities)
    return answer(asked, "checkpoint_went", frame, source_ids)


def answer_holds(
    scenario: Scenario,
    times: TravelTimes,
    coca: pd.DataFrame,
    municipalities: pd.DataFrame,
    source_ids: Sequence[str],
    access: Mapping[str, str] | None = None,
) -> Answer:
    """Every named change under other tolerances, widths and years: `geo.journeys.robust`."""
    frame = named(robust.holds(scenario, times, coca, access), municipalities)
    kept = frame.groupby("divipola", sort=False)["holds_modelled"].sum()
    counts = {
        "changes": len(kept),
        "everywhere": int(np.sum(kept == frame.groupby("divipola", sort=False).size())),
    }
    said = [Sentence("closures.holds", counts)] if len(kept) else [Sentence("closures.holds_none")]
    asked = ask(scenario, trips_of(scenario, times, coca, access))
    return answer(asked, "closure_holds", frame, source_ids, said)
