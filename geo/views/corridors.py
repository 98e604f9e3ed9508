"""The page of corridors: the routes as stories, and six questions to documents and model."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from geo.answers import (
    Answer,
    along,
    closures,
    corridors,
    documents,
    errors,
    hours,
    incidents,
    stories,
    way,
)
from geo.answers.closures import AFTER, BEFORE, OTHER
from geo.cartography.scene import Scene
from geo.errors import BelowUncertainty
from geo.evidence import Evidence
from geo.journeys import Scenario
from geo.language import Range, Sentence, say, tell
from geo.views import corridor_maps as maps
from geo.views import shapes, story_map
from geo.views.corridor_choices import (
    FILTERS,
    RANKS,
    SCOPES,
    choices,
    closing,
    missing,
    other,
    place_names,
    scenario,
)
from geo.views.corridor_maps import Layers
from geo.views.filters import coded, named
from geo.views.view import View, remembered

EXTENTS = ("cauca_cali", "southwest", "colombia")
CLOSURES: dict[str, Callable[..., Answer]] = {
    "changes": closures.change,
    "why": closures.why,
    "checkpoint": closures.curve,
    "holds": closures.holds,
    "journeys": closures.journeys,
}
DOCUMENTS: dict[str, Callable[..., Answer]] = {
    "corridors": documents.corridors,
    "places": documents.places,
    "notes": documents.notes,
    "closing": documents.around,
}
# Answers of the model, or of all corridors: no filter of documented lines touches them.
UNFILTERED = ("loads", "origins", "documents", "documented_places")
LOADS = ("load", "load_plain", "load_about", "load_range")
__all__ = ["choices", "view"]
LABELLED = 12
MARGIN_KM = 15


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The answers and the map of the question that was asked."""
    shown = QUESTIONS[values["ask"]](evidence, values, lang)
    return replace(shown, notices=(*missing(evidence, values), *shown.notices))


def _stories(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The documented corridors, those from Cauca to Cali first, one of them lit."""
    told, chosen = evidence.ask(stories.routes), values["story"]
    lines = evidence.ask(corridors.documented, corridor_ids=(chosen,) if chosen else ())
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
    trucks = values["corridor"] in (corridors.RECONSTRUCTION, corridors.SUPERSEDED)
    if trucks:
        scene = _trucks(evidence, lines, values["corridor"], lang)
    else:
        drawn = maps.load_areas(evidence, loads.frame, tell("corridors.load_legend", lang), lang)
        ways = _ways(evidence, values, asked, lang)
        names: Layers = [maps.load_names(evidence, loads.frame, lang)], []
        wide = values["scope"] != "strict" and maps.extent(asked) == EXTENTS[0]
        scene = _scene(
            tell("corridors.title", lang),
            EXTENTS[1] if wide else maps.extent(asked),
            *(drawn, ways, maps.documented(lines.frame, lang), names),
        )
    finding = next((s for s in loads.sentences if s.name in LOADS), None)
    return View(answers, scene, finding, _firm(loads), notices=notices)


def _firm(loads: Answer) -> list[Sentence]:
    """Whether the finding holds under other tolerances and in other years."""
    if "firm" not in loads.said:
        return []
    firm = loads.said["firm"].values
    return [
        say("corridors.number_none", none=firm["none"], twice=firm["twice"]),
        say("corridors.number_years", range=firm["years"], of_years=firm["of_years"]),
    ]


def _filters(evidence: Evidence, values: Mapping[str, Any]) -> list[Sentence]:
    """Which documented corridors are kept, in words."""
    scope = {"cauca_cali": SCOPES[values["scope"]]}
    found = coded(evidence, {**values, **scope}, ("cauca_cali", *FILTERS))
    if values["corridor"] != "any":
        one = say("corridors.corridor")
        found.append(say("frame.filter", name=one, values=[values["corridor"]]))
    return found


def _trucks(evidence: Evidence, lines: Answer, corridor: str, lang: str) -> Scene:
    """The trucks carried explosives: coca under their route would suggest a link that no
    source makes."""
    points, rows = evidence.corridor_waypoints, evidence.incidents
    attack = rows[rows["incident_id"] == corridors.TRUCK_BOMB]
    legend = shapes.incidents_legend(attack, tell("corridors.incident_legend", lang), lang)
    stops = points.loc[points["corridor_id"] == corridor, "divipola"].dropna().unique()
    return _scene(
        tell("corridors.title", lang),
        "cali",
        maps.documented(lines.frame, lang),
        (shapes.incident_layers(attack, lang, large=True), [legend]),
        ([shapes.names(evidence, list(stops))], []),
    )


def _close(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What changes where, why, and how long a checkpoint may hold."""
    asked, part = closing(evidence, values), values["part"]
    change = evidence.ask(closures.change, asked)
    more = (values["place"],) if part == "why" else ()
    answers = {"changes": change, part: evidence.ask(CLOSURES[part], asked, *more)}
    answers["cost"] = evidence.ask(closures.cost, asked)
    if part == "holds" and asked.closed:
        answers["errors"] = evidence.ask(errors.errors, asked)
    frame, closed, shown = change.frame, asked.closed, values["shown"]
    tips = maps.change_tips(frame, AFTER, lang)
    if shown == "change":
        moved = frame[frame["change_modelled"].isin(["gain", "loss"])]
        net = moved.set_index("divipola")["net_share_modelled"]
        either = frame.loc[frame["change_modelled"] == "either", "divipola"]
        title = tell("corridors.change_legend", lang)
        drawn = maps.change_areas(evidence, net, set(either), title, lang, tips)
        names = maps.change_names(evidence, net, closed, lang)
    else:
        columns = BEFORE if shown == "before" else AFTER
        before = shown == "before"
        title = tell("corridors.before_legend" if before else "corridors.after_legend", lang)
        drawn = maps.load_areas(evidence, frame, title, lang, columns=columns, told=tips)
        names = maps.load_names(evidence, frame, lang, columns)
    ways = _ways(evidence, values, asked.opened if shown == "before" else asked, lang)
    held = asked.hold_minutes is not None
    marks = maps.marked_places(evidence, closed, values["place"], held, lang)
    scene = _scene(title, maps.extent(asked), drawn, ways, marks, ([names], []))
    finding = next((s for s in change.sentences if s.name.startswith("change_")), None)
    if finding:
        key = "closures.finding_held" if asked.hold_minutes is not None else "closures.finding"
        told = {n: finding.values[n] for n in ("place", "before_share", "after_share")}
        finding = say(key, places=way.closed_names(evidence, asked), **told)
    return View(answers, scene, finding, _cost_numbers(answers["changes"]))


def _cost_numbers(change: Answer) -> list[Sentence]:
    """How much longer it takes, and what the press said of blockades."""
    said, numbers = change.said, []
    if "on_the_road" in said:
        minutes, road = said["added"].values["added_min"], said["on_the_road"].values["road"]
        numbers.append(say("corridors.number_min", minutes=minutes, road=road))
    if "press" in said:
        numbers.append(say("corridors.number_press", more=said["press"].values["more"]))
    return numbers


def number_that_hold(evidence: Evidence, asked: Scenario) -> list[Sentence]:
    """How many of a closure's named changes hold: a number that may come after the map."""
    holds = evidence.ask(closures.tried_change, asked).said.get("holds")
    if holds is None:
        return []
    told = {"holds": holds.values["but_zero"], "changes": holds.values["changes"]}
    return [say("corridors.number_holds", **told)]


def _cost(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """Every place closed alone, ranked."""
    asked = closing(evidence, values).opened
    by = RANKS[values["rank"]]
    singles = evidence.ask(closures.singles, asked)
    ordered = singles.frame.sort_values(
        [by, "divipola"], ascending=[False, True], ignore_index=True
    )
    ranked = replace(singles, frame=ordered)
    drawn = maps.cost_areas(evidence, ordered, by, lang)
    most = ordered.loc[ordered[by] > 0, "divipola"].head(LABELLED)
    names: Layers = [shapes.names(evidence, list(most))], []
    scene = _scene(drawn[1][0].title, maps.extent(asked), drawn, names)
    finding = singles.said.get("costliest")
    numbers = []
    if finding:
        minutes = finding.values["most_min"]
        road = hours.on_the_road(evidence, minutes)
        numbers = [say("corridors.number_min", minutes=minutes, road=road)]
    return View({"singles": ranked}, scene, finding, numbers)


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
    reach = maps.within_km(area, km, lang) if km else maps.within_minutes(evidence, within, lang)
    drawn = maps.one_way(line.legs, lang) if line.modelled else maps.documented(line.legs, lang)
    on_line = within.loc[within["relation"] != "within", "divipola"]
    names: Layers = [shapes.names(evidence, list(on_line))], []
    layers = (reach, drawn, maps.incidents_along(incidents, lang), names)
    scene = _scene(tell("corridors.ask_along", lang), tuple(area.total_bounds), *layers)
    first = {values["read"]: answers[values["read"]]} | answers
    counts = answers["places"].said["evidence"].values
    certain = Range(counts["certain"], counts["certain"] + counts["possible"])
    number = say("corridors.number_incidents", n=certain)
    return View(first, scene, answers["places"].sentences[-1], [number])


def below_uncertainty(error: BelowUncertainty) -> Sentence:
    """Why a distance cannot be answered, and which can."""
    uncertainty = round(error.uncertainty_km, 1)
    return say(
        "corridors.below_uncertainty",
        distance=error.distance_km,
        uncertainty=int(uncertainty) if uncertainty == int(uncertainty) else uncertainty,
    )


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
    scene = _scene(
        tell("corridors.ask_documents", lang),
        maps.extent(asked),
        maps.ways(evidence.ask(way.ways, asked), lang),
        maps.documented(legs, lang),
        ([shapes.names(evidence, list(dict.fromkeys(ends)))], []),
    )
    return View({beside: answer}, scene, answer.sentences[0])


def _compare(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The difference of two scenarios, with the map of each beside it."""
    one, two = scenario(evidence, values), other(evidence, values)
    answer = evidence.ask(closures.difference, one, two)
    sides = way.sides(evidence, one, two)
    frame, net = answer.frame, answer.frame.set_index("divipola")["difference_share_modelled"]
    apart = frame["apart_modelled"].astype(bool).to_numpy()
    unsure = net.index[~apart & (net.abs() >= maps.DRAWN_SHARE)]
    first, second = sides
    title = tell("corridors.difference_legend", lang, one=first, other=second)
    tips = maps.change_tips(frame, OTHER, lang, "corridors.tip_difference", one=first, other=second)
    extent = max((maps.extent(each) for each in (one, two)), key=EXTENTS.index)
    names: Layers = [maps.change_names(evidence, net[apart], two.closed, lang)], []
    held = two.hold_minutes is not None
    drawn = [maps.change_areas(evidence, net[apart], set(unsure), title, lang, tips)]
    if two.closed:
        drawn.append(maps.marked_places(evidence, two.closed, "", held, lang))
    beside = []
    for side, shares in zip(sides, (BEFORE, OTHER), strict=True):
        title_of = tell("corridors.compare_side", lang, side=side)
        layers = maps.load_areas(evidence, frame, title_of, lang, columns=shares, told=tips)
        labels: Layers = [maps.load_names(evidence, frame, lang, shares)], []
        beside.append(_scene(title_of, extent, layers, labels))
    scene = _scene(title, extent, *drawn, names)
    return View({"difference": answer}, scene, answer.sentences[0], beside=tuple(beside))


def _ways(evidence: Evidence, values: Mapping[str, Any], asked: Scenario, lang: str) -> Layers:
    return maps.ways(evidence.ask(way.ways, asked), lang) if values["ways"] else ([], [])


def _scene(title: str, where: str | tuple, *drawn: Layers) -> Scene:
    """One map of these layers. where: a named extent, or bounds in degrees."""
    layers = [kind for kinds, _ in drawn for kind in kinds]
    legends = [legend for _, each in drawn for legend in each]
    if isinstance(where, str):
        return Scene(title, layers, extent=where, legends=legends)
    return Scene(title, layers, bounds=where, legends=legends)


QUESTIONS: dict[str, Callable[..., View]] = {
    "stories": _stories,
    "way": _way,
    "close": _close,
    "cost": _cost,
    "along": _along,
    "documents": _documents,
    "compare": _compare,
}
