"""The routes as stories: one closed card a documented corridor, beside the map of them all."""

import streamlit as st

from geo.answers.corridors import ORDER, route
from geo.views import View
from geo.views.story import story, title
from pages.corridors.controls import PAGE
from pages.frame import panel
from pages.frame.controls import set_choices
from pages.frame.data import ask
from pages.frame.first_screen import evidence_heading, first_screen
from pages.frame.language import lang, prose, t
from pages.frame.link import ask_document
from pages.frame.report import report

SIDES = 5, 4
CARDS_PX = 330
PICKED = f"{PAGE}:picked"


def stories(values: dict, shown: View) -> None:
    """Map and cards, then what they tell together."""
    first_screen(
        shown,
        key="stories-map",
        sides=SIDES,
        asks=False,
        notes=("corridors.short_lines",),
        card=lambda: cards(shown, values["story"]),
        on_choose=_pick,
    )
    evidence_heading()
    panel.answer_panel(shown.answers["routes"], key="routes")


def cards(shown: View, chosen: str) -> None:
    """The card of the chosen corridor, whole, and below it one for each other in force."""
    rows = shown.answers["routes"].records
    with st.container(key="stories-cards", gap="xsmall"):
        if chosen:
            _card(ask(route, chosen).records[0], chosen)
        with st.container(height=CARDS_PX, gap="xsmall"):
            for group in ORDER:
                of_group = [row for row in rows if row["cauca_cali"] == group]
                st.caption(t(f"stories.group_{group}", n=len(of_group)))
                for row in of_group:
                    if row["corridor_id"] != chosen:
                        _card(row, chosen)
    if chosen and st.session_state.pop(PICKED, False):
        ask_document(sight=_key(chosen))


def _card(row: dict, chosen: str) -> None:
    code = row["corridor_id"]
    st.session_state[_key(code)] = code == chosen
    with st.expander(
        prose(title(row, lang())), key=_key(code), on_change=_toggle, args=(code,)
    ) as card:
        if card.open:
            st.html(ask(story, code, lang()))
            told = f"{code}: {title(row, lang())}"
            report(f"story:{code}", lambda: [told], f"{PAGE}?story={code}")


def _key(code: str) -> str:
    return f"story-{code}"


def _toggle(code: str) -> None:
    if st.session_state[_key(code)]:
        _pick("corridor", code)
    else:
        set_choices(PAGE, story="")


def _pick(kind: str, code: str) -> None:
    """Opens a corridor's card, and brings it into sight."""
    if kind == "corridor":
        set_choices(PAGE, story=code)
        st.session_state[PICKED] = True
