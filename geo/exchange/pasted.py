"""Pasted text as a file: positions or shapes, GeoJSON or a table."""

import csv
import io

from geo.evidence.catalogue import DATA
from geo.exchange.read.positions import is_position

HEADING = "position"


def pasted(text: str) -> tuple[str, bytes]:
    """A file's name and bytes for what was pasted; what cannot be read is left for the reader.

    Braces or brackets first: JSON. Every line a position or a shape in one of the ways that a
    file's cell may have them: a table with one column. Anything else is a table as it is.
    """
    if text.lstrip().startswith(("{", "[")):
        return "pasted.geojson", text.encode()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(is_position(line) for line in lines):
        out = io.StringIO()
        csv.writer(out).writerows([[HEADING], *([line] for line in lines)])
        return "pasted.csv", out.getvalue().encode()
    return "pasted.csv", text.encode()


FILE = "activities.csv"


def sample() -> tuple[str, bytes]:
    """Name and bytes of 24 invented activities in cp1252, with semicolons and decimal commas.

    Row 9 has latitude and longitude swapped, row 23 a misspelt name instead of a position,
    row 24 lies at 0, 0.
    """
    return FILE, (DATA / "samples" / FILE).read_bytes()
