"""The views place by place: the map of presence, counts, and the programmes behind them."""

import streamlit as st

from geo.answers.shares import Own
from geo.views import View, aid
from pages.aid.choices import PAGE, choose
from pages.frame import panel
from pages.frame.data import ask, layer
from pages.frame.first_screen import first_screen
from pages.frame.language import t


def leave_other_places() -> None:
    """A place of another view than the one chosen is left, before its control is drawn."""
    view, place = (st.session_state[f"{PAGE}.{name}"] for name in ("view", "place"))
    if view in aid.LEVELS and place not in ask(aid.place_codes, view):
        st.session_state[f"{PAGE}.place"] = aid.ANY


def department_names() -> dict[str, str]:
    """Departments by code, after the whole country."""
    rows = layer("departments").sort_values("department")
    names = dict(zip(rows["department_code"], rows["department"], strict=True))
    return {aid.ANY: aid.COUNTRY} | names


def screen(view: View, values: dict) -> None:
    """Where programmes are named."""
    first_screen(view, key="aid-map")


def behind(view: View, values: dict, own: Own) -> None:
    """The counts, and which programmes name a place."""
    level = values["view"]
    panel.answer_panel(view.answers["places"], key=f"aid-{level}")
    st.header(t("aid.naming"), anchor=False)
    panel.answer_panel(view.answers["naming"], key=f"aid-naming-{level}")


def controls(values: dict, own: Own) -> None:
    """One place of the level."""
    codes = {aid.ANY: (None, t("aid.every"))} | ask(aid.place_codes, values["view"])
    choose("place", codes=list(codes), text=lambda code: codes[code][1], in_a_row=False)
