"""A small map to choose a city by a click, beside the control that does the same."""

import streamlit as st

from geo.views import cities
from pages.frame.data import evidence
from pages.frame.language import lang
from pages.frame.map import show_map

HEIGHT = 260


def city_picker(key: str) -> None:
    """Draws the five cities; a click on one puts its code into session_state[key]."""

    def choose(_kind: str, code: str) -> None:
        if code in cities.EXTENT:
            st.session_state[key] = code

    scene = cities.picker(evidence(), st.session_state[key], lang())
    show_map(scene, key="city-picker", on_choose=choose, height=HEIGHT, bare=True)
