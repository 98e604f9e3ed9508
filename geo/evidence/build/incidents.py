"""Incidents as points, with what readers see in words and how far the point may be trusted."""

import tomllib
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import metric
from geo.evidence.build.facts import Facts, points
from geo.evidence.catalogue import EDITORS

# A seat that stands for a whole municipality carries at least this radius (km); one that
# stands for a place at or by the town carries less.
WHOLE_KM = 5
SEAT_M = 2000
# How a casualty figure's note says that only one of the sources listed, unknown which, gave it.
UNRECORDED = "which of these sources gave it is not recorded"


def incidents(f: Facts) -> gpd.GeoDataFrame:
    """Adds texts in both languages, `outside_stated_municipality`, `stands_for_municipality`.

    A point outside the municipality that its sources name is flagged, never moved.
    """
    rows = f.with_names(points(f.table("incidents")))
    attackers = _attackers(rows, f.table("casualty_reports"))
    records = rows.drop(columns="geometry").assign(attackers=attackers).to_dict("records")
    for lang in ("en", "es"):
        rows[f"place_text_{lang}"] = [place_text(r, lang) for r in records]
        rows[f"casualty_text_{lang}"] = [casualty_text(r, lang) for r in records]
    polygon = _by_code(rows, f.municipalities)
    seat = metric(_by_code(rows, f.shapes("seats")))
    at_seat = metric(rows).geometry.distance(seat, align=False) <= SEAT_M
    rows["outside_stated_municipality"] = ~polygon.covers(rows.geometry, align=False)
    rows["stands_for_municipality"] = (
        (rows["location_precision"] == "municipality")
        & (rows["uncertainty_km"] >= WHOLE_KM)
        & at_seat
    )
    return rows


def casualty_reports(f: Facts) -> pd.DataFrame:
    """Adds `source_recorded`: false where one of several sources, unknown which, gave it."""
    rows = f.table("casualty_reports")
    unrecorded = rows["note"].str.contains(UNRECORDED, regex=False).fillna(False)
    return rows.assign(source_recorded=~unrecorded.astype(bool))


def _attackers(rows: pd.DataFrame, reports: pd.DataFrame) -> list[str]:
    """`among` where a report that counts presumed attackers gives the killed that we show,
    `besides` where such reports give another number, else empty."""
    counting = reports[reports["killed_includes_attackers"].fillna(False) & ~reports["superseded"]]
    figures = counting.groupby("incident_id")["killed"].agg(set)
    return [
        "" if i not in figures else "among" if killed in figures[i] else "besides"
        for i, killed in zip(rows["incident_id"], rows["killed"], strict=True)
    ]


def _by_code(rows: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The shape of each row's municipality, in the rows' order."""
    return gpd.GeoSeries(rows["divipola"].map(shapes.set_index("divipola").geometry), crs=4326)


def incidents_ucdp(f: Facts) -> gpd.GeoDataFrame:
    return f.with_names(points(f.table("incidents_ucdp")))


def corrections(f: Facts) -> pd.DataFrame:
    """What was corrected; changes to editors' columns stay with the editors."""
    rows = f.table("corrections").replace({"field": {"(row)": None, "(rows)": None}})
    return rows[~rows["field"].isin(EDITORS)]


WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def _count(low: object, high: object, what: str, words: dict) -> str:
    one, many, nobody, unstated = words[what]
    if pd.isna(high):
        return unstated
    if high == 0:
        return nobody
    number = f"{high}" if low == high else f"{low}–{high}" if low else f"{words['upto']} {high}"
    return f"{number} {one if high == 1 else many}"


def casualty_text(row: dict, lang: str) -> str:
    """Killed and hurt, low to high; a missing figure is said, never taken for zero.

    `attackers` of the row says whether presumed attackers are `among` the killed, left out
    (`besides`), or no matter (empty).
    """
    words = WORDS[lang]
    killed, injured = row["killed_high"], row["injured_high"]
    if pd.isna(killed) and pd.isna(injured):
        return words["unstated"]
    attackers = words.get(row["attackers"], "")
    if not attackers and not pd.isna(killed) and not pd.isna(injured) and killed == injured == 0:
        return words["none"]
    deaths = _count(row["killed_low"], killed, "killed", words) + attackers
    return _capital(f"{deaths}, {_count(row['injured_low'], injured, 'injured', words)}")


def place_text(row: dict, lang: str) -> str:
    """Place, municipality, department; each name once, an unknown place left out."""
    place = row[f"place_{lang}"]
    parts = [] if pd.isna(place) else place.split(", ")
    parts = [*parts, row["municipality"], row["department"]]
    blank = ["", *WORDS[lang]["unknown_place"]]
    names = [part for part in parts if not pd.isna(part) and part not in blank]
    return _capital(", ".join(dict.fromkeys(names)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
