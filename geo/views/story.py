"""One documented corridor as a story: what is told, its places in order, incidents, sources."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from geo.answers import Answer, corridors
from geo.answers.answer import gather_source_ids
from geo.cartography.sheet import TEMPLATES
from geo.evidence import Evidence, label
from geo.exchange.about import cited_sources, publishers
from geo.language import date, place_text, tell
from geo.spatial import CERTAIN
from geo.views import shapes
from geo.views.link import VERSION, to_one

NEAR_KM = 15
LATEST = 5
SOURCE = ["publisher", "title", "date", "url"]


def story(evidence: Evidence, corridor_id: str, lang: str) -> str:
    """A corridor as HTML, all text escaped. Raises KeyError for an unknown corridor."""
    answer = evidence.ask(corridors.route, corridor_id)
    row = answer.frame.iloc[0]
    places = evidence.ask(corridors.places, corridor_id)
    near = evidence.ask(corridors.incidents_near, (corridor_id,), _reach(evidence, corridor_id))
    sources = _sources(evidence, answer, places, lang)
    along = {"v": VERSION, "lang": lang, "ask": "along", "line": corridor_id}
    return TEMPLATES.get_template("story.html").render(
        told=row[f"description_{lang}"],
        facts=_facts(evidence, answer, lang),
        places=_places(evidence, corridor_id, places, sources, lang),
        near=tell(near.sentences[0], lang),
        incidents=_incidents(near, row["period"], lang),
        along=f"/corridors?{urlencode(along)}",
        sources=list(sources.values()),
        heads={
            name: tell(f"stories.head_{name}", lang)
            for name in ("places", "incidents", "more", "sources", "no_address")
        },
        cited=tell("stories.cited", lang, n=n) if (n := len(answer.source_ids)) > 1 else "",
    )


def title(row: Mapping[str, Any], lang: str) -> str:
    """A closed card: the corridor's name, what was carried, how sure."""
    return tell(
        "stories.card",
        lang,
        name=row[f"name_{lang}"],
        what=_cargo(row, lang),
        sure=label("confidence", row["confidence"], lang),
    )


def _cargo(row: Mapping[str, Any], lang: str) -> str:
    return label("commodities", row["commodities"], lang).replace(";", ",")


def _reach(evidence: Evidence, corridor_id: str) -> int:
    """Kilometers within which incidents are asked for: no less than the line is uncertain."""
    legs = evidence.corridors_documented
    uncertain = legs.loc[legs["corridor_id"] == corridor_id, "uncertainty_km"].max()
    return max(NEAR_KM, ceil(uncertain))


def _sources(
    evidence: Evidence, route: Answer, places: pd.DataFrame, lang: str
) -> dict[str, dict[str, str]]:
    """By id, those of the corridor first, then those of positions."""
    own = route.source_ids
    ids = [*own, *(i for i in gather_source_ids(places) if i not in own)]
    cited = cited_sources(Answer("", route.frame, "", also_cites=tuple(ids)), evidence, lang)
    rows = cited.set_index("source_id").loc[ids, SOURCE]
    return {
        row.Index: {
            "publisher": row.publisher,
            "title": row.title,
            "url": row.url if pd.notna(row.url) else "",
            "day": date(row.date, lang) if pd.notna(row.date) else "",
        }
        for row in rows.itertuples()
    }


def _facts(evidence: Evidence, route: Answer, lang: str) -> list[tuple[str, str]]:
    """What was carried, since when, how sure, by whom, on whose word: heads and texts."""
    row = route.frame.iloc[0]
    what = _cargo(row, lang)
    if row["commodity_inferred"]:
        what = tell("stories.inferred", lang, what=what)
    kind, sure = (label(name, row[name], lang) for name in ("evidence", "confidence"))
    facts = {
        "what": what,
        "seized": row[f"seized_{lang}"],
        "since": shapes.period(row["period"], lang),
        "sure": f"{sure}; {kind}",
        "whose": row[f"attribution_{lang}"],
        "word": publishers(route, evidence, lang),
    }
    return [(tell(f"stories.head_{k}", lang), text) for k, text in facts.items() if pd.notna(text)]


def _places(
    evidence: Evidence,
    corridor_id: str,
    places: pd.DataFrame,
    sources: Mapping[str, Mapping[str, str]],
    lang: str,
) -> list[dict[str, Any]]:
    """Each place with its time, why it is on the line, what is noted, and numbered sources.

    Which of the corridor's own sources names a place is on record only where there is one:
    a place is given the sources of its position, never all of those.
    """
    own = corridors.route(evidence, corridor_id).source_ids
    notes = corridors.notes(evidence, corridor_id)
    by_place = {
        place.partition(" – ")[0]: text
        for place, text in zip(notes["place"], notes[f"description_{lang}"], strict=True)
    }
    return [
        {
            "name": place_text(row["place"], lang),
            "time": row["time_local"] if pd.notna(row["time_local"]) else "",
            "drawn": ""
            if row["waypoint_evidence"] == "named_in_source"
            else label("waypoint_evidence", row["waypoint_evidence"], lang),
            "cited": [
                (n, source)
                for n, (source_id, source) in enumerate(sources.items(), 1)
                if source_id in _of_place(row, own)
            ],
            "note": by_place.get(row["place"], ""),
        }
        for row in places.to_dict("records")
    ]


def _of_place(row: Mapping[str, Any], own: Sequence[str]) -> list[str]:
    """The sources known to be of a place: of its position, and the one that names it."""
    alone = len(own) == 1 and row["waypoint_evidence"] == "named_in_source"
    return [i for i in row["source_ids"].split(";") if alone or i not in own]


def _incidents(near: Answer, day: str, lang: str) -> list[tuple[str, str]]:
    """The latest that are certainly near, those of the corridor's own day first."""
    rows = near.frame[near.frame["certainty"] == CERTAIN]
    rows = pd.concat([rows[rows["date"] == day], rows[rows["date"] != day]]).head(LATEST)
    return [
        (
            f"{date(row['date'], lang)}: {row[f'title_{lang}']}",
            to_one("incidents", "incident", row["incident_id"], lang),
        )
        for row in rows.to_dict("records")
    ]
