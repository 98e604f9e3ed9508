"""GPX of GPS receivers: waypoints, routes and tracks, each a row."""

import xml.etree.ElementTree as ET

import shapely
from geopandas.tools import collect

from geo.crs import STORAGE
from geo.exchange.read.kml import text, tree
from geo.exchange.read.loaded import Loaded, columns_of, from_shapes, shapes_of

KINDS = {"waypoint": "wpt", "route": "rte", "track": "trk"}
FIELDS = ("name", "desc", "cmt", "time", "ele", "sym", "type", "src")


def read_gpx(data: bytes) -> Loaded:
    """Waypoints as points, routes and tracks as lines, `kind` says which. Raises FileRefused."""
    root = tree(data, "GPX")
    elements = [(kind, element) for kind, name in KINDS.items() for element in root.findall(name)]
    rows = [{"kind": kind, **_fields(element)} for kind, element in elements]
    shapes, bad = shapes_of(elements, lambda each: _shape(*each))
    frame = columns_of(rows).fillna("").astype("str")
    columns = [c for c in frame if c in ("kind", "name") or frame[c].ne("").any()]
    return from_shapes(frame[columns], shapes, crs=STORAGE, bad=bad)


def _fields(element: ET.Element) -> dict[str, str]:
    """The fields of GPX, and what a program has added of its own."""
    own = {leaf.tag: (leaf.text or "").strip() for leaf in element.iterfind("extensions//*")}
    links = [link.get("href", "") for link in element.iterfind("link")]
    fields = {name: text(element, name) for name in FIELDS}
    return {n: t for n, t in own.items() if t} | fields | {"link": " ".join(links)}


def _shape(kind: str, element: ET.Element) -> shapely.Geometry | None:
    if kind == "waypoint":
        return shapely.Point(*_spot(element))
    parts = element.findall("trkseg") if kind == "track" else [element]
    spots = [[_spot(p) for p in part if p.tag in ("rtept", "trkpt")] for part in parts]
    lines = [shapely.LineString(line) for line in spots if len(line) > 1]
    if not lines:  # a track that was begun and left
        return next((shapely.Point(line[0]) for line in spots if line), None)
    return collect(lines)


def _spot(element: ET.Element) -> tuple[float, float]:
    return float(element.get("lon", "")), float(element.get("lat", ""))
