"""Coordinates in metres of rows that each state their own system: a zone, an origin, a number."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import FileRefused
from geo.exchange.read.headings import WEAK, WORDS, axis_of, folded, words
from geo.exchange.read.numbers import bare, metres
from geo.exchange.read.pairs import matched
from geo.exchange.read.systems import FAMILIES, in_colombia, to_degrees

HALF = 0.5
GEOGRAPHIC = {4326, 4686}
ZONE = re.compile(r"(1[789])_?([np]|[sm])?")
NUMBER = re.compile(r"(?:epsg_?)?(\d{4,5})")
ORIGINS = {
    "oeste_oeste": 3114,
    "oeste": 3115,
    "west": 3115,
    "bogota": 3116,
    "central": 3116,
    "este_central": 3117,
    "east_central": 3117,
    "este": 3118,
    "este_este": 3118,
    "nacional": 9377,
    "unico": 9377,
    "ctm12": 9377,
    "": 4326,
    "geograficas": 4326,
}


@dataclass(frozen=True)
class RowSystems:
    """The column that states each row's system, and those of its coordinates."""

    column: str
    north: str
    east: str


def row_systems(frame: pd.DataFrame) -> RowSystems | None:
    """The column whose rows state several systems for coordinates in metres, None for none.

    Raises FileRefused where the headings leave open which coordinate is east, and both may be.
    """
    proposals = {name: p for name in frame if (p := axis_of(name)) and p.level == WEAK}
    lats = {n: p for n, p in proposals.items() if p.axis == "latitude"}
    lons = {n: p for n, p in proposals.items() if p.axis == "longitude"}
    for name in frame:
        if not {*WORDS["system"]} & {*words(name)} or name in proposals:
            continue
        systems = systems_of(frame[name])
        filled = bare(frame[name]).ne("").sum()
        several = {*systems[systems > 0]}
        if len(several) < 2 or several <= GEOGRAPHIC or (systems > 0).sum() < HALF * filled:
            continue
        for north, east in matched(lats, lons):
            ways = [RowSystems(name, north, east)]
            if {"x", "y"} & {*words(north), *words(east)}:  # in the Colombian planes X is north
                ways.append(RowSystems(name, east, north))
            likely = [way for way in ways if _share(frame, way) >= HALF]
            if len(likely) > 1:
                raise FileRefused("exchange.axes_unclear", names=[north, east], column=name)
            if likely:
                return likely[0]
    return None


def systems_of(cells: pd.Series) -> np.ndarray:
    """The EPSG number of the system that each cell states, 0 where it states none."""
    codes, texts = pd.factorize(bare(cells).map(folded))
    return np.array([_system(str(text)) for text in texts], int)[codes]


def _system(text: str) -> int:
    if not text:
        return 0
    number = NUMBER.fullmatch(text)
    if number:
        return int(number[1]) if int(number[1]) in FAMILIES else 0
    plain = "_".join(w for w in text.split("_") if w not in WORDS["system_around"])
    zone = ZONE.fullmatch(plain)
    if zone:
        return (32700 if zone[2] in ("s", "m") else 32600) + int(zone[1])
    return ORIGINS.get(plain, 0)


def in_degrees(frame: pd.DataFrame, by: RowSystems) -> dict[str, pd.Series]:
    """The coordinates as text, in degrees; a row that states no known system becomes no number."""
    lon, lat = _degrees(frame, by)
    system = bare(frame[by.column])
    out = {}
    for name, values in ((by.north, lat), (by.east, lon)):
        text = bare(frame[name])
        unread = text.mask(text.ne(""), text + " ? " + system)
        degrees = pd.Series(values, frame.index).round(9).astype("str")
        out[name] = degrees.where(np.isfinite(values), unread)
    return out


def _degrees(frame: pd.DataFrame, by: RowSystems) -> tuple[np.ndarray, np.ndarray]:
    systems = systems_of(frame[by.column])
    (y, _), (x, _) = (metres(frame[name]) for name in (by.north, by.east))
    lon, lat = np.full((2, len(frame)), np.nan)
    for system in {*systems[systems > 0]}:
        of_it = (systems == system) & np.isfinite(x) & np.isfinite(y)
        lon[of_it], lat[of_it] = to_degrees(x[of_it], y[of_it], int(system))
    return lon, lat


def _share(frame: pd.DataFrame, by: RowSystems) -> float:
    lon, lat = _degrees(frame, by)
    there = np.isfinite(lon)
    return float(in_colombia(lon[there], lat[there]).mean()) if there.any() else 0.0
