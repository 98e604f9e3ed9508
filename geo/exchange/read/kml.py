"""KML and KMZ, read by ourselves: no entity is expanded, no link followed."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from xml.parsers import expat

import numpy as np
import shapely
from geopandas.tools import collect

from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.archive import Archive
from geo.exchange.read.loaded import Loaded, columns_of, from_shapes, note_unread, shapes_of

ALL = "*"
SAID = ("address", "phoneNumber", "Snippet")  # of a placemark, where it says so


def read_kmz(data: bytes, layer: str | None) -> Loaded:
    """The KML inside the zip, with those that it links to inside; where none links, all."""
    archive = Archive(data)
    names = [n for n in archive.names if n.lower().endswith(".kml")]
    names.sort(key=lambda n: (n.lower() != "doc.kml", n.count("/")))
    roots = {n: tree(archive.read(n), "KML") for n in names}
    linked = [h for n in names[:1] for h in _links(roots[n])]
    inside = [n for n in names[1:] if any(_same(n, href) for href in linked)]
    return _read([roots[n] for n in (names[0], *(inside or names[1:]))], layer)


def _links(root: ET.Element) -> list[str]:
    return [text(link, "href") for tag in ("Link", "Url") for link in root.iter(tag)]


def _same(name: str, href: str) -> bool:
    plain = href.split("?")[0].removeprefix("./")
    return bool(plain) and (name == plain or name.endswith(f"/{plain}"))


def read_kml(data: bytes, layer: str | None) -> Loaded:
    """Placemarks with name, description, folder and their data. Layers are the folders.

    Without a choice of folder all are read. Raises FileRefused, for a DOCTYPE too.
    """
    return _read([tree(data, "KML")], layer)


def _read(roots: Sequence[ET.Element], layer: str | None) -> Loaded:
    marks = [mark for root in roots for mark in _placemarks(root, "")]
    if not marks:
        outside = [h for root in roots for h in _links(root) if h]
        if outside:
            raise FileRefused("exchange.is_network_link", address=outside[0][:120])
        if any(True for root in roots for _ in root.iter("GroundOverlay")):
            raise FileRefused("exchange.is_image")
    folders = sorted({folder for folder, _ in marks if folder})
    choice = layer if layer in folders else None
    marks = [(folder, mark) for folder, mark in marks if choice in (None, folder)]
    rows = [_attributes(folder, mark) for folder, mark in marks]
    shapes, bad = shapes_of((mark for _, mark in marks), _shape)
    layers = (ALL, *folders) if len(folders) > 1 else ()
    whole = ALL if layers else None
    return from_shapes(
        columns_of(rows).fillna(""),
        shapes,
        crs=STORAGE,
        layers=layers,
        layer=choice or whole,
        bad=bad,
        notes=note_unread(_beside(roots)),
    )


def _beside(roots: Sequence[ET.Element]) -> list[str]:
    """Links to what lies elsewhere, changes to it, and pictures on the ground: none is read."""
    tags = ("NetworkLink", "NetworkLinkControl", "GroundOverlay")
    elements = (e for root in roots for tag in tags for e in root.iter(tag))
    return [text(each, "name") or each.tag for each in elements]


def _placemarks(element: ET.Element, folder: str) -> Iterator[tuple[str, ET.Element]]:
    for child in [element] if element.tag == "Placemark" else element:
        if child.tag == "Placemark":
            yield folder, child
        elif child.tag == "Folder":
            name = text(child, "name")
            yield from _placemarks(child, " / ".join(filter(None, [folder, name])))
        elif child.tag == "Document":
            yield from _placemarks(child, folder)


def _attributes(folder: str, mark: ET.Element) -> dict[str, str]:
    row = {"name": text(mark, "name"), "description": text(mark, "description"), "folder": folder}
    fields = [(tag, content) for tag in SAID if (content := text(mark, tag))]
    fields += [(d.get("name", ""), text(d, "value")) for d in mark.iter("Data")]
    fields += [(d.get("name", ""), (d.text or "").strip()) for d in mark.iter("SimpleData")]
    for name, value in fields:  # no field overwrites what the mark itself says
        if value and row.get(name) not in (None, "", value):
            row[f"{name}_2"] = value
        elif value or name not in row:
            row[name] = value
    spans = [[text(span, end) for end in ("begin", "end")] for span in mark.iter("TimeSpan")]
    whens = [when.text or "" for when in mark.iter("when")] or [t for each in spans for t in each]
    return row | ({"begin": whens[0], "end": whens[-1]} if whens else {})


def _shape(mark: ET.Element) -> shapely.Geometry | None:
    """The placemark's geometry; None without one."""
    parts = [shape for child in mark for shape in _geometries(child)]
    if len(parts) < 2:
        return parts[0] if parts else None
    alike = len({part.geom_type for part in parts}) == 1
    return collect(parts) if alike else shapely.GeometryCollection(parts)


def _geometries(element: ET.Element) -> Iterator[shapely.Geometry]:
    if element.tag in ("MultiGeometry", "MultiTrack"):
        for child in element:
            yield from _geometries(child)
    elif element.tag in ("Point", "LineString", "LinearRing", "Track"):
        positions = _track(element) or _positions(element.findtext("coordinates"))
        single = element.tag == "Point" or (element.tag == "Track" and len(positions) == 1)
        if len(positions):
            yield shapely.Point(positions[0]) if single else shapely.LineString(positions)
    elif element.tag == "Polygon":
        outer = _positions(element.findtext("outerBoundaryIs/LinearRing/coordinates"))
        holes = [
            _positions(h.text) for h in element.findall("innerBoundaryIs/LinearRing/coordinates")
        ]
        if len(outer):
            yield shapely.Polygon(outer, [h for h in holes if len(h)])


def _track(element: ET.Element) -> list[list[float]]:
    spots = (spot.text.split() for spot in element.findall("coord") if spot.text)
    return [[float(x), float(y)] for x, y, *_ in spots]


def _positions(coordinates: str | None) -> np.ndarray:
    """Longitude, latitude of each tuple; heights are left out, as most exports write 0."""
    tuples = re.sub(r"(?<!\s)\s*,\s*", ",", coordinates or "").split()
    return np.array([[float(v) for v in each.split(",")[:2]] for each in tuples])


def tree(data: bytes, kind: str) -> ET.Element:
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
        raise FileRefused("exchange.doctype", kind=kind)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    try:
        parser.Parse(data.lstrip(), True)
        return builder.close()
    except expat.ExpatError as error:
        raise FileRefused("exchange.bad_xml", kind=kind, line=error.lineno) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise FileRefused("exchange.damaged", kind=kind) from error


def text(element: ET.Element, tag: str) -> str:
    """The text of a child, without blanks around it; "" where there is none."""
    return (element.findtext(tag) or "").strip()
