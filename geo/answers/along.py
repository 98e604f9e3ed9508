"""What lies along a line: a documented corridor or a modelled way, by kilometres or minutes."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.answers.cities import with_evidence
from geo.answers.coca import year_caveats
from geo.crs import ROUND, STORAGE, metric
from geo.journeys import TravelTimes, chance
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    areal_shares,
    municipalities_crossed,
    near_corridor,
)

Layers = Mapping[str, pd.DataFrame | gpd.GeoDataFrame]
# A modelled way is straight between seats: where its road runs is not known, and the
# highways that we can check pass up to 4 km from a seat.
MODELLED_UNCERTAINTY_KM = 5.0
ALONG = ("named", "stop", "cut")  # relations of municipalities that the line itself touches
EVIDENCE = ("incidents", "structures", "warnings", "programmes")
CAVEATS = (
    "caveats.communities",
    "caveats.press_sample",
    "caveats.certain_and_possible",
    "caveats.schematic_lines",
    "caveats.merely_cut",
    "caveats.attribution",
    "caveats.coca_stock",
    "caveats.partial_footprint",
    "caveats.blank_not_zero",
)


def modelled_line(
    stops: Sequence[str], seats: gpd.GeoDataFrame, source_ids: Sequence[str]
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """A chain of seats as legs and waypoints, in the columns of documented corridors.

    stops: codes from origin to destination. Legs are straight, in the CRS of the seats, and
    uncertain by MODELLED_UNCERTAINTY_KM.
    """
    point = seats.set_index("divipola").geometry
    lines = [shapely.LineString([point[a], point[b]]) for a, b in pairwise(stops)]
    legs = gpd.GeoDataFrame(
        {
            "corridor_id": [stops[0]] * len(lines),
            "from_divipola": stops[:-1],
            "to_divipola": stops[1:],
            "uncertainty_km": MODELLED_UNCERTAINTY_KM,
            "source_ids": ";".join(source_ids),
        },
        geometry=lines,
        crs=seats.crs,
    )
    waypoints = pd.DataFrame(
        {"corridor_id": stops[0], "divipola": stops, "waypoint_evidence": "named_in_source"}
    )
    return legs, waypoints


def along_km(
    legs: gpd.GeoDataFrame,
    waypoints: pd.DataFrame,
    line: str,
    distance_km: float,
    year: int,
    layers: Layers,
    modelled: bool = False,
) -> dict[str, Answer]:
    """What lies within kilometres of the line: answers `places` and those of EVIDENCE.

    legs, waypoints: rows of `corridors_documented` and `corridor_waypoints`, or what
    `modelled_line` returns. line: its name, for the sentences. year: of coca and people.

    places: one row for each municipality that the distance touches or a source names:
    `relation` (named by a source, stop of the modelled way, merely cut by a leg, or only
    within), `km` of the legs inside, whole `population` and `hectares`, their parts by area
    within (`…_within_modelled`, supposing an even spread), `programmes`, `structures`,
    `warnings` and incidents by certainty. Structures, warnings and programmes are those of
    the municipalities that the line itself touches (ALONG). Raises BelowUncertainty.
    """
    municipalities = layers["municipalities"]
    found = near_corridor(layers["incidents"], legs, distance_km, municipalities)
    touched = municipalities_crossed(legs, waypoints, municipalities)
    touched = touched.groupby("divipola").agg(km=("km", "sum"), named=("named", "any"))
    buffer = metric(legs).union_all().buffer(distance_km * 1000, quad_segs=ROUND)
    shape = gpd.GeoDataFrame(geometry=[buffer], crs=metric(legs).crs).to_crs(STORAGE)
    shares = areal_shares(shape, municipalities).set_index("divipola")["share_of_municipality"]
    codes = sorted({*shares.index, *touched.index})
    relation = touched["named"].map({True: "stop" if modelled else "named", False: "cut"})
    reached = pd.DataFrame(
        {
            "divipola": codes,
            "relation": relation.reindex(codes).fillna("within").to_numpy(),
            "km_modelled" if modelled else "km": touched["km"].reindex(codes).fillna(0).to_numpy(),
            "area_share_modelled": shares.reindex(codes).fillna(0).to_numpy(),
            "source_ids": ";".join(gather_source_ids(legs)),
        }
    )
    frame = _told(reached, found, year, layers)
    for value in ("population", "hectares"):
        frame[f"{value}_within_modelled"] = frame[value] * frame["area_share_modelled"]
    opening = (
        Sentence(
            "answers_along.within_km",
            {
                "line": line,
                "distance": distance_km,
                "named": int(frame["relation"].isin(("named", "stop")).sum()),
                "cut": int(frame["relation"].eq("cut").sum()),
                "within": int(frame["relation"].eq("within").sum()),
            },
        ),
        Sentence(
            "answers_along.by_area",
            {
                "people": _about(frame["population_within_modelled"].sum(min_count=1)),
                "hectares": _about(frame["hectares_within_modelled"].sum()),
                "of_year": year,
            },
        ),
    )
    return _answers(frame, found, opening, year, layers)


def along_minutes(
    times: TravelTimes,
    stops: Sequence[str],
    line: str,
    tolerance_h: float,
    year: int,
    layers: Layers,
    source_ids: Sequence[str],
    named: Collection[str] = (),
    modelled: bool = False,
) -> dict[str, Answer]:
    """What lies within a detour of the line, by free-flow hours between seats: as `along_km`.

    stops: codes of the municipalities on the line, in order; a place's detour is the least
    over the line's legs of T(u,w) + T(w,v) - T(u,v). source_ids: of the line and of the
    times. named: the stops that sources name. Municipalities count whole, *certain* or
    *possible* by the rounding of the hours; incidents by the municipality that their sources
    state. Without two stops in the matrix there is no row.
    """
    known = [code for code in dict.fromkeys(stops) if code in times]
    rows = times.rows(known)
    t = times.tenths
    detour = np.full(len(times.codes), np.inf)
    with np.errstate(invalid="ignore"):
        for u, v in pairwise(rows):
            if np.isfinite(t[u, v]):
                detour = np.fmin(detour, t[u] + t[v] - t[u, v])
    found = chance(detour, tolerance_h)
    if len(known) > 1:
        found[rows] = 1
    kept = np.flatnonzero(found > 0)
    codes = times.codes[kept]
    on_line = np.where(np.isin(codes, list(named)), "named", "stop" if modelled else "cut")
    reached = pd.DataFrame(
        {
            "divipola": codes,
            "relation": np.where(np.isin(codes, known), on_line, "within"),
            "certainty": np.where(found[kept] == 1, CERTAIN, POSSIBLE),
            "detour_h_modelled": detour[kept] / 10,
            "source_ids": ";".join(source_ids),
        }
    )
    rows_of = layers["incidents"].merge(reached[["divipola", "certainty"]], on="divipola")
    outside = rows_of["outside_stated_municipality"].astype(bool)
    incidents = rows_of.assign(certainty=rows_of["certainty"].mask(outside, POSSIBLE))
    frame = _told(reached, incidents, year, layers)
    sure = frame["certainty"] == CERTAIN
    opening = (
        Sentence(
            "answers_along.within_minutes",
            {
                "line": line,
                "tolerance_min": tolerance_h * 60,
                "certain": int(sure.sum()),
                "possible": int((~sure).sum()),
            },
        ),
        Sentence(
            "answers_along.whole",
            {
                "people": _whole(frame["population"].sum(min_count=1)),
                "coca_ha": float(frame["hectares"].sum()),
                "of_year": year,
            },
        ),
    )
    return _answers(frame, incidents, opening, year, layers, whole=True)


def _whole(value: float) -> int | float:
    return np.nan if pd.isna(value) else round(value)


def _about(value: float) -> int | float:
    """Three significant digits: an even spread over an area says no more."""
    return value if pd.isna(value) or value == 0 else round(float(f"{value:.2e}"))


def _told(
    reached: pd.DataFrame, incidents: gpd.GeoDataFrame, year: int, layers: Layers
) -> pd.DataFrame:
    """The municipalities with what the layers hold of each."""
    frame = with_evidence(reached, incidents, year, layers, layers["aid_programmes"])
    for column, name in (("structures", "armed_structures"), ("warnings", "early_warnings")):
        counted = layers[name].groupby("divipola").size()
        frame[column] = frame["divipola"].map(counted).fillna(0).astype("Int64")
    rank = {relation: k for k, relation in enumerate((*ALONG, "within"))}
    return frame.sort_values(
        ["relation", "divipola"],
        key=lambda cells: cells.map(rank) if cells.name == "relation" else cells,
        ignore_index=True,
    )


def _answers(
    frame: pd.DataFrame,
    incidents: gpd.GeoDataFrame,
    opening: tuple[Sentence, ...],
    year: int,
    layers: Layers,
    whole: bool = False,
) -> dict[str, Answer]:
    """The answers of one question: whole says that every row is along the line."""
    along = frame if whole else frame[frame["relation"].isin(ALONG)]
    of_place = along[["divipola", "relation"]]
    rows = {
        "structures": layers["armed_structures"].merge(of_place, on="divipola"),
        "warnings": layers["early_warnings"].merge(of_place, on="divipola"),
        "programmes": layers["aid_programmes"].merge(
            layers["aid_footprints"].merge(of_place, on="divipola")[
                ["programme_id", *PLACE, "relation"]
            ],
            on="programme_id",
        ),
    }
    certain = int(incidents["certainty"].eq(CERTAIN).sum())
    counts = Sentence(
        "answers_along.evidence",
        {
            "certain": certain,
            "possible": len(incidents) - certain,
            "structures": rows["structures"]["structure_id"].nunique(),
            "warnings": rows["warnings"]["alert_en"].nunique(),
            "programmes": rows["programmes"]["programme_id"].nunique(),
        },
    )
    unknown = () if frame["population"].notna().any() else ("caveats.population_from_2012",)
    hours = ("caveats.free_flow_hours", "caveats.whole_municipality_by_seat") if whole else ()
    places = Answer(
        id="along_places",
        frame=frame,
        as_of=max(layers["incidents"]["date"].max(), f"{year}-12-31"),
        caveats=(*CAVEATS, *hours, *unknown, *year_caveats(year)),
        sentences=(*opening, counts),
    )
    return {
        "places": places,
        "incidents": _incidents(incidents, len(layers["incidents"])),
        **{name: _reported(name, found) for name, found in rows.items()},
    }


def _incidents(found: gpd.GeoDataFrame, total: int) -> Answer:
    """Incidents by month: rows of a press sample, newest month first."""
    frame = found.assign(month=found["date"].str[:7]).sort_values(
        ["month", "date", "incident_id"], ascending=[False, False, True], ignore_index=True
    )
    return Answer(
        id="along_incidents",
        frame=frame,
        as_of=found["date"].max() if len(found) else "",
        caveats=("caveats.press_sample", "caveats.certain_and_possible", "caveats.attribution"),
        sentences=(
            Sentence(
                "answers_along.months",
                {"incidents": len(frame), "total": total, "months": frame["month"].nunique()},
            ),
        ),
        matched=len(frame),
        unmatched=total - len(frame),
    )


def _reported(name: str, rows: pd.DataFrame) -> Answer:
    """Rows of a reported layer in the municipalities along the line."""
    said = {
        "structures": ("answers_along.structures", "structure_id", ("caveats.attribution",)),
        "warnings": ("answers_along.warnings", "alert_en", ("caveats.blank_not_zero",)),
        "programmes": ("answers_along.programmes", "programme_id", ("caveats.partial_footprint",)),
    }
    key, unit, caveats = said[name]
    by = {"structures": ["structure", "divipola"], "warnings": ["date", "divipola"]}
    frame = rows.sort_values(
        by.get(name, ["programme_id", "divipola"]), ascending=name != "warnings", ignore_index=True
    )
    dates = {
        "structures": frame.get("end_year"),
        "warnings": frame.get("date"),
        "programmes": frame.get("status_as_of"),
    }[name].dropna()
    return Answer(
        id=f"along_{name}",
        frame=frame,
        as_of=str(dates.max()) if len(dates) else "",
        caveats=caveats,
        sentences=(
            Sentence(key, {"found": frame[unit].nunique(), "places": frame["divipola"].nunique()}),
        ),
    )
