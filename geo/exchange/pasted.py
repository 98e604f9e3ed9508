"""Pasted text as a file: positions or shapes, GeoJSON or a table."""

import csv
import io

import pandas as pd

from geo.evidence.catalogue import DATA
from geo.exchange.read.headings import says_place
from geo.exchange.read.positions import is_position
from geo.spatial.names import exact_matches

HALF = 0.5


def pasted_file(text: str, places: pd.DataFrame) -> tuple[str, bytes]:
    """A file's name and bytes for what was pasted; what cannot be read is left for the reader.

    Braces or brackets first: JSON. Every line a position or a shape in one of the ways that a
    file's cell may have them, or no heading and at least half of them names of municipalities
    (`places` as in `match_names`): a table with one column. Anything else is a table as it is.
    """
    if text.lstrip().startswith(("{", "[")):
        return "pasted.geojson", text.encode()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(is_position(line) for line in lines):
        return _column("position", lines)
    towns = exact_matches(lines, places)[0] if lines and not says_place(lines[0]) else []
    if towns and sum(map(bool, towns)) >= HALF * len(lines):
        return _column("municipality", lines)
    return "pasted.csv", text.encode()


def _column(heading: str, lines: list[str]) -> tuple[str, bytes]:
    out = io.StringIO()
    csv.writer(out).writerows([[heading], *([line] for line in lines)])
    return "pasted.csv", out.getvalue().encode()


FILE = "activities.csv"


def sample() -> tuple[str, bytes]:
    """Name and bytes of 24 invented activities in cp1252, with semicolons and decimal commas.

    Row 9 has latitude and longitude swapped, row 23 a misspelt name instead of a position,
    row 24 lies at 0, 0.
    """
    return FILE, (DATA / "samples" / FILE).read_bytes()
