"""The choices of the corridors page, and the scenarios of the model that they stand for."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from geo.answers import along, way
from geo.answers.coca import YEARS
from geo.evidence import Evidence, columns
from geo.journeys import Scenario
from geo.language import Sentence, say
from geo.views.link import Choice, many_of, one_of, whole, yes_no

CALI, BUENAVENTURA, SANTANDER, SUAREZ = "76001", "76109", "19698", "19780"
ANALYSTS = ("way", "cost", "along", "documents", "compare")
ASKS = ("stories", "close", *ANALYSTS)
VIEWS = ("loads", "origins", "documented", "crossed", "near", "documents")
PARTS = ("changes", "why", "checkpoint", "holds", "journeys")
BESIDE = ("corridors", "places", "notes", "closing")
# Departments whose coca is sent, by the code of the choice; none stands for all.
ORIGINS = {"cauca": ("19",), "three": ("19", "52", "76"), "all": ()}
PICKED = "picked"
SCOPES = {"strict": ("strict",), "through": ("strict", "through"), "all": ()}
FILTERS = ("commodities", "evidence", "confidence")
RANKS = {"hours": "hectare_hours_modelled", "cut": "cut_off_ha_modelled"}
# What one click asks: the places, and minutes held (none: closed).
PRESETS = {
    "santander": ([SANTANDER], None),
    "jamundi": (["76364", "19573"], None),
    "popayan": (["19001"], None),
    "checkpoint": ([SANTANDER], 30),
}


def choices(evidence: Evidence) -> list[Choice]:
    """The question, the scenario, and what each question has of its own."""
    places = list(place_names(evidence))
    lines = sorted(evidence.corridors_documented["corridor_id"].unique())
    vocabulary = {name: list(columns()[name].values) for name in FILTERS}
    earlier = [
        whole("year", *YEARS, YEARS[1]),
        one_of("origins", [*ORIGINS, PICKED], "cauca"),
        many_of("from", places),
        many_of("to", places, (CALI,)),
        whole("limit", 0, 24, 6),
        whole("tolerance", 0, 60, 6),
        yes_no("access", False),
        one_of("corridor", ["any", *lines], "any"),
        one_of("scope", list(SCOPES), "strict"),
        *(many_of(name, codes) for name, codes in vocabulary.items()),
        yes_no("ways", True),
        one_of("view", VIEWS, "loads"),
        whole("km", 1, 50, 15),
        many_of("closed", places, (SANTANDER,)),
        one_of("act", ["close", "hold"], "close"),
        whole("width", 0, 60, 6),
        whole("hold", 0, 120, 30),
        one_of("click", ["close", "why"], "close"),
        one_of("place", places, SUAREZ),
        one_of("shown", ["change", "before", "after"], "change"),
        one_of("part", PARTS, "changes"),
        one_of("rank", list(RANKS), "hours"),
        one_of("line", [*lines, *places], "COR05"),
        one_of("by", ["km", "minutes"], "km"),
        one_of("read", ["places", *along.EVIDENCE], "places"),
        one_of("beside", BESIDE, "corridors"),
        one_of("against", ["year", "destination", "origins", "closing"], "year"),
        whole("year2", *YEARS, 2010),
        many_of("to2", places, (BUENAVENTURA,)),
        one_of("origins2", list(ORIGINS), "three"),
    ]
    unnamed = partial(_unnamed, {choice.name for choice in earlier})
    return [
        one_of("ask", ASKS, "stories", unnamed=unnamed),
        one_of("story", ["", *lines], ""),
        *earlier,
    ]


def _unnamed(earlier: Collection[str], query: Mapping[str, str]) -> str:
    """What a link asks that does not say it: before there were stories, that was the way."""
    return "way" if any(name in query for name in earlier) else "stories"


def place_names(evidence: Evidence) -> dict[str, str]:
    """Every municipality with travel times: code → name and department."""
    rows = evidence.municipalities
    rows = rows[rows["divipola"].isin(evidence.travel_times.codes)]
    texts = rows["municipality"] + " (" + rows["department"] + ")"
    return dict(zip(rows["divipola"], texts, strict=True))


def open_scenario(evidence: Evidence, values: Mapping[str, Any]) -> Scenario:
    """What the model is asked, with nothing closed; Cali or Cauca where nothing was chosen."""
    codes = ORIGINS.get(values["origins"], tuple(values["from"]) or ORIGINS["cauca"])
    return Scenario(
        year=values["year"],
        origins=codes or tuple(evidence.coca["department_code"].unique()),
        destinations=tuple(values["to"]) or (CALI,),
        limit_hours=values["limit"] or None,
        tolerance_hours=values["tolerance"] / 60,
        access_places=values["access"],
    )


def closing_scenario(evidence: Evidence, values: Mapping[str, Any]) -> Scenario:
    """The same with what is closed or held."""
    closed = tuple(values["closed"])
    return replace(
        open_scenario(evidence, values),
        closed=closed,
        closure_width_hours=values["width"] / 60,
        hold_minutes=values["hold"] if closed and values["act"] == "hold" else None,
    )


def other_scenario(evidence: Evidence, values: Mapping[str, Any]) -> Scenario:
    """What the scenario is compared with."""
    first = open_scenario(evidence, values)
    match values["against"]:
        case "year":
            return replace(first, year=values["year2"])
        case "destination":
            return replace(first, destinations=tuple(values["to2"]) or (CALI,))
        case "origins":
            second = open_scenario(evidence, {**values, "origins": values["origins2"]})
            return replace(first, origins=second.origins)
    return closing_scenario(evidence, values)


def missing(evidence: Evidence, values: Mapping[str, Any]) -> list[Sentence]:
    """What had to be filled in, and picked origins where nothing grows."""
    if values["ask"] == "stories":  # which asks the model nothing
        return []
    notices = [] if values["to"] else [say("corridors.pick_destination")]
    if values["origins"] != PICKED:
        return notices
    if not values["from"]:
        return [*notices, say("corridors.pick_origin")]
    bare = way.without_coca(evidence, values["year"], values["from"])
    if bare and values["ask"] != "way":  # there the answer itself says so
        notices.append(way.no_coca(evidence, values["year"], bare))
    return notices
