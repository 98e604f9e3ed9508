"""What sources document beside the model: the ways of corridors, and journeys that are timed."""

from collections.abc import Collection
from functools import partial

import numpy as np
import pandas as pd

from geo.answers.answer import SINGLED_OUT, Answer, compose, keys
from geo.evidence import Evidence, in_force, join_ids
from geo.journeys import Scenario
from geo.journeys.closures import NO_PRACTICAL_WAY_H, ROUNDING_H
from geo.journeys.documents import documents as compared
from geo.language import Range, Sentence, both, say
from geo.spatial import PLACE

DRUGS = {"cocaine", "coca_paste", "marijuana", "drugs_unspecified"}
CAVEATS = keys("documents_and_model free_flow_hours schematic_lines communities")
CORRIDOR = ["corridor_id", "name_en", "name_es"]
# Why a documented place is not on the fastest way, as far as the waypoints tell.
KINDS = ("off_seat", "costlier", "drawn_only")
SOUTHWEST = {"19", "41", "52", "76", "86"}  # Cauca, Huila, Nariño, Valle, Putumayo
BY_BUS = "bus"
WITHIN = 0.05, 0.95
ENDS = ["from_divipola", "to_divipola"]
ROUND_MIN, ROUND_LONG_MIN, LONG_MIN = 5, 30, 120  # a range that wide says no more


def drug_corridors(evidence: Evidence) -> pd.DataFrame:
    """Legs of the documented corridors of drugs that no later account replaces.

    Those of explosives, arms or supplies alone say nothing on where coca goes.
    """
    legs = in_force(evidence.corridors_documented)
    return legs[legs["commodities"].str.split(";").map(DRUGS.intersection).astype(bool)]


def corridors_of(evidence: Evidence, legs: pd.DataFrame) -> pd.DataFrame:
    """One row a corridor: id, names, and its sources with those of the travel times."""
    each = pd.DataFrame(legs.drop_duplicates("corridor_id")[[*CORRIDOR, "source_ids"]])
    hours = evidence.cites("travel_time")
    return each.assign(source_ids=[join_ids([ids, hours]) for ids in each["source_ids"]])


def waypoints_of(evidence: Evidence, corridors: pd.DataFrame) -> pd.DataFrame:
    rows = evidence.corridor_waypoints
    return rows[rows["corridor_id"].isin(corridors["corridor_id"])]


def corridors(evidence: Evidence) -> Answer:
    """Every documented corridor beside the fastest way between its own ends.

    Columns: its names and those of `geo.journeys.documents`. Corridors with no two different
    ends in the matrix are left out and counted as `unmatched`.
    """
    each = corridors_of(evidence, evidence.corridors_documented)
    frame = compared(evidence.travel_times, waypoints_of(evidence, each))[0]
    frame = frame.rename(columns={n: f"{n}_modelled" for n in ("n_on_way", "n_named_on_way")})
    frame = each[CORRIDOR].merge(frame, on="corridor_id").merge(each[["corridor_id", "source_ids"]])
    sentences = _corridor_sentences(evidence, frame)
    frame["added_h_modelled"] = _practical(frame["added_h_modelled"])
    return _beside(evidence, "documents_beside_model", frame, sentences)


def places(evidence: Evidence) -> Answer:
    """Municipality by municipality: its detour off that way, and why it lies off it.

    Columns: the corridor, the place, `detour_h_modelled`, `difference`, `passes_by` (the places
    that its sources name there) and `order`.
    """
    each = corridors_of(evidence, evidence.corridors_documented)
    waypoints = waypoints_of(evidence, each)
    frame = each.merge(compared(evidence.travel_times, waypoints)[1], on="corridor_id")
    frame = frame.merge(pd.DataFrame(evidence.municipalities[PLACE]), on="divipola")
    frame = frame.merge(_passes(waypoints), on=["corridor_id", "divipola"])
    frame["difference"] = [_difference(row) for row in frame.itertuples()]
    frame = frame.sort_values(["corridor_id", "order"], ignore_index=True)
    front = [*CORRIDOR, *PLACE, "detour_h_modelled", "difference", "passes_by", "order"]
    kinds = {k: int((frame["difference"] == k).sum()) for k in KINDS}
    sentences = [say("answers_corridors.differences", pairs=len(frame), **kinds)]
    frame = frame[[*front, "source_ids"]]
    frame["detour_h_modelled"] = _practical(frame["detour_h_modelled"])
    return _beside(evidence, "documented_places_beside_model", frame, sentences)


def _practical(hours: pd.Series) -> pd.Series:
    """Hours, blank where they stand for no way that anyone would take."""
    return hours.where(hours <= NO_PRACTICAL_WAY_H)


def _beside(evidence: Evidence, id: str, frame: pd.DataFrame, sentences: list[Sentence]) -> Answer:
    total = evidence.corridors_documented["corridor_id"].nunique()
    matched = frame["corridor_id"].nunique()
    return compose(
        evidence, id, frame, "corridors_documented", sentences, CAVEATS, of=total, matched=matched
    )


def _difference(row) -> str | None:
    if row.detour_h_modelled < ROUNDING_H - 1e-9:
        return None
    if not row.at_seat:
        return "off_seat"
    return "costlier" if row.named else "drawn_only"


def _passes(waypoints: pd.DataFrame) -> pd.DataFrame:
    """The places of each corridor in each municipality, and what its sources name there."""
    rows = waypoints.assign(
        seat=waypoints["place_type"] == "municipal_seat",
        named=waypoints["waypoint_evidence"] == "named_in_source",
    )
    return rows.groupby(["corridor_id", "divipola"], as_index=False).agg(
        passes_by=("place", "; ".join), at_seat=("seat", "any"), named=("named", "any")
    )


def _corridor_sentences(evidence: Evidence, frame: pd.DataFrame) -> list[Sentence]:
    codes = evidence.corridor_waypoints.dropna(subset="divipola").set_index("corridor_id")
    crossed = codes["divipola"].str[:2].groupby(level=0).agg(set)
    counts = {"pairs": "n_passed", "named": "n_named", "on_the_way": "n_named_on_way_modelled"}
    counts = {name: int(frame[column].sum()) for name, column in counts.items()}
    sentences = [say("answers_corridors.documents", corridors=len(frame), **counts)]
    added = frame["added_h_modelled"].round(1)
    practical = frame[added.between(ROUNDING_H, NO_PRACTICAL_WAY_H)]
    for row in practical.nlargest(SINGLED_OUT, "added_h_modelled").itertuples():
        added_h, departments = row.added_h_modelled, crossed[row.corridor_id]
        slow = {"added_h": added_h, "road": on_the_road(evidence, added_h * 60, departments)}
        sentences.append(
            say("answers_corridors.documents_costlier", corridor=both(row, "name"), **slow)
        )
    off = [both(row, "name") for row in frame[added > NO_PRACTICAL_WAY_H].itertuples()]
    return sentences + ([say("answers_corridors.documents_no_way", corridors=off)] if off else [])


def notes(evidence: Evidence) -> Answer:
    """What sources say of the corridors that the model does not explain, as it stands."""
    rows, name = evidence.document_notes, "document_notes"
    sentence = say("answers_corridors.document_notes", n=len(rows))
    return compose(evidence, name, rows, name, sentence, CAVEATS[:1])


def journey_hours(evidence: Evidence) -> Answer:
    """One row for each pair of seats with journeys that sources time, and the model's hours.

    Columns: both ends, `hours_told` (the middle of a stated range, the median of several
    statements of one mode, the mean of car and bus), `hours_modelled`, `ratio_modelled` (told
    over modelled) and `in_southwest` (both ends in Cauca, Valle, Nariño, Huila or Putumayo).
    Statements that are not comparable are left out and counted as `unmatched`.
    """
    rows = pd.DataFrame(evidence.journey_times)
    comparable = rows[rows["comparable"].astype(bool)]
    middle = comparable[["hours_low", "hours_high"]].mean(axis=1)
    comparable = comparable.assign(hours=middle, bus=comparable["mode"] == BY_BUS)
    # There and back are one pair.
    comparable[ENDS] = np.sort(comparable[ENDS].to_numpy(str), axis=1)
    modes = comparable.groupby([*ENDS, "bus"])["hours"].median()
    pairs = modes.groupby(ENDS).mean().rename("hours_told").reset_index()
    for end in ENDS:
        pairs[end.replace("divipola", "municipality")] = pairs[end].map(evidence.names)
    times = evidence.travel_times
    start, end = (times.rows(pairs[name]) for name in ENDS)
    pairs["hours_modelled"] = times.tenths[start, end] / 10
    pairs["ratio_modelled"] = pairs["hours_told"] / pairs["hours_modelled"]
    pairs["in_southwest"] = pairs[ENDS].map(lambda code: code[:2] in SOUTHWEST).all(axis=1)
    cited = comparable.groupby(ENDS)["source_ids"].agg(join_ids).rename("source_ids")
    frame = pairs.merge(cited, on=ENDS)
    hours = evidence.cites("travel_time")
    frame["source_ids"] = [join_ids([ids, hours]) for ids in frame["source_ids"]]
    name, sentences, n = "hours_beside_journeys", _hours_sentences(frame), len(rows)
    caveat = "free_flow_hours"
    return compose(
        evidence, name, frame, "journey_times", sentences, caveat, of=n, matched=len(comparable)
    )


def _hours_sentences(frame: pd.DataFrame) -> list[Sentence]:
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
    pairs = evidence.ask(journey_hours).frame
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
