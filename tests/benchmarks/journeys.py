"""Times of the corridor model, best of several runs: `python -m tests.benchmarks.journeys`."""

from timeit import repeat

from geo.answers.loads import coca_journeys
from geo.evidence import load
from geo.journeys import TravelTimes, lines, loads

CASES = {"all Cauca": ["19"], "all Colombia": []}


def main() -> None:
    times = TravelTimes.from_pairs(load("travel_time"))
    coca = load("coca")
    for name, departments in CASES.items():
        trips = coca_journeys(times, coca, 2024, departments, ["76001"])

        def ask(departments=departments):
            loads(coca_journeys(times, coca, 2024, departments, ["76001"]))

        def draw(trips=trips):
            lines(trips)

        for what, job in (("loads", ask), ("ways", draw)):
            best = min(repeat(job, number=1, repeat=7)) * 1000
            print(f"{name:13} {what:6} {best:7.1f} ms  ({len(trips.sent)} origins)")


if __name__ == "__main__":
    main()
