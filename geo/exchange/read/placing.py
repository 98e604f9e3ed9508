"""Where each row of a file lies: its own position, else its code, else its name."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.answers.joined import ADDED
from geo.crs import STORAGE
from geo.errors import FileRefused
from geo.evidence.catalogue import EDITORS
from geo.exchange.read.codes import (
    NEAR_COLUMNS,
    by_code,
    by_name,
    department_codes,
    stated_codes,
)
from geo.exchange.read.headings import free_name, in_degrees
from geo.exchange.read.ledger import Ledger
from geo.exchange.read.no_rows import set_aside
from geo.exchange.read.numbers import PLAIN, bare, is_filled, metres, numbers
from geo.exchange.read.options import Way
from geo.exchange.read.positions import positions
from geo.exchange.read.reading import Reading, no_choices
from geo.exchange.read.shapes import check_shapes
from geo.exchange.read.systems import (
    SAMPLE,
    agree,
    choose_crs,
    municipality_at,
    place_of,
    plausible,
    stated_crs,
    to_degrees,
)
from geo.spatial.other_names import BOGOTA, CUNDINAMARCA

# Columns that are added: a file's own of these names end in `_input`.
# Names that a reader's column cannot keep: ours, and those of notes that no file may carry.
OWN = ("row", "basis", "geometry", *ADDED, *EDITORS)
DEGREES = 400.0  # a coordinate beyond is in metres


class Placing:
    """One pass over a file's rows: every row ends placed or rejected.

    allowed: repairs agreed to, None for all; agreed: near names accepted. `run` gives the
    rows that stay; then `ledger` has the account, `near` the names for consent, `choices`
    the plausible systems and `crs` the EPSG number of the one that was taken.
    """

    def __init__(self, reading: Reading, allowed: Collection[str] | None, agreed: set[str] | None):
        self.reading, self.options = reading, reading.options
        self.frame = reading.loaded.raw.frame
        self.ledger = Ledger(reading.rows, allowed)
        self.agreed = agreed or set()
        self.near = pd.DataFrame(columns=list(NEAR_COLUMNS))
        self.titles: list[str] = []  # names that are a department's too
        self.choices = no_choices()
        self.crs: int | None = reading.options.crs
        self.stated = reading.loaded.crs
        self.elsewhere = (0, 0)  # rows that lie outside the place they name, and rows compared
        self.other_department = (0, 0)  # rows by code, whose department is not the code's
        for name in (self.options.code, self.options.municipality):
            if name:
                self.ledger.spare |= is_filled(self.frame[name])

    def run(self) -> gpd.GeoDataFrame:
        """The rows that stay. Raises FileRefused where the system has to be chosen."""
        set_aside(self.reading, self.ledger)
        column, values, shapes, blank = self._positions()
        zero = np.zeros(self.reading.rows, bool)
        if shapes is not None:
            self._choose_crs(shapes, column)
            series = gpd.GeoSeries(shapes, crs=self.crs_object)
            series, zero = check_shapes(series, self.ledger, column, values, self._agrees)
        else:
            series = gpd.GeoSeries([None] * self.reading.rows, crs=STORAGE)
        codes, basis = self._otherwise(series, blank, zero, column, values)
        self._compare(series, codes)
        return self._frame(series, codes, basis)

    def _positions(self) -> tuple[str, object, np.ndarray | None, np.ndarray]:
        """(column, values, shapes, rows without any) of what places the rows."""
        shapes = self.reading.loaded.shapes
        if shapes is not None:
            blank = shapely.is_missing(shapes) | shapely.is_empty(shapes)
            kinds = gpd.GeoSeries(shapes).geom_type.fillna("")
            return "geometry", kinds.to_numpy(object), shapes, blank
        if self.options.position:
            return self._cells()
        if not self.options.latitude:
            return "", "", None, np.ones(self.reading.rows, bool)
        return self._points()

    def _cells(self) -> tuple[str, object, np.ndarray, np.ndarray]:
        """One cell, one position."""
        name: Any = self.options.position
        result = positions(self.frame[name], self.options.crs)
        text = bare(self.frame[name])
        self.ledger.fail(result.filled & ~result.there, "no_position", name, text)
        if result.srid and self.stated is None:
            self.stated = stated_crs(f"EPSG:{result.srid}")
        shapes = np.where(result.there, result.shapes, np.array(None))
        return name, text, shapes, ~result.filled | self.ledger.aside

    def _points(self) -> tuple[str, object, np.ndarray, np.ndarray]:
        names: tuple[Any, Any] = (self.options.latitude, self.options.longitude)
        degrees = self.reading.loaded.degrees
        cells = [degrees.get(name, self.frame[name]) for name in names]
        texts = [bare(c) for c in cells]
        figures = [numbers(c) for c in cells]
        if all(
            np.nanmedian(np.abs(v), axis=0) > DEGREES for v, _ in figures if np.isfinite(v).any()
        ):
            figures = [metres(c) for c in cells]
        empty = [t.eq("").to_numpy(bool) for t in texts]
        blank = empty[0] & empty[1]
        for name, text, gap, (values, how) in zip(names, texts, empty, figures, strict=True):
            self.ledger.fail(gap & ~blank, "half_position", name, "")
            self.ledger.fail(np.isnan(values) & ~gap, "not_a_number", name, text)
            self.ledger.fail(np.isinf(values), "not_finite", name, text)
            for repair in sorted(set(how) - {PLAIN}):
                mask = (how == repair) & ~self.ledger.aside
                self.ledger.require(mask, repair, name, text, values)
        blank |= self.ledger.aside
        (y, _), (x, _) = figures
        good = np.isfinite(x) & np.isfinite(y) & ~self.ledger.rejected & ~blank
        shapes = np.full(self.reading.rows, None, object)
        shapes[good] = shapely.points(x[good], y[good])
        column = f"{names[0]}, {names[1]}"
        return column, texts[0] + ", " + texts[1], shapes, blank

    def _choose_crs(self, shapes: np.ndarray, column: str) -> None:
        """The system by the file's owner, else by the file, else by what is plausible."""
        loaded, stated = self.reading.loaded, self.stated
        self.crs_object: int | CRS | None = self.options.crs
        there = ~shapely.is_missing(shapes)
        if len(self.reading.crs_choices):
            self.choices = self.reading.crs_choices
        else:
            at = _sample(there & ~shapely.is_empty(shapes))
            places = self.reading.municipalities
            bounds = shapely.bounds(shapes[at])
            x, y = (bounds[:, :2] / 2 + bounds[:, 2:] / 2).T
            self.choices = plausible(x, y, stated, places, self._stated(at))
        best, sure = choose_crs(self.choices, stated, 4326)
        if best == 3857 and column != "geometry" and not self.choices.attrs.get("named"):
            # Degrees that lost their decimal point look the same.
            sure = sure and not any(map(in_degrees, column.split(", ")))
        if self.options.crs is None:
            self.crs_object = best
            self.crs = best if isinstance(best, int) else None
        by_owner = self.reading.request.crs is not None
        same = stated is not None and stated.to_epsg() in (None, self.crs)
        assumed = not same and (loaded.needs_crs or stated is not None or self.crs != 4326)
        if self.crs is None:
            self.crs_object = stated
        if self.crs is None or not assumed or by_owner:
            return
        before = f"{stated.to_epsg()}" if stated else ""
        agreed = self.ledger.repair(there, "crs", column, before, f"EPSG:{self.crs}", sure)
        if not sure or (not agreed.any() and (there & ~self.ledger.rejected).any()):
            raise self._unclear(shapes)

    def _unclear(self, shapes: np.ndarray) -> FileRefused:
        """The refusal with the systems to choose from, and where each would put a row."""
        likely = self.choices.loc[self.choices["share"] > 0, "crs"]
        first = int(np.flatnonzero(~shapely.is_missing(shapes))[0])
        spots = shapely.centroid(shapes[[first]])
        ways = []
        for crs in likely:
            lon, lat = to_degrees(shapely.get_x(spots), shapely.get_y(spots), int(crs))
            code = municipality_at(lon, lat, self.reading.municipalities)[0]
            place = place_of(code, self.reading.municipalities)
            ways.append(Way({"crs": int(crs)}, first + 1, f"{lat[0]:.6g}, {lon[0]:.6g}", place))
        return replace(self.reading, ways=tuple(ways), crs_choices=self.choices).unclear()

    def _stated(self, at: np.ndarray) -> np.ndarray:
        """The municipality that each of these rows surely names, None elsewhere."""
        of, places = self.options, self.reading.municipalities
        rows = self.frame.iloc[at]
        return stated_codes(rows, of.code, of.municipality, of.department, places)

    def _agrees(self, mask: np.ndarray, shapes: np.ndarray) -> bool:
        """Whether what the rows name agrees with where these shapes would put them."""
        at = np.flatnonzero(mask)[:SAMPLE]
        stated = self._stated(at)
        spots = shapely.centroid(shapes[at])
        here = municipality_at(
            shapely.get_x(spots), shapely.get_y(spots), self.reading.municipalities
        )
        there = ~pd.isna(stated)
        return bool(there.any()) and bool(agree(stated[there], here[there]).all())

    def _compare(self, series: gpd.GeoSeries, codes: np.ndarray) -> None:
        """How many rows lie outside the municipality that they name, of those looked at."""
        name, places = self.options.municipality, self.reading.municipalities
        if not (self.options.code or name):
            return
        at = _sample(~self.ledger.rejected)
        stated, here = self._stated(at), codes[at].copy()
        if self.options.code and name:  # rows by code are compared with their names
            rest = stated_codes(self.frame.iloc[at], "", name, self.options.department, places)
            stated = np.where(pd.isna(here), stated, rest)
        there = series.notna().to_numpy()[at]
        spots = shapely.point_on_surface(series.to_numpy()[at][there])
        here[there] = municipality_at(shapely.get_x(spots), shapely.get_y(spots), places)
        both = ~pd.isna(stated) & (there | ~pd.isna(here))
        self.elsewhere = (int((stated[both] != here[both]).sum()), int(both.sum()))
        if self.options.code and self.options.department:
            titles = department_codes(self.frame[self.options.department].iloc[at], places)
            coded = ~pd.isna(codes[at]) & ~pd.isna(titles)
            other = [
                code[:2] != title and (code != BOGOTA or title != CUNDINAMARCA)
                for code, title in zip(codes[at][coded], titles[coded], strict=True)
            ]
            self.other_department = (sum(other), len(other))

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
        kinds = np.where(series.geom_type.eq("Point"), "point", "shape").astype(object)
        basis = np.where(series.isna(), np.array(None), kinds)
        codes = np.full(rows, None, object)
        remaining = (blank | zero | self.ledger.aside) & ~self.ledger.rejected
        for kind, name in (("code", options.code), ("name", options.municipality)):
            if not name:
                continue
            mask = remaining & is_filled(self.frame[name]) & ~self.ledger.rejected
            if not mask.any():
                continue
            away = self.ledger.repair(mask & zero, "zero_zero", column, values, "")
            self.ledger.reject(mask & zero & ~away, "zero_zero", column, values)
            mask &= ~self.ledger.rejected
            arguments = (self.frame, mask, name, options.department, self.reading.municipalities)
            if kind == "code":
                other = options.municipality
                spare = is_filled(self.frame[other]) if other else np.zeros(rows, bool)
                matches = by_code(*arguments, self.ledger, spare)
            else:
                matches, self.near, self.titles = by_name(*arguments, self.agreed, self.ledger)
            there = ~pd.isna(matches)
            codes[there], basis[there] = matches[there], kind
            remaining &= ~there
        nowhere = remaining & ~self.ledger.rejected
        self.ledger.reject(nowhere & zero, "zero_zero", column, values)
        last = options.municipality or options.code
        self.ledger.reject(nowhere, "no_place", column or last or "", "")
        return codes, basis

    def _uncertainty(self) -> np.ndarray | None:
        """Kilometres (15 km too), NaN where the cell does not say how many."""
        if not (name := self.options.uncertainty_km):
            return None
        text = bare(self.frame[name]).str.replace(r"(?i)(?<=\d) ?km$", "", regex=True)
        km, _ = numbers(text)
        km[~(np.isfinite(km) & (km >= 0))] = np.nan
        unread = np.isnan(km) & text.ne("").to_numpy(bool)
        self.ledger.require(unread, "no_uncertainty", name, text)
        return km

    def _frame(
        self, series: gpd.GeoSeries, codes: np.ndarray, basis: np.ndarray
    ) -> gpd.GeoDataFrame:
        """The frame of the rows that stay, columns of our names renamed."""
        uncertainty = self._uncertainty()
        keep = ~self.ledger.rejected
        in_use = {n.casefold() for n in self.frame.columns}
        ours = [n for n in self.frame.columns if n.lower() in OWN]
        rows = self.frame[keep].rename(columns={n: free_name(f"{n}_input", in_use) for n in ours})
        rows["row"] = rows.index.to_numpy()
        rows["basis"] = pd.array(basis[keep], "str")
        rows["divipola"] = pd.array(codes[keep], "str")
        if uncertainty is not None:
            rows["uncertainty_km"] = uncertainty[keep]
        shapes = series.to_numpy()[keep]
        return gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=shapes, crs=STORAGE)


def _sample(mask: np.ndarray) -> np.ndarray:
    """Where the mask is true: all places, or some from all over."""
    at = np.flatnonzero(mask)
    if len(at) > SAMPLE:
        at = np.sort(np.random.default_rng(1).choice(at, SAMPLE, replace=False))
    return at
