"""The corridors page when two scenarios are compared: their difference, and each beside it."""

from collections.abc import Mapping
from typing import Any

from geo.answers import comparison
from geo.answers.closures import BEFORE
from geo.answers.comparison import OTHER
from geo.cartography.kinds import Kind
from geo.cartography.scene import Scene
from geo.evidence import Evidence
from geo.language import tell
from geo.views import corridor_maps as maps
from geo.views.corridor_choices import other, scenario
from geo.views.view import View


def compare(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The difference of two scenarios, with the map of each beside it."""
    one, two = scenario(evidence, values), other(evidence, values)
    answer = evidence.ask(comparison.difference, one, two)
    sides = comparison.sides(evidence, one, two)
    frame, net = answer.frame, answer.frame.set_index("divipola")["difference_share_modelled"]
    apart = frame["apart_modelled"].astype(bool).to_numpy()
    unsure = net.index[~apart & (net.abs() >= maps.DRAWN_SHARE)]
    first, second = sides
    title = tell("corridors.difference_legend", lang, one=first, other=second)
    tips = maps.change_tips(frame, OTHER, lang, "corridors.tip_difference", one=first, other=second)
    extent = max((maps.extent(each) for each in (one, two)), key=maps.EXTENTS.index)
    names = maps.change_names(evidence, net[apart], two.closed, lang)
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
    scene = Scene(title, [*drawn, names], extent=extent)
    return View({"difference": answer}, scene, answer.sentences[0], beside=tuple(beside))
