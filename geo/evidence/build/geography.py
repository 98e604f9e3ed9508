"""Layers of the land: boundaries, seats, people, travel times, the base map's lines."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import LineString

from geo.crs import geodesic_area_km2
from geo.evidence.build.facts import Facts, points
from geo.evidence.codes import COUNTED_WITH


def municipalities(f: Facts) -> gpd.GeoDataFrame:
    return f.municipalities.assign(source_ids="G_DANE_MGN_2021")


def departments(f: Facts) -> gpd.GeoDataFrame:
    """Municipalities joined by department, with geodesic areas."""
    keys = ["department_code", "department"]
    union = f.municipalities.dissolve(keys, method="coverage", as_index=False)[[*keys, "geometry"]]
    area = np.round(geodesic_area_km2(union.geometry), 1)
    return union.assign(area_km2=area, source_ids="G_DANE_MGN_2021")


def countries(f: Facts) -> gpd.GeoDataFrame:
    shapes = f.shapes("countries").rename(columns={"name": "country"})
    return shapes.assign(source_ids="G_WORLD_ATLAS")


def water(f: Facts) -> gpd.GeoDataFrame:
    return f.shapes("water").assign(source_ids="G_NATURAL_EARTH")


def roads(f: Facts) -> gpd.GeoDataFrame:
    keep = ["road_id", "name", "route_number", "road_class", "alignment"]
    return _lines(f.table("roads"), keep)


def rivers(f: Facts) -> gpd.GeoDataFrame:
    return _lines(f.table("rivers"), ["river_id", "name"])


def _lines(rows: pd.DataFrame, keep: list[str]) -> gpd.GeoDataFrame:
    """One line per id (the first of `keep`) through its points in `order`, all sources joined."""
    ordered = points(rows.sort_values([keep[0], "order"]))
    lines = [
        {
            **group.iloc[0][keep].to_dict(),
            "source_ids": ids_in_order(group["source_ids"]),
            "geometry": LineString(list(group.geometry)),
        }
        for _, group in ordered.groupby(keep[0])
    ]
    return gpd.GeoDataFrame(lines, crs=4326)


def ids_in_order(cells: Iterable[str]) -> str:
    """Every source id in these cells, each once, in order of appearance."""
    return ";".join(dict.fromkeys(i for cell in cells for i in cell.split(";")))


def seats(f: Facts) -> gpd.GeoDataFrame:
    shapes = f.shapes("seats")
    sources = np.where(shapes["basis"] == "geonames", "G_GEONAMES", "G_DANE_MGN_2021")
    return f.with_names(shapes.assign(source_ids=sources))


def population(f: Facts) -> pd.DataFrame:
    rows = f.columnar("population")
    rows = rows.assign(divipola=rows["divipola"].replace(COUNTED_WITH))
    people = rows.groupby(["divipola", "year"], as_index=False).sum()
    return people.assign(source_ids="G_DANE_POPULATION")


def travel_time(f: Facts) -> pd.DataFrame:
    """Hours between seats, each pair once; a merged area's times are dropped."""
    rows = f.columnar("travel_time")
    is_merged = rows[["from_divipola", "to_divipola"]].isin(list(COUNTED_WITH)).any(axis=1)
    return rows[~is_merged].assign(source_ids="G_BRAVO_VEGA_2022")


def journey_times(f: Facts) -> pd.DataFrame:
    """Hours of journeys as sources tell them, with the names of both ends."""
    rows = f.table("journey_times")
    names = {f"{end}_municipality": rows[f"{end}_divipola"] for end in ("from", "to")}
    return rows.assign(**{k: codes.map(f.municipality_names) for k, codes in names.items()})


def coca(f: Facts) -> pd.DataFrame:
    rows = f.table("coca")
    rows = rows.assign(divipola=rows["divipola"].replace(COUNTED_WITH))
    keys = ["divipola", "year", "source_ids"]
    return f.with_names(rows.groupby(keys, as_index=False)["hectares"].sum().round({"hectares": 4}))


def coca_departments_published(f: Facts) -> pd.DataFrame:
    rows = f.table("coca_departments_published")
    return rows.assign(department=rows["department_code"].map(f.department_names))


def cities(f: Facts) -> gpd.GeoDataFrame:
    """The five cities at their seats, with the latest population."""
    people = population(f).rename(columns={"year": "population_year"})
    latest = people[people["population_year"] == people["population_year"].max()]
    rows = f.with_names(f.table("cities"))
    for facts in (
        latest[["divipola", "population", "population_year"]],
        f.shapes("seats")[["divipola", "geometry"]],
    ):
        rows = rows.merge(facts, on="divipola", how="left")
    sources = rows["source_ids"] + ";G_DANE_POPULATION;G_GEONAMES"
    return gpd.GeoDataFrame(rows.assign(source_ids=sources), crs=4326)
