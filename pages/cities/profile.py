"""A city's profile: who governs it, how many live there, homicides, the mayor's claims."""

import pandas as pd
import streamlit as st

from geo.answers import Answer, cities
from geo.cartography import palette
from geo.views.link import to_one
from pages.frame import charts
from pages.frame.data import ask
from pages.frame.language import lang, t


def rates(five: Answer, city: str) -> None:
    """A bar for each city's homicide rate of 2024, the chosen one darker."""
    rows = five.frame[["city", "homicide_rate_2024"]]
    is_chosen = five.frame["divipola"] == city
    fills = [palette.css(palette.DOCUMENTED if this else palette.GREYS[3]) for this in is_chosen]
    charts.draw("cities-rates", five, "rates", rows=rows.assign(fill=fills))


def profile(code: str) -> None:
    """Five facts side by side, then the claims that the mayor made."""
    city = next(row for row in ask(cities.five_cities).records if row["divipola"] == code)
    went = t("cities.travelled_yes" if city["travelled_to_washington"] else "cities.travelled_no")
    note, people = city[f"travel_note_{lang()}"], t("frame.figure", n=city["population"])
    facts = {
        t("cities.mayor"): city["mayor"],
        t("cities.population", year=city["population_year"]): people,
        t("cities.travelled"): went if pd.isna(note) else f"{went}; {note}",
        t("cities.homicide_rate"): t("frame.figure_tenths", n=city["homicide_rate_2024"]),
        t("cities.homicides_half"): t("frame.figure", n=city["homicides_2025_first_half"]),
    }
    for column, (name, value) in zip(st.columns(len(facts)), facts.items(), strict=True):
        column.caption(name)
        column.markdown(f"**{value}**")
    argued = ask(cities.argued_by, city["mayor"])
    if argued.empty:
        st.caption(t("cities.argued_nothing", mayor=city["mayor"]))
        return
    address = to_one("decertification", "view", "claims", lang())
    links = ", ".join(f"[{claim}]({address})" for claim in argued["claim_id"])
    st.markdown(t("cities.argued", mayor=city["mayor"], n=len(argued), claims=links))
