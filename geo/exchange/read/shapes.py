"""Shapes checked and brought to EPSG:4326: what cannot be right is rejected, with its reason."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.crs import STORAGE
from geo.exchange import limits
from geo.exchange.read.ledger import Ledger

# Systems in which Colombian data come, the most usual first.
FAMILIES = (4326, 9377, 3116, 3115, 3114, 3117, 3118, 3857, 4686)
SAMPLE = 5_000
PLAUSIBLE, SURELY, CLEARLY = 0.5, 0.9, 0.2
CROSSED = 500  # segments of which crossings are counted
FEW = 30  # points whose crossings cost nothing
METRES = 10_000  # no easting in Colombia is smaller, no longitude as large
# Colombia with its islands, and half a degree around.
WEST, SOUTH, EAST, NORTH = -82.3, -4.8, -66.3, 14.0


def in_colombia(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether longitude and latitude lie in Colombia's bounding box, half a degree around it."""
    return (x >= WEST) & (x <= EAST) & (y >= SOUTH) & (y <= NORTH)


def crs_choices(
    shapes: np.ndarray,
    stated: CRS | None,
    municipalities: gpd.GeoDataFrame,
    codes: np.ndarray,
) -> pd.DataFrame:
    """The plausible systems: crs (EPSG) and share (0-1 of the shapes that would be in place).

    In place: in Colombia, and in the municipality that the row names where it names one.
    Most plausible first; `stated` is among them where it has an EPSG number.

    shapes: a sample, none missing. codes: the municipality that each row names, or None.
    """
    bounds = shapely.bounds(shapes)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    use = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    number = stated.to_epsg() if stated is not None else None
    candidates = list(dict.fromkeys([*([number] if number else []), *FAMILIES]))
    shares = [_share(crs, x[use], y[use], municipalities, codes[use]) for crs in candidates]
    frame = pd.DataFrame({"crs": candidates, "share": shares})
    return frame.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _share(
    epsg: int, x: np.ndarray, y: np.ndarray, municipalities: gpd.GeoDataFrame, codes: np.ndarray
) -> float:
    if not len(x):
        return 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        there = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=epsg).to_crs(STORAGE)
    lon, lat = shapely.get_x(there.to_numpy()), shapely.get_y(there.to_numpy())
    if CRS.from_epsg(epsg).is_geographic:  # latitude and longitude may be swapped
        return float((in_colombia(lon, lat) | in_colombia(lat, lon)).mean())
    # The old zones differ by three degrees: only the land itself tells them apart.
    points, places = municipalities.sindex.query(there.to_numpy(), predicate="intersects")
    held = np.full(len(x), None, object)
    held[points] = municipalities["divipola"].to_numpy(object)[places]
    right = (np.abs(x) > METRES) & ~pd.isna(held) & (pd.isna(codes) | (codes == held))
    return float(right.mean())


def chosen_crs(choices: pd.DataFrame, stated: CRS | None, default: int) -> tuple[int | CRS, bool]:
    """(the system to read in, whether nothing else is plausible).

    A stated one stands unless nothing of it falls in Colombia and nearly all of another does.
    """
    share = dict(zip(choices["crs"], choices["share"], strict=True))
    number = stated.to_epsg() if stated is not None else None
    if stated is not None and (number is None or share.get(number, 0) > 0):
        return number or stated, True
    # 4686 differs from 4326 by centimetres: it is no rival, and only taken where stated.
    rivals = choices[(choices["crs"] != 4686) & (choices["share"] >= PLAUSIBLE)]
    if stated is not None and (rivals.empty or rivals["share"].iloc[0] < SURELY):
        return number, True
    if rivals.empty:
        return default, True
    if share.get(4326, 0) >= PLAUSIBLE:
        return 4326, True
    best, others = rivals.iloc[0], rivals["share"].iloc[1:]
    return int(best["crs"]), bool((others < best["share"] - CLEARLY).all())


def placed(
    shapes: gpd.GeoSeries, ledger: Ledger, column: str, values: object
) -> tuple[gpd.GeoSeries, np.ndarray]:
    """The shapes in EPSG:4326, checked, and which of them lay at exactly 0, 0.

    None for rows that are rejected, have no shape, or lie at 0, 0. shapes: one per row, with
    their CRS. column, values: what the report repeats of a row.
    """
    out = shapes.to_numpy().copy()
    there = ~(shapely.is_missing(out) | shapely.is_empty(out))
    out[~there] = None
    heavy = shapely.get_num_coordinates(out) > limits.SHAPE_VERTICES
    ledger.reject(there & heavy, "too_many_vertices", column, values)
    bounds = shapely.bounds(out)
    finite = _finite(out)
    ledger.reject(there & ~finite, "not_finite", column, values)
    points = shapely.get_type_id(out) == shapely.GeometryType.POINT
    zero = there & points & (bounds[:, 0] == 0) & (bounds[:, 1] == 0)
    out[zero | ledger.rejected] = None

    flat = ledger.repair(shapely.has_z(out), "heights", column, values, "2D")
    if flat.any():
        out[flat] = shapely.force_2d(out[flat])
    out = _to_storage(out, shapes.crs)
    bounds = shapely.bounds(out)
    lost = ~np.isfinite(bounds).all(axis=1) & ~shapely.is_missing(out)
    ledger.reject(lost, "out_of_range", column, values)
    out[ledger.rejected] = None

    out = _moved(out, ledger, column, values)
    _reject_astray(out, ledger, column, values)
    out[ledger.rejected] = None
    out = _valid(out, ledger, column, values)
    return gpd.GeoSeries(out, index=shapes.index, crs=STORAGE), zero


def _finite(shapes: np.ndarray) -> np.ndarray:
    """Whether every coordinate is a number (all is well with a missing shape)."""
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    good = np.ones(len(shapes), bool)
    good[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return good


def _to_storage(shapes: np.ndarray, crs: CRS | None) -> np.ndarray:
    if crs is None or crs == STORAGE:
        return shapes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return gpd.GeoSeries(shapes, crs=crs).to_crs(STORAGE).to_numpy().copy()


def _moved(shapes: np.ndarray, ledger: Ledger, column: str, values: object) -> np.ndarray:
    """Swapped axes, a full turn too far east, and a lost minus, where the move ends in Colombia."""
    moves = {
        "swapped": (lambda xy: xy[:, ::-1], True),
        "full_turn": (lambda xy: xy - [360, 0], True),
        "lost_minus": (lambda xy: xy * [-1, 1], False),
    }
    for name, (move, certain) in moves.items():
        corners = shapely.bounds(shapes).reshape(-1, 2, 2)
        here = in_colombia(corners[:, :, 0], corners[:, :, 1]).all(axis=1)
        ends = np.stack([move(corners[:, i]) for i in (0, 1)], axis=1)
        would = in_colombia(ends[:, :, 0], ends[:, :, 1]).all(axis=1) & ~here
        if not would.any():
            continue
        moved = shapes.copy()
        moved[would] = shapely.transform(shapes[would], move)
        after = np.full(len(shapes), "", object)
        after[would] = [_told(shape) for shape in moved[would]]
        agreed = ledger.repair(would, name, column, values, after, certain)
        shapes = np.where(agreed, moved, shapes)
    return shapes


def _told(shape: object) -> str:
    x, y = shapely.bounds(shape)[:2]
    return f"{y:.6g}, {x:.6g}"


def _reject_astray(shapes: np.ndarray, ledger: Ledger, column: str, values: object) -> None:
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        outside = (south < -90) | (north > 90) | (west < -180) | (east > 180)
        ledger.reject(outside, "out_of_range", column, values)
        ledger.reject(east - west > 180, "antimeridian", column, values)


def _valid(shapes: np.ndarray, ledger: Ledger, column: str, values: object) -> np.ndarray:
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    broken = np.zeros(len(shapes), bool)
    others = ~points & ~shapely.is_missing(shapes)
    broken[others] = ~shapely.is_valid(shapes[others])
    reasons = np.full(len(shapes), None, object)
    reasons[broken] = shapely.is_valid_reason(shapes[broken])
    out, left = shapes.copy(), limits.CROSSINGS
    for row in np.flatnonzero(broken & ~ledger.rejected):
        left -= _crossings(shapes[row])
        mended = None
        if left >= 0:
            mended = shapely.make_valid(shapes[row], method="structure", keep_collapsed=False)
        out[row] = None if shapely.is_empty(mended) else mended
    lost = broken & shapely.is_missing(out)
    ledger.reject(lost, "invalid_shape", column, reasons)
    agreed = ledger.repair(broken & ~lost, "made_valid", column, reasons, "valid")
    ledger.reject(broken & ~agreed, "declined", column, reasons)
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


def stated_crs(definition: object) -> CRS | None:
    """The CRS of a file's own words, None where it has none or they mean nothing."""
    try:
        return CRS.from_user_input(definition) if definition else None
    except (CRSError, TypeError, ValueError):
        return None
