"""The views place by place: the map of presence, counts, and the programmes behind them."""

import streamlit as st

from geo.views import View, aid
from pages.aid.choices import PAGE, choose
from pages.frame import panel
from pages.frame.data import ask
from pages.frame.language import t
from pages.frame.map import show_map


def leave_other_places() -> None:
    """A place of another view than the one chosen is left, before its control is drawn."""
    view, place = (st.session_state[f"{PAGE}.{name}"] for name in ("view", "place"))
    if view in aid.LEVELS and place not in ask(aid.place_codes, view):
        st.session_state[f"{PAGE}.place"] = aid.ANY


def places(shown: View, values: dict) -> None:
    """Where programmes are named, and which of them name a place."""
    view = values["view"]
    codes = {aid.ANY: (None, t("aid.every"))} | ask(aid.place_codes, view)
    show_map(shown.scene, key="aid-map")
    panel.answer_panel(shown.answers["places"], key=f"aid-{view}")
    st.subheader(t("aid.naming"), anchor=False)
    choose("place", codes=list(codes), text=lambda code: codes[code][1], in_a_row=False)
    panel.answer_panel(shown.answers["naming"], key=f"aid-naming-{view}")
