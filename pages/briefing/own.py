"""One's own briefing: views in order, each with its headline, kept as one file."""

from dataclasses import replace

import streamlit as st

from geo.cartography import screen
from geo.cartography.scene import LOADER
from geo.language import tell
from geo.views.briefing import played
from geo.views.briefing_file import Briefing, BriefingRefused, read, write
from pages.briefing.hand_out import hand_out
from pages.frame import panel
from pages.frame.data import evidence
from pages.frame.language import lang, prose, t
from pages.frame.own_briefing import STEPS, steps
from pages.frame.uploader import Given, uploader

OPENED, SAVED_WITH = "briefing:opened", "briefing:data"
FILE = "briefing.toml"


def own() -> None:
    """Opening, changing, showing and saving it."""
    st.header(t("briefing.own"), anchor="own")
    st.markdown(prose(t("briefing.own_lead")))
    _open(uploader("briefing:file", t("briefing.open_file"), most_mb=1, type="toml"))
    before = st.session_state.get(SAVED_WITH) or evidence().version
    if steps() and before != evidence().version:
        st.info(t("briefing.other_data", before=panel.quoted(before), now=evidence().version))
    for number in range(len(steps())):
        _row(number)
    if not steps():
        return
    text = write(Briefing(tuple(steps()), evidence().version))
    try:
        briefing = read(text, evidence())
        told = played(evidence(), briefing)
    except BriefingRefused as refused:
        say_faults(refused)
        return
    mount = st.components.v2.component(screen.NAME, js=LOADER)
    mount(key="briefing-own", data=screen.message(told, lang(), 1) | {"closed": True})
    st.download_button(t("briefing.save_file"), text, FILE, on_click="ignore")
    hand_out("own-hand-out", briefing)


def _open(given: Given | None) -> None:
    """Takes the steps of a file once, all of them or none."""
    if given is None or st.session_state.get(OPENED) is given:
        return
    try:
        briefing = read(given.data.decode("utf-8-sig", "replace"), evidence())
        played(evidence(), briefing)
    except BriefingRefused as refused:
        say_faults(refused)
        return
    st.session_state.update({OPENED: given, STEPS: list(briefing.steps), SAVED_WITH: briefing.data})


def say_faults(refused: BriefingRefused) -> None:
    """Each by step and line."""
    st.error("  \n".join(prose(f"`{tell(f, lang()).replace('`', ' ')}`") for f in refused.faults))


def _row(number: int) -> None:
    """A step's headline, with what moves it up or takes it out."""
    step, language = steps()[number], lang()

    def earlier() -> None:
        steps()[number - 1 : number + 1] = steps()[number - 1 : number + 1][::-1]

    with st.container(horizontal=True, vertical_alignment="bottom"):
        said = step.headline.get(language) or next(iter(step.headline.values()), "")
        label = t("briefing.headline", n=str(number + 1))
        given = st.text_input(label, said, key=f"own-{number}-{step.link}-{language}")
        if given != said:
            steps()[number] = replace(step, headline={**step.headline, language: given})
        last = number == 0
        st.button(t("briefing.earlier"), key=f"up-{number}", on_click=earlier, disabled=last)
        st.button(t("briefing.remove"), key=f"out-{number}", on_click=steps().pop, args=(number,))
