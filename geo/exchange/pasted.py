"""Pasted text as a file: coordinates, WKT, GeoJSON or a table."""

import json
import re

import shapely

WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*Z?\s*\(", re.I)
PAIR = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*")


def pasted(text: str) -> tuple[str, bytes]:
    """A file's name and bytes for what was pasted; what cannot be read is left for the reader.

    Every line a pair of numbers: latitude and longitude, as maps on the web copy them. Every
    line WKT: shapes in EPSG:4326, one a line; a line that is no valid WKT becomes a row
    without a shape. Braces or brackets first: GeoJSON. Anything else is a table.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(PAIR.fullmatch(line) for line in lines):
        pairs = [PAIR.fullmatch(line).groups() for line in lines]
        table = "\n".join(["latitude,longitude", *(",".join(pair) for pair in pairs)])
        return "pasted.csv", table.encode()
    if lines and all(WKT.match(line) for line in lines):
        shapes = shapely.from_wkt([line.split(";")[-1] for line in lines], on_invalid="ignore")
        features = [
            {
                "type": "Feature",
                "properties": {"line": i},
                "geometry": shape and json.loads(shapely.to_geojson(shape)),
            }
            for i, shape in enumerate(shapes, 1)
        ]
        collection = {"type": "FeatureCollection", "features": features}
        return "pasted.geojson", json.dumps(collection).encode()
    name = "pasted.geojson" if text.lstrip().startswith(("{", "[")) else "pasted.csv"
    return name, text.encode()
