"""The sample file: like the files that people have, and invented."""

from geo.evidence.catalogue import DATA

FILE = "activities.csv"


def sample() -> tuple[str, bytes]:
    """Name and bytes of 24 invented activities in cp1252, with semicolons and decimal commas.

    Row 9 has latitude and longitude swapped, row 23 a misspelt name instead of a position,
    row 24 lies at 0, 0.
    """
    return FILE, (DATA / "samples" / FILE).read_bytes()
