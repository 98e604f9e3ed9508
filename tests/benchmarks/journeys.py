"""Times of the corridor model, best of several runs: `python -m tests.benchmarks.journeys`."""

from collections.abc import Callable
from timeit import repeat

from geo.evidence import load
from geo.journeys import (
    Closure,
    Journeys,
    Scenario,
    TravelTimes,
    journeys,
    lines,
    lines_after,
    loads,
    outcome_of,
    trips_of,
)
from geo.journeys.change import places, ways
from geo.journeys.checkpoints import curve
from geo.journeys.costs import cost, singles, together
from geo.journeys.robust import holds

CALI, SANTANDER, POPAYAN = "76001", "19698", "19001"
RUNS = 5


def report(case: str, what: str, job: Callable, budget: str = "", runs: int = RUNS) -> None:
    best = min(repeat(job, number=1, repeat=runs)) * 1000
    print(f"{case:14} {what:42} {best:8.1f} ms  {budget}")


def fresh(trips: Journeys) -> Journeys:
    """The same journeys with nothing remembered of an earlier question."""
    return Journeys(trips.times, trips.origins)


def changed(trips: Journeys, closed: tuple[str, ...]) -> None:
    """All that the page shows of a closure, lines aside."""
    closure = Closure(trips, closed)
    places(closure), ways(closure), cost(closure)


def main() -> None:
    times, coca = TravelTimes.from_pairs(load("travel_time")), load("coca")
    departments = tuple(coca["department_code"].unique())
    for case, origins, budget in (
        ("all Cauca", ("19",), ("20 ms", "50 ms")),
        ("all Colombia", departments, ("200 ms", "1 s")),
    ):
        scenario = Scenario(2024, origins, (CALI,), closed=(SANTANDER,))
        trips = trips_of(scenario, times, coca)
        trips.least_detours  # noqa: B018 - once per set of journeys, timed apart below
        print(f"{len(trips.sent)} origins")
        report(case, "loads", lambda s=scenario: loads(trips_of(s, times, coca)), budget[0])
        report(case, "ways drawn", lambda t=trips: lines(t))
        report(
            case, "detours by any chain, once per journeys", lambda t=trips: fresh(t).least_detours
        )
        for name, closed in (
            ("Santander closed", (SANTANDER,)),
            ("Popayán and Santander closed", (POPAYAN, SANTANDER)),
        ):
            report(case, name, lambda t=trips, c=closed: changed(t, c), budget[1])
            report(
                case, f"{name}, nothing remembered", lambda t=trips, c=closed: changed(fresh(t), c)
            )
        report(case, "ways drawn after", lambda s=scenario, t=trips: lines_after(outcome_of(s, t)))
        report(
            case,
            "checkpoint, 121 delays",
            lambda t=trips: curve(Closure(t, (SANTANDER,)), 120),
            budget[1],
        )
    scenario = Scenario(2024, ("19",), (CALI,), closed=(SANTANDER,))
    trips = journeys(times, cauca := _cauca(coca), [CALI])
    report("all Cauca", "every single closure ranked", lambda: singles(fresh(trips)), "3 s")
    report("all Cauca", "does the answer hold", lambda: holds(scenario, times, coca))
    near = journeys(times, cauca, [CALI], limit_h=6)
    report("within 6 h", "pairs and triples", lambda: together(fresh(near)), runs=1)


def _cauca(coca):
    rows = coca[(coca["year"] == 2024) & (coca["department_code"] == "19")]
    return rows.set_index("divipola")["hectares"]


if __name__ == "__main__":
    main()
