"""What a file is by its content: endings can lie, and no reader is chosen by them."""

import re
from collections.abc import Sequence

from geo.errors import FileRefused
from geo.exchange.read.archive import Archive
from geo.exchange.read.encodings import encoding_by_start

MAGIC = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"PAR1", "parquet"),
    (b"fgb\x03", "fgb"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x1f\x8b", "gz"),
)
# What is not read, by its first bytes: the message names it and the next step.
NOT_READ = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"AC10", "drawing"),
    (b"{\\rtf", "document"),
    (b"$FL2", "statistics"),
    (b"$FL3", "statistics"),
    (b"<stata_dta>", "statistics"),
)
DBF = re.compile(rb"[\x03\x83\x8b\xf5][\s\S][\x01-\x0c][\x01-\x1f]")  # year, month, day
INSIDE = (
    (r"\.gdb/|\.gdbtable$", "geodatabase"),
    (r"^word/|\.docx?$", "document"),
    (r"^ppt/", "document"),
    (r"\.(tab|mif)$", "mapinfo"),
    (r"\.(qgs|qgz|mxd|aprx|lyrx?|lpkx?)$", "project"),
    (r"\.(dwg|dxf)$", "drawing"),
    (r"\.(pdf)$", "pdf"),
    (r"\.(tiff?|jpe?g|png|ecw)$", "image"),
)
# Files that only go along with others.
BESIDE = (".txt", ".xml", ".dat", ".map", ".id", ".mid", ".md", ".ind")
# A column may be called PK.
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
SHAPEFILE_MARK = b"\x00\x00\x27\x0a"
MARKUP = re.compile(r"<(\?xml|!doctype|!--|[a-z0-9]*:?[a-z_]+)[\s>/]")
SHEET_AS_XML = ("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet")
GML = ("opengis.net/gml", "opengis.net/wfs")
PEEK = 4096
TEXTY = 0.95  # of the signs: text, though a byte in it is none


def kind_of(data: bytes) -> str:
    """The format: csv, xlsx, xls, ods, json, gpkg, shp (zipped), kml, kmz, gpx, parquet, fgb,
    zip or gz.

    Text that is neither JSON nor XML is taken for a table. Raises FileRefused for what is
    empty, binary and unknown, or of a kind that is not read.
    """
    if not data.strip():
        raise FileRefused("exchange.empty_file")
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    for magic, kind in NOT_READ:
        if data.startswith(magic):
            raise FileRefused(f"exchange.is_{kind}")
    if DBF.match(data):
        raise FileRefused("exchange.is_dbf")
    if data.startswith(SHAPEFILE_MARK):
        raise FileRefused("exchange.bare_shapefile")
    if data.startswith(ZIPPED):
        return _zipped(Archive(data))
    start = peek(data)
    if start.startswith(("{", "[", "\x1e")):
        return "json"
    if MARKUP.match(start):
        return _markup(start)
    if re.match(r"\s*0\s*\r?\n\s*section\s*\r?\n", start):
        raise FileRefused("exchange.is_drawing")
    wide = encoding_by_start(data).startswith("utf-16")  # whose letters are half empty
    if "\x00" in start or (not wide and data.count(b"\x00") > len(data) // 100):
        printable = sum(c.isprintable() or c in "\r\n\t" for c in start if c != "\x00")
        texty = printable > TEXTY * len(start.replace("\x00", ""))
        raise FileRefused("exchange.empty_bytes" if texty else "exchange.unknown_kind")
    return "csv"


def _markup(start: str) -> str:
    root = re.sub(r"<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(\[.*?\])?>", "", start, flags=re.DOTALL)
    name = re.match(r"\s*<(?:[a-z0-9_]+:)?([a-z_]+)", root)
    tag = name[1] if name else ""
    if "<ogrvrt" in start:
        raise FileRefused("exchange.markup")
    if tag in ("kml", "document", "folder", "placemark", "networklink") or "<kml" in start:
        return "kml"
    if tag == "gpx":
        return "gpx"
    signs = {
        "sheet_as_xml": tag != "html" and any(sign in start for sign in SHEET_AS_XML),
        "web_page": tag == "html" or "<!doctype html" in start or "<table" in start,
        "gml": "featurecollection" in tag or any(sign in start for sign in GML),
        "osm": tag == "osm",
        "project": tag == "qgis",
    }
    kind = next((kind for kind, is_there in signs.items() if is_there), "")
    raise FileRefused(f"exchange.is_{kind}" if kind else "exchange.markup")


def peek(data: bytes) -> str:
    """The first characters in lower case, without byte-order mark and blanks."""
    text = data[:PEEK].decode(encoding_by_start(data) or "utf-8", errors="replace")
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
    return "zip"


def refused_inside(names: Sequence[str]) -> None:
    """Raises FileRefused where a zip holds only what is not read, and names it."""
    for pattern, kind in INSIDE[:3]:
        if any(re.search(pattern, name.lower()) for name in names):
            raise FileRefused(f"exchange.is_{kind}")
    for pattern, kind in INSIDE[3:]:
        rest = [name for name in names if not name.lower().endswith(BESIDE)]
        if rest and all(re.search(pattern, name.lower()) for name in rest):
            raise FileRefused(f"exchange.is_{kind}")
