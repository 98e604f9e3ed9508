"""The corridor model: what lies on the way between places, from one travel matrix."""

from geo.journeys.documents import documents
from geo.journeys.lines import legs, lines
from geo.journeys.onway import Journeys, chance, journeys, loads, mean_detour
from geo.journeys.times import TravelTimes

__all__ = [
    "Journeys",
    "TravelTimes",
    "chance",
    "documents",
    "journeys",
    "legs",
    "lines",
    "loads",
    "mean_detour",
]
