import streamlit as st

from geo.answers import coverage, incidents
from pages.frame import link, panel
from pages.frame.controls import choose_one
from pages.frame.data import layer
from pages.frame.language import lang, t
from pages.incidents import card, controls, player, views

PAGE, NONE = "incidents", card.NONE
FILTERS = controls.filter_params()
card.remember_address()
PARAMS = [
    *FILTERS,
    *controls.view_params(card.extent()),
    card.param(),
    link.one_of("view", views.VIEWS, "rows"),
]

ignored = link.read(PAGE, PARAMS)
asked_for = card.asked_for()
panel.title(t("incidents.title"), None if asked_for else t("incidents.lead"))
panel.notices(ignored)
card.say_what_was_asked()
if asked_for:
    card.card(asked_for)
    st.markdown(t("incidents.lead"))
controls.draw(FILTERS)

chosen = link.write(PAGE, PARAMS, lang())
found = controls.within(chosen)
kept = controls.fits(chosen, found)
answer = incidents.incidents(layer("incidents"), kept, found)
whole = controls.whole_days()
start, end = (day.isoformat() for day in chosen["days"])
events = coverage.ucdp(layer("incidents_ucdp"), start, end)
if answer.frame.empty:
    controls.say_what_emptied(kept, FILTERS)

ever = incidents.incidents(layer("incidents"), controls.fits(chosen, found, all_days=True), found)
player.player(
    answer.frame,
    events.frame if chosen["ucdp"] else events.frame.head(0),
    player.months_of(ever.frame, *whole),
    chosen,
    whole,
    PAGE,
)
if chosen["incident"] != NONE:
    if not asked_for:
        card.card(chosen["incident"])
    card.evidence(chosen["incident"])

choose_one(PAGE, "view", views.VIEWS, lambda c: t(f"incidents.view_{c}"))
views.view(chosen["view"], answer, events)
