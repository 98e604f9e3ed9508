"""KML and KMZ, read by ourselves: no entity is expanded, no link followed."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

import numpy as np
import pandas as pd
import shapely

from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.archive import Archive
from geo.exchange.read.loaded import Loaded, from_shapes

ALL = "*"


def read_kmz(data: bytes, layer: str | None) -> Loaded:
    """The first KML inside the zip."""
    archive = Archive(data)
    name = next(n for n in archive.names if n.lower().endswith(".kml"))
    return read_kml(archive.read(name), layer)


def read_kml(data: bytes, layer: str | None) -> Loaded:
    """Placemarks with name, description, folder and their data. Layers are the folders.

    Without a choice of folder all are read. Raises FileRefused, for a DOCTYPE too.
    """
    root = _tree(data)
    marks = list(_placemarks(root, ""))
    folders = sorted({folder for folder, _ in marks if folder})
    chosen = layer if layer in folders else None
    rows, shapes, bad = [], [], []
    for folder, mark in marks:
        if chosen is None or folder == chosen:
            rows.append(_attributes(folder, mark))
            try:
                shapes.append(_shape(mark))
            except (ValueError, IndexError, TypeError, shapely.errors.ShapelyError):
                shapes.append(None)
                bad.append(len(rows))
    frame = pd.DataFrame(rows).fillna("") if rows else pd.DataFrame()
    layers = (ALL, *folders) if len(folders) > 1 else ()
    whole = ALL if layers else None
    return from_shapes(frame, shapes, crs=STORAGE, layers=layers, layer=chosen or whole, bad=bad)


def _tree(data: bytes) -> ET.Element:
    """The elements without namespaces. Raises FileRefused for DOCTYPE, damage and depth."""
    builder, depth = ET.TreeBuilder(), 0
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH:
            raise FileRefused("exchange.too_deep")
        builder.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise FileRefused("exchange.doctype")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise FileRefused("exchange.bad_xml", line=error.lineno) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise FileRefused("exchange.damaged", kind="KML") from error


def _placemarks(element: ET.Element, folder: str) -> Iterator[tuple[str, ET.Element]]:
    for child in element:
        if child.tag == "Placemark":
            yield folder, child
        elif child.tag == "Folder":
            name = _text(child, "name")
            yield from _placemarks(child, " / ".join(filter(None, [folder, name])))
        elif child.tag == "Document":
            yield from _placemarks(child, folder)


def _text(element: ET.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _attributes(folder: str, mark: ET.Element) -> dict[str, str]:
    row = {"name": _text(mark, "name"), "description": _text(mark, "description"), "folder": folder}
    for data in mark.iter("Data"):
        row[data.get("name", "")] = _text(data, "value")
    for data in mark.iter("SimpleData"):
        row[data.get("name", "")] = (data.text or "").strip()
    return row


def _shape(mark: ET.Element) -> shapely.Geometry | None:
    """The placemark's geometry; None without one."""
    parts = [shape for child in mark for shape in _geometries(child)]
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    many = {
        "Point": shapely.MultiPoint,
        "LineString": shapely.MultiLineString,
        "Polygon": shapely.MultiPolygon,
    }
    return many[kinds.pop()](parts) if len(kinds) == 1 else shapely.GeometryCollection(parts)


def _geometries(element: ET.Element) -> Iterator[shapely.Geometry]:
    if element.tag == "MultiGeometry":
        for child in element:
            yield from _geometries(child)
    elif element.tag == "Point":
        positions = _positions(element.findtext("coordinates"))
        if len(positions):
            yield shapely.Point(positions[0])
    elif element.tag in ("LineString", "LinearRing"):
        positions = _positions(element.findtext("coordinates"))
        if len(positions):
            yield shapely.LineString(positions)
    elif element.tag == "Polygon":
        outer = _positions(element.findtext("outerBoundaryIs/LinearRing/coordinates"))
        holes = [
            _positions(h.text) for h in element.findall("innerBoundaryIs/LinearRing/coordinates")
        ]
        if len(outer):
            yield shapely.Polygon(outer, [h for h in holes if len(h)])


def _positions(text: str | None) -> np.ndarray:
    """Longitude, latitude of each tuple; heights are left out, as most exports write 0."""
    return np.array([[float(v) for v in each.split(",")[:2]] for each in (text or "").split()])
