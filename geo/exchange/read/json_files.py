"""JSON, read by ourselves: GeoJSON, lines of it, records, Esri's and TopoJSON. All is data."""

import json
from typing import Any

import numpy as np
import shapely
from geopandas.tools import collect
from pyproj import CRS

from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.encodings import encoding_of, manner
from geo.exchange.read.headings import free_name
from geo.exchange.read.ledger import SHOWN
from geo.exchange.read.loaded import BAD, Loaded, columns_of, from_shapes, shapes_of, table_of
from geo.exchange.read.records import records_of
from geo.exchange.read.systems import stated_crs
from geo.exchange.read.table import check_size
from geo.language import Sentence

OBJECTS, LISTS = 5, 3  # for each row: feature, geometry, properties; for each vertex: itself
SHAPES = ("Point", "LineString", "Polygon")
MEMBERS = {"type", "id", "bbox", "geometry", "properties"}
GEOMETRIES = {*SHAPES, *(f"Multi{shape}" for shape in SHAPES), "GeometryCollection"}


def read_json(data: bytes) -> Loaded:
    """Features or records. Raises FileRefused for anything else.

    GeoJSON is in EPSG:4326 unless a member `crs` of the older standard says otherwise.
    """
    try:
        return _read(_parsed(data))
    except RecursionError as error:
        raise FileRefused("exchange.too_deep") from error


def _read(content: object) -> Loaded:
    if isinstance(content, dict) and content.get("type") == "Topology":
        try:
            return _features(features_of(content), None)
        except BAD as error:
            raise FileRefused("exchange.not_geojson") from error
    if isinstance(content, dict) and _is_esri(content):
        return _esri(content)
    features = _features_in(content)
    if features is not None:
        member = content.get("crs") if isinstance(content, dict) else None
        loaded = _features(features, _crs(member))
        if member and loaded.crs is None:
            text = json.dumps(member, ensure_ascii=True)[:SHOWN]
            loaded.notes = [Sentence("exchange.note_crs_unknown", {"crs": text})]
        return loaded
    records = records_of(content)
    if records is None:
        raise FileRefused("exchange.not_geojson")
    check_size(len(records), 0)
    return table_of(columns_of([_row(record) for record in records]))


def _features(features: list, crs: CRS | None) -> Loaded:
    check_size(len(features), 0)
    features = [f if isinstance(f, dict) else {"geometry": f} for f in features]
    rows = [_row(feature.get("properties")) for feature in features]
    for row, feature in zip(rows, features, strict=True):
        if feature.get("id") is not None and "type" in feature:
            row.setdefault("id", _cell(feature["id"]))
            if row["id"] != _cell(feature["id"]):
                row["feature_id"] = _cell(feature["id"])
        for name in feature if "type" in feature else ():
            if name not in MEMBERS:
                row.setdefault(name, _cell(feature[name]))
    shapes, bad = shapes_of(features, lambda feature: _shape(feature.get("geometry")))
    return from_shapes(columns_of(rows), shapes, crs=crs, bad=bad)


def _row(own: object) -> dict[str, object]:
    if not isinstance(own, dict):
        return {}
    center = own.get("center")  # of Overpass: where a way lies, beside nodes that say it themselves
    whole = center | own if isinstance(center, dict) else own
    return {str(k): _cell(v) for k, v in whole.items()}


def _shape(geometry: Any) -> shapely.Geometry | None:
    """The geometry; None where it has none or an empty one."""
    if geometry is None:
        return None
    if geometry["type"] not in GEOMETRIES:
        raise ValueError(geometry["type"])
    try:
        shape = shapely.geometry.shape(geometry)
    except (ValueError, TypeError, shapely.errors.ShapelyError):  # heights here and there, or more
        flat = {"type": geometry["type"], "coordinates": _flat(geometry["coordinates"])}
        shape = shapely.geometry.shape(flat)
    return None if geometry["type"] == "Point" and shape.is_empty else shape


def _flat(coordinates: list) -> list:
    """Each position's first two numbers."""
    if isinstance(coordinates[0], list):
        return [_flat(each) for each in coordinates]
    return coordinates[:2]


def _is_esri(content: dict) -> bool:
    features = content.get("features")
    features = features if isinstance(features, list) else []
    return "geometryType" in content or any(
        isinstance(feature, dict) and "attributes" in feature for feature in features
    )


def _esri(content: dict) -> Loaded:
    features = content.get("features")
    if not isinstance(features, list):
        raise FileRefused("exchange.not_geojson")
    check_size(len(features), 0)
    rows = [_row(f.get("attributes") if isinstance(f, dict) else None) for f in features]
    shapes, bad = shapes_of(features, lambda feature: esri_shape(feature.get("geometry")))
    reference = content.get("spatialReference")
    reference = reference if isinstance(reference, dict) else {}
    number = reference.get("latestWkid") or reference.get("wkid")
    crs = stated_crs(f"EPSG:{number}") or stated_crs(f"ESRI:{number}") if number else None
    crs = crs or stated_crs(reference.get("wkt"))
    cut = [Sentence("exchange.note_cut_off", {})] if content.get("exceededTransferLimit") else []
    return from_shapes(columns_of(rows), shapes, crs=crs, needs_crs=True, bad=bad, notes=cut)


def _crs(member: Any) -> CRS | None:
    """The member `crs` of the older standard, in each of its forms."""
    try:
        own = member["properties"]
        if "code" in own:
            return stated_crs(f"EPSG:{own['code']}")
        name = str(own["name"])
        if "CRS84" in name.upper():
            return stated_crs(STORAGE)
        return stated_crs(name)
    except (KeyError, TypeError):
        return None


def _parsed(data: bytes) -> object:
    """The content; of several values, one a line or with marks of records between, a list.

    What holds more objects or lists than the limits allow is refused before it is built.
    """
    if data.count(b"{") > OBJECTS * limits.ROWS:
        raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
    if data.count(b"[") > LISTS * limits.VERTICES:
        raise FileRefused("exchange.too_many_points", most=limits.VERTICES)
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding, manner(data, encoding)).removeprefix("\ufeff")
    except ValueError as error:
        raise FileRefused("exchange.damaged", kind="JSON") from error
    try:
        return json.loads(text, object_pairs_hook=_apart)
    except json.JSONDecodeError as error:
        lines = [line.strip() for line in text.replace("\x1e", "\n").split("\n") if line.strip()]
        try:
            if len(lines) > 1 or "\x1e" in text:
                return [json.loads(line, object_pairs_hook=_apart) for line in lines]
        except ValueError:
            pass
        raise FileRefused("exchange.bad_json", line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise FileRefused("exchange.damaged", kind="JSON") from error


def _apart(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of equal keys each is kept, told apart as equal headings are."""
    record = dict(pairs)
    if len(record) == len(pairs):
        return record
    in_use: set[str] = set()
    return {free_name(key, in_use): value for key, value in pairs}


def _features_in(content: Any) -> list | None:
    """The features of GeoJSON, None where there are none."""
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection" and isinstance(content.get("features"), list):
        return content["features"]
    if kind == "Feature":
        return [content]
    if isinstance(kind, str) and kind in GEOMETRIES:
        return [{"geometry": content}]
    if isinstance(content, list) and content and all(isinstance(c, dict) for c in content):
        kinds = {str(c.get("type")) for c in content}
        if kinds == {"Feature"}:
            return content
        if kinds == {"FeatureCollection"}:
            return [f for c in content for f in c.get("features") or []]
        if kinds <= GEOMETRIES and all("coordinates" in c or "geometries" in c for c in content):
            return [{"geometry": c} for c in content]
    return None


def _cell(value: object) -> object:
    """Nested values as their JSON text."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()[: limits.CELL_TEXT]
    return value if not isinstance(value, int) or abs(value) < 2**63 else str(value)


def esri_shape(geometry: dict | None) -> shapely.Geometry | None:
    """A point, points, lines or rings as a shape; None where there is none.

    A ring that runs clockwise is a shell, the others are holes of the shell that holds them;
    one that none holds was wound the wrong way, and is a shell.
    Raises KeyError, ValueError or shapely's errors for what is none of these, as for curves.
    """
    if not geometry:
        return None
    if "x" in geometry:
        x, y = geometry["x"], geometry["y"]
        return None if x in (None, "NaN") else shapely.Point(float(x), float(y))
    if "points" in geometry:
        return shapely.MultiPoint([shapely.Point(p[:2]) for p in geometry["points"]])
    if "paths" in geometry:
        lines = [shapely.LineString([p[:2] for p in path]) for path in geometry["paths"]]
        return collect(lines) if lines else shapely.MultiLineString()
    rings = [shapely.LinearRing([p[:2] for p in ring]) for ring in geometry["rings"]]
    shells = [ring for ring in rings if not ring.is_ccw] or rings
    holes = [ring for ring in rings if ring.is_ccw and ring not in shells]
    wholes = [shapely.Polygon(shell) for shell in shells]
    within = [[w.contains(shapely.Polygon(hole)) for w in wholes] for hole in holes]
    alone = [hole for hole, here in zip(holes, within, strict=True) if not any(here)]
    polygons = [shapely.Polygon(hole) for hole in alone]
    for i, shell in enumerate(shells):
        inside = [hole for hole, here in zip(holes, within, strict=True) if here[i]]
        polygons.append(shapely.Polygon(shell, inside))
    return collect(polygons) if polygons else shapely.MultiPolygon()


SINGLE = {"Point": 0, "MultiPoint": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2}
DEEPER = {"MultiPolygon": 3}


def features_of(topology: dict) -> list[dict]:
    """The features of GeoJSON of all its objects, `object` naming each one's where several.

    Raises KeyError, TypeError, ValueError or IndexError for what is no topology.
    """
    scale, translate = (1, 1), (0, 0)
    if topology.get("transform"):
        scale, translate = (topology["transform"][k] for k in ("scale", "translate"))

    def absolute(points: list, deltas: bool) -> np.ndarray:
        values = np.array([p[:2] for p in points], float)
        if topology.get("transform"):
            values = (np.cumsum(values, axis=0) if deltas else values) * scale + translate
        return values

    arcs = [absolute(arc, deltas=True) for arc in topology["arcs"]]

    def line(indices: list[int]) -> list:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])]).tolist()

    def nested(indices: list, depth: int) -> list:
        return line(indices) if depth == 1 else [nested(each, depth - 1) for each in indices]

    def sound(part: dict) -> dict | None:
        """The geometry; where an arc is not there, one that is none."""
        try:
            return geometry(part)
        except BAD:
            return {"type": "broken"}

    def geometry(part: dict) -> dict | None:
        kind = part.get("type")
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": [geometry(g) for g in part["geometries"]]}
        if kind == "Point":
            return {"type": kind, "coordinates": absolute([part["coordinates"]], False)[0].tolist()}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": absolute(part["coordinates"], False).tolist()}
        if kind is None:
            return None
        return {"type": kind, "coordinates": nested(part["arcs"], (SINGLE | DEEPER)[kind])}

    objects, out = topology["objects"], []
    for name, topic in objects.items():
        several = topic.get("type") == "GeometryCollection"
        for each in topic["geometries"] if several else [topic]:
            own = dict(each.get("properties") or {})
            if len(objects) > 1:
                own["object"] = name
            feature = {"type": "Feature", "properties": own, "geometry": sound(each)}
            out.append(feature | ({"id": each["id"]} if "id" in each else {}))
    return out
