"""TopoJSON: shapes put together from arcs that they share."""

import numpy as np

SINGLE = {"Point": 0, "MultiPoint": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2}
DEEPER = {"MultiPolygon": 3}


def features_of(topology: dict) -> list[dict]:
    """The features of GeoJSON of all its objects, `object` naming each one's where several.

    Raises KeyError, TypeError, ValueError or IndexError for what is no topology.
    """
    scale, translate = (1, 1), (0, 0)
    if topology.get("transform"):
        scale, translate = (topology["transform"][k] for k in ("scale", "translate"))

    def absolute(points: list, deltas: bool) -> np.ndarray:
        values = np.array([p[:2] for p in points], float)
        if topology.get("transform"):
            values = (np.cumsum(values, axis=0) if deltas else values) * scale + translate
        return values

    arcs = [absolute(arc, deltas=True) for arc in topology["arcs"]]

    def line(indices: list[int]) -> list:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        joined = [part if n == 0 else part[1:] for n, part in enumerate(parts)]
        return np.concatenate(joined).tolist()

    def nested(indices: list, depth: int) -> list:
        return line(indices) if depth == 1 else [nested(each, depth - 1) for each in indices]

    def geometry(held: dict) -> dict | None:
        kind = held.get("type")
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": [geometry(g) for g in held["geometries"]]}
        if kind == "Point":
            return {"type": kind, "coordinates": absolute([held["coordinates"]], False)[0].tolist()}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": absolute(held["coordinates"], False).tolist()}
        if kind is None:
            return None
        return {"type": kind, "coordinates": nested(held["arcs"], (SINGLE | DEEPER)[kind])}

    objects, out = topology["objects"], []
    for name, held in objects.items():
        several = held.get("type") == "GeometryCollection"
        for each in held["geometries"] if several else [held]:
            own = dict(each.get("properties") or {})
            if len(objects) > 1:
                own["object"] = name
            feature = {"type": "Feature", "properties": own, "geometry": geometry(each)}
            out.append(feature | ({"id": each["id"]} if "id" in each else {}))
    return out
