"""The choices of this page as scenarios of the model, until its view asks the library."""

from dataclasses import dataclass

from geo import journeys
from geo.answers import Answer, along, closures, documents, way
from pages.frame.data import ask, evidence, layer

ORIGINS = {"cauca": ("19",), "three": ("19", "52", "76"), "all": ()}
PICKED = "picked"


@dataclass(frozen=True)
class Closing:
    """Municipalities closed, or held for `hold` minutes; width: of the closure, minutes."""

    closed: tuple[str, ...] = ()
    width: int = 6
    hold: int | None = None


@dataclass(frozen=True)
class Scenario:
    """What the model is asked, in the units of the page's controls."""

    year: int
    origins: str = "cauca"
    picked: tuple[str, ...] = ()
    to: tuple[str, ...] = ("76001",)
    limit: int = 6
    tolerance: int = 6
    access: bool = False

    def to_file(self, closing: Closing | None = None) -> journeys.Scenario:
        """The scenario, with what is closed."""
        codes = self.picked if self.origins == PICKED else ORIGINS[self.origins]
        closing = closing or Closing()
        return journeys.Scenario(
            year=self.year,
            origins=codes or tuple(layer("coca")["department_code"].unique()),
            destinations=self.to,
            limit_hours=self.limit or None,
            tolerance_hours=self.tolerance / 60,
            closed=closing.closed,
            closure_width_hours=closing.width / 60,
            hold_minutes=closing.hold if closing.closed else None,
            access_places=self.access,
        )


def on_the_way(asked: Scenario):
    """(places, origins, ways) as answers."""
    return tuple(ask(q, asked.to_file()) for q in (way.on_the_way, way.origins, way.ways))


def near(asked: Scenario) -> list[str]:
    """Codes of the places whose closing can matter."""
    return ask(way.near, asked.to_file())


def ways(asked: Scenario):
    """Origin → codes of the seats on its way, in order."""
    return ask(way.stops, asked.to_file())


def times():
    """The travel matrix."""
    return evidence().travel_times


def drug_corridors():
    """Legs of the documented corridors of drugs that no later account replaces."""
    return documents.drug_corridors(evidence())


def closure(what: str, asked: Scenario, closing: Closing, *more) -> Answer:
    """One answer on a closure."""
    questions = {
        "change": closures.change,
        "journeys": closures.journeys,
        "cost": closures.cost,
        "curve": closures.curve,
        "singles": closures.singles,
        "together": closures.together,
        "holds": closures.holds,
        "why": closures.why,
        "documents": documents.around,
        "ways": way.ways,
        "difference": closures.difference,
    }
    if what == "difference":
        more = (more[0].to_file(more[1]),)
    return ask(questions[what], asked.to_file(closing), *more)


def along_line(line: str, by: str, amount: int, asked: Scenario):
    """(line, answers by name) of what lies along a line. Raises BelowUncertainty."""
    scenario = asked.to_file()
    chosen = ask(along.line, line, scenario)
    return chosen, ask(along.along, line, scenario, distance_km=amount if by == "km" else None)
