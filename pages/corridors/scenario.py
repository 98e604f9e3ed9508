"""The controls of the scenario: year, origins, destinations, limit, tolerance, access places."""

import streamlit as st

from geo.evidence import columns, label
from geo.views.corridor_choices import PICKED, place_names
from pages.corridors.controls import PAGE, choose
from pages.frame.controls import set_choices
from pages.frame.data import ask, evidence
from pages.frame.language import lang, t


def controls() -> None:
    """Folded; what a button sets stays visible in them."""
    with st.expander(t("corridors.model")):
        left, right = st.columns(2)
        with left:
            choose("origins")
            names = ask(place_names).__getitem__
            if st.session_state[f"{PAGE}.origins"] == PICKED:
                choose("from", text=names)
            _presets()
            choose("to", text=names)
        with right:
            choose("year", "limit", "tolerance", "access")
            notes = evidence().origin_notes.query("origin_note == 'access'")
            told = zip(notes["place"], notes[f"description_{lang()}"], strict=True)
            st.caption(" ".join(f"{place}: {text}." for place, text in told))


def _presets() -> None:
    """One button for each sourced set of destinations."""
    sets = evidence().destination_presets.groupby("preset")["divipola"].agg(sorted)
    with st.container(horizontal=True):
        for name in columns()["preset"].values:
            text, key = label("preset", name, lang()), f"{PAGE}.preset_{name}"
            st.button(text, key=key, on_click=lambda codes=sets[name]: set_choices(PAGE, to=codes))
