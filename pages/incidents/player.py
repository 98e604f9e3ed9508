"""Incidents through time: the player in the browser, its legend, and what it sends back."""

from collections.abc import Mapping
from datetime import date as Day

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.cartography import palette, play
from geo.cartography.kinds import Names
from geo.cartography.legend import Entry, Legend
from geo.cartography.play import Play
from geo.cartography.scene import Scene
from geo.cartography.sizes import AREA_FROM_KM
from geo.evidence import label
from geo.language import number
from pages.frame import incident_shapes
from pages.frame.data import layer
from pages.frame.language import lang, t
from pages.frame.map import show_map

LABELLED = [
    *("11001", "76001", "05001", "08001", "13001", "19001", "52001", "76109", "52835", "41001"),
    *("76834", "19698", "76364", "19256", "19050", "19212", "19455", "19137", "76520", "19532"),
]
# UCDP places by department or wider are no places: they are counted, not drawn.
PLACED = "4"
TEXTS = (
    *("play", "pause", "back", "on", "scrubber", "speed", "months", "all", "help"),
    *("no_figure", "card"),
)
HEIGHT = 470


def player(
    rows: gpd.GeoDataFrame,
    others: gpd.GeoDataFrame,
    months: list[int],
    chosen: Mapping[str, object],
    whole: tuple[Day, Day],
    key: str,
) -> None:
    """The map that plays. A click on an incident, or months let go, become the page's choice."""

    def choose(_kind: str, incident_id: str) -> None:
        st.session_state[f"{key}.incident"] = incident_id

    def choose_days(first: Day, last: Day) -> None:
        st.session_state[f"{key}.days"] = (first, last)

    drawn = Play(
        "incidents",
        t("incidents.legend"),
        _told(rows),
        others=_told_others(others[others["where_prec"] < PLACED]),
        months=months,
        days=chosen["days"],
        whole=whole,
        types={code: label("event_type", code, lang()) for code in palette.EVENTS},
        texts=_texts(),
        mark=chosen["marks"],
        size=chosen["size"],
        trail=int(chosen["trail"]),
        chosen=chosen["incident"],
    )
    scene = Scene(
        t("incidents.play_map"),
        [drawn, _names(-10 if chosen["marks"] == "points" else 32)],
        extent=chosen["extent"],
        legends=_legends(rows, others, chosen),
    )
    show_map(scene, key=key, on_choose=choose, on_days=choose_days, height=HEIGHT)
    st.caption(t("incidents.after"))


def _texts() -> dict[str, str]:
    """The player's words; what the browser fills in stays in braces."""
    filled = {
        "counted": ("rows", "killed", "killed_blank", "injured", "injured_blank"),
        "others": ("events",),
        "pace": ("days",),
    }
    said = {name: t(f"incidents.play_{name}") for name in TEXTS}
    return said | {
        name: t(f"incidents.play_{name}", **{v: f"{{{v}}}" for v in values})
        for name, values in filled.items()
    }


def _names(under: int) -> Names:
    seats = layer("seats").set_index("divipola").loc[LABELLED]
    named = seats.assign(text=seats["municipality"], priority=range(len(seats), 0, -1))
    return Names("names", "", named, under=under)


def _told(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """What a reader sees of an incident under the pointer; a group never without on whose word."""
    return rows.assign(
        title=rows[f"title_{lang()}"],
        told=rows[f"casualty_text_{lang()}"],
        said=[
            f"{label('actor_group', row.actor_group, lang())} · "
            f"{label('attribution_status', row.attribution_status, lang())} · "
            f"± {number(row.uncertainty_km, lang())} km"
            for row in rows.itertuples()
        ],
    )


def _told_others(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return events.assign(
        title=[t("incidents.ucdp_event", dyad=name) for name in events["dyad_name"]],
        told=[
            t(
                "incidents.ucdp_told",
                best=number(row.best, lang()),
                place=label("where_prec", row.where_prec, lang()),
            )
            for row in events.itertuples()
        ],
    )


def _legends(
    rows: gpd.GeoDataFrame, others: gpd.GeoDataFrame, chosen: Mapping[str, object]
) -> list[Legend]:
    kinds = incident_shapes.incident_legend(rows, t("incidents.legend"))
    areas = rows[rows["uncertainty_km"] >= AREA_FROM_KM]
    shared = int(areas.geometry.duplicated(keep=False).sum())
    if shared:
        kinds.entries.append(Entry("ring", palette.INK, t("incidents.shared"), shared))
    made = [kinds]
    what = chosen["size"]
    if chosen["marks"] == "hexagons":
        entries = [
            Entry(
                "box",
                colour,
                t("incidents.hexagon_from", low=str(low))
                if top is None
                else str(top)
                if low == top
                else f"{low}–{top}",
            )
            for low, top, colour in play.hexagon_classes()
        ]
        made.append(Legend(t(f"incidents.hexagons_{what}"), "reported", entries))
    elif chosen["marks"] == "clusters":
        entry = Entry("dot", palette.HIGHLIGHT, t(f"incidents.clusters_{what}"), size=22)
        made.append(Legend(t("incidents.marks_clusters"), "reported", [entry]))
    elif what != "even":
        entries = [
            Entry("dot", palette.FRAME, number(n, lang()), size=size)
            for n, size in ((0, 5), (5, 15), (20, 30))
        ]
        entries.append(Entry("ring", palette.FRAME, t("incidents.blank_figure")))
        made.append(Legend(t(f"incidents.sized_{what}"), "reported", entries))
    if len(others):
        place = others["where_prec"]
        counts = ((place == "1").sum(), place.between("2", "3").sum(), (place >= PLACED).sum())
        kinds = (("square", "exact", 2.5), ("square", "about", 1), ("box", "wide", None))
        colours = (palette.OTHER_COLLECTION, palette.OTHER_COLLECTION, palette.NONE)
        entries = [
            Entry(mark, colour, t(f"incidents.ucdp_{name}"), int(count), width)
            for (mark, name, width), colour, count in zip(kinds, colours, counts, strict=True)
            if count
        ]
        made.append(Legend(t("incidents.ucdp_legend"), "reported", entries))
    return made


def months_of(rows: pd.DataFrame, first: Day, last: Day) -> list[int]:
    """How many rows each month has, from the first to the last, months without one included."""
    span = pd.period_range(first.isoformat(), last.isoformat(), freq="M").astype(str)
    return rows["date"].str[:7].value_counts().reindex(span, fill_value=0).tolist()
