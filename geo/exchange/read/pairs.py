"""Columns of positions: pairs of numbers, or one cell a position, and where they would lie."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.exchange.read.headings import EXACT, NONE, PART, WEAK, Proposal, axis_of, level_of, words
from geo.exchange.read.numbers import bare, is_filled, metres, numbers
from geo.exchange.read.positions import most_are, positions
from geo.exchange.read.systems import (
    EAST,
    NORTH,
    PLAUSIBLE,
    SOUTH,
    WEST,
    agree,
    are_positions,
    in_colombia,
    municipality_at,
    plausible,
    to_degrees,
)

MOST, HALF = 0.8, 0.5
FINE = r"[^.,]*[.,]\d{2,}\D*"  # a coordinate in degrees has at least two decimals
NEAR = 0.02  # degrees: two readings of one place
LONGEST = 400.0  # a coordinate beyond is in metres
SHOWN = 6  # candidates of one kind that are looked at


@dataclass
class Candidate:
    """A reading of the sample's positions.

    options: what it sets; lon, lat and codes: by row of the sample. share: of the filled rows
    that lie in Colombia; accord: of those that name a place, how many lie in its department,
    None where none does. level: how surely the headings say so.
    """

    options: dict[str, Any]
    lon: np.ndarray
    lat: np.ndarray
    codes: np.ndarray
    level: int
    share: float
    filled: int
    accord: float | None

    @property
    def doubtful(self) -> bool:
        """Whether it puts rows where those that name a place do not want them."""
        return self.filled > 0 and (
            self.share < HALF or (self.accord is not None and self.accord < HALF)
        )

    @property
    def columns(self) -> dict[str, str]:
        """The options that are columns."""
        return {n: c for n, c in self.options.items() if n != "crs"}

    def text(self, at: int) -> str:
        """Latitude and longitude of one row of the sample."""
        return f"{self.lat[at]:.6g}, {self.lon[at]:.6g}" if np.isfinite(self.lat[at]) else ""


def differ(one: Candidate, other: Candidate) -> bool:
    """Whether two readings put more than a few rows in different places."""
    with np.errstate(invalid="ignore"):
        apart = np.maximum(np.abs(one.lon - other.lon), np.abs(one.lat - other.lat)) > NEAR
    both = np.isfinite(one.lon) & np.isfinite(other.lon)
    same = np.array([bool(a) and a == b for a, b in zip(one.codes, other.codes, strict=True)])
    return not both.any() or float((apart & ~same)[both].mean()) > 0.05


def pairs(
    sample: pd.DataFrame, places: gpd.GeoDataFrame, stated: np.ndarray, crs: int | None
) -> list[Candidate]:
    """Pairs of columns that are positions: those whose headings say so, else by their numbers.

    sample: rows without the columns of codes and names. stated: the municipality of each.

    A named pair is handed back whatever it holds; its share says how much of it is plausible.
    """
    look = _Look(sample, places, stated, crs)
    proposals = {name: proposal for name in sample if (proposal := axis_of(name))}
    lats = {n: p for n, p in proposals.items() if p.axis == "latitude"}
    lons = {n: p for n, p in proposals.items() if p.axis == "longitude"}
    candidates = []
    for lat, lon in matched(lats, lons):
        level = min(lats[lat].level, lons[lon].level)
        candidates += look.pair(lat, lon, level, by_heading=True)
    if any(c.share >= HALF for c in candidates):
        return candidates
    columns = {column for each in candidates for column in each.columns.values()}
    free = [n for n in sample if n not in columns]
    ys = [n for n in free if n not in lons and look.degrees(n, SOUTH, NORTH)][:SHOWN]
    xs = [n for n in free if n not in lats and look.degrees(n, WEST, EAST)][:SHOWN]
    half = bool(lats) != bool(lons)  # only one of the two is named
    ys = [n for n in ys if n in lats] or ys if half else ys
    xs = [n for n in xs if n in lons] or xs if half else xs
    for lat, lon in product(ys, xs):
        if lat != lon:
            unnamed = look.pair(lat, lon, NONE, by_heading=False)
            candidates += [c for c in unnamed if c.share >= MOST]
    return candidates


def matched(lats: dict[str, Proposal], lons: dict[str, Proposal]) -> list[tuple[str, str]]:
    """The pairs whose headings belong together: of one kind, with the same other words."""
    out = [
        (lat, lon)
        for (lat, y), (lon, x) in product(lats.items(), lons.items())
        if _rest(y) == _rest(x) and (y.level == WEAK) == (x.level == WEAK)
    ]
    ys = [n for n in lats if n not in {lat for lat, _ in out}]
    xs = [n for n in lons if n not in {lon for _, lon in out}]
    if len(ys) == len(xs) == 1:
        out.append((ys[0], xs[0]))
    return out


def _rest(proposal: Proposal) -> tuple:
    digits = ["".join(c for c in word if c.isdigit()) for word in proposal.rest]
    return tuple(d or w for d, w in zip(digits, proposal.rest, strict=True))


def position_columns(
    sample: pd.DataFrame, places: gpd.GeoDataFrame, stated: np.ndarray
) -> list[Candidate]:
    """Columns with a position or a shape in each cell, those called so first."""
    candidates = []
    look = _Look(sample, places, stated)
    names = [n for n in sample if sample[n].dtype in ("str", object)]
    for name in sorted(names, key=lambda n: -level_of("position", n)):
        level = level_of("position", name)
        if not most_are(sample[name], HALF if level else MOST):
            continue
        cells = positions(sample[name])
        points = shapely.centroid(np.where(cells.there, cells.shapes, np.array(None)))
        x, y = shapely.get_x(points), shapely.get_y(points)
        candidate = look.cell({"position": name}, x, y, PART if level else NONE)
        if candidate.share >= HALF or (cells.there & ~cells.plain).any():
            candidates.append(candidate)
    return candidates


class _Look:
    def __init__(
        self,
        sample: pd.DataFrame,
        places: gpd.GeoDataFrame,
        stated: np.ndarray,
        crs: int | None = None,
    ):
        self.sample, self.places, self.stated, self.crs = sample, places, stated, crs

    def degrees(self, name: str, least: float, most: float) -> bool:
        """Whether a column's numbers are latitudes or longitudes here, and as fine as such."""
        cells = self.sample[name]
        values, how = numbers(cells)
        good = np.isfinite(values)
        if not good.any() or good.sum() < MOST * is_filled(cells).sum():
            return False
        inside = (values >= least) & (values <= most)
        fine = bare(cells)[good].str.fullmatch(FINE) | (how[good] == "degrees")
        return inside[good].mean() >= MOST and fine.mean() >= HALF

    def pair(self, lat: str, lon: str, level: int, *, by_heading: bool) -> list[Candidate]:
        """The readings of two columns: one in degrees, or several in metres."""
        (y, _), (x, _) = (numbers(self.sample[n]) for n in (lat, lon))
        if not np.isfinite(x).any() and not by_heading:
            return []
        options = {"latitude": lat, "longitude": lon}
        candidate = self._in_degrees(options, x, y, level)
        planes = self._planes(lat, lon, level) if candidate.share < HALF and by_heading else []
        return planes or [candidate]

    def cell(self, options: dict, x: np.ndarray, y: np.ndarray, level: int) -> Candidate:
        """The reading of one column, in degrees or in metres."""
        if np.abs(x[np.isfinite(x)]).max(initial=0) <= LONGEST:
            return self._in_degrees(options, x, y, level)
        choices = plausible(x, y, None, self.places, self.stated)
        lon, lat = to_degrees(x, y, int(choices["crs"].iloc[0]))
        return self._judge(options, lon, lat, level, _share(lon, lat))

    def _in_degrees(self, options: dict, x: np.ndarray, y: np.ndarray, level: int) -> Candidate:
        lon, lat = _turned(x, y)
        # Whole numbers are degrees without minutes, ages, counts.
        share = _share(lon, lat) if level == EXACT or not _whole(x, y) else 0.0
        return self._judge(options, lon, lat, level, share)

    def _judge(self, options: dict, lon, lat, level: int, share: float) -> Candidate:
        there = are_positions(lon, lat)
        here = np.full(len(lon), None, object)
        here[there] = municipality_at(lon[there], lat[there], self.places)
        both = there & ~pd.isna(self.stated) & in_colombia(lon, lat)
        accord = float(agree(self.stated[both], here[both]).mean()) if both.any() else None
        return Candidate(options, lon, lat, here, level, share, int(there.sum()), accord)

    def _planes(self, north: str, east: str, level: int) -> list[Candidate]:
        """Readings in metres: in the systems that are plausible, X being east or north.

        What the headings call north and east is so; an X may be either, as in the Colombian
        planes it is north.
        """
        candidates = []
        for lat, lon in ((north, east), (east, north)):
            (y, _), (x, _) = (metres(self.sample[n]) for n in (lat, lon))
            choices = plausible(x, y, None, self.places, self.stated)
            good = choices[(choices["share"] >= PLAUSIBLE) & ~choices["crs"].isin([4326, 4686])]
            for crs in [self.crs] if self.crs else good["crs"].astype(int):
                degrees = to_degrees(x, y, crs)
                axes = {"latitude": lat, "longitude": lon, "crs": crs}
                if (share := _share(*degrees)) >= PLAUSIBLE:
                    candidates.append(self._judge(axes, *degrees, level, share))
            if candidates and not {"x", "y"} & {*words(north), *words(east)}:
                break
        return candidates


def _share(lon: np.ndarray, lat: np.ndarray) -> float:
    there = are_positions(lon, lat)
    return float(in_colombia(lon[there], lat[there]).mean()) if there.any() else 0.0


def _whole(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether all are whole numbers, of which no position has both."""
    values = np.r_[x[np.isfinite(x)], y[np.isfinite(y)]]
    return bool((np.abs(values) <= LONGEST).all() and (values == np.round(values)).all())


def _turned(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees with the slips undone that are mended later: swapped, a turn too far, no minus."""
    lon, lat = x.copy(), y.copy()
    for a, b in ((y, x), (x - 360, y), (-x, y)):
        here = in_colombia(a, b) & ~in_colombia(lon, lat)
        lon[here], lat[here] = a[here], b[here]
    return lon, lat
