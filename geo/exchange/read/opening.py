"""A file opened by the reader of its kind; of what is packed, what is inside."""

import gzip
import io
import zlib
from dataclasses import replace
from pathlib import PurePosixPath

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read import delimited, encodings
from geo.exchange.read.archive import Archive, whole_of
from geo.exchange.read.gdal import read_flatgeobuf, read_shapefile
from geo.exchange.read.geopackage import read_geopackage
from geo.exchange.read.gpx import read_gpx
from geo.exchange.read.json_files import read_json
from geo.exchange.read.kind import kind_of, refused_inside
from geo.exchange.read.kml import read_kml, read_kmz
from geo.exchange.read.loaded import Loaded, note_unread
from geo.exchange.read.options import Options
from geo.exchange.read.parquet import read_parquet
from geo.exchange.read.table import raw_table
from geo.exchange.read.workbook import read_sheet
from geo.language import Sentence

# Endings of files in a zip that may hold rows; what they are is told by their content.
ENDINGS = {"csv", "tsv", "tab", "xlsx", "xlsm", "xls", "ods", "json", "geojson", "geojsonl"}
ENDINGS |= {"ndjson", "jsonl", "gpkg", "parquet", "geoparquet", "fgb", "kml", "gpx", "gz"}
PACKED = ("gz", "zip")
BOOKS = ("xlsx", "xls", "ods")


def open_rows(data: bytes, options: Options) -> tuple[str, Loaded, Options]:
    """The format, its rows, and the options as far as reading decided them.

    Raises FileRefused, also where the file holds what is not read or several that are.
    """
    kind = kind_of(data)
    if kind in PACKED:
        inner, data = unpacked(kind, data, options.layer)
        kind = kind_of(data)
        if kind in PACKED:
            raise FileRefused("exchange.zip_in_zip", file=inner)
        if inner and inner == options.layer:
            name, loaded, options = _read(kind, data, replace(options, layer=None))
            return name, loaded, options if loaded.layers else replace(options, layer=inner)
    return _read(kind, data, options)


def _read(kind: str, data: bytes, options: Options) -> tuple[str, Loaded, Options]:
    if kind == "csv":
        return kind, *_text(data, options)
    if kind in BOOKS:
        sheet = read_sheet(data, kind, options.layer)
        raw = raw_table(sheet.rows(), options.header, sheet.merged, numbers=sheet.numbers)
        layers = sheet.sheets if len(sheet.sheets) > 1 else ()
        notes = [Sentence("exchange.note_formulas", {"n": sheet.formulas})] * bool(sheet.formulas)
        loaded = Loaded(raw, layers=layers, layer=sheet.sheet, notes=notes)
        return kind, loaded, replace(options, layer=sheet.sheet, header=raw.header)
    readers = {
        "json": lambda: read_json(data),
        "gpkg": lambda: read_geopackage(data, options.layer),
        "shp": lambda: read_shapefile(data, options.layer, options.encoding),
        "fgb": lambda: read_flatgeobuf(data),
        "kml": lambda: read_kml(data, options.layer),
        "kmz": lambda: read_kmz(data, options.layer),
        "gpx": lambda: read_gpx(data),
        "parquet": lambda: read_parquet(data),
    }
    loaded = readers[kind]()
    if kind in ("shp", "kmz"):
        others = [n for n in _of_rows(Archive(data)) if kind != "kmz" or _ending(n) != "kml"]
        loaded.notes = [*loaded.notes, *note_unread(others)]
    encoding = loaded.encoding or options.encoding
    name = {"kmz": "kml", "json": "geojson"}.get(kind, kind)
    return name, loaded, replace(options, layer=loaded.layer, encoding=encoding)


def _text(data: bytes, options: Options) -> tuple[Loaded, Options]:
    encoding = options.encoding or encodings.encoding_of(data)
    separator = options.separator or delimited.separator_of(data, encoding)
    strays: list[str] = []
    raw = raw_table(
        delimited.rows(data, encoding, separator, strays),
        options.header,
        even=lambda skip, width: delimited.even_table(data, encoding, separator, skip, width),
    )
    stray = encodings.manner(data, encoding) == "replace"
    notes = [Sentence("exchange.note_stray_quotes", {"n": len(strays)})] if strays else []
    loaded = Loaded(raw, encoding=encoding, separator=separator, stray=stray, notes=notes)
    return loaded, replace(
        options, layer=None, encoding=encoding, separator=separator, header=raw.header
    )


def unpacked(kind: str, data: bytes, wanted: str | None) -> tuple[str, bytes]:
    """The one file of rows inside and its name; `wanted` chooses one of several."""
    if kind == "gz":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                return "", whole_of(stream, limits.UNZIPPED)
        except (OSError, EOFError, zlib.error) as error:
            raise FileRefused("exchange.damaged", kind="gzip") from error
    archive = Archive(data)
    refused_inside(archive.names)
    names = _of_rows(archive) or [n for n in archive.names if _tabular(n, archive)]
    if not names:
        raise FileRefused("exchange.zip_without_shapes")
    if wanted in names:
        return wanted, archive.read(wanted)
    if len(names) > 1:
        raise FileRefused("exchange.zip_several", files=[n[:60] for n in names[:10]])
    return names[0], archive.read(names[0])


def _of_rows(archive: Archive) -> list[str]:
    return [name for name in archive.names if _ending(name) in ENDINGS]


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix[1:].lower()


def _tabular(name: str, archive: Archive) -> bool:
    """Whether a .txt is a table: its first line has a separator."""
    if not name.lower().endswith((".txt", ".dat")):
        return False
    first = archive.read(name)[:2000].splitlines()[:1]
    return bool(first) and any(mark.encode() in first[0] for mark in delimited.SEPARATORS)
