"""What lies within kilometres or hours of a city's seat."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.answers.coca import year_caveats
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    Times,
    municipalities_within_hours,
    municipalities_within_km,
    points_within_km,
    seat_of,
    seats_without_time,
)

Layers = Mapping[str, pd.DataFrame | gpd.GeoDataFrame]
CAVEATS = (
    "caveats.whole_municipality_by_seat",
    "caveats.press_sample",
    "caveats.certain_and_possible",
    "caveats.coca_stock",
    "caveats.municipal_dollars",
    "caveats.partial_footprint",
    "caveats.blank_not_zero",
)


def reach_km(
    divipola: str, distance_km: float, year: int, layers: Layers, programmes: pd.DataFrame
) -> tuple[Answer, Answer]:
    """What lies within kilometres of a city: (municipalities, incidents).

    divipola: the city. year: of the coca and the population. layers: `municipalities`,
    `seats`, `coca`, `population`, `incidents`, `aid_footprints` by id. programmes: the
    `aid_programmes` whose footprint rows count.

    municipalities: one row for each whose seat lies within, nearest first, with
    `distance_km`, `hectares`, `population`, `programmes`, `programme_ids` and
    `incidents_certain` / `incidents_possible` (within by their own position, and stated to
    be there). incidents: every incident within by its own position, whatever its
    municipality. A blank of hectares: none detected. Raises BelowUncertainty where the
    distance is smaller than the best position is uncertain.
    """
    within = municipalities_within_km(layers["seats"], divipola, distance_km)
    centre = seat_of(layers["seats"], divipola)
    found = points_within_km(layers["incidents"], centre, distance_km, layers["municipalities"])
    reached = pd.DataFrame(within[["divipola", "distance_km", "source_ids"]])
    frame = with_evidence(reached, found, year, layers, programmes)
    city = centre["municipality"].iloc[0]
    opening = Sentence(
        "answers_cities.reach_km",
        {"municipalities": len(frame), "distance": distance_km, "city": city},
    )
    return (
        _municipalities_answer(
            "reach_km",
            frame,
            year,
            "reported",
            CAVEATS,
            (opening, *_said(frame, found, year, "answers_cities.incidents_by_position")),
            unmatched=0,
            layers=layers,
        ),
        _incidents_answer("incidents_within_km", found, layers["incidents"]),
    )


def reach_hours(
    divipola: str,
    hours: float,
    year: int,
    layers: Layers,
    programmes: pd.DataFrame,
    times: Times,
    time_source_ids: Sequence[str],
) -> tuple[Answer, Answer]:
    """What lies within free-flow hours of a city: (municipalities, incidents).

    As `reach_km`, but with `hours_modelled`, and incidents by the municipality that their
    sources state: *certain*, except the few whose point falls outside it, which are
    *possible*. `unmatched` counts municipalities without a known time.
    """
    within = municipalities_within_hours(times, divipola, hours)
    reached = within.assign(source_ids=";".join(time_source_ids))
    rows = layers["incidents"]
    found = rows[rows["divipola"].isin(within["divipola"])]
    outside = found["outside_stated_municipality"].astype(bool)
    found = found.assign(certainty=outside.map({True: POSSIBLE, False: CERTAIN}))
    frame = with_evidence(reached, found, year, layers, programmes)
    city = seat_of(layers["seats"], divipola)["municipality"].iloc[0]
    opening = Sentence(
        "answers_cities.reach_hours",
        {"municipalities": len(frame), "limit_h": float(hours), "city": city},
    )
    return (
        _municipalities_answer(
            "reach_hours",
            frame,
            year,
            "mixed",
            ("caveats.free_flow_hours", *CAVEATS),
            (opening, *_said(frame, found, year, "answers_cities.incidents_by_municipality")),
            unmatched=len(seats_without_time(times, divipola, layers["municipalities"])),
            layers=layers,
        ),
        _incidents_answer("incidents_within_hours", found, rows),
    )


def with_evidence(
    reached: pd.DataFrame,
    incidents: pd.DataFrame,
    year: int,
    layers: Layers,
    programmes: pd.DataFrame,
) -> pd.DataFrame:
    """The reached municipalities in their order, with what the layers hold about each."""
    coca = layers["coca"].query("year == @year")
    people = layers["population"].query("year == @year")
    prints = layers["aid_footprints"]
    prints = prints[prints["programme_id"].isin(programmes["programme_id"])]
    frame = reached.merge(pd.DataFrame(layers["municipalities"][PLACE]), on="divipola")
    frame = frame.set_index("divipola")
    for column, rows in (("hectares", coca), ("population", people)):
        frame[column] = rows.set_index("divipola")[column].reindex(frame.index)
    named = prints.groupby("divipola")["programme_id"]
    frame["programmes"] = named.nunique().reindex(frame.index).fillna(0).astype("Int64")
    ids = named.agg(lambda ids: ";".join(sorted(set(ids))))
    frame["programme_ids"] = ids.reindex(frame.index)
    for certainty in (CERTAIN, POSSIBLE):
        counted = incidents[incidents["certainty"] == certainty].groupby("divipola").size()
        frame[f"incidents_{certainty}"] = counted.reindex(frame.index).fillna(0).astype("Int64")
    cited = pd.concat([f[["divipola", "source_ids"]] for f in (coca, people, prints, incidents)])
    cited = pd.DataFrame(cited).groupby("divipola")["source_ids"].agg(";".join)
    both = frame.pop("source_ids") + ";" + cited.reindex(frame.index).fillna("")
    frame["source_ids"] = [";".join(sorted({i for i in ids.split(";") if i})) for ids in both]
    frame = frame.reset_index()
    return frame[[*PLACE, *(c for c in frame.columns if c not in PLACE)]]


def _said(
    frame: pd.DataFrame, incidents: pd.DataFrame, year: int, incidents_key: str
) -> tuple[Sentence, ...]:
    certain = int(incidents["certainty"].eq(CERTAIN).sum())
    named = frame["programmes"] > 0
    ids = {i for cell in frame["programme_ids"].dropna() for i in cell.split(";")}
    people = (
        Sentence(
            "answers_cities.people", {"people": int(frame["population"].sum()), "of_year": year}
        )
        if frame["population"].notna().any()
        else Sentence("answers_cities.people_unknown", {"of_year": year})
    )
    return (
        Sentence(
            "answers_cities.coca",
            {
                "coca_ha": float(frame["hectares"].sum()),
                "with_coca": int(frame["hectares"].notna().sum()),
                "of_year": year,
            },
        ),
        people,
        Sentence(incidents_key, {"certain": certain, "possible": len(incidents) - certain}),
        Sentence(
            "answers_cities.programmes",
            {"programmes": len(ids), "named": int(named.sum())},
        ),
    )


def _municipalities_answer(
    name: str,
    frame: pd.DataFrame,
    year: int,
    basis: str,
    caveats: tuple[str, ...],
    sentences: tuple[Sentence, ...],
    unmatched: int,
    layers: Layers,
) -> Answer:
    unknown = () if frame["population"].notna().any() else ("caveats.population_from_2012",)
    return Answer(
        id=name,
        frame=frame,
        as_of=max(layers["incidents"]["date"].max(), f"{year}-12-31"),
        caveats=(*caveats, *unknown, *year_caveats(year)),
        sentences=sentences,
        matched=len(frame),
        unmatched=unmatched,
    )


def _incidents_answer(name: str, found: gpd.GeoDataFrame, rows: gpd.GeoDataFrame) -> Answer:
    frame = found.sort_values(["certainty", "date", "incident_id"], ignore_index=True)
    return Answer(
        id=name,
        frame=frame,
        as_of=rows["date"].max(),
        caveats=(
            "caveats.press_sample",
            "caveats.certain_and_possible",
            "caveats.attribution",
            "caveats.nothing_after",
        ),
        matched=len(frame),
        unmatched=len(rows) - len(frame),
    )
