"""One's own briefing: views in order, each with its headline, kept as one file."""

import json
from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.cartography import screen
from geo.cartography.scene import LOADER
from geo.language import tell
from geo.views import View
from geo.views.briefing import Unnamed, mark, names_of, played, step_texts, step_view
from geo.views.briefing_file import Briefing, BriefingRefused, Step, read, text_faults, write
from pages.briefing.hand_out import hand_out
from pages.frame import panel
from pages.frame.data import evidence
from pages.frame.language import lang, prose, t
from pages.frame.own_briefing import SLOTS, Slot, slots
from pages.frame.table import draw_rows
from pages.frame.uploader import Upload, uploader

OPENED, SAVED_WITH, PLAYED = "briefing:opened", "briefing:data", "briefing:played"
FILE = "briefing.toml"
MOST_LETTERS = 3_000_000  # of a message that a browser is to hold: some 30 steps with maps


def own() -> None:
    """Opening, changing, showing and saving it."""
    st.header(t("briefing.own"), anchor="own")
    st.markdown(prose(t("briefing.own_lead")))
    _open(uploader("briefing:file", t("briefing.open_file"), most_mb=1, type="toml"))
    ready = st.container()
    for place in range(len(slots())):
        _row(place)
    if not slots():
        st.session_state.pop(SAVED_WITH, None)
        return
    with ready:
        _ready()


def _ready() -> None:
    """Showing, saving and printing it."""
    now = [replace(slot.step, seen=mark(_view(slot.step))) for slot in slots()]
    text = write(Briefing(tuple(now), evidence().version))
    try:
        if st.session_state.get(PLAYED, ("",))[0] != text:
            briefing = read(text, evidence())
            steps = played(evidence(), briefing)
            st.session_state[PLAYED] = text, briefing, steps, len(json.dumps(steps))
        _, briefing, steps, letters = st.session_state[PLAYED]
    except BriefingRefused as refused:
        say_faults(refused)
        return
    if letters > MOST_LETTERS:
        st.info(t("briefing.too_heavy", mb=letters / 1e6, most=MOST_LETTERS // 1e6))
    else:
        mount = st.components.v2.component(screen.NAME, js=LOADER)
        data = screen.message(steps, lang(), 1, start="briefing.start_own") | {"closed": True}
        mount(key="briefing-own", data=data)
    st.download_button(t("briefing.save_file"), text, FILE, on_click="ignore")
    hand_out("own-hand-out", briefing)


def _open(file: Upload | None) -> None:
    """Takes the steps of a file once, all of them or none."""
    if file is None or st.session_state.get(OPENED) is file:
        return
    try:
        briefing = read(file.data.decode("utf-8-sig", "replace"), evidence())
        played(evidence(), briefing)
    except BriefingRefused as refused:
        say_faults(refused)
        return
    opened = [Slot(step) for step in briefing.steps]
    st.session_state.update({OPENED: file, SLOTS: opened, SAVED_WITH: briefing.data})


def say_faults(refused: BriefingRefused) -> None:
    """Each by step and line."""
    st.error("  \n".join(prose(f"`{tell(f, lang()).replace('`', ' ')}`") for f in refused.faults))


def _view(step: Step) -> View:
    return step_view(evidence(), step, lang())


def _row(place: int) -> None:
    """A step's texts, whether its values are others than when it was saved, and its order."""
    slot, n = slots()[place], str(place + 1)

    def swap(first: int) -> None:
        slots()[first : first + 2] = slots()[first : first + 2][::-1]

    def remove() -> None:
        slots()[:] = [other for other in slots() if other is not slot]  # a late click finds none

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**{n}**", width="content")
        _field(slot, "headline", t("briefing.headline", n=n))
        up, down = ("up", t("briefing.earlier")), ("down", t("briefing.later"))
        for first, (move, text) in ((place - 1, up), (place, down)):
            key, stays = f"{move}-{slot.number}", not 0 <= first < len(slots()) - 1
            st.button(text, key=key, on_click=swap, args=(first,), disabled=stays)
        st.button(t("briefing.remove"), key=f"out-{slot.number}", on_click=remove)
    words = t("briefing.shorten", n=n)
    with st.expander(words, key=f"own-{slot.number}", on_change="rerun") as box:
        _field(slot, "text", t("briefing.sentences"))
        _field(slot, "notes", t("briefing.notes"))
        if box.open:
            _names(slot.step)
    if slot.step.seen and slot.step.seen != mark(_view(slot.step)):
        before = panel.quoted(st.session_state.get(SAVED_WITH) or "—")
        st.info(t("briefing.other_data", n=n, before=before, now=evidence().version))


def _names(step: Step) -> None:
    """The sentences as they are filled, and what may be named in them."""
    for sentence in step_texts(evidence(), step, lang())["text"]:
        st.text(sentence)
    texts = names_of(_view(step), lang())
    heading, says = t("briefing.name"), t("briefing.says")
    rows = pd.DataFrame({heading: [f"{{{name}}}" for name in texts], says: list(texts.values())})
    draw_rows(rows, t("briefing.names"))


def _field(slot: Slot, name: str, label: str) -> None:
    """A text of a step in this language; where it cannot stand, why not, and the one before stays.

    Sentences stand a line each; what is in braces is filled from the data.
    """
    language = lang()
    texts = getattr(slot.step, name)
    before = texts.get(language, next(iter(texts.values()), ""))
    before = "\n".join(before) if name == "text" else before
    box = st.text_input if name == "headline" else st.text_area
    after = box(label, before, key=f"own-{slot.number}-{name}-{language}")
    if after == before:
        return
    lines = [line.strip() for line in after.splitlines() if line.strip()]
    content = lines if name == "text" else " ".join(lines)
    other = replace(slot.step, **{name: {**texts, language: content}})
    faults = list(text_faults(name, language, content))
    try:
        step_texts(evidence(), other, language)
    except Unnamed as unnamed:
        faults.append(unnamed.what)
    if faults:
        why = " ".join(tell(fault, language) for fault in faults).replace("`", " ")
        st.warning(prose(t("briefing.stays", why=f"`{why}`")))
    else:
        slot.step = other
