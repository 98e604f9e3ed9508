"""Incidents: what happened, where, and on whose word. A press sample, played through time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Day
from typing import Any

import pandas as pd

from geo.answers import Answer, Sentence, corridors, incidents
from geo.answers.incidents import ANYWHERE, CORRIDORS, Filters
from geo.cartography.extents import narrowest
from geo.cartography.scene import Scene
from geo.errors import BelowUncertainty
from geo.evidence import Evidence, columns, once
from geo.language import LANGUAGES, Range, say, tell
from geo.views import playing
from geo.views.filters import add_filters, coded
from geo.views.link import Choice, days, many_of, one_of, whole, yes_no
from geo.views.view import View, remembered

CODED = ("event_type", "actor_group", "attribution_status", "confidence", "location_precision")
NAMED = ("department_code", "wave_id")
# Where a link names none, around the incident that it asks for.
EXTENTS = ("southwest", "cauca_cali", "cali", "colombia")
TABLES = {
    "rows": incidents.incidents,
    "figures": incidents.differing,
    "months": incidents.by_month,
    "publishers": incidents.by_publisher,
    "municipalities": incidents.by_municipality,
}
NONE = "none"


@once
def choices(evidence: Evidence) -> list[Choice]:
    """The filters, each wide open by default; how the map shows them; the incident; the table."""
    rows, legs = evidence.incidents, evidence.corridors_documented
    arounds = (*evidence.cities["divipola"], *sorted(set(legs["corridor_id"])))
    coded = {name: [c for c in columns()[name].values if c in set(rows[name])] for name in CODED}
    coded |= {name: sorted(rows[name].dropna().unique()) for name in NAMED}
    return [
        days("days", *map(Day.fromisoformat, incidents.whole_days(evidence))),
        *(many_of(name, codes) for name, codes in coded.items()),
        yes_no("attacks", False),
        one_of("around", (ANYWHERE, CORRIDORS, *arounds), ANYWHERE),
        whole("km", 1, 150, 15),
        yes_no("certain", False),
        one_of("extent", EXTENTS, EXTENTS[0]),
        one_of("marks", ("points", "clusters", "hexagons"), "points"),
        one_of("size", ("even", "killed", "injured"), "even"),
        one_of("trail", ("0", "30", "90", "365"), "0"),
        yes_no("ucdp", False),
        _incident(evidence),
        one_of("view", (*TABLES, "ucdp"), "rows"),
    ]


def _incident(evidence: Evidence) -> Choice:
    """One incident. A retired id becomes the id that replaced it."""
    rows = evidence.incidents.sort_values(["date", "incident_id"], ascending=False)
    ids, renamed = (NONE, *rows["incident_id"]), incidents.retired_ids(evidence)

    def decode(text: str) -> str:
        text = renamed.get(text, text)
        return text if text in ids else NONE

    return Choice("incident", NONE, str, decode, ids)


def extent_around(evidence: Evidence, incident_id: str) -> str:
    """The narrowest extent that shows an incident with its surroundings."""
    place = evidence.incidents.set_index("incident_id").geometry[incident_id]
    return narrowest(place.x, place.y, ("cali", "cauca_cali", "southwest", "colombia"))


def filters(values: Mapping[str, Any]) -> Filters:
    """The filters among a link's values."""
    first, last = values["days"]
    return Filters(
        (first.isoformat(), last.isoformat()),
        tuple((name, tuple(values[name])) for name in (*CODED, *NAMED)),
        **{name: values[name] for name in ("attacks", "around", "km", "certain")},
    )


def in_words(evidence: Evidence, values: Mapping[str, Any]) -> list[Sentence]:
    """The filters among a link's values that keep less than all, as a reader set them."""
    sentences = coded(evidence, values, (*CODED, *NAMED))
    if "days" in evidence.ask(incidents.fits, replace(filters(values), around=ANYWHERE)):
        sentences.append(say("incidents.days_set", days=Range(*map(Day.isoformat, values["days"]))))
    if values["attacks"]:
        sentences.append(say("incidents.attacks_set"))
    if values["around"] != ANYWHERE:
        place = _around(evidence, values["around"])
        sentences.append(say("frame.filter_near", km=values["km"], place=place))
        sentences += [say("incidents.certain_set")] if values["certain"] else []
    return sentences


def _around(evidence: Evidence, around: str) -> str | dict[str, str] | Sentence:
    """What an incident must lie near, by name."""
    if around == CORRIDORS:
        return say("incidents.any_corridor")
    return evidence.names.get(around) or evidence.ask(corridors.names)[around]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What the filters keep: `rows`, `ucdp` and, first, the table that is looked at.

    With an incident also `incident` and `casualty_figures`. Nearness within a distance that
    cannot be told is left aside, with a notice.
    """
    selection, table = filters(values), values["view"]
    try:
        rows = evidence.ask(incidents.incidents, selection)
    except BelowUncertainty as error:
        least = {"distance": error.distance_km, "uncertainty": error.uncertainty_km}
        aside = view(evidence, {**values, "around": ANYWHERE}, lang)
        return replace(aside, notices=(say("incidents.below_uncertainty", **least),))
    events = evidence.ask(incidents.ucdp, *(selection.days or ()))
    answers = {"rows": rows, "ucdp": events}
    if table not in answers and len(rows.frame):
        answers[table] = evidence.ask(TABLES[table], selection)
    filtered = in_words(evidence, values)
    answers = add_filters(answers, filtered, but=["ucdp"])
    if filtered:
        days = say("answers_incidents.ucdp_days")
        answers["ucdp"] = replace(events, sentences=(*events.sentences, days))
    first = table if table in answers else "rows"
    answers = {first: answers[first], **answers}
    if (one := values["incident"]) != NONE:
        incident = answers["incident"] = evidence.ask(incidents.incident, one)
        answers["casualty_figures"] = evidence.ask(incidents.casualty_figures, (one,))
        row, finding = incident.frame.iloc[0], _one(incident)
        title = tell("incidents.map_of_one", lang, title=row[f"title_{lang}"], day=row["date"])
    else:
        first_day, last_day = map(Day.isoformat, values["days"])
        title = tell("incidents.play_map", lang, first=first_day, last=last_day)
        finding = _finding(answers["rows"], filtered)
    others = events.frame if values["ucdp"] else events.frame.head(0)
    return View(
        answers,
        Scene(
            title,
            playing.layers(evidence, rows.frame, others, selection, values, lang),
            extent=values["extent"],
            legends=playing.legends(rows.frame, others, values, lang),
        ),
        finding,
        [say("answers_incidents.number", n=len(rows.frame))],
        on_map=("rows", "ucdp") if values["ucdp"] else ("rows",),
    )


def _one(incident: Answer) -> Sentence:
    """The incident that a reader chose: its day, its title, and who were killed, if anyone was."""
    row = incident.frame.iloc[0]
    title = {lang: row[f"title_{lang}"] for lang in LANGUAGES}
    about = {"day": row["date"], "title": title}
    if pd.isna(row["killed_low"]) or not row["killed_low"]:
        return say("answers_incidents.finding_one", **about)
    killed = Range(int(row["killed_low"]), int(row["killed_high"]))
    return say("answers_incidents.finding_killed", **about, killed=killed)


def _finding(rows: Answer, filtered: list[Sentence]) -> Sentence:
    """How many incidents there are, and how many people the lowest figures say were killed."""
    summed = rows.said.get("sum_killed", rows.said.get("sum_killed_all"))
    if summed is None:
        return rows.sentences[0]
    values = {"n": len(rows.frame), "killed": summed.values["figures"].low}
    counts = rows.sentences[0].values
    if not filtered:
        return say("answers_incidents.finding", **values, days=counts["days"])
    values |= {"total": counts["total"], "filters": filtered}
    return say("answers_incidents.finding_filtered", **values)
