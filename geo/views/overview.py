"""The whole in short: coca, documented corridors and the five cities; a short answer a page."""

from collections.abc import Mapping
from typing import Any

from geo.answers import Sentence, cities, coca, corridors, decertification, programmes, way
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene
from geo.evidence import Evidence
from geo.language import say, tell
from geo.views import shapes
from geo.views.link import Choice, whole
from geo.views.view import View

# Named whatever their coca: Santander de Quilichao, on most ways to Cali, and Popayán.
ON_THE_WAY, CAPITAL = "19698", "19001"
NAMED = 25


def choices(evidence: Evidence) -> list[Choice]:
    """The year of the coca."""
    return [whole("year", *coca.YEARS, coca.YEARS[1])]


def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The year's `coca` and the `documented` corridors from Cauca to Cali."""
    year = values["year"]
    answer = evidence.ask(coca.coca_by_municipality, year)
    routes = evidence.ask(corridors.documented, cauca_cali=("strict",))
    codes = (*evidence.cities["divipola"], *answer.frame["divipola"].head(NAMED))
    named = dict.fromkeys((*codes, ON_THE_WAY, CAPITAL))
    areas = shapes.coca_areas(evidence, year, lang)
    lines = tell("overview.lines_legend", lang)
    city = Entry("dot", palette.CITY, tell("overview.city", lang), len(evidence.cities))
    scene = Scene(
        tell("overview.title", lang),
        [
            areas,
            shapes.documented(routes.frame, lines, lang),
            shapes.five_cities(evidence, lang),
            shapes.names(evidence, list(named)),
        ],
        legends=[
            shapes.coca_legend(areas, year, lang),
            shapes.lines_legend(routes.frame, lines, lang),
            Legend(tell("frame.nav_cities", lang), "reported", [city]),
        ],
    )
    return View(
        {"coca": answer, "documented": routes},
        scene,
        evidence.ask(decertification.outcomes).said["outcomes"],
        [say("answers_coca.number", coca=answer.said["total"].values["coca"])],
    )


def short_answer(evidence: Evidence) -> dict[str, list[Sentence]]:
    """The short answer of the whole: a computed sentence or two by the page they come from."""
    ask = evidence.ask
    model = ask(way.on_the_way, way.DEFAULT)
    here = [s for s in model.sentences if s.values.get("place") == evidence.names[ON_THE_WAY]]
    return {
        "aid": [ask(programmes.places, "municipality").said["places_municipality"]],
        "decertification": [
            *ask(decertification.unknown).sentences,
            *ask(decertification.outcomes).sentences,
        ],
        "corridors": [model.said["loads_sent"], *here],
        "cities": list(ask(cities.claims).sentences),
    }
