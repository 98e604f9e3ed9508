"""The model's hours beside journeys that sources time: how long it takes on the road."""

from collections.abc import Collection
from functools import partial

import numpy as np
import pandas as pd

from geo.answers.answer import Answer, Range, Sentence, answered, say
from geo.evidence import Evidence, join_ids
from geo.journeys import Scenario

SOUTHWEST = {"19", "41", "52", "76", "86"}  # Cauca, Huila, Nariño, Valle, Putumayo
BY_BUS = "bus"
WITHIN = 0.05, 0.95
ENDS = ["from_divipola", "to_divipola"]
ROUND_MIN, ROUND_LONG_MIN, LONG_MIN = 5, 30, 120  # a range that wide says no more


def told(evidence: Evidence) -> Answer:
    """One row for each pair of seats with journeys that sources time, and the model's hours.

    Columns: both ends, `hours_told` (the middle of a stated range, the median of several
    statements of one mode, the mean of car and bus), `hours_modelled`, `ratio_modelled` (told
    over modelled) and `in_southwest` (both ends in Cauca, Valle, Nariño, Huila or Putumayo).
    Statements that are not comparable are left out and counted as `unmatched`.
    """
    rows = pd.DataFrame(evidence.journey_times)
    kept = rows[rows["comparable"].astype(bool)]
    middle = kept[["hours_low", "hours_high"]].mean(axis=1)
    kept = kept.assign(hours=middle, bus=kept["mode"] == BY_BUS)
    kept[ENDS] = np.sort(kept[ENDS].to_numpy(str), axis=1)  # there and back are one pair
    modes = kept.groupby([*ENDS, "bus"])["hours"].median()
    pairs = modes.groupby(ENDS).mean().rename("hours_told").reset_index()
    for end in ENDS:
        pairs[end.replace("divipola", "municipality")] = pairs[end].map(evidence.names)
    times = evidence.travel_times
    start, end = (times.rows(pairs[name]) for name in ENDS)
    pairs["hours_modelled"] = times.tenths[start, end] / 10
    pairs["ratio_modelled"] = pairs["hours_told"] / pairs["hours_modelled"]
    pairs["in_southwest"] = pairs[ENDS].map(lambda code: code[:2] in SOUTHWEST).all(axis=1)
    cited = kept.groupby(ENDS)["source_ids"].agg(join_ids).rename("source_ids")
    frame = pairs.merge(cited, on=ENDS)
    hours = evidence.cites("travel_time")
    frame["source_ids"] = [join_ids([ids, hours]) for ids in frame["source_ids"]]
    name, said, n = "hours_beside_journeys", _said(frame), len(rows)
    caveat = "free_flow_hours"
    return answered(evidence, name, frame, "journey_times", said, caveat, of=n, matched=len(kept))


def _said(frame: pd.DataFrame) -> list[Sentence]:
    ratio, southwest = frame["ratio_modelled"], frame["in_southwest"]
    ranks = frame["hours_told"].rank().corr(frame["hours_modelled"].rank())
    return [
        say(
            "answers_methods.hours",
            pairs=len(frame),
            times=ratio.median(),
            southwest_times=ratio[southwest].median(),
            within=Range(*ratio[southwest].quantile(list(WITHIN))),
        ),
        say("answers_methods.hours_use", ranks=ranks),
    ]


def on_the_road(evidence: Evidence, model_minutes: float, departments: Collection[str]) -> Range:
    """Minutes that as many of the model take on the road, nine times in ten.

    In the southwest, or in the whole country where one of the departments lies outside it.
    """
    pairs = evidence.ask(told).frame
    near = pairs[pairs["in_southwest"]] if SOUTHWEST.issuperset(departments) else pairs
    ends = near["ratio_modelled"].quantile(list(WITHIN))
    return Range(*map(partial(_rounded, model_minutes), ends))


def road(evidence: Evidence, scenario: Scenario, model_minutes: float) -> Range:
    """The same between the scenario's departments."""
    ends = {code[:2] for code in (*scenario.origins, *scenario.destinations)}
    return on_the_road(evidence, model_minutes, ends)


def _rounded(model_minutes: float, times: float) -> int:
    minutes = model_minutes * times
    least = ROUND_MIN if minutes < LONG_MIN else ROUND_LONG_MIN
    return int(np.round(minutes / least) * least)


def blockades(evidence: Evidence, places: list[str]) -> pd.DataFrame:
    """What sources say that past blockades of these places added: rows of `document_notes`."""
    rows = evidence.document_notes
    return rows[rows["blockade_h_low"].notna() & rows["place"].isin(places)]


def press(evidence: Evidence, places: list[str]) -> list[Sentence]:
    """The same in words."""
    ends = blockades(evidence, places)[["blockade_h_low", "blockade_h_high"]].astype(int)
    return [say("closures.press", more=Range(*row)) for row in ends.itertuples(index=False)]
