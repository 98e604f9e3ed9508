"""From a file's bytes to rows that are placed: inspect, decide, accept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers.answer import Sentence
from geo.answers.joined import ADDED
from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read import delimited
from geo.exchange.read.codes import by_code, by_name, stated_codes
from geo.exchange.read.gdal import read_flatgeobuf, read_shapefile
from geo.exchange.read.geojson import read_geojson
from geo.exchange.read.geopackage import read_geopackage
from geo.exchange.read.kind import kind_of
from geo.exchange.read.kml import read_kml, read_kmz
from geo.exchange.read.ledger import Ledger, Repair
from geo.exchange.read.loaded import Loaded
from geo.exchange.read.numbers import PLAIN, decimal_of, numbers
from geo.exchange.read.options import Options, with_columns
from geo.exchange.read.parquet import read_parquet
from geo.exchange.read.shapes import SAMPLE, chosen_crs, crs_choices, placed
from geo.exchange.read.table import raw_table
from geo.exchange.read.workbook import read_sheet

TABLES = ("csv", "xlsx", "xls", "ods")
OWN = ("row", "basis", "geometry", *ADDED)


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
    work = _Work(draft, None, None)
    frame_with_all = work.run()
    return replace(
        draft,
        whole=(frame_with_all, work.ledger),
        options=replace(options, crs=work.crs),
        crs_choices=work.choices,
        repairs=work.ledger.listed(),
        names=work.near,
        notes=(*_notes(loaded, kind, frame), *work.notes),
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
        work = _Work(reading, {*repairs, *(["near_name"] if agreed else [])}, agreed)
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


class _Work:
    """One pass over a file's rows: every row ends placed or rejected."""

    def __init__(self, reading: Reading, allowed: Collection[str] | None, agreed: set[str] | None):
        self.reading, self.options = reading, reading.options
        self.frame = reading.loaded.raw.frame
        self.ledger = Ledger(reading.rows, allowed)
        self.agreed = agreed
        self.near = pd.DataFrame(
            columns=["value", "divipola", "municipality", "department", "score", "rows"]
        )
        self.choices = pd.DataFrame({"crs": pd.Series(dtype=int), "share": pd.Series(dtype=float)})
        self.crs: int | None = reading.options.crs
        self.notes: list[Sentence] = []

    def run(self) -> gpd.GeoDataFrame:
        self._ragged()
        column, values, shapes, blank = self._positions()
        zero = np.zeros(self.reading.rows, bool)
        if shapes is not None:
            self._choose_crs(shapes, column, values)
            crs = self.crs_object
            series, zero = placed(gpd.GeoSeries(shapes, crs=crs), self.ledger, column, values)
        else:
            series = gpd.GeoSeries([None] * self.reading.rows, crs=STORAGE)
        codes, basis = self._otherwise(series, blank, zero, column, values)
        return self._placed(series, codes, basis)

    def _ragged(self) -> None:
        raw = self.reading.loaded.raw
        if raw.long:
            values = self._sparse(raw.long)
            self.ledger.reject(self._mask(raw.long), "too_many_cells", "", values)
        if self.reading.format in TABLES:
            empty = np.ones(self.reading.rows, bool)
            for name in self.frame:
                empty &= self.frame[name].str.strip().eq("").to_numpy(bool)
                if not empty.any():
                    break
            self.ledger.reject(empty, "blank_row", "", "")
        self.ledger.reject(self._mask(self.reading.loaded.bad), "bad_shape", "geometry", "")
        self._require(self._mask(raw.short), "short_row", "", "")
        self._require(self._mask(raw.merged), "merged_cells", "", "")

    def _require(self, mask: np.ndarray, repair: str, column: str, values: object) -> None:
        """A repair without which the row cannot stay."""
        done = self.ledger.repair(mask, repair, column, values, "")
        self.ledger.reject(mask & ~done, "declined", column, values)

    def _mask(self, rows: Collection[int]) -> np.ndarray:
        mask = np.zeros(self.reading.rows, bool)
        mask[[row - 1 for row in rows]] = True
        return mask

    def _sparse(self, cells: Mapping[int, str]) -> np.ndarray:
        whole = np.full(self.reading.rows, "", object)
        whole[[row - 1 for row in cells]] = list(cells.values())
        return whole

    def _positions(self) -> tuple[str, object, np.ndarray | None, np.ndarray]:
        """(column, values, shapes, rows without any) of what places the rows."""
        shapes = self.reading.loaded.shapes
        if shapes is not None:
            blank = shapely.is_missing(shapes) | shapely.is_empty(shapes)
            told = [f"{k}" for k in gpd.GeoSeries(shapes).geom_type.fillna("")]
            return "geometry", np.array(told, object), shapes, blank
        if not self.options.latitude:
            return "", "", None, np.ones(self.reading.rows, bool)
        return self._points()

    def _points(self) -> tuple[str, object, np.ndarray, np.ndarray]:
        names = (self.options.latitude, self.options.longitude)
        cells = [self.frame[name] for name in names]
        texts = [c.astype("str").fillna("").str.strip() for c in cells]
        read = [numbers(c) for c in cells]
        empty = [t.eq("").to_numpy(bool) for t in texts]
        blank = empty[0] & empty[1]
        for name, text, gap, (values, how) in zip(names, texts, empty, read, strict=True):
            self.ledger.reject(gap & ~blank, "half_position", name, "")
            self.ledger.reject(np.isnan(values) & ~gap, "not_a_number", name, text)
            self.ledger.reject(np.isinf(values), "not_finite", name, text)
            for repair in sorted(set(how) - {PLAIN}):
                mask = how == repair
                done = self.ledger.repair(mask, repair, name, text, values)
                self.ledger.reject(mask & ~done, "declined", name, text)
        (y, _), (x, _) = read
        good = np.isfinite(x) & np.isfinite(y) & ~self.ledger.rejected
        shapes = np.full(self.reading.rows, None, object)
        shapes[good] = shapely.points(x[good], y[good])
        column = f"{names[0]}, {names[1]}"
        return column, texts[0] + ", " + texts[1], shapes, blank

    def _choose_crs(self, shapes: np.ndarray, column: str, values: object) -> None:
        loaded, stated = self.reading.loaded, self.reading.loaded.crs
        self.crs_object = self.options.crs
        there = ~shapely.is_missing(shapes)
        if len(self.reading.crs_choices):
            self.choices = self.reading.crs_choices
        else:
            at = np.flatnonzero(there & ~shapely.is_empty(shapes))
            if len(at) > SAMPLE:
                at = np.sort(np.random.default_rng(1).choice(at, SAMPLE, replace=False))
            places = self.reading.municipalities
            columns = (self.options.code, self.options.municipality, self.options.department)
            named = stated_codes(self.frame.iloc[at], *columns, places)
            self.choices = crs_choices(shapes[at], stated, places, named)
        chosen, sure = chosen_crs(self.choices, stated, 4326)
        if self.options.crs is None:
            self.crs_object = chosen
            self.crs = chosen if isinstance(chosen, int) else None
        by_owner = self.reading.asked.crs is not None
        same = stated is not None and stated.to_epsg() in (None, self.crs)
        assumed = not same and (loaded.needs_crs or stated is not None or self.crs != 4326)
        if self.crs is None or not assumed or by_owner:
            if self.crs is None:
                self.crs_object = stated
            return
        agreed = self.ledger.repair(
            there, "crs", column, f"{stated.to_epsg() if stated else ''}", f"EPSG:{self.crs}", sure
        )
        if not agreed.any() and (there & ~self.ledger.rejected).any():
            likely = [f"EPSG:{c}" for c in self.choices.loc[self.choices["share"] > 0, "crs"]]
            raise FileRefused("exchange.crs_unclear", systems=", ".join(likely))

    def _otherwise(
        self,
        series: gpd.GeoSeries,
        blank: np.ndarray,
        zero: np.ndarray,
        column: str,
        values: object,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Codes of the rows without a position of their own, and what each row goes by."""
        rows, options = self.reading.rows, self.options
        basis = np.where(series.isna(), None, "point").astype(object)
        if self.reading.loaded.shapes is not None:
            points = shapely.get_type_id(series.to_numpy()) == shapely.GeometryType.POINT
            basis = np.where(series.isna(), None, np.where(points, "point", "shape")).astype(object)
        codes = np.full(rows, None, object)
        left = (blank | zero) & ~self.ledger.rejected
        if zero.any() and not (options.code or options.municipality):
            self.ledger.reject(zero, "zero_zero", column, values)
        for kind, name in (("code", options.code), ("name", options.municipality)):
            if not name:
                continue
            filled = self.frame[name].astype("str").fillna("").str.strip().ne("").to_numpy(bool)
            mask = left & filled & ~self.ledger.rejected
            if not mask.any():
                continue
            away = self.ledger.repair(mask & zero, "zero_zero", column, values, "")
            self.ledger.reject(mask & zero & ~away, "zero_zero", column, values)
            if kind == "code":
                known = pd.Index(self.reading.municipalities["divipola"])
                found = by_code(
                    self.frame,
                    mask & ~self.ledger.rejected,
                    name,
                    options.department,
                    known,
                    self.ledger,
                )
            else:
                found, self.near = by_name(
                    self.frame,
                    mask,
                    name,
                    options.department,
                    self.reading.municipalities,
                    self.agreed or set(),
                    self.ledger,
                )
            got = np.array([code is not None for code in found], bool)
            codes[got], basis[got] = found[got], kind
            left &= ~mask
        lost = left & ~self.ledger.rejected
        self.ledger.reject(lost & zero, "zero_zero", column, values)
        last = options.municipality or options.code
        self.ledger.reject(lost, "no_place", column or last, "")
        return codes, basis

    def _placed(
        self, series: gpd.GeoSeries, codes: np.ndarray, basis: np.ndarray
    ) -> gpd.GeoDataFrame:
        keep = ~self.ledger.rejected
        own = {n: f"{n}_input" for n in self.frame.columns if n.lower() in OWN}
        taken = {n.lower() for n in self.frame.columns}
        own = {n: new if new.lower() not in taken else f"{new}_2" for n, new in own.items()}
        rows = self.frame[keep].rename(columns=own)
        rows["row"] = rows.index.to_numpy()
        rows["basis"] = pd.array(basis[keep], "str")
        rows["divipola"] = pd.array(codes[keep], "str")
        if self.options.uncertainty_km:
            given, _ = numbers(self.frame[self.options.uncertainty_km])
            rows["uncertainty_km"] = np.where(given >= 0, given, np.nan)[keep]
        shapes = series.to_numpy()[keep]
        return gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=shapes, crs=STORAGE)
