"""What lies along a line: a documented corridor or a modelled way, by kilometres or minutes."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers.answer import Answer, compose, gather_source_ids, keys, ordered, tally
from geo.answers.cities import with_evidence
from geo.answers.coca import year_caveats
from geo.answers.documents import on_the_road
from geo.answers.incidents import in_order
from geo.answers.way import leg_lines, source_ids, stops
from geo.crs import ROUND, STORAGE, metric
from geo.evidence import Evidence, join_ids, sorted_by
from geo.journeys import Scenario, chance
from geo.language import Sentence, both, say
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    areal_shares,
    municipalities_crossed,
    near_corridor,
)

# A modelled way is straight between seats: where its road runs is not known, and the
# highways that we can check pass up to 4 km from a seat.
MODELLED_UNCERTAINTY_KM = 5.0
ALONG = ("named", "stop", "cut")  # relations of municipalities that the line itself touches
EVIDENCE = ("incidents", "structures", "warnings", "programmes")
# What is counted of each, and the columns that a reader looks at first.
UNITS = {"structures": "structure_id", "warnings": "alert_en", "programmes": "programme_id"}
ORDER = (
    *("relation", "km", "km_modelled", "certainty", "detour_h_modelled", "area_share_modelled"),
    *("population", "population_within_modelled", "hectares", "hectares_within_modelled"),
    *("incidents_certain", "incidents_possible", "structures", "warnings", "programmes"),
)
# Of each reported layer: its caveat, its order and date, and what comes first.
REPORTED = {
    "structures": ("attribution", "structure", "end_year", ("umbrella_en", "umbrella_es")),
    "warnings": ("blank_not_zero", "date", "date", ("alert_en", "alert_es", "alert_type")),
    "programmes": ("partial_footprint", "programme_id", "status_as_of", ("name_en", "name_es")),
}
CAVEATS = keys(
    "communities press_sample certain_and_possible schematic_lines merely_cut attribution "
    "coca_stock partial_footprint blank_not_zero"
)


@dataclass(frozen=True, eq=False)
class Line:
    """A line to go along: its name, `legs` as in `corridors_documented`, and `waypoints`.

    modelled: the way of the corridor model from an origin, whose stops are seats.
    """

    name: str | dict | Sentence
    legs: gpd.GeoDataFrame
    waypoints: pd.DataFrame
    modelled: bool


def starts(evidence: Evidence, scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The stops of the scenario's modelled way, by the place from which it starts."""
    ways = evidence.ask(stops, scenario)
    return {start: chain for start, chain in ways.items() if len(chain) > 1}


def line(evidence: Evidence, code: str, scenario: Scenario) -> Line | None:
    """A documented corridor (its id), or the scenario's modelled way from an origin.

    None for a place from which no way starts.
    """
    legs, points = evidence.corridors_documented, evidence.corridor_waypoints
    legs = legs[legs["corridor_id"] == code]
    if len(legs):
        name = {lang: f"{code} · {name}" for lang, name in both(legs.iloc[0], "name").items()}
        points = points[points["corridor_id"] == code].sort_values("order")
        return Line(name, legs, points, modelled=False)
    chain = evidence.ask(starts, scenario.opened).get(code)
    if chain is None:
        return None
    place = evidence.municipalities.set_index("divipola").loc[code]
    name = say("corridors.modelled_from", place=f"{place.municipality} ({place.department})")
    return Line(name, *modelled_line(evidence, chain, source_ids(evidence, scenario)), True)


def modelled_line(evidence: Evidence, chain, cited: str) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """A chain of seats as legs and waypoints, in the columns of documented corridors.

    chain: codes from origin to destination. Legs are straight (EPSG:4326) and uncertain by
    MODELLED_UNCERTAINTY_KM.
    """
    rows = pd.DataFrame(
        {
            "corridor_id": [chain[0]] * (len(chain) - 1),
            "from_divipola": chain[:-1],
            "to_divipola": chain[1:],
            "uncertainty_km": MODELLED_UNCERTAINTY_KM,
            "source_ids": cited,
        }
    )
    points = {"corridor_id": chain[0], "divipola": chain, "waypoint_evidence": "named_in_source"}
    return leg_lines(rows, evidence.seats), pd.DataFrame(points)


def along(
    evidence: Evidence, code: str, scenario: Scenario, *, distance_km: float | None = None
) -> dict[str, Answer]:
    """What lies along a line: answers `places` and those of EVIDENCE; empty where there is none.

    code: as in `line`. distance_km: within so many kilometres; without it within the
    scenario's tolerance of detour. Coca and people are of the scenario's year. Raises
    BelowUncertainty for a distance below which the positions are uncertain.
    """
    asked_line = evidence.ask(line, code, scenario)
    if asked_line is None:
        return {}
    if distance_km is not None:
        return along_km(evidence, asked_line, distance_km, scenario.year)
    return along_minutes(evidence, asked_line, scenario.tolerance_hours, scenario.year)


def along_km(evidence: Evidence, line: Line, distance_km: float, year: int) -> dict[str, Answer]:
    """What lies within kilometres of the line.

    places: one row for each municipality that the distance touches or a source names:
    `relation` (named by a source, stop of the modelled way, merely cut by a leg, or only
    within), `km` of the legs inside, whole `population` and `hectares`, their parts by area
    within (`…_within_modelled`, supposing an even spread), `programmes`, `structures`,
    `warnings` and incidents by certainty. Structures, warnings and programmes are those of
    the municipalities that the line itself touches (ALONG).
    """
    municipalities, legs = evidence.municipalities, line.legs
    incidents = near_corridor(evidence.incidents, legs, distance_km, municipalities)
    touched = municipalities_crossed(legs, line.waypoints, municipalities)
    touched = touched.groupby("divipola").agg(km=("km", "sum"), named=("named", "any"))
    buffer = metric(legs).union_all().buffer(distance_km * 1000, quad_segs=ROUND)
    shape = gpd.GeoDataFrame(geometry=[buffer], crs=metric(legs).crs).to_crs(STORAGE)
    shares = areal_shares(shape, municipalities).set_index("divipola")["share_of_municipality"]
    codes = sorted({*shares.index, *touched.index})
    relation = touched["named"].map({True: "stop" if line.modelled else "named", False: "cut"})
    km = "km_modelled" if line.modelled else "km"
    reached = pd.DataFrame(
        {
            "divipola": codes,
            "relation": relation.reindex(codes).fillna("within").to_numpy(),
            km: touched["km"].reindex(codes).fillna(0).to_numpy(),
            "area_share_modelled": shares.reindex(codes).fillna(0).to_numpy(),
            "source_ids": join_ids(gather_source_ids(legs)),
        }
    )
    frame = _with_counts(evidence, reached, incidents, year)
    for value in ("population", "hectares"):
        frame[f"{value}_within_modelled"] = frame[value] * frame["area_share_modelled"]
    at = frame["relation"]
    people, hectares = frame["population_within_modelled"], frame["hectares_within_modelled"]
    opening = (
        say(
            "answers_along.within_km",
            line=line.name,
            distance=distance_km,
            named=int(at.isin(("named", "stop")).sum()),
            cut=int(at.eq("cut").sum()),
            within=int(at.eq("within").sum()),
        ),
        say(
            "answers_along.by_area" if people.notna().any() else "answers_along.by_area_coca",
            people=about(people.sum(min_count=1)),
            hectares=about(hectares.sum()),
            of_year=year,
        ),
    )
    return _answers(evidence, line, frame, incidents, opening, year)


def along_minutes(
    evidence: Evidence, line: Line, tolerance_h: float, year: int
) -> dict[str, Answer]:
    """What lies within a detour of the line, by model hours between seats: as `along_km`.

    A place's detour is the least over the line's legs of T(u,w) + T(w,v) - T(u,v).
    Municipalities count whole, *certain* or *possible* by the rounding of the hours; incidents
    by the municipality that their sources state. Without two stops in the matrix there is no
    row.
    """
    times, points = evidence.travel_times, line.waypoints
    stops = [code for code in dict.fromkeys(points["divipola"].dropna()) if code in times]
    by_source = points["waypoint_evidence"] == "named_in_source"
    sourced: Collection[str] = () if line.modelled else set(points.loc[by_source, "divipola"])
    rows = times.rows(stops)
    t = times.tenths
    detour = np.full(len(times.codes), np.inf)
    with np.errstate(invalid="ignore"):
        for u, v in pairwise(rows):
            if np.isfinite(t[u, v]):
                detour = np.fmin(detour, t[u] + t[v] - t[u, v])
    chances = chance(detour, tolerance_h)
    if len(stops) > 1:
        chances[rows] = 1
    near = np.flatnonzero(chances > 0)
    codes = times.codes[near]
    on_line = np.where(np.isin(codes, list(sourced)), "named", "stop" if line.modelled else "cut")
    hours = evidence.cites("travel_time")
    reached = pd.DataFrame(
        {
            "divipola": codes,
            "relation": np.where(np.isin(codes, stops), on_line, "within"),
            "certainty": np.where(chances[near] == 1, CERTAIN, POSSIBLE),
            "detour_h_modelled": detour[near] / 10,
            "source_ids": join_ids([*gather_source_ids(line.legs), hours]),
        }
    )
    incidents = evidence.incidents.merge(reached[["divipola", "certainty"]], on="divipola")
    outside = incidents["outside_stated_municipality"].astype(bool)
    incidents["certainty"] = incidents["certainty"].mask(outside, POSSIBLE)
    frame = _with_counts(evidence, reached, incidents, year)
    people = frame["population"].sum(min_count=1)
    opening = (
        say(
            "answers_along.within_minutes",
            line=line.name,
            tolerance_min=tolerance_h * 60,
            road=on_the_road(evidence, tolerance_h * 60, {code[:2] for code in stops}),
            **tally(frame["certainty"], (CERTAIN, POSSIBLE)),
        ),
        say(
            "answers_along.whole_coca" if pd.isna(people) else "answers_along.whole",
            people=people if pd.isna(people) else int(people),
            coca_ha=frame["hectares"].sum(),
            of_year=year,
        ),
    )
    return _answers(evidence, line, frame, incidents, opening, year, whole=True)


def about(value: float) -> int | float:
    """Three significant digits: an even spread over an area says no more."""
    return value if pd.isna(value) or value == 0 else round(float(f"{value:.2e}"))


def _with_counts(
    evidence: Evidence, reached: pd.DataFrame, incidents: gpd.GeoDataFrame, year: int
) -> pd.DataFrame:
    """The municipalities with what the layers hold of each."""
    frame = with_evidence(evidence, reached, incidents, year)
    for column, name in (("structures", "armed_structures"), ("warnings", "early_warnings")):
        counts = evidence[name]["divipola"].value_counts()
        frame[column] = frame["divipola"].map(counts).fillna(0).astype("Int64")
    rank = {relation: k for k, relation in enumerate((*ALONG, "within"))}
    frame["rank"] = frame["relation"].map(rank)
    return sorted_by(frame, "rank divipola").drop(columns="rank")


def _answers(
    evidence: Evidence,
    line: Line,
    frame: pd.DataFrame,
    incidents: gpd.GeoDataFrame,
    opening: tuple[Sentence, ...],
    year: int,
    *,
    whole: bool = False,
) -> dict[str, Answer]:
    """The answers of one question: whole says that every row is along the line."""
    on_line = frame if whole else frame[frame["relation"].isin(ALONG)]
    of_place = on_line[["divipola", "relation"]]
    footprints = evidence.aid_footprints.merge(of_place, on="divipola")
    footprints = footprints[["programme_id", *PLACE, "relation"]]
    rows = {
        "structures": evidence.armed_structures.merge(of_place, on="divipola"),
        "warnings": evidence.early_warnings.merge(of_place, on="divipola"),
        "programmes": evidence.aid_programmes.merge(footprints, on="programme_id"),
    }
    counts = {name: rows[name][UNITS[name]].nunique() for name in rows}
    counts |= tally(incidents["certainty"], (CERTAIN, POSSIBLE))
    unknown = () if frame["population"].notna().any() else ("caveats.population_from_2012",)
    hours = ("caveats.free_flow_hours", "caveats.whole_municipality_by_seat") if whole else ()
    sentences = (*opening, say("answers_along.evidence", line=line.name, **counts))
    frame = ordered(frame, *PLACE, *ORDER)
    caveats = (*CAVEATS, *hours, *unknown, *year_caveats(year))
    layers = (evidence.incidents, evidence.of_year("coca", year))
    places = compose(evidence, "along_places", frame, layers, sentences, caveats)
    return {
        "places": places,
        "incidents": _incidents(evidence, incidents),
        **{name: _reported(name, each) for name, each in rows.items()},
    }


def _incidents(evidence: Evidence, rows: gpd.GeoDataFrame) -> Answer:
    """Incidents by month: rows of a press sample, newest month first."""
    frame = sorted_by(rows.assign(month=rows["date"].str[:7]), "-month -date incident_id")
    counts = {"total": len(evidence.incidents), "months": frame["month"].nunique()}
    sentence = say("answers_along.months", incidents=len(frame), **counts)
    frame = ordered(in_order(frame), "month", "date", "certainty", "distance_km")
    caveats, of = keys("press_sample certain_and_possible attribution"), counts["total"]
    return compose(evidence, "along_incidents", frame, "incidents", sentence, caveats, of=of)


def _reported(name: str, rows: pd.DataFrame) -> Answer:
    """Rows of a reported layer in the municipalities along the line."""
    caveat, by, dated, front = REPORTED[name]
    up, first = name != "warnings", () if by == "programme_id" else (by,)
    frame = rows.sort_values([by, "divipola"], ascending=up, ignore_index=True, kind="stable")
    dates, n = frame[dated].dropna(), frame[UNITS[name]].nunique()
    sentence = say(f"answers_along.some_{name}", n=n, places=frame["divipola"].nunique())
    sentence = sentence if len(frame) else say(f"answers_along.none_{name}")
    frame = ordered(frame, *first, *front, *PLACE, "relation")
    day = str(dates.max()) if len(dates) else ""
    return Answer(f"along_{name}", frame, day, (sentence,), keys(caveat))
