"""The map of the stories: documented lines, those to Cali darker, the chosen one lit."""

from typing import Any

import geopandas as gpd
import pandas as pd

from geo.answers import corridors
from geo.cartography import palette
from geo.cartography.kinds import Kind, Lines, Names
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene
from geo.evidence import Evidence
from geo.language import place_text, tell
from geo.views import shapes

EXTENT = "cauca_cali"
MARGIN = 0.1  # degrees around the line chosen
ATTACK, TIMED, NAMED = 3, 2, 1


def scene(
    evidence: Evidence,
    every: gpd.GeoDataFrame,
    legs: gpd.GeoDataFrame,
    corridor_id: str,
    lang: str,
) -> Scene:
    """Legs of every corridor in force, those of the chosen one on top; a click gives one."""
    others, bounds = tell("stories.others", lang), None
    if corridor_id:
        key, lit, faint, colour, width = "chosen", legs, every, palette.HIGHLIGHT, 6
        name, incident = tell("stories.chosen", lang), attack(evidence, corridor_id)
        over = attack_layers(incident, lang) if len(incident) else []
        over.append(_stops(evidence, corridor_id, incident, lang))
        west, south, east, north = legs.total_bounds
        bounds = west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN
    else:
        to_cali = every["cauca_cali"] == "strict"
        key, lit, faint = "documented", every[to_cali], every[~to_cali]
        colour, width, name = palette.DOCUMENTED, 4, tell("stories.to_cali", lang)
        over = [shapes.names(evidence, _seats(evidence, lit))]
    entries = [Entry("line", colour, name, size=width), Entry("line", palette.FRAME, others)]
    if bool(every["is_schematic"].any()):
        entries.append(Entry("dashed", palette.INK, tell("overview.dashed", lang)))
    legend = Legend(tell("corridors.lines_legend", lang), "reported", entries)
    look: dict[str, Any] = {"colour": palette.FRAME, "width": 2.5, "legend": legend}
    lit_look: dict[str, Any] = {"colour": colour, "width": width}
    layers = [
        Lines("others", others, shapes.merge_legs(faint, lang), code="corridor_id", **look),
        Lines(key, name, shapes.merge_legs(lit, lang), code="corridor_id", **lit_look),
        *over,
    ]
    return Scene(title(evidence, corridor_id, lang), layers, extent=EXTENT, bounds=bounds)


def title(evidence: Evidence, corridor_id: str, lang: str) -> str:
    """What the map is of: the corridor by its name, or all of them where none is chosen."""
    if not corridor_id:
        return tell("overview.lines_legend", lang)
    row = corridors.route(evidence, corridor_id).frame.iloc[0]
    return tell("corridors.map_of_one", lang, name=row[f"name_{lang}"])


def _seats(evidence: Evidence, legs: pd.DataFrame) -> list[str]:
    """The seats that sources name along these corridors."""
    points = evidence.corridor_waypoints
    there = points["corridor_id"].isin(legs["corridor_id"])
    seats = points[there & points["place_type"].eq("municipal_seat")]
    in_source = seats["waypoint_evidence"].eq("named_in_source")
    return seats.loc[in_source, "divipola"].dropna().unique().tolist()


def attack(evidence: Evidence, corridor_id: str) -> gpd.GeoDataFrame:
    """The incident that the corridor leads to; no row where it leads to none."""
    rows = evidence.incidents
    leads = corridor_id in (corridors.RECONSTRUCTION, corridors.SUPERSEDED)
    return rows[leads & (rows["incident_id"] == corridors.TRUCK_BOMB)]


def attack_layers(incident: gpd.GeoDataFrame, lang: str) -> list[Kind]:
    """The incident at the end of a corridor, larger than others are."""
    head = tell("corridors.incident_legend", lang)
    return shapes.incident_layers(incident, lang, large=True, head=head)


def _stops(evidence: Evidence, corridor_id: str, incident: gpd.GeoDataFrame, lang: str) -> Names:
    """The places that sources name on the corridor, with their time where one is given.

    The place of the attack comes before all of them.
    """
    rows = corridors.places(evidence, corridor_id)
    rows = rows[rows["waypoint_evidence"] == "named_in_source"].drop_duplicates("place_id")
    timed = rows["time_local"].notna()
    place = rows["place"].map(lambda name: place_text(name, lang))
    text = place.where(~timed, place + " " + rows["time_local"].fillna(""))
    names = rows[["geometry"]].assign(text=text, priority=timed.map({True: TIMED, False: NAMED}))
    here = [tell("stories.attack", lang, place=place) for place in incident["municipality"]]
    scenes = incident[["geometry"]].assign(text=here, priority=ATTACK)
    return Names("names", "", pd.concat([scenes, names], ignore_index=True))
