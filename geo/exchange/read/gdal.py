"""Zipped Shapefiles and FlatGeobuf: the only two formats that GDAL opens for us.

Both begin with binary marks that no other driver takes for its own, are put under a name of
ours into a private folder that is removed whatever happens, and the driver that opened them
is checked before a row is read.
"""

import tempfile
import warnings
from pathlib import Path, PurePosixPath

import numpy as np
import pyogrio

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.archive import Archive
from geo.exchange.read.delimited import decodes
from geo.exchange.read.loaded import Loaded, from_shapes
from geo.exchange.read.shapes import stated_crs

DRIVERS = {"shp": "ESRI Shapefile", "fgb": "FlatGeobuf"}
SHAPEFILE_MARK = b"\x00\x00\x27\x0a"
PARTS = (".shp", ".shx", ".dbf", ".prj")
DBF_HEAD = 32


def read_flatgeobuf(data: bytes) -> Loaded:
    """All features. Raises FileRefused."""
    return _read({".fgb": data}, "fgb", None, ())


def read_shapefile(data: bytes, layer: str | None, encoding: str | None) -> Loaded:
    """One Shapefile of the zip, the first where none or an unknown one is asked for.

    encoding: of the text in its .dbf; None: its .cpg, else UTF-8 where all of it is, else
    cp1252. Raises FileRefused where a part is missing.
    """
    archive = Archive(data)
    stems = [n[:-4] for n in archive.names if n.lower().endswith(".shp")]
    labels = [PurePosixPath(stem).name for stem in stems]
    stem = stems[labels.index(layer) if layer in labels else 0]
    by_end = {n[len(stem) :].lower(): n for n in archive.names if n.startswith(f"{stem}.")}
    missing = [part for part in (".shx", ".dbf") if part not in by_end]
    if missing:
        raise FileRefused("exchange.shapefile_part", missing=", ".join(missing))
    parts = {part: archive.read(by_end[part]) for part in PARTS if part in by_end}
    if not parts[".shp"].startswith(SHAPEFILE_MARK):
        raise FileRefused("exchange.damaged", kind="Shapefile")
    said = (
        archive.read(by_end[".cpg"]).decode("ascii", "ignore").strip() if ".cpg" in by_end else ""
    )
    encoding = encoding or _dbf_encoding(parts[".dbf"], said)
    loaded = _read(parts, "shp", encoding, tuple(labels) if len(labels) > 1 else ())
    loaded.layer = PurePosixPath(stem).name
    return loaded


def _dbf_encoding(dbf: bytes, said: str) -> str:
    try:
        if said and decodes(dbf[DBF_HEAD:], said):
            return said
    except LookupError:
        pass
    return "utf-8" if decodes(dbf[DBF_HEAD:], "utf-8") else "cp1252"


def _read(parts: dict[str, bytes], kind: str, encoding: str | None, layers: tuple) -> Loaded:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for ending, content in parts.items():
            (Path(folder) / f"in{ending}").write_bytes(content)
        path = Path(folder) / f"in.{kind}"
        try:
            info = pyogrio.read_info(path, force_feature_count=True)
            if info["driver"] != DRIVERS[kind]:
                raise FileRefused("exchange.unknown_kind")
            if info["features"] > limits.ROWS:
                raise FileRefused("exchange.too_many_rows", most=limits.ROWS)
            frame = pyogrio.read_dataframe(
                path, encoding=encoding, datetime_as_string=True, on_invalid="ignore"
            )
        except FileRefused:
            raise
        except Exception as error:  # GDAL's readers raise many kinds for damaged files
            raise FileRefused("exchange.damaged", kind=DRIVERS[kind]) from error
    if "geometry" not in frame or not hasattr(frame, "crs"):
        raise FileRefused("exchange.no_layer")
    shapes = np.asarray(frame.geometry, object)
    return from_shapes(
        frame.drop(columns="geometry"),
        shapes,
        crs=stated_crs(frame.crs),
        needs_crs=True,
        layers=layers,
        encoding=encoding,
    )
