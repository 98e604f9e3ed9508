"""What must hold before any layer is written. All problems are gathered, then told at once."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import pandera.errors

from geo.crs import STORAGE, metric
from geo.evidence.build.facts import CITATIONS
from geo.evidence.build.layers import builder
from geo.evidence.catalogue import EDITORS, Column, Layer
from geo.evidence.schemas import schema

CODES = ("divipola", "from_divipola", "to_divipola", "access_divipola")
# Longitude and latitude that hold Colombia with its islands and seas.
EXTENT = (-82.0, -5.0, -66.0, 14.0)
BASE_MAP = ("countries", "water")
SHOWN = 20

# Known totals of the evidence: (layer, what, how, expected, tolerance). A change of the facts
# that moves one of them has to be meant: it is made here too.
TOTALS = [
    ("municipalities", "municipalities", len, 1121, 0),
    ("municipalities", "km² in EPSG:9377", lambda f: metric(f).area.sum() / 1e6, 1138802, 5),
    ("departments", "departments", len, 33, 0),
    ("coca", "rows", len, 4567, 0),
    ("coca", "units", lambda f: f["divipola"].nunique(), 318, 0),
    ("coca", "ha, Colombia 2024", lambda f: _coca(f), 261386.17, 0.005),
    ("coca", "ha, Cauca 2024", lambda f: _coca(f, department_code="19"), 36876.50, 0.005),
    ("coca", "ha, Valle 2024", lambda f: _coca(f, department_code="76"), 3651.63, 0.005),
    ("coca", "ha, El Tambo 2024", lambda f: _coca(f, divipola="19256"), 10326.00, 0.005),
    ("population", "people 2018", lambda f: _people(f, 2018), 48258494, 0),
    ("population", "people 2024", lambda f: _people(f, 2024), 52695952, 0),
    ("corridors_documented", "legs", len, 343, 0),
    ("corridors_documented", "schematic legs", lambda f: f["is_schematic"].sum(), 85, 0),
    ("corridors_documented", "corridors", lambda f: f["corridor_id"].nunique(), 31, 0),
    ("corridor_waypoints", "waypoints", len, 374, 0),
    ("incidents", "incidents", len, 246, 0),
    ("incidents", "outside", lambda f: f["outside_stated_municipality"].sum(), 3, 0),
    ("incidents", "seats for a municipality", lambda f: f["stands_for_municipality"].sum(), 52, 0),
    ("aid_programmes", "programmes", len, 60, 0),
    ("aid_footprints", "department rows", lambda f: f["divipola"].isna().sum(), 62, 0),
    ("aid_allocation_modelled", "USD shared out", lambda f: _shared(f), 226380474, 0.005),
    (
        "aid_allocation_modelled",
        "USD placed",
        lambda f: _shared(f, "municipality"),
        172618715.08,
        0.005,
    ),
]


def _coca(frame: pd.DataFrame, **where: str) -> float:
    rows = frame[frame["year"] == 2024]
    for column, code in where.items():
        rows = rows[rows[column] == code]
    return rows["hectares"].sum()


def _people(frame: pd.DataFrame, year: int) -> int:
    return frame.loc[frame["year"] == year, "population"].sum()


def _shared(frame: pd.DataFrame, kind: str | None = None) -> float:
    rows = frame[frame["amount_basis"] != "obligated"]
    return rows.loc[rows["share_kind"].eq(kind) | (kind is None), "equal_usd_modelled"].sum()


def catalogue_problems(layers: Mapping[str, Layer], columns: Mapping[str, Column]) -> list[str]:
    """Where catalogue, dictionary and builders do not know of each other."""
    found = []
    for name, layer in layers.items():
        try:
            builder(layer)
        except LookupError as error:
            found.append(f"{name}: {error}")
        if layer.file != f"layers/{name}.parquet":
            found.append(f"{name}: its file is {layer.file}, not layers/{name}.parquet")
        for column in layer.columns:
            if column in EDITORS:
                found.append(f"{name}.{column}: for editors only, no layer may have it")
            elif column not in columns:
                found.append(f"{name}.{column}: not described in columns.toml")
        if layer.licence not in columns["licence"].values:
            found.append(f"{name}: '{layer.licence}' is not on the list of licences")
    return found


def _schema_problems(frame: pd.DataFrame, layer: Layer, columns: Mapping[str, Column]) -> list[str]:
    try:
        schema(layer, columns).validate(pd.DataFrame(frame), lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        found = [
            f"{layer.id}.{case.column}: {case.failure_case!r} fails '{case.check}'"
            for case in cases.head(SHOWN).itertuples()
        ]
        more = len(cases) - SHOWN
        return found + [f"{layer.id}: {more} more cells like these"] * (more > 0)
    return []


def _shape_problems(name: str, frame: gpd.GeoDataFrame) -> list[str]:
    found = []
    if frame.crs != STORAGE:
        found.append(f"{name}: its CRS is {frame.crs}, not EPSG:4326")
    bad = {
        "missing": frame.geometry.isna() | frame.geometry.is_empty,
        "invalid": ~frame.geometry.is_valid,
    }
    if name not in BASE_MAP:
        west, south, east, north = EXTENT
        box = frame.geometry.bounds
        inside = box["minx"].ge(west) & box["maxx"].le(east)
        inside &= box["miny"].ge(south) & box["maxy"].le(north)
        bad["out of Colombia"] = ~inside & ~bad["missing"]
    for what, rows in bad.items():
        if rows.any():
            first = frame[rows].iloc[0, 0]
            found.append(f"{name}: {rows.sum()} of {len(rows)} shapes {what}, the first '{first}'")
    return found


def problems(
    frames: Mapping[str, pd.DataFrame],
    layers: Mapping[str, Layer],
    columns: Mapping[str, Column],
) -> list[str]:
    """Everything wrong with these layers, one line each; empty when they may be written.

    frames: the layers that could be built, by id, `municipalities` and `sources` among them.
    """
    found = []
    units = set(frames["municipalities"]["divipola"])
    known = set(frames["sources"]["source_id"])
    for name, layer in layers.items():
        cited = set(layer.source_ids) - known
        found += [f"{name}: the catalogue cites '{i}', which is no source" for i in sorted(cited)]
    for name, frame in frames.items():
        found += _schema_problems(frame, layers[name], columns)
        for column in frame.columns.intersection(CODES):
            strange = sorted(set(frame[column].dropna()) - units)
            found += [f"{name}.{column}: '{code}' is not a municipality" for code in strange]
        for column in frame.columns.intersection(CITATIONS):
            ids = {i for cell in frame[column].dropna() for i in cell.split(";")}
            found += [f"{name}.{column}: '{i}' is no source" for i in sorted(ids - known)]
        if isinstance(frame, gpd.GeoDataFrame):
            found += _shape_problems(name, frame)
    for name, what, how, expected, tolerance in TOTALS:
        if name in frames and abs((value := how(frames[name])) - expected) > tolerance:
            found.append(f"{name}: {what} is {value}, expected {expected}")
    return found
