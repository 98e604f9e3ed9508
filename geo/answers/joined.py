"""A reader's own rows, joined to everything that is held about where they lie."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers.answer import Answer, Sentence, compose, gather_source_ids, keys, say, tally
from geo.answers.way import DEFAULT, trips
from geo.crs import METRIC, STORAGE, astray
from geo.errors import BelowUncertainty
from geo.evidence import Evidence, in_force, sorted_by
from geo.journeys import loads
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    assign_municipality,
    certainty,
    near,
    nearest,
    ties,
)

CITIES = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}
PIECE = 200_000  # rows measured at a time
# Decimals of a kilometre: lines and incidents are uncertain by more than a tenth of one.
DECIMALS = {"corridor_km": 1, "road_km": 1, "incident_km": 1}
METRES = 3
HOURS = "hours_modelled"
LOAD = ("load_low_ha_modelled", "load_ha_modelled", "load_high_ha_modelled")
# What can be asked for, and the columns that it adds; the place is always there.
JOINS = {
    "place": tuple(PLACE),
    "corridors": ("corridor_id", "corridor_km", "corridor_within", "corridors_tied"),
    "roads": ("road_id", "road_km"),
    "incident": ("incident_id", "incident_km"),
    "cities": tuple(f"{city}_{unit}" for city in CITIES.values() for unit in ("km", HOURS)),
    "coca": ("hectares",),
    "population": ("population",),
    "programmes": ("programmes", "programme_ids"),
    "warnings": ("early_warnings",),
    "load": LOAD,
}
ADDED = (*chain(*JOINS.values()), "uncertainty_km")
CAVEATS = {
    "caveats.own_rows": ("place",),
    "caveats.certain_and_possible": ("corridors",),
    "caveats.model_limits": ("load",),
    "caveats.low_and_high": ("load",),
    "caveats.free_flow_hours": ("cities", "load"),
    "caveats.coca_stock": ("coca", "load"),
    "caveats.partial_footprint": ("programmes",),
    "caveats.press_sample": ("incident",),
    "caveats.schematic_lines": ("corridors", "roads"),
    "caveats.communities": ("corridors", "load"),
    "caveats.blank_not_zero": ("place",),
}


def own_columns(rows: pd.DataFrame) -> list[str]:
    """The columns that a reader's own file has. rows: as `joined` takes them."""
    ours = {*ADDED, "row", "basis", "geometry"} - {"uncertainty_km"}
    return [name for name in rows if name not in ours]


def joined(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    *,
    distance_km: float = 20.0,
    joins: Collection[str] = tuple(JOINS),
    progress: Callable[[float], object] = lambda share: None,
) -> Answer:
    """Each row with its municipality, what is nearest, and what is held about the municipality.

    rows: `row`, `basis` (point, shape, code, name), `divipola` (of codes and names; null
    otherwise), geometry in EPSG:4326 (null for codes and names), perhaps `uncertainty_km`
    and any columns besides those of ADDED. joins: codes of JOINS; others are neither computed
    nor cited. progress: as of `measure`.

    Adds the place columns (a shape's by a point inside it; null outside every municipality)
    and, from a row's position, or from the seat where it goes by code or name:
    `corridor_id`, `corridor_km` (nearest documented corridor that no later account replaces;
    of several equally near, one whose leg its own documents name), `corridors_tied` (how many
    are equally near), `corridor_within` (certain | possible within distance_km, null further),
    `road_id`, `road_km`, `incident_id`,
    `incident_km` (nearest with a position of its own), `<city>_km`. By municipality:
    `<city>_hours_modelled`, `hectares` (coca, last year), `population` (last year),
    `programmes`, `programme_ids`, `early_warnings`, and the load on the way from Cauca to
    Cali within six hours, low, expected and high. `matched` counts rows with a municipality.

    Raises BelowUncertainty where distance_km is smaller than the lines are uncertain.
    """
    joins = {"place", *joins}
    least = float(standing_corridors(evidence)["uncertainty_km"].max())
    if "corridors" in joins and distance_km < least:
        raise BelowUncertainty(distance_km, least)
    codes = _codes(rows, evidence.municipalities)
    away = measure(evidence, rows, codes, distance_km, joins, progress)
    frame = rows.assign(divipola=codes, **away)
    added = [name for code, columns in JOINS.items() if code in joins for name in columns]
    about = evidence.ask(municipal)
    # Taken by place: a million rows looked up one by one would cost more than the join.
    place = about.index.get_indexer(codes)
    for name in about.columns.intersection(added):
        frame[name] = about[name].array.take(place, allow_fill=True)
    own = [name for name in rows if name not in (*ADDED, "geometry")]
    own += ["uncertainty_km"] if "uncertainty_km" in rows else []
    frame = gpd.GeoDataFrame(frame[[*own, *added, "geometry"]], crs=STORAGE)
    matched = int(codes.notna().sum())
    sentences = _sentences(evidence, frame, matched, distance_km)
    caveats = tuple(key for key, of in CAVEATS.items() if joins.intersection(of))
    layers = (evidence.incidents, evidence.coca)
    cited = _cited(evidence, frame, joins) if len(frame) else ()
    counts = {"of": len(frame), "matched": matched}
    return compose(
        evidence, "own_rows_joined", frame, layers, sentences, caveats, **counts, also=cited
    )


def _cited(evidence: Evidence, frame: gpd.GeoDataFrame, joins: set[str]) -> tuple[str, ...]:
    """The sources of what was joined, of the rows that it came from."""
    here = set(frame["divipola"].dropna().unique())
    coca = evidence.of_year("coca")
    municipal = {
        "coca": coca,
        "population": evidence.of_year("population"),
        "programmes": evidence.aid_footprints,
        "warnings": evidence.early_warnings,
    }
    layers = [evidence.municipalities.head(1)]
    layers += [f[f["divipola"].isin(here)] for code, f in municipal.items() if code in joins]
    for code, layer, key in (
        ("corridors", "corridors_documented", "corridor_id"),
        ("roads", "roads", "road_id"),
        ("incident", "incidents", "incident_id"),
    ):
        if code in joins:
            layers.append(evidence[layer][evidence[layer][key].isin(frame[key].unique())])
    if "load" in joins:
        layers.append(coca[coca["department_code"].isin(DEFAULT.origins)])
    if joins.intersection(("cities", "load")):
        layers.append(evidence.travel_time.head(1))
    return gather_source_ids(*layers)


def _codes(rows: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> pd.Series:
    """The municipality of each row: stated, else of the point, else of a point in the shape."""
    codes = rows["divipola"].astype("str").copy()
    shapes = rows.geometry.to_numpy()
    own = np.flatnonzero(~shapely.is_missing(shapes) & codes.isna().to_numpy())
    if len(own):
        spots = shapes[own]
        inner = shapely.get_type_id(spots) != shapely.GeometryType.POINT
        spots[inner] = shapely.point_on_surface(spots[inner])
        points = gpd.GeoDataFrame(geometry=spots, crs=rows.crs)
        codes.iloc[own] = assign_municipality(points, municipalities)["divipola"].to_numpy()
    return codes


def municipal(evidence: Evidence) -> pd.DataFrame:
    """What is joined about each municipality, by code: names, hours, figures, loads."""
    prints, warnings = evidence.aid_footprints, evidence.early_warnings
    coca, times = evidence.of_year("coca"), evidence.travel_times
    about = pd.DataFrame(evidence.municipalities[PLACE]).set_index("divipola")
    for code, city in CITIES.items():
        hours = times.hours_from(code).reindex(about.index)
        about[f"{city}_{HOURS}"] = hours.where(np.isfinite(hours))
    about["hectares"] = coca.set_index("divipola")["hectares"]
    about["population"] = evidence.of_year("population").set_index("divipola")["population"]
    footprints = prints.dropna(subset="divipola").groupby("divipola")["programme_id"]
    about["programmes"] = footprints.nunique().reindex(about.index).fillna(0).astype("Int64")
    about["programme_ids"] = footprints.agg(lambda ids: ";".join(sorted(set(ids)))).astype("str")
    alerts = warnings.groupby("divipola").size()
    about["early_warnings"] = alerts.reindex(about.index).astype("Int64")
    load = loads(trips(evidence, DEFAULT)).set_index("divipola")[list(LOAD)]
    timed = about.index[about.index.isin(times.codes)]  # blank is: the model says nothing
    return about.join(load.reindex(timed).fillna(0))


def _sentences(
    evidence: Evidence, frame: gpd.GeoDataFrame, matched: int, distance_km: float
) -> tuple[Sentence, ...]:
    if frame.empty:
        return (say("answers_joined.none"),)
    most = frame["divipola"].value_counts()
    inside = frame.loc[frame["divipola"].notna(), "basis"].value_counts()
    parts = [say(f"answers_joined.by_{basis}", n=n) for basis, n in inside.items()]
    outside = len(frame) - matched
    parts += [say("answers_joined.outside", n=outside)] if outside else []
    counts = {"rows": len(frame), "municipalities": len(most)}
    sentences = [say("answers_joined.placed", parts=parts, **counts)]
    if len(most) > 1 and most.iloc[0] > most.iloc[1]:
        top = frame.loc[frame["divipola"].eq(most.index[0]).idxmax()]
        place = f"{top['municipality']}, {top['department']}"
        sentences.append(say("answers_joined.most", place=place, n=most.iloc[0]))
    if "corridor_within" in frame:
        counts = tally(frame["corridor_within"], (CERTAIN, POSSIBLE))
        sentences.append(say("answers_joined.corridors", **counts, km=distance_km))
    if "hectares" in frame:
        n = frame.loc[frame["hectares"].notna(), "divipola"].nunique()
        sentences.append(say("answers_joined.coca", n=n, year=evidence.coca["year"].max()))
    if "programmes" in frame:
        n = frame.loc[frame["programmes"] > 0, "divipola"].nunique()
        sentences.append(say("answers_joined.programmes", n=n))
    return tuple(sentences)


def per_municipality(
    answer: Answer, *, sums: Sequence[str] = (), means: Sequence[str] = ()
) -> Answer:
    """The joined rows counted by municipality, most rows first.

    answer: from `joined`. sums: numeric columns that add up (extensive); means: those that
    do not (intensive). Columns: place, `rows`, and per column `<name>_sum` or `<name>_mean`
    of the rows that have a figure, with `<name>_without_figure`. Rows outside every
    municipality are not in it (`unmatched`). Raises KeyError, and ValueError for a column
    that holds no numbers.
    """
    rows = pd.DataFrame(answer.frame)
    for name in (*sums, *means):
        if not pd.api.types.is_numeric_dtype(rows[name].dtype):
            raise ValueError(f"the column {name} holds no numbers")
    groups = rows.dropna(subset="divipola").groupby(PLACE)
    frame = groups.size().to_frame("rows")
    for name in sums:
        frame[f"{name}_sum"] = groups[name].sum(min_count=1)
    for name in means:
        frame[f"{name}_mean"] = groups[name].mean()
    for name in dict.fromkeys((*sums, *means)):
        frame[f"{name}_without_figure"] = frame["rows"] - groups[name].count()
    frame = sorted_by(frame.reset_index(), "-rows divipola")
    counts = {"rows": frame["rows"].sum(), "municipalities": len(frame)}
    sentences = (say("answers_joined.by_municipality", **counts),)
    what = {"id": "own_rows_by_municipality", "frame": frame, "sentences": sentences}
    cited, caveats = answer.source_ids if len(frame) else (), keys("own_rows blank_not_zero")
    return replace(answer, **what, caveats=caveats, also_cites=cited)


def standing_corridors(evidence: Evidence) -> gpd.GeoDataFrame:
    """Legs of the corridors that no later account replaces; those named by documents first."""
    legs = in_force(evidence.corridors_documented)
    return legs.sort_values(["is_schematic", "corridor_id", "leg"])


def measure(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    codes: pd.Series,
    distance_km: float,
    joins: set[str],
    progress: Callable[[float], object],
) -> pd.DataFrame:
    """The columns of `corridors`, `roads`, `incident` and `cities`, as far as they are asked for.

    codes: the municipality of each row; its seat stands for a row without a shape. progress:
    is told the share that is done after every PIECE, and may stop it by raising.
    """
    seats = evidence.seats.set_index("divipola").geometry.to_crs(METRIC)
    pieces = []
    for start in range(0, len(rows), PIECE) or [0]:
        part = slice(start, start + PIECE)
        away = _distances(evidence, rows.iloc[part], codes.iloc[part], seats, distance_km, joins)
        pieces.append(pd.DataFrame(away, index=rows.index[part]))
        progress(min((start + PIECE) / max(len(rows), 1), 1.0))
    columns = pd.concat(pieces)
    return columns.round({km: DECIMALS.get(km, METRES) for km in columns if km.endswith("_km")})


def _positions(rows: gpd.GeoDataFrame, codes: pd.Series, seats: pd.Series) -> np.ndarray:
    """Where distances are measured from, in EPSG:9377; None for a row that has no place in it."""
    shapes = rows.geometry.to_crs(METRIC).to_numpy().copy()
    bare = shapely.is_missing(shapes)
    if bare.any():
        shapes[bare] = codes[bare].map(seats).to_numpy(object)
    shapes[pd.isna(shapes)] = None
    shapes[astray(rows.geometry.to_numpy())] = None
    return shapes


def _distances(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    codes: pd.Series,
    seats: pd.Series,
    distance_km: float,
    joins: set[str],
) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    if joins.isdisjoint(("corridors", "roads", "incident", "cities")):
        return out
    positions = _positions(rows, codes, seats)
    if "roads" in joins:
        out["road_id"], out["road_km"] = nearest(positions, evidence.roads, "road_id")
    if "incident" in joins:
        incidents = evidence.incidents[~evidence.incidents["stands_for_municipality"].astype(bool)]
        out["incident_id"], out["incident_km"] = nearest(positions, incidents, "incident_id")
    if "corridors" in joins:
        legs = standing_corridors(evidence)
        out["corridor_id"], km, out["corridors_tied"] = ties(positions, legs, "corridor_id")
        out["corridor_km"] = km
        out["corridor_within"] = _within(evidence, rows, positions, km, codes, distance_km)
    if "cities" in joins:
        there = ~shapely.is_missing(positions)
        for code, city in CITIES.items():
            out[f"{city}_km"] = km = np.full(len(positions), np.nan)
            km[there] = shapely.distance(positions[there], seats[code]) / 1000
    return out


def _within(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    positions: np.ndarray,
    km: np.ndarray,
    codes: pd.Series,
    distance_km: float,
) -> pd.api.extensions.ExtensionArray:
    """certain | possible within the distance of a corridor, null further off.

    Rows by code or name stand for their municipality. Without `uncertainty_km` a position is
    taken as exact; where that is blank it is not known, and nothing is certain.
    """
    legs = standing_corridors(evidence)
    stated = rows.get("uncertainty_km", pd.Series(0.0, rows.index))
    stated = stated.to_numpy(float, na_value=np.nan)
    whole = rows["basis"].isin(["code", "name"]).to_numpy()
    places, km = np.where(whole, np.array(None), positions), np.where(whole, np.nan, km)
    out = certainty(places, np.nan_to_num(stated), km, legs, distance_km)
    out[np.isnan(stated) & (out == CERTAIN)] = POSSIBLE
    seats = evidence.seats[evidence.seats["divipola"].isin(codes[whole].unique())]
    stands = seats.assign(uncertainty_km=0.0, stands_for_municipality=True)
    within = near(stands, legs, distance_km, evidence.municipalities)
    out[whole] = codes[whole].map(within.set_index("divipola")["certainty"])
    out[pd.isna(out)] = None
    return pd.array(out, dtype="str")
