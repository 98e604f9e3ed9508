"""Named extents: a link says `cauca_cali`, never camera numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """Centre in degrees, zoom, and the scale that keeps the hatching even at that zoom."""

    longitude: float
    latitude: float
    zoom: float
    hatch_scale: float


EXTENTS = {
    "colombia": Extent(-73.4, 4.4, 4.5, 1300),
    "southwest": Extent(-77.1, 2.6, 6.75, 400),
    "cauca_cali": Extent(-76.65, 2.72, 7.75, 200),
    "cali": Extent(-76.45, 3.36, 8.6, 90),
    "bogota": Extent(-74.1, 4.65, 7.4, 250),
    "medellin": Extent(-75.57, 6.25, 7.4, 250),
    "barranquilla": Extent(-74.8, 10.8, 7.6, 250),
    "cartagena": Extent(-75.5, 10.3, 7.6, 250),
}
