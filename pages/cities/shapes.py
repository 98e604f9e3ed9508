"""A city's profile, its reach on the map, the claims made for it, the columns of its tables."""

import pandas as pd
import streamlit as st

from geo.language import number
from pages.frame.claims import record_text
from pages.frame.language import lang, t

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
