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


def stories(values: dict, view: View) -> None:
    """Map and cards, then what they tell together."""
    first_screen(
        view,
        key="stories-map",
        sides=SIDES,
        asks=False,
        notes=("corridors.short_lines",),
        card=lambda: cards(view, values["story"]),
        on_choose=_pick,
    )
    evidence_heading()
    panel.answer_panel(view.answers["routes"], key="routes")


def cards(view: View, story_id: str) -> None:
    """The card of the chosen corridor, whole, and below it one for each other in force."""
    rows = view.answers["routes"].records
    with st.container(key="stories-cards", gap="xsmall"):
        if story_id:
            _card(ask(route, story_id).records[0], story_id)
        with st.container(height=CARDS_PX, gap="xsmall"):
            for group in ORDER:
                of_group = [row for row in rows if row["cauca_cali"] == group]
                st.caption(t(f"stories.group_{group}", n=len(of_group)))
                for row in of_group:
                    if row["corridor_id"] != story_id:
                        _card(row, story_id)
    if story_id and st.session_state.pop(PICKED, False):
        ask_document(sight=_key(story_id))


def _card(row: dict, story_id: str) -> None:
    code = row["corridor_id"]
    st.session_state[_key(code)] = code == story_id
    name = title(row, lang())
    with st.expander(prose(name), key=_key(code), on_change=_toggle, args=(code,)) as card:
        if card.open:
            st.html(ask(story, code, lang()))
            report(f"story:{code}", lambda: [f"{code}: {name}"], f"{PAGE}?story={code}")


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
