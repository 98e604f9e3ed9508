"""A city's profile, its reach on the map, the claims made for it, the columns of its tables."""

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.language import number
from pages.frame import incident_shapes, panel, shapes
from pages.frame.claims import record_text
from pages.frame.data import layer
from pages.frame.language import lang, t

EXTENT = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}

REACH_COLUMNS = [
    "municipality",
    "department",
    "distance_km",
    "hours_modelled",
    "hectares",
    "population",
    "programmes",
    "programme_ids",
    "incidents_certain",
    "incidents_possible",
]

CITY_COLUMNS = [
    "city",
    "mayor",
    "party_movement_en",
    "party_movement_es",
    "population",
    "travelled_to_washington",
    "travel_note_en",
    "travel_note_es",
    "homicide_rate_2024",
    "homicides_2025_first_half",
    "metro_notes_en",
    "metro_notes_es",
]

HOMICIDE_COLUMNS = [
    "city",
    "period_start",
    "period_end",
    "measure",
    "value",
    "scope",
    "counted_by",
    "source_ids",
]


STEP_COLUMNS = [
    "city",
    "distance_km",
    "hours_modelled",
    "municipalities",
    "hectares",
    "population",
    "programmes",
    "incidents_certain",
    "incidents_possible",
]

DOCUMENTED_COLUMNS = [
    "name_en",
    "name_es",
    "place_role",
    "status_code",
    "status_as_of",
    "start_date",
    "end_date",
    "end_is_planned",
    "sector_code",
    "implementer",
    "amount_usd",
    "amount_basis",
    "footprint_kind",
    "programme_id",
]

CLAIM_COLUMNS = [
    "claim_id",
    "speaker_en",
    "speaker_es",
    "claim_en",
    "claim_es",
    "record_status",
]


def profile(city: pd.Series, argued: pd.DataFrame) -> None:
    """Who governs the city, how many live there, homicides, and what the mayor argued."""
    went = "yes" if city["travelled_to_washington"] else "no"
    note = city[f"travel_note_{lang()}"]
    facts = {
        t("cities.mayor"): city["mayor"],
        t("cities.population", year=str(city["population_year"])): number(
            city["population"], lang()
        ),
        t("cities.travelled"): "; ".join(
            [t(f"cities.travelled_{went}"), *([note] if pd.notna(note) else [])]
        ),
        t("cities.homicide_rate"): number(city["homicide_rate_2024"], lang(), 1),
        t("cities.homicides_half"): number(city["homicides_2025_first_half"], lang()),
    }
    for column, (name, value) in zip(st.columns(len(facts)), facts.items(), strict=True):
        column.caption(name)
        column.markdown(f"**{value}**")
    if argued.empty:
        st.caption(t("cities.argued_nothing", mayor=city["mayor"]))
        return
    texts = [
        f"- {row[f'claim_{lang()}']} ({record_text(row['record_status'])}, {row['claim_id']})"
        for row in argued.to_dict("records")
    ]
    st.markdown("\n".join([t("cities.argued", mayor=city["mayor"]), "", *texts]))


def reach_map(city: pd.Series, within: Answer, incidents: Answer, chosen: dict) -> None:
    """What lies within reach: coca by municipality, incidents, the ring of kilometres."""
    drawn, legends = reach_layers(within, chosen["year"])
    around = None
    if chosen["by"] == "km":
        around = (city.geometry.x, city.geometry.y, chosen["km"])
        drawn.append(deck.ring(*around))
        ring = t("cities.reach_ring", km=number(chosen["km"], lang()))
        legends.append(Legend(city["city"], "reported", [Entry("ring", palette.CITY, ring)]))
    drawn += incident_shapes.incident_layers(incidents.frame)
    legends.append(incident_shapes.incident_legend(incidents.frame, t("cities.incidents_legend")))
    biggest = within.frame.sort_values("population", ascending=False)["divipola"].head(30)
    labelled = list(dict.fromkeys([*EXTENT, *biggest]))
    drawn += [shapes.city_dots(), shapes.seat_labels(labelled)]
    panel.map_panel(deck.deck(drawn, EXTENT[chosen["city"]], around), legends, key="cities-map")


def reach_layers(within: Answer, year: int) -> tuple[list, list[Legend]]:
    """Municipalities within reach by their coca; those with none detected a shade apart."""
    rows = within.frame.set_index("divipola")["hectares"]
    units = layer("municipalities")["divipola"]
    colours = palette.steps(palette.GREENS, 6)
    values = rows.where(rows > 0, -1).fillna(-1)
    breaks = (-2, *shapes.COCA_BREAKS)
    classes = classify(values, units, breaks, [palette.WITHIN, *colours])
    entries = class_entries(classes, lang())[1:]
    none = Entry("box", palette.WITHIN, t("cities.none_detected"), classes.counts[0])
    legend = Legend(t("cities.coca_legend", year=str(year)), "reported", [*entries, none])
    return deck.choropleth("reach-coca", classes, "colombia"), [legend]
