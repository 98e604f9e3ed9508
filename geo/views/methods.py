"""Methods: how the model does beside straight lines, on its own map, and what was corrected."""

from collections.abc import Mapping
from typing import Any

from geo.answers import about, documents, way
from geo.cartography.scene import Scene
from geo.evidence import Evidence, catalogue
from geo.language import say, tell
from geo.views import corridor_maps
from geo.views.link import Choice
from geo.views.view import View, remembered


def choices(evidence: Evidence) -> list[Choice]:
    """None: the page has no controls."""
    return []


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """`skill`, `corrections` and `hours`; the map shows the loads that the skill is of."""
    loads = evidence.ask(way.on_the_way, way.CAUCA_TO_CALI).frame
    title = tell("methods.skill_legend", lang)
    areas = corridor_maps.load_areas(evidence, loads, title, lang)
    names = corridor_maps.load_names(evidence, loads, lang)
    scene = Scene(title, [areas, names], extent="cauca_cali")
    answers = {name: evidence.ask(getattr(about, name)) for name in ("skill", "corrections")}
    answers["hours"] = evidence.ask(documents.journey_hours)
    numbers = [
        say("methods.number_layers", n=len(catalogue(evidence.data))),
        say("methods.number_pairs", n=len(answers["hours"].frame)),
        say("methods.number_corrections", n=len(answers["corrections"].frame)),
    ]
    finding = say("methods.finding", n=len(evidence.sources))
    return View(answers, scene, finding, numbers, on_map=("skill",))
