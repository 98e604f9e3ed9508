"""What lies inside a reader's polygons, and which municipalities they cut."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers.along import about
from geo.answers.answer import SINGLED_OUT, Answer, Sentence, compose, gather_source_ids, say
from geo.crs import METRIC, ROUND, geodesic_area_km2
from geo.evidence import Evidence
from geo.spatial import CERTAIN, POSSIBLE, areal_shares, shared_out

NAMED = 10  # municipalities that the sentences tell
SLIVER = 0.005  # of both areas: borders of two sources that do not quite meet
CAVEATS = "shares_by_area press_sample partial_footprint coca_stock blank_not_zero"


def inside_areas(
    evidence: Evidence, areas: gpd.GeoDataFrame, *, rows: gpd.GeoDataFrame | None = None
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
    overlaps: `area`, place, `area_km2`, `share_of_municipality`, `share_of_shape`. An overlap
    below SLIVER of both areas is told apart, neither counted nor listed. `matched` counts
    rows in some area.
    """
    municipalities, incidents = evidence.municipalities, evidence.incidents
    coca, people = evidence.of_year("coca"), evidence.of_year("population")
    prints, warnings = evidence.aid_footprints.dropna(subset="divipola"), evidence.early_warnings
    shares = areal_shares(areas, municipalities)
    thin = shares[["share_of_municipality", "share_of_shape"]].max(axis=1) < SLIVER
    touched, overlaps = shares[thin], shares[~thin].reset_index(drop=True)
    figures = (
        municipalities[["divipola"]]
        .merge(people[["divipola", "population"]], how="left")
        .merge(coca[["divipola", "hectares"]], how="left")
    )
    split, counts = (
        shared_out(each, pd.DataFrame(figures), extensive=("population", "hectares"))
        for each in (shares, overlaps)
    )
    counts = counts.set_index("shape").reindex(split["shape"])
    for name in [name for name in counts if not name.endswith("_modelled")]:
        split[name] = counts[name].to_numpy()
    totals = pd.DataFrame({"area": areas.index, "area_km2": geodesic_area_km2(areas.geometry)})
    totals = totals.merge(split, left_on="area", right_on="shape", how="left").drop(columns="shape")
    totals["municipalities"] = totals["municipalities"].fillna(0).astype("Int64")
    for name, layer, what in (
        ("programmes", prints, "programme_id"),
        ("early_warnings", warnings, "alert_en"),
    ):
        both = overlaps[["shape", "divipola"]].merge(layer[["divipola", what]], on="divipola")
        counted_ids = both.groupby("shape")[what].nunique()
        totals[name] = counted_ids.reindex(totals["area"]).fillna(0).astype("Int64").to_numpy()
    certain, possible = _incidents_inside(areas, incidents, municipalities)
    totals["incidents_inside_certain"] = certain.sum(1)
    totals["incidents_inside_possible"] = possible.sum(1)
    apart = []
    if len(touched):
        names = list(dict.fromkeys(touched["municipality"]))[:NAMED]
        apart.append(say("answers_joined.touched", n=len(touched), names=names))
    counts = {}
    if rows is not None:
        tree = shapely.STRtree(rows.geometry.to_numpy())
        area, row = tree.query(areas.geometry.to_numpy(), predicate="intersects")
        counts, unplaced = {"of": len(rows), "matched": len(np.unique(row))}, len(rows) - len(tree)
        inside = np.bincount(area, minlength=len(areas))
        totals["own_rows"] = pd.array(inside if len(tree) else [None] * len(areas), "Int64")
        if unplaced:
            apart.append(say("answers_joined.unplaced", n=unplaced, rows=len(rows)))
    overlaps = overlaps.rename(columns={"shape": "area"})
    here = set(overlaps["divipola"])
    layers = (municipalities, coca, people, prints, warnings)
    cited = gather_source_ids(
        *(layer[layer["divipola"].isin(here)] for layer in layers),
        incidents[(certain | possible).any(axis=0)],
    )
    cited = cited or gather_source_ids(municipalities.head(1))
    used = incidents, coca
    sentences = [s for row in totals.head(SINGLED_OUT).to_dict("records") for s in _sentences(row)]
    sentences, also = sentences + apart, cited if len(overlaps) else ()
    return (
        compose(evidence, "areas_totals", totals, used, sentences, CAVEATS, **counts, also=cited),
        compose(evidence, "areas_overlaps", overlaps, used, (), "shares_by_area", also=also),
    )


def _sentences(row: dict) -> list[Sentence]:
    """One area in words; what no municipality inside has a figure for is left unsaid."""
    what = {"name": str(row["area"]), "area": row["area_km2"]}
    what |= {each: row[f"incidents_inside_{each}"] for each in (CERTAIN, POSSIBLE)}
    sentences = [say("answers_joined.area", municipalities=row["municipalities"], **what)]
    if not pd.isna(row["population_modelled"]):
        sentences.append(say("answers_joined.area_people", n=about(row["population_modelled"])))
    if not pd.isna(coca := row["hectares_modelled"]):
        sentence = say("answers_joined.area_coca", coca=about(coca))
        sentences.append(say("answers_joined.area_coca_little") if 0 < coca < 1 else sentence)
    return sentences


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
    size = (len(shapes), -1)
    certain = np.array([shapely.covers(shape, extent) for shape in shapes]).reshape(size)
    touched = np.array([shapely.intersects(shape, extent) for shape in shapes]).reshape(size)
    return certain, touched & ~certain
