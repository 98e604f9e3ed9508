"""The choices of this page by name, and the controls that several questions share."""

import streamlit as st

from geo.answers import way
from geo.evidence import columns, label
from geo.views import corridors as views
from geo.views.corridor_choices import (
    ANALYSTS,
    ASKS,
    FILTERS,
    PICKED,
    PRESETS,
    open_scenario,
    place_names,
)
from pages.frame.controls import control, set_choices
from pages.frame.data import ask, evidence
from pages.frame.language import lang, t

PAGE = "corridors"
# Choices whose controls are named otherwise.
TITLES = dict.fromkeys(("part", "read", "beside"), "corridors.view") | {"year": "frame.year"}
CHOICES = {choice.name: choice for choice in views.choices(evidence())}


def choose(*names: str, **options: object) -> None:
    """The controls of these choices."""
    for name in names:
        title = None if name in FILTERS else t(TITLES.get(name, f"{PAGE}.{name}"))
        control(PAGE, CHOICES[name], **{"title": title} | options)


def questions(current: str) -> None:
    """The stories and the closures, and beside them what analysts ask."""
    codes = [code for code in ASKS if code not in ANALYSTS or code == current]
    with st.container(horizontal=True, vertical_alignment="center"):
        choose("ask", codes=codes, label_visibility="collapsed")
        with st.popover(t("frame.for_analysts")):
            for code in ANALYSTS:
                text, key = t(f"corridors.ask_{code}"), f"{PAGE}.ask_{code}"
                st.button(text, key=key, type="tertiary", on_click=_ask, args=(code,))


def _ask(code: str) -> None:
    set_choices(PAGE, ask=code)


def choose_place(name: str, values: dict, *more: str, **options: object) -> None:
    """A choice of places whose closing can matter, and these more."""
    near = ask(way.near, open_scenario(evidence(), values))
    codes = list(dict.fromkeys([*near, *more]))
    choose(name, codes=codes, text=ask(place_names).__getitem__, **options)


def _preset(name: str) -> None:
    closed, minutes = PRESETS[name]
    set_choices(PAGE, closed=closed, act="close" if minutes is None else "hold")
    if minutes is not None:
        set_choices(PAGE, hold=minutes)


def presets() -> None:
    """One button for each closing worth a look."""
    with st.container(horizontal=True, gap="small"):
        for name in PRESETS:
            text, key = t(f"corridors.preset_{name}"), f"{PAGE}.closing_{name}"
            st.button(text, key=key, on_click=_preset, args=(name,))


def closing(values: dict) -> None:
    """The places, closed or held, and the width."""
    placeholder = t("corridors.none_closed")
    choose_place("closed", values, *values["closed"], placeholder=placeholder)
    choose("act", *(["hold"] if values["act"] == "hold" else []), "width")


def on_the_map(kind: str, code: str) -> None:
    """A click on the map: closes or opens the place, or asks why it is on the way."""
    if kind != "place" or code not in evidence().travel_times:  # on no way
        return
    state = st.session_state
    if state[f"{PAGE}.click"] == "why":
        set_choices(PAGE, place=code, part="why")
        return
    closed = state[f"{PAGE}.closed"]
    others = [c for c in closed if c != code]
    set_choices(PAGE, closed=others if code in closed else [*closed, code], place=code)


def close_alone(kind: str, code: str) -> None:
    """A click on the map of costs: opens the view that closes this place alone."""
    if kind == "place" and code in evidence().travel_times:
        set_choices(PAGE, ask="close", closed=[code], act="close", place=code)


def scenario_controls() -> None:
    """Folded; what a button sets stays visible in them."""
    with st.expander(t("corridors.model")):
        ends_side, limits_side = st.columns(2)
        with ends_side:
            choose("origins")
            names = ask(place_names).__getitem__
            if st.session_state[f"{PAGE}.origins"] == PICKED:
                choose("from", text=names)
            _presets()
            choose("to", text=names)
        with limits_side:
            choose("year", "limit", "tolerance", "access")
            notes = evidence().origin_notes.query("origin_note == 'access'")
            pairs = zip(notes["place"], notes[f"description_{lang()}"], strict=True)
            st.caption(" ".join(f"{place}: {text}." for place, text in pairs))


def _presets() -> None:
    """One button for each sourced set of destinations."""
    sets = evidence().destination_presets.groupby("preset")["divipola"].agg(sorted)
    with st.container(horizontal=True):
        for name in columns()["preset"].values:
            text, key = label("preset", name, lang()), f"{PAGE}.preset_{name}"
            st.button(text, key=key, on_click=lambda codes=sets[name]: set_choices(PAGE, to=codes))
