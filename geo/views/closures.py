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
from geo.views.corridor_choices import RANKS, closing, other, scenario
from geo.views.view import View

PARTS: dict[str, Callable[..., Answer]] = {
    "changes": closures.change,
    "why": closures.why,
    "checkpoint": closures.curve,
    "holds": doubts.holds,
    "journeys": closures.journeys,
}
LABELLED = 12
# What is the finding where no change is named.
INSTEAD = ("destination_closed", "cut_off", "nothing_arrives", "added", "within_rounding")


def close(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What changes where, why, and how long a checkpoint may hold."""
    asked, part = closing(evidence, values), values["part"]
    change = evidence.ask(closures.change, asked)
    more = (values["place"],) if part == "why" else ()
    answers = {"changes": change, part: evidence.ask(PARTS[part], asked, *more)}
    answers["cost"] = evidence.ask(closures.cost, asked)
    if part == "holds" and asked.closed:
        answers["errors"] = evidence.ask(doubts.errors, asked)
    frame, closed, shown = change.frame, asked.closed, values["shown"]
    tips = maps.change_tips(frame, AFTER, lang)
    if shown == "change":
        moved = frame[frame["change_modelled"].isin(["gain", "loss"])]
        net = moved.set_index("divipola")["net_share_modelled"]
        either = frame.loc[frame["change_modelled"] == "either", "divipola"]
        if "nothing_arrives" in change.said:  # there is no after to compare
            either = either.head(0)
        title = tell("corridors.change_legend", lang)
        drawn = maps.change_areas(evidence, net, set(either), title, lang, tips)
        names = maps.change_names(evidence, net, closed, lang)
    else:
        columns = BEFORE if shown == "before" else AFTER
        before = shown == "before"
        title = tell("corridors.before_legend" if before else "corridors.after_legend", lang)
        drawn = maps.load_areas(evidence, frame, title, lang, columns=columns, told=tips)
        names = maps.load_names(evidence, frame, lang, columns)
    of = asked.opened if shown == "before" else asked
    ways = maps.ways_if(evidence, of, lang, shown=values["ways"])
    held = asked.hold_minutes is not None
    marks = maps.marked_places(evidence, closed, values["place"], held, lang)
    named = maps.titled(evidence, title, of, lang)
    scene = Scene(named, [drawn, ways, marks, names], extent=maps.extent(asked))
    finding = _finding(evidence, asked, change)
    later = {"changes": partial(evidence.ask, doubts.doubted_change, asked)}
    return View(answers, scene, finding, _cost_numbers(change), later=later)


def _finding(evidence: Evidence, asked: Scenario, change: Answer) -> Sentence:
    """The place that gains most; where none is named what is lost, or that nothing changes."""
    closing_of = doubts.closing_of(evidence, asked)
    for sentence in change.sentences:
        if sentence.name in ("change_gain", "change_loss"):
            return say("closures.finding", closing=closing_of, **sentence.values)
        if sentence.name.startswith("change_"):
            return say("closures.finding_points", closing=closing_of, change=sentence)
    return next((change.said[n] for n in INSTEAD if n in change.said), change.sentences[0])


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
    holds = evidence.ask(doubts.tried_change, asked).said.get("holds")
    if holds is None:
        return []
    but_zero = holds.values["but_zero"]
    told = {"but_zero": but_zero if but_zero != holds.values["everywhere"] else 0}
    return [say("corridors.number_holds", **{**holds.values, **told})]


def cost(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """Every place closed alone, ranked."""
    asked = closing(evidence, values).opened
    by = RANKS[values["rank"]]
    singles = evidence.ask(closures.singles, asked)
    ordered = sorted_by(singles.frame, f"-{by} divipola")
    ranked = replace(singles, frame=ordered)
    drawn = maps.cost_areas(evidence, ordered, by, lang)
    most = ordered.loc[ordered[by] > 0, "divipola"].head(LABELLED)
    names = shapes.names(evidence, list(most))
    title = maps.titled(evidence, drawn.title, asked, lang)
    scene = Scene(title, [drawn, names], extent=maps.extent(asked))
    finding = singles.said.get("costliest")
    numbers = []
    if finding:
        minutes = finding.values["most_min"]
        road = documents.road(evidence, asked, minutes)
        numbers = [say("corridors.number_min", minutes=minutes, road=road)]
        finding = say("closures.finding_cost", place=finding.values["places"][0], minutes=minutes)
    return View({"singles": ranked}, scene, finding, numbers)


def compare(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The difference of two scenarios, with the map of each beside it."""
    one, two = scenario(evidence, values), other(evidence, values)
    answer = evidence.ask(doubts.difference, one, two)
    sides = doubts.sides(evidence, one, two)
    frame, net = answer.frame, answer.frame.set_index("divipola")["difference_share_modelled"]
    apart = frame["apart_modelled"].astype(bool).to_numpy()
    unsure = net.index[~apart & (net.abs() >= maps.DRAWN_SHARE)]
    first, second = sides
    title = tell("corridors.difference_legend", lang, one=first, other=second)
    tips = maps.change_tips(frame, OTHER, lang, "corridors.tip_difference", one=first, other=second)
    extent = max((maps.extent(each) for each in (one, two)), key=maps.EXTENTS.index)
    places = maps.change_names(evidence, net[apart], two.closed, lang)
    held = two.hold_minutes is not None
    drawn: list[Kind] = [maps.change_areas(evidence, net[apart], set(unsure), title, lang, tips)]
    if two.closed:
        drawn.append(maps.marked_places(evidence, two.closed, "", held, lang))
    beside = []
    for side, shares in zip(sides, (BEFORE, OTHER), strict=True):
        title_of = tell("corridors.compare_side", lang, side=side)
        areas = maps.load_areas(evidence, frame, title_of, lang, columns=shares, told=tips)
        labels = maps.load_names(evidence, frame, lang, shares)
        beside.append(Scene(title_of, [areas, labels], extent=extent))
    named = tell("corridors.map_compared", lang, what=title)
    scene = Scene(named, [*drawn, places], extent=extent)
    return View({"difference": answer}, scene, answer.sentences[0], beside=tuple(beside))
