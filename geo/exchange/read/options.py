"""What is found out about a file, each of which its owner can change."""

from dataclasses import dataclass, field
from typing import Any

from geo.exchange.read.parts import Split
from geo.exchange.read.row_systems import RowSystems

# The options that name a column.
COLUMNS = ("latitude", "longitude", "position")
COLUMNS += ("code", "municipality", "department", "uncertainty_km")
CHOICES = (*COLUMNS, "crs", "encoding", "separator", "decimal")


@dataclass(frozen=True)
class Options:
    """None: find out. For columns "" means none; header is a line from 1, 0 for none.

    layer: of a GeoPackage, sheet of a workbook, Shapefile or file in a zip, folder of a KML.
    decimal: the mark of the file's figures, where it can be known. position: a column with a
    position or shape in each cell. crs: EPSG number of its coordinates. splits: coordinates in
    several columns. systems: the column that states each row's system.
    """

    layer: str | None = None
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    header: int | None = None
    latitude: str | None = None
    longitude: str | None = None
    position: str | None = None
    code: str | None = None
    municipality: str | None = None
    department: str | None = None
    uncertainty_km: str | None = None
    crs: int | None = None
    splits: tuple[Split, ...] | None = None
    systems: RowSystems | None = None


@dataclass(frozen=True)
class Way:
    """One of several ways in which a file can be read, for its owner to choose.

    options: what choosing it sets. row: of the example, from 1; value: what stands there;
    place: where it would lie.
    """

    options: dict[str, Any] = field(default_factory=dict)
    row: int = 0
    value: str = ""
    place: str = ""

    def __str__(self) -> str:
        """The options as the command line takes them, and where the example would lie."""
        choices = " ".join(f"{name}={value}" for name, value in self.options.items())
        return f"{choices} ({self.place or '—'})"
