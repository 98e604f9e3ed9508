"""Zipped Shapefiles and FlatGeobuf: the only two formats that GDAL opens for us.

Both begin with binary marks that no other driver takes for its own, are put under a name of
ours into a private folder that is removed whatever happens, and the driver that opened them
is checked before a row is read.
"""

import tempfile
import warnings
from pathlib import Path, PurePosixPath

import pandas as pd
import pyogrio

from geo.errors import FileRefused
from geo.exchange.read.archive import Archive
from geo.exchange.read.curves import from_wkb
from geo.exchange.read.encodings import LOST, byte_wide, decodes, nearly_utf8
from geo.exchange.read.kind import SHAPEFILE_MARK
from geo.exchange.read.loaded import Loaded, from_shapes
from geo.exchange.read.parquet import cells_of
from geo.exchange.read.systems import stated_crs
from geo.exchange.read.table import check_size

DRIVERS = {"shp": "ESRI Shapefile", "fgb": "FlatGeobuf"}
PARTS = (".shp", ".shx", ".dbf", ".prj")
# What a .cpg may say, folded, and the language bytes of a .dbf.
PAGES = {"utf8": "utf-8", "65001": "utf-8", "88591": "latin-1", "iso88591": "latin-1"}
PAGES |= {"ansi1252": "cp1252", "1252": "cp1252", "cp1252": "cp1252", "windows1252": "cp1252"}
PAGES |= {"oem850": "cp850", "850": "cp850", "oem437": "cp437", "437": "cp437"}
LANGUAGE = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252"}
LANGUAGE |= {0x59: "cp1252", 0x04: "mac_roman"}


def read_flatgeobuf(data: bytes) -> Loaded:
    """All features. Raises FileRefused."""
    return _read({".fgb": data}, "fgb", None, ())


def read_shapefile(data: bytes, layer: str | None, encoding: str | None) -> Loaded:
    """One Shapefile of the zip, the first where none or an unknown one is asked for.

    encoding: of the text in its .dbf; None: by its .cpg, else by its language byte, else by
    what is in its records. Raises FileRefused where a part is missing.
    """
    archive = Archive(data)
    stems = [n[:-4] for n in archive.names if n.lower().endswith(".shp")]
    names = [PurePosixPath(stem).name for stem in stems]
    labels = [s if names.count(n) > 1 else n for s, n in zip(stems, names, strict=True)]
    at = labels.index(layer) if layer in labels else 0
    stem = stems[at]
    same = [n for n in archive.names if n.lower().startswith(f"{stem}.".lower())]
    same.sort(key=lambda n: n.startswith(f"{stem}."))  # of several that differ in capitals
    by_end = {n[len(stem) :].lower(): n for n in same}
    missing = [part for part in (".shx", ".dbf") if part not in by_end]
    if missing:
        raise FileRefused("exchange.shapefile_part", missing=", ".join(missing))
    parts = {part: archive.read(by_end[part]) for part in PARTS if part in by_end}
    if not parts[".shp"].startswith(SHAPEFILE_MARK):
        raise FileRefused("exchange.damaged", kind="Shapefile")
    page = archive.read(by_end[".cpg"]) if ".cpg" in by_end else b""
    encoding = encoding or _dbf_encoding(parts[".dbf"], page.decode("ascii", "ignore").strip())
    loaded = _read(parts, "shp", encoding, tuple(labels) if len(labels) > 1 else ())
    loaded.layer = labels[at]
    return loaded


def _dbf_encoding(dbf: bytes, page: str) -> str:
    """The .cpg, then the language byte, where the records bear it out; else by the records."""
    records = dbf[int.from_bytes(dbf[8:10], "little") :]
    if records.isascii() or nearly_utf8(records):
        return "utf-8"
    plain = "".join(c for c in page.lower() if c.isalnum())
    for name in (PAGES.get(plain, page), LANGUAGE.get(dbf[29] if len(dbf) > 29 else 0, "")):
        try:
            if name and name != "utf-8" and decodes(records, name):
                return name
        except LookupError:
            continue
    return byte_wide(records)


def _read(parts: dict[str, bytes], kind: str, encoding: str | None, layers: tuple) -> Loaded:
    # GDAL hands on each byte of a .dbf as a letter: we know better which letters they are.
    raw = "ISO-8859-1" if kind == "shp" else None
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for ending, content in parts.items():
            (Path(folder) / f"in{ending}").write_bytes(content)
        path = Path(folder) / f"in.{kind}"
        try:
            info = pyogrio.read_info(path, force_feature_count=True)
            if info["driver"] != DRIVERS[kind]:
                raise FileRefused("exchange.unknown_kind")
            check_size(info["features"], 0)
            meta, table = pyogrio.read_arrow(path, encoding=raw, datetime_as_string=True)
        except FileRefused:
            raise
        except Exception as error:  # GDAL's readers raise many kinds for damaged files
            raise FileRefused("exchange.damaged", kind=DRIVERS[kind]) from error
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in table.column_names:
        raise FileRefused("exchange.no_layer")
    # FlatGeobuf has no bytes where there is no shape.
    shapes, bad = from_wkb([cell or None for cell in table.column(name).to_pylist()])
    attributes = {n: cells_of(table.column(n)) for n in table.column_names if n != name}
    stray = False
    if raw:
        attributes = {n: _text(cells, encoding) for n, cells in attributes.items()}
        stray = any(c.dtype == "str" and c.str.contains(LOST).any() for c in attributes.values())
    return from_shapes(
        pd.DataFrame(attributes, index=range(len(shapes))),
        shapes,
        crs=stated_crs(meta["crs"]),
        needs_crs=True,
        layers=layers,
        encoding=encoding,
        stray=stray,
        bad=bad,
    )


def _text(cells: pd.Series, encoding: str | None) -> pd.Series:
    """Text whose bytes were taken for letters, in the encoding it has; cut letters replaced."""
    if cells.dtype != "str" or cells.str.isascii().all():
        return cells
    return cells.map(
        lambda text: text.encode("latin-1", "replace").decode(encoding or "utf-8", "replace"),
        na_action="ignore",
    ).astype("str")
