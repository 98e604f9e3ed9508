"""The corridor model: what lies on the way between places, from one travel matrix."""

from geo.evidence.times import TravelTimes
from geo.journeys.change import Outcome
from geo.journeys.checkpoints import Checkpoint
from geo.journeys.closures import Closure
from geo.journeys.documents import documents
from geo.journeys.lines import legs, lines, lines_after
from geo.journeys.onway import Journeys, chance, journeys, loads, mean_detour
from geo.journeys.scenario import Scenario, outcome_of, read_scenario, trips_of
