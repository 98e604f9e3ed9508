"""Closures and checkpoints: what changes, for whom, why, and what it costs."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers.answer import Answer, Range, Sentence
from geo.answers.coca import year_caveats
from geo.answers.loads import MODEL_CAVEATS, SINGLED_OUT, drawn_legs
from geo.journeys import Asked, change, legs, lines_after
from geo.journeys.change import NO_PRACTICAL_WAY_H, ROUNDING_H
from geo.journeys.documents import along_documents
from geo.spatial import PLACE

CAVEATS = ("closures.caveat_closures", *MODEL_CAVEATS)
SOME_HA = 0.005  # less would print as nothing


def answer(
    asked: Asked,
    id: str,
    frame: pd.DataFrame,
    source_ids: Sequence[str],
    sentences: Sequence[Sentence] = (),
) -> Answer:
    """A modelled answer on a scenario: the same caveats, date and counts for all of them."""
    trips, year = asked.trips, asked.scenario.year
    return Answer(
        id=id,
        frame=frame.assign(source_ids=";".join(sorted(source_ids))),
        as_of=f"{year}-12-31",
        caveats=(*CAVEATS, *year_caveats(year)),
        sentences=tuple(sentences),
        matched=len(trips.sent),
        unmatched=len(trips.origins) - len(trips.sent),
    )


def named(frame: pd.DataFrame, municipalities: pd.DataFrame) -> pd.DataFrame:
    """The frame with the place columns in front, in its own order."""
    return pd.DataFrame(municipalities[PLACE]).merge(frame, on="divipola", how="right")


def change_by_place(
    asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]
) -> Answer:
    """Every municipality with a load before or after, the largest named changes first.

    Columns: the place and those of `geo.journeys.change.places`.
    """
    frame = named(change.places(asked.outcome), municipalities)
    some = frame[["load_high_ha_modelled", "load_after_high_ha_modelled"]].max(axis=1) > 0
    frame = frame[some].sort_values(
        ["net_share_modelled", "load_ha_modelled", "divipola"],
        key=lambda c: -c.abs() if c.name != "divipola" else c,
        ignore_index=True,
    )
    said = [*_setting(asked, municipalities), *_said(frame), *_cost_said(asked, municipalities)]
    return answer(asked, "closure_change", frame, source_ids, said)


def journeys(asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]) -> Answer:
    """Every journey before and after: the place of origin and `geo.journeys.change.ways`."""
    frame = named(change.ways(asked.outcome), municipalities)
    frame["destination_name"] = frame["destination"].map(_names(municipalities))
    return answer(asked, "closure_journeys", frame, source_ids, _cost_said(asked, municipalities))


def cost(asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]) -> Answer:
    """What the closure costs in all, in one row.

    Columns: `sent_ha`, `beyond_ha` (beyond the limit or without times),
    `cut_off_ha_modelled`, `delay_mean_h_modelled` (of the hectares that arrive),
    `delay_worst_h_modelled` and its `worst_origin`, `hectare_hours_modelled`,
    `no_practical_way_ha_modelled` (more than 12 h added) and `within_rounding_modelled`
    (a mean under 0.2 h).
    """
    outcome, total = asked.outcome, change.summary(asked.outcome)
    hours = np.where(outcome.cut_off, -1, outcome.added / 10)
    far = asked.trips.hectares[hours > NO_PRACTICAL_WAY_H].sum()
    some = bool((hours > 0).any())
    worst = asked.trips.sent["divipola"].iloc[int(hours.argmax())] if some else None
    row = {
        "sent_ha": total["sent_hectares"],
        "beyond_ha": total["beyond_limit_hectares"],
        "cut_off_ha_modelled": total["cut_off_hectares"],
        "delay_mean_h_modelled": total["added_hours_mean"],
        "delay_worst_h_modelled": max(hours.max(initial=0), 0),
        "worst_origin": _names(municipalities).get(worst),
        "hectare_hours_modelled": total["added_hectare_hours"],
        "no_practical_way_ha_modelled": far,
        "within_rounding_modelled": bool(total["added_hours_mean"] < ROUNDING_H),
    }
    said = [*_setting(asked, municipalities), *_cost_said(asked, municipalities)]
    return answer(asked, "closure_cost", pd.DataFrame([row]), source_ids, said)


def why(
    asked: Asked, divipola: str, municipalities: pd.DataFrame, source_ids: Sequence[str]
) -> Answer:
    """Why a place is on the way, or is not: `geo.journeys.change.why` with names.

    The leg after the closure is named in `leg_from_name` and `leg_to_name`. Raises KeyError
    for a place outside the matrix.
    """
    names = _names(municipalities)
    frame = named(change.why(asked.outcome, divipola), municipalities)
    for code in ("leg_from", "leg_to", "destination"):
        frame[f"{code}_name"] = frame[code].map(names)
    frame = frame.drop(columns=["leg_from", "leg_to"])
    around = frame[frame["detour_after_h_modelled"].notna()]
    said = [_sum(row, names[divipola]) for row in frame.head(1).to_dict("records")]
    said += [_sum_after(row, names[divipola]) for row in around.head(1).to_dict("records")]
    return answer(asked, "why_on_the_way", frame, source_ids, said)


def ways_after(asked: Asked, seats: gpd.GeoDataFrame, source_ids: Sequence[str]) -> Answer:
    """The legs of the ways after the closure, as `geo.answers.loads.ways_to_draw`."""
    frame = drawn_legs(legs(lines_after(asked.outcome)), seats)
    return answer(asked, "closure_ways", frame, source_ids)


def difference(
    one: Asked, other: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]
) -> Answer:
    """Two years or two scenarios, place by place; each after its own closure, if any.

    Columns: `share_…modelled` of the first, `other_share_…modelled` of the second (expected,
    low, high), `difference_share_modelled` (second less first) and `apart_modelled`: whether
    the two ranges do not overlap. Shares are of each scenario's own hectares sent.
    """
    frames = []
    for asked, start in ((one, ""), (other, "other_")):
        found = change.places(asked.outcome).set_index("divipola")
        parts = ("", "low_", "high_")
        frames.append(
            pd.DataFrame(
                {f"{start}share_{p}modelled": found[f"share_after_{p}modelled"] for p in parts}
            )
        )
    frame = pd.concat(frames, axis=1).rename_axis("divipola").reset_index()
    frame["difference_share_modelled"] = frame["other_share_modelled"] - frame["share_modelled"]
    frame["apart_modelled"] = (frame["other_share_low_modelled"] > frame["share_high_modelled"]) | (
        frame["share_low_modelled"] > frame["other_share_high_modelled"]
    )
    frame = frame[frame[["share_high_modelled", "other_share_high_modelled"]].max(axis=1) > 0]
    frame = named(frame, municipalities).sort_values(
        ["difference_share_modelled", "divipola"],
        key=lambda c: -c.abs() if c.name != "divipola" else c,
        ignore_index=True,
    )
    said = [
        Sentence(
            "closures.difference",
            {
                "place": row.municipality,
                "one_share": Range(row.share_low_modelled, row.share_high_modelled),
                "other_share": Range(row.other_share_low_modelled, row.other_share_high_modelled),
            },
        )
        for row in frame[frame["apart_modelled"]].head(SINGLED_OUT).itertuples()
    ]
    return answer(other, "scenario_difference", frame, source_ids, said or [_ALIKE])


_ALIKE = Sentence("closures.alike")


def documents(
    asked: Asked,
    waypoints: pd.DataFrame,
    corridors: pd.DataFrame,
    municipalities: pd.DataFrame,
    source_ids: Sequence[str],
) -> Answer:
    """Documented corridors that the ways around run along, most hectares first.

    waypoints, corridors: the layers `corridor_waypoints` and `corridors_documented`.
    Columns: the corridor's id and names, those of `geo.journeys.documents.along_documents`
    with the new municipalities' names in `gained_on_it`, and the sources of the corridor
    with those of the model.
    """
    each = pd.DataFrame(corridors.drop_duplicates("corridor_id"))
    each = each[["corridor_id", "name_en", "name_es", "source_ids"]]
    frame = along_documents(asked.outcome, waypoints).merge(each, on="corridor_id")
    cited = ";".join(sorted(source_ids))
    frame["source_ids"] = frame["source_ids"] + f";{cited}"
    names = _names(municipalities)
    codes = frame.pop("gained_divipolas").str.split(";")
    frame["gained_on_it"] = [", ".join(names[c] for c in cell) for cell in codes]
    said = [
        Sentence(
            "closures.along",
            {
                "corridor": row.corridor_id,
                "along_share": row.along_share_modelled,
                "places": [names[c] for c in cell],
            },
        )
        for row, cell in zip(frame.head(SINGLED_OUT).itertuples(), codes, strict=False)
    ]
    plain = answer(asked, "closure_documents", frame, source_ids, said or [_NOT_ALONG])
    caveats = ("caveats.documents_and_model", "caveats.schematic_lines", *plain.caveats)
    return Answer(**vars(plain) | {"frame": frame, "caveats": caveats})


_NOT_ALONG = Sentence("closures.along_none")


def _names(municipalities: pd.DataFrame) -> dict[str, str]:
    return dict(zip(municipalities["divipola"], municipalities["municipality"], strict=True))


def closed_names(asked: Asked, municipalities: pd.DataFrame) -> list[str]:
    """Names of the closed or held places."""
    names = _names(municipalities)
    return [names.get(code, code) for code in asked.scenario.closed]


def _setting(asked: Asked, municipalities: pd.DataFrame) -> list[Sentence]:
    scenario = asked.scenario
    if asked.trips.sent.empty:
        return [Sentence("answers_corridors.loads_none", {"year": scenario.year})]
    places = closed_names(asked, municipalities)
    if not places:
        return [Sentence("closures.open")]
    width = scenario.closure_width_hours * 60
    if scenario.hold_minutes is not None:
        values = {"places": places, "hold_min": scenario.hold_minutes, "width_min": width}
        return [Sentence("closures.held", values)]
    return [Sentence("closures.closed", {"places": places, "width_min": width})]


def _said(frame: pd.DataFrame) -> list[Sentence]:
    """The named gains and losses, the largest in full and the others by name."""
    said = []
    for kind in ("gain", "loss"):
        rows = frame[frame["change_modelled"] == kind]
        for row in rows.head(SINGLED_OUT).itertuples():
            values = {
                "place": row.municipality,
                "before_share": Range(row.share_low_modelled, row.share_high_modelled),
                "after_share": Range(row.share_after_low_modelled, row.share_after_high_modelled),
            }
            said.append(Sentence(f"closures.change_{kind}", values))
        more = rows["municipality"].iloc[SINGLED_OUT:].tolist()
        if more:
            said.append(Sentence(f"closures.change_{kind}_more", {"places": more}))
    return said


def _cost_said(asked: Asked, municipalities: pd.DataFrame) -> list[Sentence]:
    outcome, scenario = asked.outcome, asked.scenario
    if not scenario.closed or asked.trips.sent.empty:
        return []
    names, total = _names(municipalities), change.summary(outcome)
    goals = [names[c] for c in scenario.closed if c in set(asked.trips.sent["destination"])]
    said = []
    if goals and scenario.hold_minutes is None:
        said.append(Sentence("closures.destination_closed", {"places": goals}))
    if total["cut_off_hectares"] > SOME_HA:
        values = {"cut_ha": total["cut_off_hectares"], "sent_ha": total["sent_hectares"]}
        said.append(Sentence("closures.cut_off", values))
    if outcome.cut_off.all():
        return [*said, Sentence("closures.nothing_arrives")]
    mean = total["added_hours_mean"]
    hours = np.where(outcome.cut_off, -1, outcome.added / 10)
    if mean < ROUNDING_H and hours.max() < ROUNDING_H:
        said.append(Sentence("closures.within_rounding"))
    else:
        worst = asked.trips.sent["divipola"].iloc[int(hours.argmax())]
        values = {"added_min": mean * 60, "worst_h": hours.max(), "place": names[worst]}
        said.append(Sentence("closures.added", values))
        if mean < ROUNDING_H:
            said.append(Sentence("closures.mean_within_rounding"))
    far = asked.trips.hectares[hours > NO_PRACTICAL_WAY_H].sum()
    if far > SOME_HA:
        said.append(Sentence("closures.no_practical_way", {"far_ha": far}))
    return said


def _sum(row: dict, place: str) -> Sentence:
    """The sum of the largest origin, written out."""
    values = {
        "origin": row["municipality"],
        "place": place,
        "destination": row["destination_name"],
        "to_h": row["to_h_modelled"],
        "from_h": row["from_h_modelled"],
        "direct_h": row["hours_modelled"],
        "detour_min": row["detour_h_modelled"] * 60,
    }
    return Sentence("closures.sum", values)


def _sum_after(row: dict, place: str) -> Sentence:
    """The same around what is closed, of the largest origin that then comes near the place."""
    values = {
        "origin": row["municipality"],
        "leg_from": row["leg_from_name"],
        "leg_to": row["leg_to_name"],
        "place": place,
        "destination": row["destination_name"],
        "to_h": row["to_leg_h_modelled"],
        "leg_h": row["leg_h_modelled"],
        "from_h": row["from_leg_h_modelled"],
        "around_h": row["hours_after_modelled"],
        "detour_min": row["detour_after_h_modelled"] * 60,
    }
    return Sentence("closures.sum_after", values)
