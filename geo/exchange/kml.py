"""KML: places for Google Earth, whose balloons show text and run nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from xml.sax.saxutils import escape as text_of
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import pandas as pd
import shapely
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from shapely.geometry.base import BaseGeometry

from geo.exchange.sheets import EXACT

# What names a place in the list of a globe: the first of these columns that is there, some
# in the language of the file.
NAMES = ("title_{}", "municipality", "department", "city", "name_{}", "name", "corridor_id")
# The balloon shows our description alone, in which every value is text, never the fields.
STYLE = "<Style id='text'><BalloonStyle><text>$[description]</text></BalloonStyle></Style>"
DIGITS = 7
INT = 2**31 - 1  # the largest whole number of 32 bits
TYPES = {"i": "int", "u": "int", "f": "double", "b": "bool"}


def kml(frame: gpd.GeoDataFrame, about: Mapping[str, str], lang: str) -> bytes:
    """The rows as placemarks in EPSG:4326, their columns as typed data, blanks left out.

    about: texts that the document carries, `title` as its name.
    """
    rows = frame.drop(columns=frame.geometry.name)
    fields = "".join(
        f'<SimpleField name={_quoted(name)} type="{_type(rows[name])}"/>' for name in rows
    )
    name_column = next((name for each in NAMES if (name := each.format(lang)) in rows), None)
    names = rows[name_column] if name_column else pd.Series("", index=rows.index)
    balloon = "".join(f"<p><b>{_inert(key)}</b>: {_inert(text)}</p>" for key, text in about.items())
    data = "".join(
        f"<Data name={_quoted(key)}><value>{_text(text)}</value></Data>"
        for key, text in about.items()
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_text(about.get('title', 'Corredor'))}</name>"
        f'<Snippet maxLines="0"/><description>{_text(balloon)}</description>{STYLE}'
        f"<ExtendedData>{data}</ExtendedData>"
        f'<Schema name="corredor" id="corredor">{fields}</Schema>\n'
    )
    marks = [
        _placemark(name, cells, shape)
        for name, cells, shape in zip(names, rows.to_dict("records"), frame.geometry, strict=True)
    ]
    return "".join([head, *marks, "</Document></kml>\n"]).encode()


def _type(column: pd.Series) -> str:
    """The type of KML that holds every value: its whole numbers have 32 bits."""
    kind = column.dtype.kind
    most = max((abs(int(v)) for v in column.dropna()), default=0) if kind in "iu" else 0
    wide = "string" if most > EXACT else "double" if most > INT else ""
    return wide or TYPES.get(kind, "string")


def _placemark(name: object, cells: Mapping[str, object], shape: BaseGeometry | None) -> str:
    filled = {key: cell for key, cell in cells.items() if not pd.isna(cell)}
    texts = {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in filled.items()}
    # GDAL reads a truth as a number, and `true` as 0.
    values = {k: str(int(v)) if isinstance(v, bool) else texts[k] for k, v in filled.items()}
    balloon = "".join(f"<b>{_inert(key)}</b>: {_inert(text)}<br/>" for key, text in texts.items())
    data = "".join(
        f"<SimpleData name={_quoted(key)}>{_text(text)}</SimpleData>"
        for key, text in values.items()
    )
    return (
        f"<Placemark><name>{'' if pd.isna(name) else _text(name)}</name>"
        f'<Snippet maxLines="0"/><description>{_text(balloon)}</description>'
        "<styleUrl>#text</styleUrl>"
        f'<ExtendedData><SchemaData schemaUrl="#corredor">{data}</SchemaData></ExtendedData>'
        f"{'' if shape is None or shape.is_empty else ''.join(_shape(shape))}</Placemark>\n"
    )


def _text(text: object) -> str:
    """Text of an element, without the characters that XML cannot hold."""
    return text_of(ILLEGAL_CHARACTERS_RE.sub("", str(text)))


def _quoted(text: object) -> str:
    return quoteattr(ILLEGAL_CHARACTERS_RE.sub("", str(text)))


def _inert(text: object) -> str:
    """Data inside a balloon: neither markup nor one of the globe's own `$[fields]`."""
    return escape(str(text)).replace("$[", "&#36;[")


def _shape(shape: BaseGeometry) -> Iterator[str]:
    if isinstance(shape, shapely.Polygon):
        yield "<Polygon>"
        yield f"<outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>"
        for ring in shape.interiors:
            yield f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>"
        yield "</Polygon>"
    elif hasattr(shape, "geoms"):
        yield "<MultiGeometry>"
        for part in shape.geoms:
            yield from _shape(part)
        yield "</MultiGeometry>"
    else:
        yield f"<{shape.geom_type}>{_coordinates(shape)}</{shape.geom_type}>"


def _ring(ring: BaseGeometry) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: BaseGeometry) -> str:
    points = shapely.get_coordinates(shape, include_z=shape.has_z).round(DIGITS).tolist()
    return f"<coordinates>{' '.join(','.join(map(str, point)) for point in points)}</coordinates>"
