"""GeoJSON, read by ourselves: text that JSON readers of other kinds would run is only data."""

import json

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.delimited import MARKS, encoding_of
from geo.exchange.read.loaded import Loaded, from_shapes
from geo.exchange.read.shapes import stated_crs

KINDS = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}

# What a feature that is not as the standard says may raise.
_BAD = (
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    OverflowError,
    shapely.errors.ShapelyError,
)


def read_geojson(data: bytes) -> Loaded:
    """Features, one feature or one geometry. Raises FileRefused for anything else.

    A member `crs` of the older standard is believed; without one it is EPSG:4326.
    """
    try:
        return _read(_parsed(data))
    except RecursionError as error:
        raise FileRefused("exchange.too_deep") from error


def _read(content: object) -> Loaded:
    rows, shapes, bad = [], [], []
    for number, feature in enumerate(_features(content), start=1):
        if number > limits.ROWS:
            raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
        feature = feature if isinstance(feature, dict) else {"geometry": feature}
        own = feature.get("properties")
        rows.append({str(k): _cell(v) for k, v in own.items()} if isinstance(own, dict) else {})
        try:
            shapes.append(_shape(feature.get("geometry")))
        except _BAD:
            shapes.append(None)
            bad.append(number)
    frame = pd.DataFrame(rows) if any(rows) else pd.DataFrame(index=range(len(rows)))
    return from_shapes(frame, shapes, crs=_crs(content), bad=bad)


def _crs(content: dict) -> CRS | None:
    try:
        return stated_crs(content["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return None


def _parsed(data: bytes) -> object:
    encoding = encoding_of(data)
    mark = next((m for m in MARKS if data.startswith(m)), b"")
    try:
        return json.loads(data[len(mark) :].decode(encoding))
    except json.JSONDecodeError as error:
        raise FileRefused("exchange.bad_json", line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise FileRefused("exchange.damaged", kind="GeoJSON") from error


def _features(content: object) -> list:
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection" and isinstance(content.get("features"), list):
        return content["features"]
    if kind == "Feature":
        return [content]
    if kind in KINDS:
        return [{"geometry": content}]
    raise FileRefused("exchange.not_geojson")


def _shape(geometry: object) -> shapely.Geometry | None:
    """The geometry; None where it has none or an empty one."""
    if geometry is None:
        return None
    if geometry["type"] != "Point":
        return _composed(geometry)
    position = [float(v) for v in geometry["coordinates"][:3]]
    return shapely.Point(position) if position else None


def _composed(geometry: dict) -> shapely.Geometry:
    """Shapes of more than one position, also with NaN or infinity in them."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return shapely.GeometryCollection([_shape(each) for each in geometry["geometries"]])
    if kind not in KINDS:
        raise ValueError(kind)
    parts = geometry["coordinates"]
    if kind == "MultiPoint":
        return shapely.MultiPoint([shapely.Point(p[:3]) for p in parts])
    if kind == "LineString":
        return shapely.LineString(_positions(parts))
    if kind == "MultiLineString":
        return shapely.MultiLineString([_positions(p) for p in parts])
    if kind == "Polygon":
        return _polygon(parts)
    return shapely.MultiPolygon([_polygon(p) for p in parts])


def _positions(parts: list) -> np.ndarray:
    return np.array([[float(v) for v in p[:2]] for p in parts])


def _polygon(rings: list) -> shapely.Polygon:
    return (
        shapely.Polygon(_positions(rings[0]), [_positions(r) for r in rings[1:]])
        if rings
        else shapely.Polygon()
    )


def _cell(value: object) -> object:
    """Nested values as their JSON text."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()[: limits.CELL_TEXT]
    return value if not isinstance(value, int) or abs(value) < 2**63 else str(value)
