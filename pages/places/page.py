from contextlib import nullcontext

import streamlit as st

from geo.answers.along import starts
from geo.answers.way import DEFAULT
from geo.views import places as views
from geo.views.link import VERSION
from geo.views.place_sheet import place_sheet, two_sheets
from pages.frame import link, navigation, panel
from pages.frame.controls import control, set_choices
from pages.frame.data import ask, evidence
from pages.frame.first_screen import evidence_heading, first_screen, head, question_part
from pages.frame.kit import kit
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.frame.report import report
from pages.places import counters, finder

PAGE = "places"
CHOICES = {choice.name: choice for choice in views.choices(evidence())}
MAP_PX = 440
# What hot spots are of, and who is a neighbour: the choice, and what one of its codes asks for.
ASKED = ("of", "by"), ("change", "minutes"), ("since", "minutes")
STEPS = {"minutes": {"step": 30}}

ignored = link.read(PAGE, list(CHOICES.values()))
unknown = [item.partition("=")[2] for item in ignored if item.startswith("place=")]
others = [item for item in ignored if not item.startswith("place=")]
place = st.session_state[f"{PAGE}.place"]


def find() -> None:
    """What the link does not know, and the ways to another place."""
    if unknown:
        finder.unknown(unknown[0])
    with st.container(key="screen-finder"):
        finder.finder(f"{PAGE}.place")
        if place:
            texts = {"": t("places.nothing_beside")} | views.titles(evidence())
            control(PAGE, CHOICES["beside"], text=texts.get)


def one_place() -> None:
    """Its sheet, beside another's where one is chosen; its map and the rows of each section."""
    section, other = (st.session_state[f"{PAGE}.{name}"] for name in ("section", "beside"))
    other = other if other != place else ""
    values, pair = {"place": place, "beside": other, "section": section}, (place, other)
    view = views.view(evidence(), values, lang())
    head(view.title, view.finding, others)
    find()
    if other:
        st.html(two_sheets(evidence(), pair, lang()))
        kit().offer(view.answers["two"])
        panel.caveats(view.answers["two"].caveats)
    else:
        st.html(place_sheet(evidence(), place, lang()))
    report(f"place:{place}", lambda: [f"{one}: {finder.name(one)}" for one in pair if one])
    with st.container(key="screen-section"):
        query = {"v": VERSION, "lang": lang(), "ask": "along", "line": place}
        if place in ask(starts, DEFAULT):
            label = t("places.on_corridors")
            st.page_link(navigation.page("corridors"), label=label, query_params=query)
        st.header(view.scene.title, anchor=False)
        key = f"{PAGE}-map:{place}"
        show_map(view.scene, key=key, height=MAP_PX, answers=view.mapped)
        evidence_heading()
        for name in ("municipalities", "aid"):
            if name in view.answers:
                panel.answer_panel(view.answers[name], key=name)
        st.header(t("places.rows"), anchor=False)
        control(PAGE, CHOICES["section"])
        panel.answer_panel(view.answers[section], key="section")


def country() -> None:
    """Rankings or hot spots, each with its map."""
    values = {name: st.session_state[f"{PAGE}.{name}"] for name in CHOICES}
    hotspots = values["view"] == "hotspots"
    with st.spinner(t("places.computing")) if hotspots else nullcontext():
        view = views.view(evidence(), values, lang())
    head(t("places.title"), view.finding, others)
    find()
    if view.answers:
        first_screen(view, key=f"{PAGE}-map", on_year=choose_year)
        evidence_heading()
        if hotspots:
            st.markdown(t("places.no_press"))
        panel.answer_panel(view.answer, key=f"{PAGE}-{values['view']}")
        if "counters" in view.answers:
            st.subheader(t("places.counters"), anchor="counters")
            counters.chart(view.answers["counters"])
            panel.answer_panel(view.answers["counters"], key=f"{PAGE}-counters")
    else:
        st.info(t("places.since_later"))
    with question_part():
        control(PAGE, CHOICES["view"])
        if hotspots:
            hotspot_controls()


def hotspot_controls() -> None:
    """Of what, and who is a neighbour."""
    control(PAGE, CHOICES["year"], title=t("frame.year"))
    for side, of, code, more in zip(st.columns(2), *ASKED, strict=True):
        with side:
            control(PAGE, CHOICES[of])
            if st.session_state[f"{PAGE}.{of}"] == code:
                control(PAGE, CHOICES[more], **STEPS.get(more, {}))


def choose_year(year: int) -> None:
    set_choices(PAGE, year=year)


if place:
    one_place()
else:
    country()
link.write(PAGE, list(CHOICES.values()), lang())
