"""From a file's bytes to rows that are placed: inspect, decide, accept."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Sentence
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read import delimited
from geo.exchange.read.gdal import read_flatgeobuf, read_shapefile
from geo.exchange.read.geojson import read_geojson
from geo.exchange.read.geopackage import read_geopackage
from geo.exchange.read.kind import kind_of
from geo.exchange.read.kml import read_kml, read_kmz
from geo.exchange.read.ledger import Ledger, Repair
from geo.exchange.read.loaded import Loaded
from geo.exchange.read.numbers import decimal_of
from geo.exchange.read.options import Options, with_columns
from geo.exchange.read.parquet import read_parquet
from geo.exchange.read.placing import OWN, TABLES, Placing
from geo.exchange.read.table import raw_table
from geo.exchange.read.workbook import read_sheet


@dataclass(frozen=True)
class Reading:
    """What was found out about a file, and what would have to be repaired.

    format, layers (to choose from; empty for one), options (all of them resolved), columns,
    rows. place: how most rows are placed (point, shape, code or name). crs_choices: crs,
    share; repairs: with the rows each concerns. names: near matches for consent (value,
    divipola, municipality, department, score, rows). notes: sentences on the whole file.
    asked: the options as they were given; change one with `dataclasses.replace` and inspect
    again, so that what depends on it is found out anew.
    """

    name: str
    format: str
    layers: tuple[str, ...]
    asked: Options
    options: Options
    columns: tuple[str, ...]
    rows: int
    place: str
    crs_choices: pd.DataFrame
    repairs: tuple[Repair, ...]
    names: pd.DataFrame
    notes: tuple[Sentence, ...]
    loaded: Loaded = field(repr=False)
    municipalities: gpd.GeoDataFrame = field(repr=False)
    # The rows and their account with every repair made: most readers agree to all.
    whole: tuple[gpd.GeoDataFrame, Ledger] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Table:
    """The rows that were kept, and an account of all.

    frame: the file's columns (`<name>_input` where a name is ours), `row` (from 1, headings
    not counted), `basis` (point, shape, code, name), `divipola` (of codes and names; null for
    shapes), `uncertainty_km` where the file states it, geometry in EPSG:4326 (null for codes
    and names). kept (as they were) + repaired + rejected = rows. reasons: row, column, value,
    reason (a code), suggestion. notes: sentences.
    """

    frame: gpd.GeoDataFrame
    rows: int
    kept: int
    repaired: int
    rejected: int
    reasons: pd.DataFrame
    notes: tuple[Sentence, ...]
    ledger: Ledger = field(repr=False)

    @cached_property
    def repaired_cells(self) -> pd.DataFrame:
        """row, column, before, after, repair: every change to a row that was kept."""
        return self.ledger.cells()


def inspect(
    name: str, data: bytes, municipalities: gpd.GeoDataFrame, options: Options | None = None
) -> Reading:
    """What a file is and how its rows can be placed; nothing is decided yet.

    name: of the file, only shown. municipalities: polygons with the place columns. options:
    what is already known. Raises FileRefused, and nothing else, whatever the bytes; where only
    the columns that place the rows are not known, its `draft` is what was found out so far.
    """
    asked = options = options or Options()
    if len(data) > limits.BYTES:
        raise FileRefused(
            "exchange.too_big", mb=len(data) / limits.MB, most_mb=limits.BYTES // limits.MB
        )
    kind = kind_of(data)
    loaded, options = _load(kind, data, options)
    codes = set(municipalities["divipola"])
    options = with_columns(options, loaded, codes)
    frame = loaded.raw.frame
    place = (
        "shape"
        if loaded.shapes is not None
        else "point"
        if options.latitude
        else "code"
        if options.code
        else "name"
        if options.municipality
        else ""
    )
    if options.decimal is None:
        options = replace(
            options, decimal=decimal_of([frame[c] for c in frame if frame[c].dtype == "str"])
        )
    draft = Reading(
        name=name,
        format="shp" if kind == "shp" else "kml" if kind == "kmz" else kind,
        layers=tuple(loaded.layers),
        asked=asked,
        options=options,
        columns=tuple(frame.columns),
        rows=len(frame),
        place=place,
        crs_choices=pd.DataFrame({"crs": [], "share": []}),
        repairs=(),
        names=pd.DataFrame(),
        notes=(),
        loaded=loaded,
        municipalities=municipalities,
    )
    if not place:
        columns = ", ".join(frame.columns)[:200]
        raise FileRefused("exchange.no_place", columns=columns).after(draft)
    work = Placing(draft, None, None)
    frame_with_all = work.run()
    return replace(
        draft,
        whole=(frame_with_all, work.ledger),
        options=replace(options, crs=work.crs),
        crs_choices=work.choices,
        repairs=work.ledger.listed(),
        names=work.near,
        notes=_notes(loaded, kind, frame),
    )


def accept(
    reading: Reading,
    repairs: Collection[str] | None = None,
    names: Collection[str] | None = None,
) -> Table:
    """The rows as decided: repairs agreed to (ids; None: those with one possible reading).

    names: values of `reading.names` whose suggestion is accepted. A row that needs a repair
    that was not agreed to is kept as it is where that is possible, else rejected. Raises
    FileRefused where the coordinate system has to be chosen.
    """
    if repairs is None:
        repairs = {repair.id for repair in reading.repairs if repair.certain}
    agreed = set(() if names is None else names)
    if not agreed and reading.whole and {r.id for r in reading.repairs} <= set(repairs):
        frame, ledger = reading.whole
    else:
        work = Placing(reading, {*repairs, *(["near_name"] if agreed else [])}, agreed)
        frame, ledger = work.run(), work.ledger
    rejected = int(ledger.rejected.sum())
    repaired = int((ledger.repaired & ~ledger.rejected).sum())
    return Table(
        frame=frame,
        rows=reading.rows,
        kept=reading.rows - repaired - rejected,
        repaired=repaired,
        rejected=rejected,
        reasons=ledger.reasons_frame(),
        notes=reading.notes,
        ledger=ledger,
    )


def _load(kind: str, data: bytes, options: Options) -> tuple[Loaded, Options]:
    """The rows by the reader of their kind, and the options as far as reading decided them."""
    if kind == "csv":
        encoding = options.encoding or delimited.encoding_of(data)
        separator = options.separator or delimited.separator_of(data, encoding)
        quoting = delimited.quoting_of(data, encoding, separator)
        raw = raw_table(delimited.rows(data, encoding, separator, quoting), options.header)
        loaded = Loaded(raw, encoding=encoding, separator=separator)
        return loaded, replace(
            options, layer=None, encoding=encoding, separator=separator, header=raw.header
        )
    if kind in TABLES:
        sheet = read_sheet(data, kind, options.layer)
        raw = raw_table(sheet.rows(), options.header, sheet.merged)
        loaded = Loaded(raw, layers=sheet.sheets if len(sheet.sheets) > 1 else ())
        return loaded, replace(options, layer=sheet.sheet, header=raw.header)
    readers = {
        "geojson": lambda: read_geojson(data),
        "gpkg": lambda: read_geopackage(data, options.layer),
        "shp": lambda: read_shapefile(data, options.layer, options.encoding),
        "fgb": lambda: read_flatgeobuf(data),
        "kml": lambda: read_kml(data, options.layer),
        "kmz": lambda: read_kmz(data, options.layer),
        "parquet": lambda: read_parquet(data),
    }
    loaded = readers[kind]()
    return loaded, replace(
        options, layer=loaded.layer, encoding=loaded.encoding or options.encoding
    )


def _notes(loaded: Loaded, kind: str, frame: pd.DataFrame) -> tuple[Sentence, ...]:
    notes = []
    if kind in TABLES and loaded.raw.header > 1:
        notes.append(Sentence("exchange.note_title_rows", {"n": loaded.raw.header - 1}))
    if kind in TABLES and loaded.raw.header == 0:
        notes.append(Sentence("exchange.note_no_header", {}))
    plain = [" ".join(h.split()) for h in loaded.raw.headings]
    again = [n for n in frame.columns if n not in plain and not n.startswith("column_")]
    if again:
        notes.append(Sentence("exchange.note_same_names", {"names": again[:10]}))
    taken = [name for name in frame.columns if name.lower() in OWN]
    if taken:
        notes.append(Sentence("exchange.note_our_names", {"names": taken[:10]}))
    return tuple(notes)
