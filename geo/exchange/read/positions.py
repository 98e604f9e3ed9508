"""A position or a shape that is written in one cell, in the ways in which people write them."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.exchange.read.curves import from_wkb
from geo.exchange.read.loaded import BAD
from geo.exchange.read.numbers import bare, distinct_texts, number
from geo.exchange.read.systems import reproject, stated_crs

WKT = re.compile(
    r"(?:SRID=(\d{1,9})\s*;\s*)?((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION"
    r"|LINEARRING|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE|TIN|TRIANGLE"
    r"|POLYHEDRALSURFACE)\s*(?:ZM|Z|M)?\s*[(E]",
    re.IGNORECASE,
)
HEX = re.compile(r"(?:\\x)?0[01][0-9a-fA-F]{24,}")
LINK = re.compile(r"(?:[?&](?:q|ll|query|destination|center)=|/@|geo:)(-?\d+\.\d+),\s*(-?\d+\.\d+)")
PLAIN = r"[+\-−]?\d+(?:\.\d+)?"
FIX = rf"{PLAIN}\s+{PLAIN}(?:\s+{PLAIN}){{0,2}}"  # latitude, longitude, height, accuracy
FIXES = re.compile(rf"\s*{FIX}(?:\s*;\s*{FIX})*\s*(?:;\s*)?")
BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
# Two coordinates apart: a hemisphere ends the first or begins the second, or a mark stands between.
SIDED = (
    re.compile(r"(.*?\d.*?[NS])[\s,;/]*((?:\d|[+\-−]).*[EWO])\.?", re.IGNORECASE),
    re.compile(r"([NS][^EWO]*\d[^EWO]*?)[\s,;/]*([EWO].*\d.*)", re.IGNORECASE),
    re.compile(r"(.*?\d.*?[EWO])[\s,;/]*((?:\d|[+\-−]).*[NS])\.?", re.IGNORECASE),
)
NAMED = re.compile(r"(.*lat\D*\d.*?)[\s,;/]*(\b(?:lon|lng).*)", re.IGNORECASE)
APART = re.compile(r"\s*[;|/]\s*|\s*,\s+|\s*,\s*(?=[+\-−])|\s+,\s*|(?<=[°º])\s+(?=[+\-−\d])")
EAST = re.compile(r"[EWO]", re.IGNORECASE)
FIRST, HALF = 20, 0.5  # of so many cells so many must be positions for the others to be looked at
LONGEST = 400  # characters of a position that is no WKT, WKB or GeoJSON
PAIR = 120  # and of two coordinates without what stands around them


@dataclass
class Positions:
    """shapes: one per cell, None where it is none; filled: cells with anything in them.

    srid: EPSG number that all shapes state, 0 where none does. Where only some do, or they
    disagree, each is brought from its own to one, the others being in that already.
    plain: whether a position was written as numbers, latitude first, and not as a shape.
    """

    shapes: np.ndarray
    filled: np.ndarray
    srid: int
    plain: np.ndarray

    @property
    def there(self) -> np.ndarray:
        """Which cells are a shape with anything in it."""
        return ~(shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes))


def positions(cells: pd.Series, crs: int | None = None) -> Positions:
    """The shapes that a column's cells are, each distinct text read once.

    crs: the system (EPSG number) of shapes that state none where others do; None: degrees.
    """
    text = bare(cells, whole=True)
    codes, texts = pd.factorize(text)
    parsed = [_shape(str(t)) for t in texts]
    shapes = np.array([shape for shape, _ in parsed], object)
    plain = np.array([kind == "plain" for _, kind in parsed], bool)
    srids = np.array([kind if isinstance(kind, int) else 0 for _, kind in parsed], int)
    stated = np.unique(srids[~shapely.is_missing(shapes)])
    srid = int(stated.max(initial=0))
    if len(stated) > 1:
        srid = crs or 4326
        for own in stated[stated > 0]:
            of_own = srids == own
            holds = stated_crs(f"EPSG:{own}") is not None
            shapes[of_own] = reproject(shapes[of_own], int(own), srid) if holds else None
    return Positions(shapes[codes], text.ne("").to_numpy(bool), srid, plain[codes])


def is_position(text: str) -> bool:
    """Whether a line of text is a position or shape, or is written like one."""
    return bool(WKT.match(text.lstrip())) or _shape(text)[0] is not None


def _shape(text: str) -> tuple[shapely.Geometry | None, object]:
    """The shape, and its SRID (0: none) or `plain` where it is written as numbers."""
    text = text.strip()
    wkt = WKT.match(text)
    if wkt:
        return _from_wkt(text.split(";")[-1] if wkt[1] else text), int(wkt[1] or 0)
    if HEX.fullmatch(text):
        try:
            shapes, _ = from_wkb([bytes.fromhex(text.removeprefix("\\x"))])
        except ValueError:
            return None, 0
        return shapes[0], int(shapely.get_srid(shapes[0]) if shapes[0] is not None else 0)
    if text.startswith("{"):
        return _from_json(text), 0
    if len(text) > LONGEST and not FIXES.fullmatch(text):
        return None, 0
    pair = _pair(text)
    if pair is not None:
        return shapely.Point(pair[1], pair[0]), "plain"
    if ";" in text and FIXES.fullmatch(text):
        spots = [tuple(map(float, fix.split()[:2])) for fix in text.split(";") if fix.strip()]
        line = [(x, y) for y, x in spots]
        closed = len(line) > 3 and line[0] == line[-1]
        return (shapely.Polygon if closed else shapely.LineString)(line), "plain"
    return None, 0


def _from_wkt(text: str) -> shapely.Geometry | None:
    try:
        shape = shapely.from_wkt(text, on_invalid="ignore")
    except NotImplementedError:  # a curve
        return None
    return shapely.LineString(shape) if isinstance(shape, shapely.LinearRing) else shape


def _from_json(text: str) -> shapely.Geometry | None:
    """A geometry of GeoJSON, or an object with latitude and longitude."""
    try:
        content = json.loads(text)
        if "coordinates" in content:
            shape = shapely.geometry.shape(content)
            return None if shape.is_empty else shape
        folded = {str(k).lower(): v for k, v in content.items()}
        y: Any = folded.get("latitude", folded.get("lat"))
        x: Any = folded.get("longitude", folded.get("lon", folded.get("lng")))
        return shapely.Point(float(x), float(y))
    except (*BAD, RecursionError):
        return None


def _pair(text: str) -> tuple[float, float] | None:
    """Latitude and longitude, in this order unless the text says otherwise; None for no pair."""
    link = LINK.search(text)
    if link:
        return float(link[1]), float(link[2])
    inner = BRACKETS.search(text)
    if inner:
        text = inner[1]
    text = re.sub(r" [-–] ", ", ", " ".join(text.split()))
    if len(text) > PAIR or not any(c.isdigit() for c in text):
        return None
    if FIXES.fullmatch(text) and ";" not in text:
        parts = re.sub("−", "-", text).split()
        if (len(parts) > 2 and not parts[0].lstrip("+-").isdigit()) or len(parts) == 2:
            return float(parts[0]), float(parts[1])
    for form in (NAMED, *SIDED):
        if (halves := form.fullmatch(text)) and (pair := _both(halves[1], halves[2])):
            return pair
    parts = APART.split(text)
    if len(parts) in (2, 3, 4) and all(math.isfinite(number(part)[0]) for part in parts):
        return _both(parts[0], parts[1])
    if text.count(",") == 1:
        return _both(*text.split(","))
    if text.count(",") in (2, 3) and re.fullmatch(rf"{PLAIN}(?:,{PLAIN})+", text):
        first, second, *_ = text.split(",")
        return _both(first, second) if "." in first and "." in second else None
    if text.count(" ") == 1 and text.count(",") == 2:
        return _both(*text.split(" "))
    return None


def _both(first: str, second: str) -> tuple[float, float] | None:
    values = [number(half.strip(" ,;()[]"))[0] for half in (first, second)]
    if not all(math.isfinite(v) for v in values):
        return None
    sides = re.sub(r"(?i)lat\w*|lon\w*|lng", "", first)
    return (values[1], values[0]) if EAST.search(sides) else (values[0], values[1])


def most_are(cells: pd.Series, least: float) -> bool:
    """Whether at least this share of the filled cells are positions."""
    texts = distinct_texts(cells, whole=True)
    hits = texts.head(FIRST).map(is_position)
    if not len(hits) or hits.sum() < HALF * len(hits):
        return False
    return texts.map(is_position).sum() >= least * len(texts)
