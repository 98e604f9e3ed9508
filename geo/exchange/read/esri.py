"""Geometries of Esri's JSON."""

import shapely


def esri_shape(geometry: dict | None) -> shapely.Geometry | None:
    """A point, points, lines or rings as a shape; None where there is none.

    A ring that runs clockwise is a shell, the others are holes of the shell that holds them.
    Raises KeyError, ValueError or shapely's errors for what is none of these, as for curves.
    """
    if not geometry:
        return None
    if "x" in geometry:
        x, y = geometry["x"], geometry["y"]
        return None if x in (None, "NaN") else shapely.Point(float(x), float(y))
    if "points" in geometry:
        return shapely.MultiPoint([shapely.Point(p[:2]) for p in geometry["points"]])
    if "paths" in geometry:
        lines = [shapely.LineString([p[:2] for p in path]) for path in geometry["paths"]]
        return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    rings = [shapely.LinearRing([p[:2] for p in ring]) for ring in geometry["rings"]]
    shells = [ring for ring in rings if not ring.is_ccw] or rings
    holes = [ring for ring in rings if ring.is_ccw and ring not in shells]
    polygons = []
    for shell in shells:
        whole = shapely.Polygon(shell)
        inside = [hole for hole in holes if whole.contains(shapely.Polygon(hole))]
        polygons.append(shapely.Polygon(shell, inside))
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
