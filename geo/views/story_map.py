"""The map of the stories: documented lines, those to Cali darker, the chosen one lit."""

from dataclasses import replace

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
ATTACKED, TIMED, NAMED = 3, 2, 1


def scene(
    evidence: Evidence,
    every: gpd.GeoDataFrame,
    chosen: gpd.GeoDataFrame,
    corridor_id: str,
    lang: str,
) -> Scene:
    """Legs of every corridor in force, those of the chosen one on top; a click gives one."""
    to_cali = every["cauca_cali"] == "strict"
    faint = every[~to_cali] if not corridor_id else every
    layers: list[Kind] = [_lines("others", "stories.others", faint, palette.FRAME, 2.5, lang)]
    entries = [Entry("line", palette.FRAME, tell("stories.others", lang))]
    bounds = None
    if corridor_id:
        layers.append(_lines("chosen", "stories.chosen", chosen, palette.HIGHLIGHT, 6, lang))
        entries.insert(0, Entry("line", palette.HIGHLIGHT, tell("stories.chosen", lang), size=6))
        attack = _attack(evidence, corridor_id)
        head = tell("corridors.incident_legend", lang)
        layers += shapes.incident_layers(attack, lang, large=True, head=head) if len(attack) else []
        layers.append(_stops(evidence, corridor_id, attack, lang))
        west, south, east, north = chosen.total_bounds
        bounds = west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN
    else:
        shown = every[to_cali]
        layers.append(_lines("documented", "stories.to_cali", shown, palette.DOCUMENTED, 4, lang))
        entries.insert(0, Entry("line", palette.DOCUMENTED, tell("stories.to_cali", lang), size=4))
        layers.append(shapes.names(evidence, _seats(evidence, shown)))
    if bool(every["is_schematic"].any()):
        entries.append(Entry("dashed", palette.INK, tell("overview.dashed", lang)))
    legend = Legend(tell("corridors.lines_legend", lang), "reported", entries)
    layers[0] = replace(layers[0], legend=legend)
    return Scene(title(evidence, corridor_id, lang), layers, extent=EXTENT, bounds=bounds)


def title(evidence: Evidence, corridor_id: str, lang: str) -> str:
    """What the map is of: the corridor by its name, or all of them where none is chosen."""
    if not corridor_id:
        return tell("overview.lines_legend", lang)
    row = corridors.route(evidence, corridor_id).frame.iloc[0]
    return tell("corridors.map_of_one", lang, name=row[f"name_{lang}"])


def _lines(key: str, title: str, legs: gpd.GeoDataFrame, colour, width: float, lang: str) -> Lines:
    rows = shapes.joined_legs(legs, lang)
    return Lines(
        key, tell(title, lang), rows, code="corridor_id", colour=colour, width=width
    )  # fmt: skip


def _seats(evidence: Evidence, legs: pd.DataFrame) -> list[str]:
    """The seats that sources name along these corridors."""
    points = evidence.corridor_waypoints
    there = points["corridor_id"].isin(legs["corridor_id"])
    seat = points["place_type"].eq("municipal_seat")
    named = points["waypoint_evidence"].eq("named_in_source")
    return points.loc[there & seat & named, "divipola"].dropna().unique().tolist()


def _attack(evidence: Evidence, corridor_id: str) -> gpd.GeoDataFrame:
    """The incident that the corridor leads to; no row where it leads to none."""
    rows = evidence.incidents
    led = corridor_id in (corridors.RECONSTRUCTION, corridors.SUPERSEDED)
    return rows[led & (rows["incident_id"] == corridors.TRUCK_BOMB)]


def _stops(evidence: Evidence, corridor_id: str, attack: gpd.GeoDataFrame, lang: str) -> Names:
    """The places that sources name on the corridor, with their time where one is given.

    The place of the attack comes before all of them.
    """
    rows = corridors.places(evidence, corridor_id)
    rows = rows[rows["waypoint_evidence"] == "named_in_source"].drop_duplicates("place_id")
    timed = rows["time_local"].notna()
    place = rows["place"].map(lambda name: place_text(name, lang))
    text = place.where(~timed, place + " " + rows["time_local"].fillna(""))
    names = rows[["geometry"]].assign(text=text, priority=timed.map({True: TIMED, False: NAMED}))
    here = [tell("stories.attack", lang, place=place) for place in attack["municipality"]]
    attacked = attack[["geometry"]].assign(text=here, priority=ATTACKED)
    return Names("names", "", pd.concat([attacked, names], ignore_index=True))
