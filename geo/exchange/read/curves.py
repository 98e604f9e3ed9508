"""WKB to shapes, curves made linear: arcs become chords that stay within a thousandth of them."""

import math
import struct
import warnings
from collections.abc import Sequence

import numpy as np
import shapely

CIRCULAR, COMPOUND, CURVE_POLYGON, MULTI_CURVE, MULTI_SURFACE = 8, 9, 10, 11, 12
STEP = math.radians(4)  # of an arc: the chord stays within 0.0006 of the radius
DEPTH = 20


def from_wkb(blobs: Sequence[bytes | None]) -> tuple[np.ndarray, list[int]]:
    """The shapes, and the rows (from 1) whose bytes are none."""
    cells = np.array([*blobs, None], object)[:-1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            shapes = shapely.from_wkb(cells, on_invalid="ignore")
        except NotImplementedError:  # a curve somewhere
            shapes = np.array([*(_one(blob) for blob in blobs), None], object)[:-1]
    there = np.array([blob is not None for blob in blobs], bool)
    return shapes, list(np.flatnonzero(there & shapely.is_missing(shapes)) + 1)


def _one(blob: bytes | None) -> shapely.Geometry | None:
    if blob is None:
        return None
    try:
        return shapely.from_wkb(blob, on_invalid="ignore")
    except NotImplementedError:
        pass
    try:
        return _parse(memoryview(blob), 0, 0)[0]
    except (struct.error, ValueError, IndexError, TypeError, shapely.errors.ShapelyError):
        return None


def _parse(blob: memoryview, at: int, depth: int) -> tuple[shapely.Geometry, int]:
    """The shape that begins at this byte, and where it ends; heights and measures left out."""
    if depth > DEPTH:
        raise ValueError("nested too deeply")
    order = "<" if blob[at] else ">"
    (kind,) = struct.unpack_from(f"{order}I", blob, at + 1)
    at += 5 + (4 if kind & 0x20000000 else 0)
    plain = kind & 0x0FFFFFFF
    width = 2 + bool(kind & 0x80000000 or plain // 1000 in (1, 3))
    width += bool(kind & 0x40000000 or plain // 1000 in (2, 3))
    plain %= 1000

    def count() -> int:
        nonlocal at
        (n,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
        return n

    def coordinates(n: int) -> np.ndarray:
        nonlocal at
        values = np.frombuffer(blob, f"{order}f8", n * width, at).reshape(n, width)
        at += n * width * 8
        return values[:, :2]

    def parts() -> list:
        nonlocal at
        out = []
        for _ in range(count()):
            shape, at = _parse(blob, at, depth + 1)
            out.append(shape)
        return out

    if plain == 1:
        return shapely.Point(coordinates(1)[0]), at
    if plain in (2, CIRCULAR):
        line = coordinates(count())
        return shapely.LineString(_arcs(line) if plain == CIRCULAR else line), at
    if plain == 3:
        rings = [coordinates(count()) for _ in range(count())]
        return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon(), at
    inner = parts()
    if plain == COMPOUND:
        points = np.concatenate([shapely.get_coordinates(part) for part in inner])
        again = np.r_[False, (np.diff(points, axis=0) == 0).all(axis=1)]
        return shapely.LineString(points[~again]), at
    if plain == CURVE_POLYGON:
        rings = [shapely.get_coordinates(ring) for ring in inner]
        return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon(), at
    many = {4: shapely.MultiPoint, 5: shapely.MultiLineString, 6: shapely.MultiPolygon}
    many |= {MULTI_CURVE: shapely.MultiLineString, MULTI_SURFACE: shapely.MultiPolygon}
    return many.get(plain, shapely.GeometryCollection)(inner), at


def _arcs(line: np.ndarray) -> np.ndarray:
    """The chords of arcs that go through every second point."""
    out = [line[:1]]
    for i in range(0, len(line) - 2, 2):
        out.append(_arc(*line[i : i + 3]))
    return np.concatenate(out)


def _arc(start: np.ndarray, middle: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Points of an arc after its start; a closed one is a circle around start and middle."""
    if np.array_equal(start, end):
        centre, turn = (start + middle) / 2, 2 * math.pi
    else:
        (ax, ay), (bx, by) = middle - start, end - start
        twice = 2 * (ax * by - ay * bx)
        if abs(twice) < 1e-18:  # on a straight line
            return np.array([middle, end])
        a, b = ax * ax + ay * ay, bx * bx + by * by
        centre = start + np.array([by * a - ay * b, ax * b - bx * a]) / twice
        angles = [math.atan2(*(p - centre)[::-1]) for p in (start, end)]
        turn = (angles[1] - angles[0]) % (2 * math.pi)
        turn = turn if twice > 0 else turn - 2 * math.pi
    steps = max(2, math.ceil(abs(turn) / STEP))
    first = math.atan2(*(start - centre)[::-1])
    radius = math.dist(start, centre)
    angles = first + turn * np.arange(1, steps + 1) / steps
    points = centre + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    points[-1] = end
    return points
