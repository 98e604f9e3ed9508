"""The map that plays incidents through time: its layers in a reader's words, its legends."""

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

import geopandas as gpd

from geo.answers import incidents
from geo.answers.incidents import Filters
from geo.cartography import palette, play
from geo.cartography.kinds import Kind
from geo.cartography.legend import Entry, Legend
from geo.cartography.play import Play
from geo.evidence import Evidence, label
from geo.language import Range, number, tell
from geo.spatial import AREA_FROM_KM
from geo.views import shapes

# Beside the five cities; where names would touch, the more populous place is named.
NAMED = (
    *("19001", "52001", "76109", "52835", "41001", "76834", "19698", "76364"),
    *("19256", "19050", "19212", "19455", "19137", "76520", "19532"),
)
# UCDP places by department or wider are no places: they are counted, not drawn.
PLACED = "4"
# The player's words, and what the browser fills into them.
TEXTS = {
    **dict.fromkeys(("play", "pause", "back", "on", "scrubber", "speed", "months", "all"), ()),
    **dict.fromkeys(("help", "no_figure", "card"), ()),
    "counted": ("rows", "killed", "killed_blank", "injured", "injured_blank"),
    "others": ("events",),
    "pace": ("days",),
}


def layers(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    others: gpd.GeoDataFrame,
    filters: Filters,
    values: Mapping[str, Any],
    lang: str,
) -> list[Kind]:
    """The incidents kept and UCDP's events, with the months of all days, and names of places."""
    first, last = map(Day.fromisoformat, incidents.whole_days(evidence, ucdp=values["ucdp"]))
    start, end = (max(day, first) for day in values["days"])
    player = Play(
        "incidents",
        tell("incidents.legend", lang),
        _described(rows, lang),
        others=_events(others[others["where_prec"] < PLACED], lang),
        months=evidence.ask(incidents.months, filters),
        days=(start, end),
        whole=(first, last),
        types={code: label("event_type", code, lang) for code in palette.EVENTS},
        texts={
            name: tell(f"incidents.play_{name}", lang, **{v: f"{{{v}}}" for v in filled})
            for name, filled in TEXTS.items()
        },
        mark=values["marks"],
        size=values["size"],
        trail=int(values["trail"]),
        incident=values["incident"],
    )
    codes = [*evidence.cities["divipola"], *NAMED]
    under = -10 if values["marks"] == "points" else 32
    return [player, shapes.names(evidence, codes, under=under)]


def _described(rows: gpd.GeoDataFrame, lang: str) -> gpd.GeoDataFrame:
    """What a reader sees of an incident under the pointer; a group never without on whose word."""
    words = [
        f"{label('actor_group', row.actor_group, lang)} · "
        f"{label('attribution_status', row.attribution_status, lang)} · "
        + tell("incidents.uncertain", lang, km=row.uncertainty_km)
        for row in rows.itertuples()
    ]
    return rows.assign(title=rows[f"title_{lang}"], told=rows[f"casualty_text_{lang}"], said=words)


def _events(events: gpd.GeoDataFrame, lang: str) -> gpd.GeoDataFrame:
    places = (label("where_prec", code, lang) for code in events["where_prec"])
    return events.assign(
        title=[tell("incidents.ucdp_event", lang, dyad=name) for name in events["dyad_name"]],
        told=[
            tell("incidents.ucdp_told", lang, best=best, place=place)
            for best, place in zip(events["best"], places, strict=True)
        ],
    )


def legends(
    rows: gpd.GeoDataFrame, others: gpd.GeoDataFrame, values: Mapping[str, Any], lang: str
) -> list[Legend]:
    """Types, the sizes or groups they are drawn in, and UCDP's events where these are shown."""
    types = shapes.incidents_legend(rows, tell("incidents.legend", lang), lang)
    areas = rows[rows["uncertainty_km"] >= AREA_FROM_KM]
    if shared := int(areas.geometry.duplicated(keep=False).sum()):
        types.entries.append(Entry("ring", palette.INK, tell("incidents.shared", lang), shared))
    titles = rows.loc[rows["incident_id"] == values["incident"], f"title_{lang}"]
    types.entries.extend(Entry("ring", palette.HIGHLIGHT, title) for title in titles)
    what, marks, title, entries = values["size"], values["marks"], "", []
    if marks == "hexagons":
        title, classes = tell(f"incidents.hexagons_{what}", lang), play.hexagon_classes()
        entries = [Entry("box", colour, _span(low, top, lang)) for low, top, colour in classes]
    elif marks == "clusters":
        title = tell("incidents.marks_clusters", lang)
        group = tell(f"incidents.clusters_{what}", lang)
        entries = [Entry("dot", palette.HIGHLIGHT, group, size=22)]
    elif what != "even":
        title, sizes = tell(f"incidents.sized_{what}", lang), ((0, 5), (5, 15), (20, 30))
        entries = [Entry("dot", palette.FRAME, number(n, lang), size=size) for n, size in sizes]
        entries.append(Entry("ring", palette.FRAME, tell("incidents.blank_figure", lang)))
    marked = [Legend(title, "reported", entries)] if entries else []
    return [types, *marked, *([_ucdp(others, lang)] if len(others) else [])]


def _span(low: int, top: int | None, lang: str) -> str:
    if top is None:
        return tell("incidents.hexagon_from", lang, low=low)
    return str(top) if low == top else f"{low}–{top}"


def _ucdp(events: gpd.GeoDataFrame, lang: str) -> Legend:
    place = events["where_prec"]
    kinds = (
        ("square", palette.OTHER_COLLECTION, "exact", (place == "1").sum(), 2.5),
        ("square", palette.OTHER_COLLECTION, "about", place.between("2", "3").sum(), 1),
        ("box", palette.NONE, "wide", (place >= PLACED).sum(), None),
    )
    entries = [
        Entry(mark, colour, tell(f"incidents.ucdp_{name}", lang), int(count), size)
        for mark, colour, name, count, size in kinds
        if count
    ]
    years = Range(events["date_start"].min()[:4], events["date_start"].max()[:4])
    return Legend(tell("incidents.ucdp_legend", lang, years=years), "reported", entries)
