"""A reader's own rows, joined to everything that is held about where they lie."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.crs import METRIC, ROUND, STORAGE, geodesic_area_km2
from geo.errors import BelowUncertainty
from geo.journeys import Scenario, TravelTimes, loads, trips_of
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    areal_shares,
    assign_municipality,
    near,
    shared_out,
)

Layers = Mapping[str, pd.DataFrame | gpd.GeoDataFrame]
LAYERS = (
    "municipalities",
    "seats",
    "cities",
    "corridors_documented",
    "roads",
    "incidents",
    "coca",
    "population",
    "aid_footprints",
    "early_warnings",
    "travel_time",
)
HOURS = "hours_modelled"
CITIES = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}
# Beyond these degrees the system in which distances are measured does not hold.
FAR = (-92.0, -14.0, -57.0, 23.0)
SAID = 3  # areas that the sentences tell
METRES = 3  # decimals of a kilometre
SAME_M = 0.01  # lines whose distances differ by less are equally near
CALI, CAUCA, LIMIT_H = "76001", ("19",), 6.0
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
AREA_CAVEATS = (
    "caveats.shares_by_area",
    "caveats.press_sample",
    "caveats.partial_footprint",
    "caveats.coca_stock",
    "caveats.blank_not_zero",
)


def joined(
    frame: gpd.GeoDataFrame,
    layers: Layers,
    times: TravelTimes,
    distance_km: float = 20.0,
    wanted: Collection[str] = tuple(JOINS),
) -> Answer:
    """Each row with its municipality, what is nearest, and what is held about the municipality.

    frame: `row`, `basis` (point, shape, code, name), `divipola` (of codes and names; null
    otherwise), geometry in EPSG:4326 (null for codes and names), perhaps `uncertainty_km`
    and any columns besides those of ADDED. layers: LAYERS by id. wanted: codes of JOINS; what
    is not wanted is neither computed nor cited.

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
    wanted = {"place", *wanted}
    least = _corridors(layers)["uncertainty_km"].max()
    if "corridors" in wanted and distance_km < least:
        raise BelowUncertainty(distance_km, float(least))
    municipalities = layers["municipalities"]
    codes = _codes(frame, municipalities)
    about = (
        pd.DataFrame(municipalities[PLACE]).set_index("divipola").join(_municipal(layers, times))
    )
    found = frame.drop(columns=["divipola"]).assign(divipola=codes)
    for name, values in _nearest(frame, codes, layers, distance_km, wanted).items():
        found[name] = values
    asked = [name for code, columns in JOINS.items() if code in wanted for name in columns]
    # Taken by place: a million rows looked up one by one would cost more than the join.
    place = about.index.get_indexer(codes)
    for name in about.columns.intersection(asked):
        found[name] = about[name].array.take(place, allow_fill=True)
    own = [c for c in frame.columns if c not in (*ADDED, "geometry")]
    if "uncertainty_km" in frame:
        own = [*own, "uncertainty_km"]
    found = gpd.GeoDataFrame(found[[*own, *asked, "geometry"]], crs=STORAGE)
    placed = int(codes.notna().sum())
    return Answer(
        id="own_rows_joined",
        frame=found,
        also_cites=_cited(found, layers, wanted) if len(found) else (),
        as_of=max(layers["incidents"]["date"].max(), f"{layers['coca']['year'].max()}-12-31"),
        caveats=tuple(key for key, joins in CAVEATS.items() if wanted.intersection(joins)),
        sentences=_said(found, placed, distance_km, layers),
        matched=placed,
        unmatched=len(found) - placed,
    )


def _cited(found: gpd.GeoDataFrame, layers: Layers, wanted: Collection[str]) -> tuple[str, ...]:
    """The sources of what was joined, of the rows that it came from."""
    here = set(found["divipola"].dropna().unique())
    coca, people = (
        layers[i][layers[i]["year"] == layers[i]["year"].max()] for i in ("coca", "population")
    )
    municipal = {
        "coca": coca,
        "population": people,
        "programmes": layers["aid_footprints"],
        "warnings": layers["early_warnings"],
    }
    used = [layers["municipalities"].head(1)]
    used += [f[f["divipola"].isin(here)] for code, f in municipal.items() if code in wanted]
    for code, name, key in (
        ("corridors", "corridors_documented", "corridor_id"),
        ("roads", "roads", "road_id"),
        ("incident", "incidents", "incident_id"),
    ):
        if code in wanted:
            used.append(layers[name][layers[name][key].isin(found[key].unique())])
    if "load" in wanted:
        used.append(coca[coca["department_code"].isin(CAUCA)])
    if wanted.intersection(("cities", "load")):
        used.append(layers["travel_time"].head(1))
    return gather_source_ids(*used)


def _codes(frame: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> pd.Series:
    """The municipality of each row: stated, else of the point, else of a point in the shape."""
    codes = frame["divipola"].astype("str").copy()
    shapes = frame.geometry.to_numpy()
    own = np.flatnonzero(~shapely.is_missing(shapes) & codes.isna().to_numpy())
    if len(own):
        spots = shapes[own]
        inner = shapely.get_type_id(spots) != shapely.GeometryType.POINT
        spots[inner] = shapely.point_on_surface(spots[inner])
        points = gpd.GeoDataFrame(geometry=spots, crs=frame.crs)
        held = assign_municipality(points, municipalities)["divipola"]
        codes.iloc[own] = held.to_numpy()
    return codes


def _positions(frame: gpd.GeoDataFrame, codes: pd.Series, seats: gpd.GeoDataFrame) -> np.ndarray:
    """Where distances are measured from, in EPSG:9377; None for a row that has no place in it."""
    shapes = frame.geometry.to_crs(METRIC).to_numpy().copy()
    bare = shapely.is_missing(shapes)
    if bare.any():
        seat = seats.set_index("divipola").geometry.to_crs(METRIC)
        shapes[bare] = codes[bare].map(seat).to_numpy(object)
    shapes[pd.isna(shapes)] = None
    west, south, east, north = FAR
    x1, y1, x2, y2 = shapely.bounds(frame.geometry.to_numpy()).T
    shapes[(x1 < west) | (y1 < south) | (x2 > east) | (y2 > north)] = None
    return shapes


def _nearest(
    frame: gpd.GeoDataFrame,
    codes: pd.Series,
    layers: Layers,
    distance_km: float,
    wanted: Collection[str],
) -> dict[str, np.ndarray]:
    """The columns of what is measured from each row's position."""
    out: dict[str, np.ndarray] = {}
    if wanted.isdisjoint(("corridors", "roads", "incident", "cities")):
        return out
    positions = _positions(frame, codes, layers["seats"])
    own = layers["incidents"][~layers["incidents"]["stands_for_municipality"].astype(bool)]
    for code, layer, name in (
        ("corridors", _corridors(layers), "corridor"),
        ("roads", layers["roads"], "road"),
        ("incident", own, "incident"),
    ):
        if code in wanted:
            out[f"{name}_id"], out[f"{name}_km"] = _closest(positions, layer, f"{name}_id")
    if "corridors" in wanted:
        km = out["corridor_km"]
        out["corridor_id"], out["corridors_tied"] = _tied(positions, km, _corridors(layers))
        out["corridor_within"] = _within(frame, positions, km, codes, layers, distance_km)
    if "cities" in wanted:
        seats = layers["seats"].set_index("divipola").geometry.to_crs(METRIC)
        there = ~shapely.is_missing(positions)
        for code, city in CITIES.items():
            km = np.full(len(positions), np.nan)
            km[there] = shapely.distance(positions[there], seats[code]) / 1000
            out[f"{city}_km"] = km
    return {k: v.round(METRES) if k.endswith("_km") else v for k, v in out.items()}


def _closest(
    positions: np.ndarray, layer: gpd.GeoDataFrame, key: str, within_km: float | None = None
) -> tuple:
    """The nearest shape of the layer to each position: its id and the kilometres.

    within_km: further ones need not be found.
    """
    targets = layer.geometry.to_crs(METRIC).to_numpy()
    nearest = np.full(len(positions), -1)
    km = np.full(len(positions), np.nan)
    there = np.flatnonzero(~shapely.is_missing(positions))
    if len(targets) and len(there):
        tree = shapely.STRtree(targets)
        (row, shape), away = tree.query_nearest(
            positions[there],
            max_distance=None if within_km is None else 1000 * within_km,
            return_distance=True,
            all_matches=False,
        )
        nearest[there[row]] = shape
        km[there[row]] = away / 1000
    return layer[key].array.take(nearest, allow_fill=True), km


def _corridors(layers: Layers) -> gpd.GeoDataFrame:
    """Legs of the corridors that no later account replaces; those named by documents first."""
    legs = layers["corridors_documented"]
    return legs[legs["superseded_by"].isna()].sort_values(["is_schematic", "corridor_id", "leg"])


def _tied(positions: np.ndarray, km: np.ndarray, legs: gpd.GeoDataFrame) -> tuple:
    """Of the corridors equally near to each position the first by its leg, and their number."""
    there = np.flatnonzero(~np.isnan(km))
    tree = shapely.STRtree(legs.geometry.to_crs(METRIC).to_numpy())
    reach = 1000 * km[there] + SAME_M
    row, leg = tree.query(positions[there], predicate="dwithin", distance=reach)
    ties = pd.DataFrame({"row": there[row], "leg": leg})
    ties["corridor_id"] = legs["corridor_id"].array.take(leg)
    each = ties.sort_values(["row", "leg"]).groupby("row")["corridor_id"].agg(["first", "nunique"])
    each = each.reindex(range(len(positions)))
    return each["first"].array, each["nunique"].astype("Int64").array


def _within(
    frame: gpd.GeoDataFrame,
    positions: np.ndarray,
    km: np.ndarray,
    codes: pd.Series,
    layers: Layers,
    distance_km: float,
) -> np.ndarray:
    """certain | possible within the distance of a corridor, null further off.

    Rows by code or name stand for their municipality; a position of which no uncertainty is
    stated is taken as exact.
    """
    legs = _corridors(layers)
    out = np.full(len(frame), None, object)
    stated = frame["uncertainty_km"] if "uncertainty_km" in frame else pd.Series(0.0, frame.index)
    spread = stated.fillna(0.0).to_numpy(float)
    whole = frame["basis"].isin(["code", "name"]).to_numpy()
    blurs = legs["uncertainty_km"]
    surely = ~whole & (km + blurs.max() + spread <= distance_km)
    close = np.flatnonzero(~whole & ~surely & (km <= distance_km + blurs.max() + spread))
    farthest = closest = np.full(len(close), np.inf)
    for blur, group in legs.groupby("uncertainty_km"):
        reach = distance_km + blur + spread[close].max(initial=0)
        _, away = _closest(positions[close], group, "corridor_id", reach)
        farthest = np.fmin(farthest, away + blur + spread[close])
        closest = np.fmin(closest, away - blur - spread[close])
    told = np.where(
        farthest <= distance_km, CERTAIN, np.where(closest <= distance_km, POSSIBLE, None)
    )
    out[surely] = CERTAIN
    out[close] = told
    out[whole] = codes[whole].map(_whole_within(codes[whole], layers, distance_km))
    out[pd.isna(out)] = None
    return pd.array(out, dtype="str")


def _whole_within(codes: pd.Series, layers: Layers, distance_km: float) -> pd.Series:
    """Certainty by code, for rows that stand for their municipality."""
    municipalities = layers["municipalities"]
    seats = layers["seats"]
    asked = seats[seats["divipola"].isin(codes.unique())]
    rows = asked[["divipola", "geometry"]].assign(uncertainty_km=0.0, stands_for_municipality=True)
    found = near(rows, _corridors(layers), distance_km, municipalities)
    return found.set_index("divipola")["certainty"]


def _municipal(layers: Layers, times: TravelTimes) -> pd.DataFrame:
    """What is held about each municipality, by code."""
    coca, people = (
        layers[i][layers[i]["year"] == layers[i]["year"].max()] for i in ("coca", "population")
    )
    prints, warnings = layers["aid_footprints"], layers["early_warnings"]
    about = pd.DataFrame(index=pd.Index(layers["municipalities"]["divipola"]))
    for code, city in CITIES.items():
        hours = times.hours_from(code).reindex(about.index)
        about[f"{city}_{HOURS}"] = hours.where(np.isfinite(hours))
    about["hectares"] = coca.set_index("divipola")["hectares"]
    about["population"] = people.set_index("divipola")["population"]
    named = prints.dropna(subset="divipola").groupby("divipola")["programme_id"]
    about["programmes"] = named.nunique().reindex(about.index).fillna(0).astype("Int64")
    about["programme_ids"] = named.agg(lambda ids: ";".join(sorted(set(ids)))).astype("str")
    about["early_warnings"] = (
        warnings.groupby("divipola").size().reindex(about.index).astype("Int64")
    )
    scenario = Scenario(int(coca["year"].max()), CAUCA, (CALI,), LIMIT_H)
    trips = trips_of(scenario, times, layers["coca"])
    load = loads(trips).set_index("divipola")
    for name in LOAD:
        known = about.index.isin(times.codes)
        about[name] = (
            load[name].reindex(about.index).where(~known, load[name].reindex(about.index).fillna(0))
        )
    return about


def _said(
    found: gpd.GeoDataFrame, placed: int, distance_km: float, layers: Layers
) -> tuple[Sentence, ...]:
    if found.empty:
        return (Sentence("answers_joined.none", {}),)
    said = [
        Sentence(
            "answers_joined.placed",
            {"rows": len(found), "placed": placed, "municipalities": found["divipola"].nunique()},
        )
    ]
    if placed < len(found):
        said.append(Sentence("answers_joined.outside", {"outside": len(found) - placed}))
    most = found["divipola"].value_counts()
    if len(most) > 1 and most.iloc[0] > most.iloc[1]:
        top = found.loc[found["divipola"].eq(most.index[0]).idxmax()]
        place = f"{top['municipality']}, {top['department']}"
        said.append(Sentence("answers_joined.most", {"place": place, "rows": int(most.iloc[0])}))
    if "corridor_within" in found:
        within = found["corridor_within"].value_counts()
        said.append(
            Sentence(
                "answers_joined.corridors",
                {
                    "certain": int(within.get(CERTAIN, 0)),
                    "possible": int(within.get(POSSIBLE, 0)),
                    "distance": int(distance_km)
                    if distance_km == int(distance_km)
                    else distance_km,
                },
            )
        )
    if "hectares" in found:
        with_coca = found.loc[found["hectares"].notna(), "divipola"].nunique()
        year = int(layers["coca"]["year"].max())
        said.append(Sentence("answers_joined.coca", {"with_coca": with_coca, "of_year": year}))
    return tuple(said)


def per_municipality(answer: Answer, sums: Sequence[str] = (), means: Sequence[str] = ()) -> Answer:
    """The joined rows counted by municipality, most rows first.

    answer: from `joined`. sums: numeric columns that add up (extensive); means: those that
    do not (intensive). Columns: place, `rows`, and per column `<name>_sum` or `<name>_mean`
    of the rows that have a figure, with `<name>_without_figure`. Rows outside every
    municipality are not in it (`unmatched`). Raises KeyError, and ValueError for a column
    that holds no numbers.
    """
    found = pd.DataFrame(answer.frame)
    for name in (*sums, *means):
        if not pd.api.types.is_numeric_dtype(found[name].dtype):
            raise ValueError(f"the column {name} holds no numbers")
    groups = found.dropna(subset="divipola").groupby(PLACE)
    out = groups.size().to_frame("rows")
    for name in sums:
        out[f"{name}_sum"] = groups[name].sum(min_count=1)
    for name in means:
        out[f"{name}_mean"] = groups[name].mean()
    for name in dict.fromkeys((*sums, *means)):
        out[f"{name}_without_figure"] = out["rows"] - groups[name].count()
    frame = out.reset_index().sort_values(
        ["rows", "divipola"], ascending=[False, True], ignore_index=True
    )
    return Answer(
        id="own_rows_by_municipality",
        frame=frame,
        also_cites=answer.source_ids if len(frame) else (),
        as_of=answer.as_of,
        caveats=("caveats.own_rows", "caveats.blank_not_zero"),
        sentences=(
            Sentence(
                "answers_joined.by_municipality",
                {"rows": int(frame["rows"].sum()), "municipalities": len(frame)},
            ),
        ),
        matched=answer.matched,
        unmatched=answer.unmatched,
    )


def inside_areas(
    areas: gpd.GeoDataFrame, layers: Layers, rows: gpd.GeoDataFrame | None = None
) -> tuple[Answer, Answer]:
    """What lies inside polygons: (totals, one row per area; overlaps, one per municipality).

    areas: polygons in EPSG:4326; its index names them (`area`). rows: own points to count
    inside, in EPSG:4326.

    totals: `area`, `area_km2` (geodesic), `municipalities` (that it overlaps), what is split
    by the share of each municipality's area that lies inside, supposing an even spread:
    `population_modelled`, `hectares_modelled` (with `_without_figure`); `programmes` and
    `early_warnings` that name a municipality it overlaps (whole, never split);
    `incidents_inside_certain`, `incidents_inside_possible` by their own position and
    uncertainty, those that stand for a municipality by its polygon; `own_rows` where rows
    are given.
    overlaps: `area`, place, `area_km2`, `share_of_municipality`, `share_of_shape`.
    """
    municipalities, incidents = layers["municipalities"], layers["incidents"]
    coca, people = (
        layers[i][layers[i]["year"] == layers[i]["year"].max()] for i in ("coca", "population")
    )
    shares = areal_shares(areas, municipalities)
    values = (
        municipalities[["divipola"]]
        .merge(people[["divipola", "population"]], how="left")
        .merge(coca[["divipola", "hectares"]], how="left")
    )
    split = shared_out(shares, pd.DataFrame(values), extensive=("population", "hectares"))
    totals = pd.DataFrame({"area": areas.index, "area_km2": geodesic_area_km2(areas.geometry)})
    totals = totals.merge(split, left_on="area", right_on="shape", how="left").drop(columns="shape")
    totals["municipalities"] = totals["municipalities"].fillna(0).astype("Int64")
    prints = layers["aid_footprints"].dropna(subset="divipola")
    for name, layer, what in (
        ("programmes", prints, "programme_id"),
        ("early_warnings", layers["early_warnings"], "alert_en"),
    ):
        both = shares[["shape", "divipola"]].merge(layer[["divipola", what]], on="divipola")
        counted = both.groupby("shape")[what].nunique()
        totals[name] = counted.reindex(totals["area"]).fillna(0).astype("Int64").to_numpy()
    certain, possible = _incidents_inside(areas, incidents, municipalities)
    totals["incidents_inside_certain"], totals["incidents_inside_possible"] = (
        certain.sum(1),
        possible.sum(1),
    )
    if rows is not None:
        tree = shapely.STRtree(rows.geometry.to_numpy())
        found, _ = tree.query(areas.geometry.to_numpy(), predicate="intersects")
        totals["own_rows"] = np.bincount(found, minlength=len(areas))
    overlaps = shares.rename(columns={"shape": "area"})
    here = set(shares["divipola"])
    sources = gather_source_ids(
        municipalities[municipalities["divipola"].isin(here)],
        *(f[f["divipola"].isin(here)] for f in (coca, people, prints, layers["early_warnings"])),
        incidents[(certain | possible).any(axis=0)],
    )
    common = {
        "also_cites": sources or gather_source_ids(municipalities.head(1)),
        "as_of": max(incidents["date"].max(), f"{coca['year'].max()}-12-31"),
    }
    sentences = tuple(
        sentence for row in totals.head(SAID).to_dict("records") for sentence in _area_said(row)
    )
    return (
        Answer("areas_totals", totals, caveats=AREA_CAVEATS, sentences=sentences, **common),
        Answer(
            "areas_overlaps",
            overlaps,
            caveats=("caveats.shares_by_area",),
            **(common if len(overlaps) else {**common, "also_cites": ()}),
        ),
    )


def _area_said(row: Mapping) -> list[Sentence]:
    """One area in words; what no municipality inside has a figure for is left unsaid."""
    said = [
        Sentence(
            "answers_joined.area",
            {
                "name": str(row["area"]),
                "area_km2": row["area_km2"],
                "municipalities": int(row["municipalities"]),
                "certain": int(row["incidents_inside_certain"]),
                "possible": int(row["incidents_inside_possible"]),
            },
        )
    ]
    if not pd.isna(row["population_modelled"]):
        people = round(row["population_modelled"])
        said.append(Sentence("answers_joined.area_people", {"people": people}))
    if not pd.isna(row["hectares_modelled"]):
        said.append(Sentence("answers_joined.area_coca", {"coca_ha": row["hectares_modelled"]}))
    return said


def _incidents_inside(
    areas: gpd.GeoDataFrame, incidents: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Which incidents lie in which area: (certain, possible but not certain)."""
    shapes = areas.geometry.to_crs(METRIC).to_numpy()
    whole = incidents["stands_for_municipality"].to_numpy(bool)
    polygons = municipalities.set_index("divipola").geometry.to_crs(METRIC)
    place = incidents.geometry.to_crs(METRIC).to_numpy()
    spread = incidents["uncertainty_km"].to_numpy(float) * 1000
    circles = shapely.buffer(place, spread, quad_segs=ROUND)
    extent = np.where(whole, polygons.reindex(incidents["divipola"]).to_numpy(object), circles)
    certain = np.array([shapely.covers(shape, extent) for shape in shapes]).reshape(len(shapes), -1)
    touched = np.array([shapely.intersects(shape, extent) for shape in shapes]).reshape(
        len(shapes), -1
    )
    return certain, touched & ~certain
