"""The page of corridors: the routes as stories, and six questions to documents and model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geo.answers import Answer, along, closures, corridors, documents, incidents, way
from geo.cartography.kinds import Kind
from geo.cartography.scene import Scene
from geo.errors import BelowUncertainty
from geo.evidence import Evidence
from geo.language import Range, Sentence, say, tell
from geo.views import corridor_maps as maps
from geo.views import shapes, story_map
from geo.views.closures import close, compare, cost
from geo.views.corridor_choices import (
    FILTERS,
    SCOPES,
    choices,  # noqa: F401
    closing_scenario,
    missing,
    open_scenario,
    place_names,
)
from geo.views.filters import add_filters, coded
from geo.views.view import View, remembered

DOCUMENTS: dict[str, Callable[..., Answer]] = {
    "corridors": documents.corridors,
    "places": documents.places,
    "notes": documents.notes,
    "closing": closures.around,
}
# Answers of the model, or of all corridors: no filter of documented lines touches them.
UNFILTERED = ("loads", "origins", "documents", "documented_places")
LOADS = ("load", "load_plain", "load_about", "load_range")
MARGIN_KM = 15


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The answers and the map of the question that was asked."""
    answered = QUESTIONS[values["ask"]](evidence, values, lang)
    scenario_of = closing_scenario if values["ask"] == "close" else open_scenario
    notices = *missing(evidence, values), *answered.notices
    return replace(answered, notices=notices, scenario=scenario_of(evidence, values))


def _stories(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The documented corridors, those from Cauca to Cali first, one of them lit."""
    routes, story = evidence.ask(corridors.routes), values["story"]
    lines = evidence.ask(corridors.documented, corridor_ids=(story,) if story else ())
    lines = replace(lines, sentences=())  # they speak of filters
    every = evidence.ask(corridors.documented).frame
    answers, numbers = {"routes": routes, "lines": lines}, []
    if story == corridors.RECONSTRUCTION:
        answers["attack"] = attack = evidence.ask(incidents.incident, corridors.TRUCK_BOMB)
        row = attack.frame.iloc[0]
        killed = Range(int(row["killed_low"]), int(row["killed_high"]))
        numbers = [say("corridors.number_killed", killed=killed)]
    scene = story_map.scene(evidence, every, lines.frame, story, lang)
    return View(answers, scene, routes.said["finding"], numbers)


def _way(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What the model puts on the way, and the documented lines over it."""
    scenario, corridor = open_scenario(evidence, values), values["corridor"]
    loads = evidence.ask(way.on_the_way, scenario)
    lines = evidence.ask(
        corridors.documented,
        commodities=tuple(values["commodities"]),
        kinds=tuple(values["evidence"]),
        confidence=tuple(values["confidence"]),
        cauca_cali=SCOPES[values["scope"]],
        corridor_ids=() if corridor == "any" else (corridor,),
        superseded=values["scope"] == "all",
    )
    ids = tuple(sorted(set(lines.frame["corridor_id"])))
    answers, notices = {"loads": loads, "lines": lines}, ()
    match values["view"]:
        case "origins":
            answers["origins"] = evidence.ask(way.origins, scenario)
        case "documented":
            answers["documented"] = corridors.one_per_corridor(lines)
        case "crossed":
            answers["crossed"] = evidence.ask(corridors.crossed, ids)
        case "near":
            try:
                answers["near"] = evidence.ask(corridors.incidents_near, ids, values["km"])
            except BelowUncertainty as error:
                notices = (below_uncertainty(error),)
        case "documents":
            answers["documents"] = evidence.ask(documents.corridors)
            answers["documented_places"] = evidence.ask(documents.places)
    answers = add_filters(answers, _filters(evidence, values), but=UNFILTERED)
    if corridor in (corridors.RECONSTRUCTION, corridors.SUPERSEDED):
        scene = _trucks(evidence, lines, corridor, lang)
    else:
        near = maps.incidents_along(answers["near"].frame, lang) if "near" in answers else []
        areas = maps.load_areas(evidence, loads.frame, tell("corridors.load_legend", lang), lang)
        ways = maps.ways_of(evidence, scenario, values, lang)
        names = maps.load_names(evidence, loads.frame, lang)
        wide = values["scope"] != "strict" and maps.extent(scenario) == maps.EXTENTS[0]
        scene = Scene(
            maps.titled(evidence, areas.title, scenario, lang),
            [areas, ways, maps.documented(lines.frame, lang), near, names],
            extent=maps.EXTENTS[1] if wide else maps.extent(scenario),
        )
    sentences = [s for s in loads.sentences if s.name in LOADS] or loads.sentences
    finding = next(iter(sentences), None)
    return View(answers, scene, finding, _firm(loads), notices=notices)


def _firm(loads: Answer) -> list[Sentence]:
    """Whether the finding holds under other tolerances and in other years."""
    if "firm" not in loads.said:
        return []
    firm = loads.said["firm"].values
    numbers = [say("corridors.number_years", range=firm["years"], of_years=firm["of_years"])]
    if firm["none"] and firm["twice"]:
        numbers.insert(0, say("corridors.number_none", none=firm["none"], twice=firm["twice"]))
    return numbers


def _filters(evidence: Evidence, values: Mapping[str, Any]) -> list[Sentence]:
    """Which documented corridors are kept, in words."""
    scope = {"cauca_cali": SCOPES[values["scope"]]}
    filters = coded(evidence, {**values, **scope}, ("cauca_cali", *FILTERS))
    if values["corridor"] != "any":
        name = evidence.ask(corridors.names)[values["corridor"]]
        filters.append(say("frame.filter", name=say("corridors.corridor"), values=[name]))
    return filters


def _trucks(evidence: Evidence, lines: Answer, corridor: str, lang: str) -> Scene:
    """The trucks carried explosives: coca under their route would suggest a link that no
    source makes."""
    points = evidence.corridor_waypoints
    stops = points.loc[points["corridor_id"] == corridor, "divipola"].dropna().unique()
    layers: list[Kind | Sequence[Kind]] = [
        maps.documented(lines.frame, lang),
        story_map.attack_layers(story_map.attack(evidence, corridor), lang),
        shapes.names(evidence, list(stops)),
    ]
    return Scene(story_map.title(evidence, corridor, lang), layers, extent="cali")


def _along(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What our sources hold along a line; a notice where there is none, or it is too near."""
    question = values["line"], open_scenario(evidence, values)
    km = values["km"] if values["by"] == "km" else None
    line = evidence.ask(along.line, *question)
    if line is None:
        place = place_names(evidence)[values["line"]]
        return View(notices=(say("corridors.no_way_from", place=place),))
    try:
        answers = evidence.ask(along.along, *question, distance_km=km)
    except BelowUncertainty as error:
        return View(notices=(below_uncertainty(error),))
    within = answers["places"].frame
    on_line = within.loc[within["relation"] != "within", "divipola"]
    area = maps.reach_of_line(line.legs, km or MARGIN_KM)
    layers: list[Kind | Sequence[Kind]] = [
        maps.within_km(area, km, lang) if km else maps.within_minutes(evidence, within, lang),
        maps.one_way(line.legs, lang) if line.modelled else maps.documented(line.legs, lang),
        maps.incidents_along(answers["incidents"].frame, lang),
        shapes.names(evidence, list(on_line)),
    ]
    counts = answers["places"].said["evidence"].values
    name, n = counts["line"], Range(counts["certain"], counts["certain"] + counts["possible"])
    title = tell("corridors.map_along", lang, line=name)
    return View(
        {values["read"]: answers[values["read"]]} | answers,
        Scene(title, layers, bounds=tuple(area.total_bounds)),
        say("corridors.finding_along", line=name, n=n),
        [say("corridors.number_incidents", n=n)],
    )


def below_uncertainty(error: BelowUncertainty) -> Sentence:
    """Why a distance cannot be answered, and which can."""
    distance, least = error.distance_km, error.uncertainty_km
    return say("corridors.below_uncertainty", distance=distance, uncertainty=least)


def _documents(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """Documented corridors over the modelled ways, after a closure where one is asked about."""
    beside = values["beside"]
    around = beside == "closing"
    scenario = (closing_scenario if around else open_scenario)(evidence, values)
    answer = evidence.ask(DOCUMENTS[beside], *((scenario,) if around else ()))
    legs = documents.drug_corridors(evidence)
    if scenario.closed:
        legs = legs[legs["corridor_id"].isin(answer.frame["corridor_id"].head(3))]
    else:
        legs = legs[legs["cauca_cali"] == "strict"]
    ends = [*legs["from_divipola"].dropna(), *legs["to_divipola"].dropna(), *scenario.closed]
    layers: list[Kind | Sequence[Kind]] = [
        maps.ways(evidence.ask(way.ways, scenario), lang),
        maps.documented(legs, lang),
        shapes.names(evidence, list(dict.fromkeys(ends))),
    ]
    title = maps.titled(evidence, tell("corridors.ask_documents", lang), scenario, lang)
    scene = Scene(title, layers, extent=maps.extent(scenario))
    finding = answer.sentences[0]
    if finding.name == "documents":
        finding = say("corridors.finding_documents", **finding.values)
    return View({beside: answer}, scene, finding)


QUESTIONS: dict[str, Callable[..., View]] = {
    "stories": _stories,
    "way": _way,
    "close": close,
    "cost": cost,
    "along": _along,
    "documents": _documents,
    "compare": compare,
}
