"""What a file is by its content: endings can lie, and no reader is chosen by them."""

import re

from geo.errors import FileRefused
from geo.exchange.read.archive import Archive

MAGIC = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"PAR1", "parquet"),
    (b"fgb\x03", "fgb"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
)
BARE_SHAPEFILE = b"\x00\x00\x27\x0a"
MARKUP = re.compile(r"<(\?xml|!doctype|!--|[a-z:]*kml|ogrvrt|html|gpx|[a-z:]*featurecollection)")
PEEK = 4096


def kind_of(data: bytes) -> str:
    """The format: csv, xlsx, xls, ods, geojson, gpkg, shp (zipped), kml, kmz, parquet or fgb.

    Text that is neither JSON nor XML is taken for a table. Raises FileRefused for what is
    empty, binary and unknown, or of a kind that is not read.
    """
    if not data.strip():
        raise FileRefused("exchange.empty_file")
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(BARE_SHAPEFILE):
        raise FileRefused("exchange.bare_shapefile")
    if data.startswith(b"PK"):
        return _zipped(Archive(data))
    start = peek(data)
    if start.startswith(("{", "[")):
        return "geojson"
    found = MARKUP.match(start)
    if found:
        if "kml" in start and "<ogrvrt" not in start:
            return "kml"
        raise FileRefused("exchange.markup")
    if "\x00" in start:
        raise FileRefused("exchange.unknown_kind")
    return "csv"


def peek(data: bytes) -> str:
    """The first characters in lower case, without byte-order mark and blanks."""
    start = data[:PEEK]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start.decode("utf-16", errors="replace")
    elif start[1:200:2].count(0) > len(start[:200]) // 4:
        text = start.decode("utf-16-le", errors="replace")
    elif start[0:200:2].count(0) > len(start[:200]) // 4:
        text = start.decode("utf-16-be", errors="replace")
    else:
        text = start.decode("utf-8-sig", errors="replace")
    return text.lstrip("\ufeff \t\r\n").lower()


def _zipped(archive: Archive) -> str:
    names = [name.lower() for name in archive.names]
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if any(name.endswith(".shp") for name in names):
        return "shp"
    if any(name.endswith(".kml") for name in names):
        return "kmz"
    raise FileRefused("exchange.zip_without_shapes")
