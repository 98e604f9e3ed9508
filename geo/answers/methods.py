"""Answers about ourselves: the model's skill, and what was corrected."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.crs import metric
from geo.journeys import Journeys, loads, mean_detour
from geo.journeys.skill import skill, straight_lines

UNITS = ("19", "76")  # Cauca and Valle del Cauca


def model_skill(
    trips: Journeys,
    destination: str,
    municipalities: gpd.GeoDataFrame,
    seats: gpd.GeoDataFrame,
    legs: pd.DataFrame,
    waypoints: pd.DataFrame,
    warnings: pd.DataFrame,
    incidents: pd.DataFrame,
) -> Answer:
    """The load and the mean detour beside straight lines, nearness and coca alone.

    trips: from `coca_journeys`, without a limit of hours. Positives: municipalities that
    the strict corridors (superseded ones left out) name, all their waypoints', those with
    early warnings, those with incidents. Columns: see `geo.journeys.skill.skill`.
    """
    units = municipalities[municipalities["department_code"].isin(UNITS)]
    codes = pd.Index(units["divipola"])
    hectares = trips.sent.set_index("divipola")["hectares"]
    load = loads(trips).set_index("divipola")["load_ha_modelled"]
    detour = pd.Series(mean_detour(trips), index=trips.times.codes)
    point = metric(seats).set_index("divipola").geometry
    strict = legs[(legs["cauca_cali"] == "strict") & legs["superseded_by"].isna()]
    stops = waypoints[waypoints["corridor_id"].isin(strict["corridor_id"])]
    frame = skill(
        {
            "load": load.reindex(codes).fillna(0),
            "mean_detour": -detour.reindex(codes),
            "straight_lines": straight_lines(hectares, destination, seats, units).reindex(codes),
            "nearness": -point.reindex(codes).distance(point[destination]),
            "coca": hectares.reindex(codes).fillna(0),
        },
        {
            "named": set(stops.loc[stops["waypoint_evidence"] == "named_in_source", "divipola"]),
            "waypoints": set(stops["divipola"].dropna()),
            "warnings": set(warnings["divipola"]),
            "incidents": set(incidents["divipola"]),
        },
    )
    cited = gather_source_ids(strict, seats.head(1))
    by = frame.set_index(["test", "score"])["auc_modelled"]
    return Answer(
        id="model_skill",
        frame=frame.assign(source_ids=";".join(cited)),
        as_of="2024-12-31",
        caveats=("caveats.model_limits",),
        sentences=(
            Sentence(
                "answers_methods.skill",
                {
                    "named_load_auc": by["named", "load"],
                    "named_lines_auc": by["named", "straight_lines"],
                    "warnings_load_auc": by["warnings", "load"],
                    "warnings_lines_auc": by["warnings", "straight_lines"],
                    "incidents_load_auc": by["incidents", "load"],
                    "incidents_lines_auc": by["incidents", "straight_lines"],
                },
            ),
        ),
    )


def corrections(rows: pd.DataFrame, as_of: str) -> Answer:
    """The corrections log, newest first."""
    return Answer(
        id="corrections",
        frame=rows.sort_values("corrected_on", ascending=False, ignore_index=True, kind="stable"),
        as_of=as_of,
        sentences=(Sentence("answers_methods.corrections", {"rows": len(rows)}),),
    )
