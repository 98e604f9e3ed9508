"""The corridors page when places are closed or held: what changes, and what costs most."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from geo.answers import Answer, closures, documents, doubts
from geo.answers.closures import AFTER, BEFORE
from geo.answers.doubts import OTHER
from geo.cartography.kinds import Kind
from geo.cartography.scene import Scene
from geo.evidence import Evidence, sorted_by
from geo.journeys import Scenario
from geo.language import Sentence, say, tell
from geo.views import corridor_maps as maps
from geo.views import shapes
from geo.views.corridor_choices import RANKS, closing_scenario, open_scenario, other_scenario
from geo.views.view import View

PARTS: dict[str, Callable[..., Answer]] = {
    "changes": closures.change,
    "why": closures.why,
    "checkpoint": closures.curve,
    "holds": doubts.holds,
    "journeys": closures.journeys,
}
LEGENDS = {
    "change": "corridors.change_legend",
    "before": "corridors.before_legend",
    "after": "corridors.after_legend",
}
LABELLED = 12
# What is the finding where no change is named.
INSTEAD = ("destination_closed", "cut_off", "nothing_arrives", "added", "within_rounding")


def close(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What changes where, why, and how long a checkpoint may hold."""
    scenario, part = closing_scenario(evidence, values), values["part"]
    change = evidence.ask(closures.change, scenario)
    more = (values["place"],) if part == "why" else ()
    answers = {"changes": change, part: evidence.ask(PARTS[part], scenario, *more)}
    answers["cost"] = evidence.ask(closures.cost, scenario)
    if part == "holds" and scenario.closed:
        answers["errors"] = evidence.ask(doubts.errors, scenario)
    scene = _scene(evidence, scenario, change, values, lang)
    finding = _finding(evidence, scenario, change)
    later = {"changes": partial(evidence.ask, doubts.doubted_change, scenario)}
    return View(answers, scene, finding, _cost_numbers(change), later=later)


def _scene(
    evidence: Evidence, scenario: Scenario, change: Answer, values: Mapping[str, Any], lang: str
) -> Scene:
    """The change, or the loads before or after it, with what is closed."""
    frame, closed, kind = change.frame, scenario.closed, values["shown"]
    title, tips = tell(LEGENDS[kind], lang), maps.change_tips(frame, AFTER, lang)
    if kind == "change":
        firm = frame[frame["change_modelled"].isin(["gain", "loss"])]
        net = firm.set_index("divipola")["net_share_modelled"]
        either = frame.loc[frame["change_modelled"] == "either", "divipola"]
        if "nothing_arrives" in change.said:  # there is no after to compare
            either = either.head(0)
        areas = maps.change_areas(evidence, net, set(either), title, lang, tips)
        names = maps.change_names(evidence, net, closed, lang)
    else:
        columns = BEFORE if kind == "before" else AFTER
        areas = maps.load_areas(evidence, frame, title, lang, columns=columns, tips=tips)
        names = maps.load_names(evidence, frame, lang, columns)
    loads_of = scenario.opened if kind == "before" else scenario
    ways = maps.ways_of(evidence, loads_of, values, lang)
    marks = maps.marked_places(evidence, scenario, lang, place=values["place"])
    name = maps.titled(evidence, title, loads_of, lang)
    return Scene(name, [areas, ways, marks, names], extent=maps.extent(scenario))


def _finding(evidence: Evidence, scenario: Scenario, change: Answer) -> Sentence:
    """The place that gains most; where none is named what is lost, or that nothing changes."""
    closing = doubts.closing_of(evidence, scenario)
    for sentence in change.sentences:
        if sentence.name in ("change_gain", "change_loss"):
            return say("closures.finding", closing=closing, **sentence.values)
        if sentence.name.startswith("change_"):
            return say("closures.finding_points", closing=closing, change=sentence)
    return next((change.said[n] for n in INSTEAD if n in change.said), change.sentences[0])


def _cost_numbers(change: Answer) -> list[Sentence]:
    """How much longer it takes, and what the press said of blockades."""
    by_name, numbers = change.said, []
    if "on_the_road" in by_name:
        minutes = by_name["added"].values["added_min"]
        road = by_name["on_the_road"].values["road"]
        numbers.append(say("corridors.number_min", minutes=minutes, road=road))
    if "press" in by_name:
        numbers.append(say("corridors.number_press", more=by_name["press"].values["more"]))
    return numbers


def numbers_that_hold(evidence: Evidence, scenario: Scenario) -> list[Sentence]:
    """How many of a closure's named changes hold: a number that may come after the map."""
    holds = evidence.ask(doubts.tried_change, scenario).said.get("holds")
    if holds is None:
        return []
    counts = dict(holds.values)
    if counts["but_zero"] == counts["everywhere"]:
        counts["but_zero"] = 0
    return [say("corridors.number_holds", **counts)]


def cost(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """Every place closed alone, ranked."""
    scenario, by = closing_scenario(evidence, values).opened, RANKS[values["rank"]]
    singles = evidence.ask(closures.singles, scenario)
    ordered = sorted_by(singles.frame, f"-{by} divipola")
    answers = {"singles": replace(singles, frame=ordered)}
    areas = maps.cost_areas(evidence, ordered, by, lang)
    most = ordered.loc[ordered[by] > 0, "divipola"].head(LABELLED)
    title = maps.titled(evidence, areas.title, scenario, lang)
    layers = [areas, shapes.names(evidence, list(most))]
    scene = Scene(title, layers, extent=maps.extent(scenario))
    costliest = singles.said.get("costliest")
    if costliest is None:
        return View(answers, scene)
    minutes, place = costliest.values["most_min"], costliest.values["places"][0]
    road = documents.road(evidence, scenario, minutes)
    finding = say("closures.finding_cost", place=place, minutes=minutes)
    numbers = [say("corridors.number_min", minutes=minutes, road=road)]
    return View(answers, scene, finding, numbers)


def compare(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The difference of two scenarios, with the map of each beside it."""
    one, two = open_scenario(evidence, values), other_scenario(evidence, values)
    answer = evidence.ask(doubts.difference, one, two)
    frame, net = answer.frame, answer.frame.set_index("divipola")["difference_share_modelled"]
    apart = frame["apart_modelled"].astype(bool).to_numpy()
    unsure = net.index[~apart & (net.abs() >= maps.DRAWN_SHARE)]
    sides = dict(zip(("one", "other"), doubts.sides(evidence, one, two), strict=True))
    title = tell("corridors.difference_legend", lang, **sides)
    tips = maps.change_tips(frame, OTHER, lang, "corridors.tip_difference", **sides)
    extent = max((maps.extent(each) for each in (one, two)), key=maps.EXTENTS.index)
    layers: list[Kind] = [maps.change_areas(evidence, net[apart], set(unsure), title, lang, tips)]
    if two.closed:
        layers.append(maps.marked_places(evidence, two, lang))
    layers.append(maps.change_names(evidence, net[apart], two.closed, lang))
    beside = []
    for side, shares in zip(sides.values(), (BEFORE, OTHER), strict=True):
        name = tell("corridors.compare_side", lang, side=side)
        areas = maps.load_areas(evidence, frame, name, lang, columns=shares, tips=tips)
        labels = maps.load_names(evidence, frame, lang, shares)
        beside.append(Scene(name, [areas, labels], extent=extent))
    scene = Scene(tell("corridors.map_compared", lang, what=title), layers, extent=extent)
    return View({"difference": answer}, scene, answer.sentences[0], beside=tuple(beside))
