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
    closing,
    missing,
    place_names,
    scenario,
)
from geo.views.filters import coded, named
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
    shown = QUESTIONS[values["ask"]](evidence, values, lang)
    asked = (closing if values["ask"] == "close" else scenario)(evidence, values)
    notices = *missing(evidence, values), *shown.notices
    return replace(shown, notices=notices, scenario=asked)


def _stories(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The documented corridors, those from Cauca to Cali first, one of them lit."""
    told, chosen = evidence.ask(corridors.routes), values["story"]
    lines = evidence.ask(corridors.documented, corridor_ids=(chosen,) if chosen else ())
    lines = replace(lines, sentences=())  # they speak of filters
    every = evidence.ask(corridors.documented).frame
    answers, numbers = {"routes": told, "lines": lines}, []
    if chosen == corridors.RECONSTRUCTION:
        answers["attack"] = attack = evidence.ask(incidents.incident, corridors.TRUCK_BOMB)
        row = attack.frame.iloc[0]
        killed = Range(int(row["killed_low"]), int(row["killed_high"]))
        numbers = [say("corridors.number_killed", killed=killed)]
    scene = story_map.scene(evidence, every, lines.frame, chosen, lang)
    return View(answers, scene, told.said["finding"], numbers)


def _way(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What the model puts on the way, and the documented lines over it."""
    asked = scenario(evidence, values)
    loads = evidence.ask(way.on_the_way, asked)
    lines = evidence.ask(
        corridors.documented,
        commodities=tuple(values["commodities"]),
        kinds=tuple(values["evidence"]),
        confidence=tuple(values["confidence"]),
        cauca_cali=SCOPES[values["scope"]],
        corridor_ids=() if values["corridor"] == "any" else (values["corridor"],),
        superseded=values["scope"] == "all",
    )
    ids = tuple(sorted(set(lines.frame["corridor_id"])))
    answers, notices = {"loads": loads, "lines": lines}, ()
    match values["view"]:
        case "origins":
            answers["origins"] = evidence.ask(way.origins, asked)
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
    answers = named(answers, _filters(evidence, values), but=UNFILTERED)
    near = maps.incidents_along(answers["near"].frame, lang) if "near" in answers else []
    trucks = values["corridor"] in (corridors.RECONSTRUCTION, corridors.SUPERSEDED)
    if trucks:
        scene = _trucks(evidence, lines, values["corridor"], lang)
    else:
        drawn = maps.load_areas(evidence, loads.frame, tell("corridors.load_legend", lang), lang)
        ways = maps.ways_if(evidence, asked, lang, shown=values["ways"])
        names = maps.load_names(evidence, loads.frame, lang)
        wide = values["scope"] != "strict" and maps.extent(asked) == maps.EXTENTS[0]
        scene = Scene(
            maps.titled(evidence, drawn.title, asked, lang),
            [drawn, ways, maps.documented(lines.frame, lang), near, names],
            extent=maps.EXTENTS[1] if wide else maps.extent(asked),
        )
    said = [s for s in loads.sentences if s.name in LOADS] or [*loads.sentences]
    finding = next(iter(said), None)
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
    found = coded(evidence, {**values, **scope}, ("cauca_cali", *FILTERS))
    if values["corridor"] != "any":
        rows = evidence.corridors_documented.set_index("corridor_id")
        name = rows.loc[[values["corridor"]], ["name_en", "name_es"]].iloc[0]
        told = [{"en": name["name_en"], "es": name["name_es"]}]
        found.append(say("frame.filter", name=say("corridors.corridor"), values=told))
    return found


def _trucks(evidence: Evidence, lines: Answer, corridor: str, lang: str) -> Scene:
    """The trucks carried explosives: coca under their route would suggest a link that no
    source makes."""
    points, rows = evidence.corridor_waypoints, evidence.incidents
    attack = rows[rows["incident_id"] == corridors.TRUCK_BOMB]
    head = tell("corridors.incident_legend", lang)
    stops = points.loc[points["corridor_id"] == corridor, "divipola"].dropna().unique()
    layers: list[Kind | Sequence[Kind]] = [
        maps.documented(lines.frame, lang),
        shapes.incident_layers(attack, lang, large=True, head=head),
        shapes.names(evidence, list(stops)),
    ]
    title = story_map.title(evidence, corridor, lang)
    return Scene(title, layers, extent="cali")


def _along(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What our sources hold along a line; a notice where there is none, or it is too near."""
    asked, km = scenario(evidence, values), values["km"] if values["by"] == "km" else None
    line = evidence.ask(along.line, values["line"], asked)
    if line is None:
        place = place_names(evidence)[values["line"]]
        return View(notices=(say("corridors.no_way_from", place=place),))
    try:
        answers = evidence.ask(along.along, values["line"], asked, distance_km=km)
    except BelowUncertainty as error:
        return View(notices=(below_uncertainty(error),))
    within, incidents = answers["places"].frame, answers["incidents"].frame
    area = maps.reach_of_line(line.legs, km or MARGIN_KM)
    reach: Kind = (
        maps.within_km(area, km, lang) if km else maps.within_minutes(evidence, within, lang)
    )
    drawn = maps.one_way(line.legs, lang) if line.modelled else maps.documented(line.legs, lang)
    on_line = within.loc[within["relation"] != "within", "divipola"]
    names = shapes.names(evidence, list(on_line))
    layers: list[Kind | Sequence[Kind]] = [
        reach,
        drawn,
        maps.incidents_along(incidents, lang),
        names,
    ]
    first = {values["read"]: answers[values["read"]]} | answers
    counts = answers["places"].said["evidence"].values
    title = tell("corridors.map_along", lang, line=counts["line"])
    scene = Scene(title, layers, bounds=tuple(area.total_bounds))
    certain = Range(counts["certain"], counts["certain"] + counts["possible"])
    number = say("corridors.number_incidents", n=certain)
    finding = say("corridors.finding_along", line=counts["line"], n=certain)
    return View(first, scene, finding, [number])


def below_uncertainty(error: BelowUncertainty) -> Sentence:
    """Why a distance cannot be answered, and which can."""
    distance, least = error.distance_km, error.uncertainty_km
    return say("corridors.below_uncertainty", distance=distance, uncertainty=least)


def _documents(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """Documented corridors over the modelled ways, after a closure where one is asked about."""
    beside = values["beside"]
    around = beside == "closing"
    asked = closing(evidence, values) if around else scenario(evidence, values)
    answer = evidence.ask(DOCUMENTS[beside], *((asked,) if around else ()))
    legs = documents.drug_corridors(evidence)
    if asked.closed:
        legs = legs[legs["corridor_id"].isin(answer.frame["corridor_id"].head(3))]
    else:
        legs = legs[legs["cauca_cali"] == "strict"]
    ends = [*legs["from_divipola"].dropna(), *legs["to_divipola"].dropna(), *asked.closed]
    layers: list[Kind | Sequence[Kind]] = [
        maps.ways(evidence.ask(way.ways, asked), lang),
        maps.documented(legs, lang),
        shapes.names(evidence, list(dict.fromkeys(ends))),
    ]
    title = maps.titled(evidence, tell("corridors.ask_documents", lang), asked, lang)
    scene = Scene(title, layers, extent=maps.extent(asked))
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
