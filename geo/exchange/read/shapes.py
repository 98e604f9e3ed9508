"""Shapes checked and brought to EPSG:4326: what cannot be right is rejected, with its reason."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import STORAGE
from geo.exchange import limits
from geo.exchange.read.ledger import Ledger
from geo.exchange.read.systems import in_colombia, reproject

CROSSED = 500  # segments of which crossings are counted
FEW = 30  # points whose crossings cost nothing


def check_shapes(
    shapes: gpd.GeoSeries,
    ledger: Ledger,
    column: str,
    values: object,
    agrees: Callable[[np.ndarray, np.ndarray], bool],
) -> tuple[gpd.GeoSeries, np.ndarray]:
    """The shapes in EPSG:4326, checked, and which of them lay at exactly 0, 0.

    None for rows that are rejected, have no shape, or lie at 0, 0. shapes: one per row, with
    their CRS. column, values: what the report repeats of a row. borne_out: whether what the
    rows of a mask name agrees with these shapes.
    """
    out = shapes.to_numpy().copy()
    there = ~(shapely.is_missing(out) | shapely.is_empty(out))
    out[~there] = None
    heavy = shapely.get_num_coordinates(out) > limits.SHAPE_VERTICES
    ledger.fail(there & heavy, "too_many_vertices", column, values)
    bounds = shapely.bounds(out)
    coordinates, owner = shapely.get_coordinates(out, return_index=True)
    finite = np.ones(len(out), bool)
    finite[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    ledger.fail(there & ~finite, "not_finite", column, values)
    points = shapely.get_type_id(out) == shapely.GeometryType.POINT
    zero = there & points & (bounds[:, 0] == 0) & (bounds[:, 1] == 0)
    out[zero | ledger.rejected | ledger.aside] = None

    flat = ledger.repair(shapely.has_z(out) | shapely.has_m(out), "heights", column, values, "2D")
    if flat.any():
        out[flat] = shapely.force_2d(out[flat])
    if shapes.crs not in (None, STORAGE):
        out = reproject(out, shapes.crs)
    bounds = shapely.bounds(out)
    infinite = ~np.isfinite(bounds).all(axis=1) & ~shapely.is_missing(out)
    ledger.fail(infinite, "out_of_range", column, values)
    out[ledger.rejected | ledger.aside] = None

    out = _moved(out, ledger, column, values, agrees)
    west, south, east, north = shapely.bounds(out).T
    with np.errstate(invalid="ignore"):
        outside = (south < -90) | (north > 90) | (west < -180) | (east > 180)
        ledger.fail(outside, "out_of_range", column, values)
        ledger.fail(east - west > 180, "antimeridian", column, values)
    out[ledger.rejected | ledger.aside] = None
    out = _valid(out, ledger, column, values)
    return gpd.GeoSeries(out, index=shapes.index, crs=STORAGE), zero


def _moved(
    shapes: np.ndarray, ledger: Ledger, column: str, values: object, agrees: Callable[..., bool]
) -> np.ndarray:
    """Swapped axes, a full turn too far east, and a lost minus, where the move ends in Colombia.

    A lost minus is sure only where the rows name places that bear it out.
    """
    moves: dict[str, tuple[Callable, bool]] = {
        "swapped": (lambda xy: xy[:, ::-1], True),
        "full_turn": (lambda xy: xy - [360, 0], True),
        "lost_minus": (lambda xy: xy * [-1, 1], False),
    }
    for name, (move, certain) in moves.items():
        corners = shapely.bounds(shapes).reshape(-1, 2, 2)
        here = in_colombia(corners[:, :, 0], corners[:, :, 1]).all(axis=1)
        ends = np.stack([move(corners[:, i]) for i in (0, 1)], axis=1)
        would = np.asarray(in_colombia(ends[:, :, 0], ends[:, :, 1]).all(axis=1) & ~here)
        if not would.any():
            continue
        moved = shapes.copy()
        moved[would] = shapely.transform(shapes[would], move)
        after = np.full(len(shapes), "", object)
        corners = shapely.bounds(moved[would])
        after[would] = [f"{y:.6g}, {x:.6g}" for x, y, *_ in corners]
        certain = certain or agrees(would, moved)
        agreed = ledger.repair(would, name, column, values, after, certain)
        shapes = np.where(agreed, moved, shapes)
    return shapes


def _valid(shapes: np.ndarray, ledger: Ledger, column: str, values: object) -> np.ndarray:
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    broken = np.zeros(len(shapes), bool)
    others = ~points & ~shapely.is_missing(shapes)
    broken[others] = ~shapely.is_valid(shapes[others])
    reasons = np.full(len(shapes), None, object)
    reasons[broken] = shapely.is_valid_reason(shapes[broken])
    out, budget = shapes.copy(), limits.CROSSINGS
    for row in np.flatnonzero(broken & ~ledger.rejected):
        budget -= _crossings(shapes[row])
        mended = None
        if budget >= 0:
            mended = shapely.make_valid(shapes[row], method="structure", keep_collapsed=False)
        out[row] = None if shapely.is_empty(mended) else mended
    hopeless = broken & shapely.is_missing(out)
    ledger.fail(hopeless, "invalid_shape", column, reasons)
    ledger.require(broken & ~hopeless, "made_valid", column, reasons, "valid")
    return out


def _crossings(shape: shapely.Geometry) -> float:
    """About how often the shape's lines cross, of which the cost of mending it grows.

    Counted between two samples of its segments and scaled up, since all pairs are too many.
    """
    coordinates = shapely.get_coordinates(shape)
    if len(coordinates) < FEW:
        return 0
    random = np.random.default_rng(1)
    segments = np.stack([coordinates[:-1], coordinates[1:]], axis=1)
    samples = [
        shapely.linestrings(random.choice(segments, min(len(segments), CROSSED), replace=False))
        for _ in range(2)
    ]
    hits = shapely.STRtree(samples[0]).query(samples[1], predicate="crosses").shape[1]
    return hits * (len(segments) / len(samples[0])) ** 2 / 2
