"""One's own briefing: views in order, each with its headline, kept as one file."""

from dataclasses import replace

import streamlit as st

from geo.cartography import screen
from geo.cartography.scene import LOADER
from geo.language import tell
from geo.views import View
from geo.views.briefing import Unnamed, mark, played, seen, told_of
from geo.views.briefing_file import Briefing, BriefingRefused, Step, read, text_faults, write
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
    for number in range(len(steps())):
        _row(number)
    if not steps():
        st.session_state.pop(SAVED_WITH, None)
        return
    now = [replace(step, seen=mark(_view(step))) for step in steps()]
    text = write(Briefing(tuple(now), evidence().version))
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


def _view(step: Step) -> View:
    return seen(evidence(), step, lang())


def _row(number: int) -> None:
    """A step's texts, whether its values are others than when it was saved, and its order."""
    step = steps()[number]

    def earlier() -> None:
        steps()[number - 1 : number + 1] = steps()[number - 1 : number + 1][::-1]

    def remove() -> None:
        del steps()[number : number + 1]  # nothing where a second click comes too late

    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(number, "headline", t("briefing.headline", n=str(number + 1)))
        last = number == 0
        st.button(t("briefing.earlier"), key=f"up-{number}", on_click=earlier, disabled=last)
        st.button(t("briefing.remove"), key=f"out-{number}", on_click=remove)
    with st.expander(t("briefing.shorten", n=str(number + 1))):
        _field(number, "text", t("briefing.sentences"))
        _field(number, "notes", t("briefing.notes"))
    if step.seen and step.seen != mark(_view(step)):
        before = panel.quoted(st.session_state.get(SAVED_WITH) or "—")
        st.info(t("briefing.other_data", n=str(number + 1), before=before, now=evidence().version))


def _field(number: int, name: str, label: str) -> None:
    """A text of a step in this language; where it cannot stand, why not, and the one before stays.

    Sentences stand a line each; what is in braces is filled from the data.
    """
    step, language = steps()[number], lang()
    texts = getattr(step, name)
    said = texts.get(language, next(iter(texts.values()), ""))
    said = "\n".join(said) if name == "text" else said
    box = st.text_input if name == "headline" else st.text_area
    given = box(label, said, key=f"own-{number}-{name}-{step.link}-{language}")
    if given == said:
        return
    lines = [line.strip() for line in given.splitlines() if line.strip()]
    told = lines if name == "text" else " ".join(lines)
    other = replace(step, **{name: {**texts, language: told}})
    faults = list(text_faults(name, language, told))
    try:
        told_of(evidence(), other, language)
    except Unnamed as unnamed:
        faults.append(unnamed.what)
    if faults:
        why = " ".join(tell(fault, language) for fault in faults).replace("`", " ")
        st.warning(prose(t("briefing.stays", why=f"`{why}`")))
    else:
        steps()[number] = other
