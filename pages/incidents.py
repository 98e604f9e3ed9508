from pages.parts.guard import guarded

guarded()


import streamlit as st  # noqa: E402

from geo.answers import coverage, incidents  # noqa: E402
from pages.parts import (  # noqa: E402
    incident_card,
    incident_controls,
    incident_player,
    incident_views,
    link,
    panel,
)
from pages.parts.controls import choose_one  # noqa: E402
from pages.parts.data import layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE, NONE = "incidents", incident_card.NONE
FILTERS = incident_controls.filter_params()
incident_card.remember_address()
PARAMS = [
    *FILTERS,
    *incident_controls.view_params(incident_card.extent()),
    incident_card.param(),
    link.one_of("view", incident_views.VIEWS, "rows"),
]

ignored = link.read(PAGE, PARAMS)
asked_for = incident_card.asked_for()
panel.title(t("incidents.title"), None if asked_for else t("incidents.lead"))
panel.notices(ignored)
incident_card.say_what_was_asked()
if asked_for:
    incident_card.card(asked_for)
    st.markdown(t("incidents.lead"))
incident_controls.draw(FILTERS)

chosen = link.write(PAGE, PARAMS, lang())
found = incident_controls.within(chosen)
kept = incident_controls.fits(chosen, found)
answer = incidents.incidents(layer("incidents"), kept, found)
whole = incident_controls.whole_days()
start, end = (day.isoformat() for day in chosen["days"])
events = coverage.ucdp(layer("incidents_ucdp"), start, end)
if answer.frame.empty:
    incident_controls.say_what_emptied(kept, FILTERS)

ever = incidents.incidents(
    layer("incidents"), incident_controls.fits(chosen, found, all_days=True), found
)
incident_player.player(
    answer.frame,
    events.frame if chosen["ucdp"] else events.frame.head(0),
    incident_player.months_of(ever.frame, *whole),
    chosen,
    whole,
    PAGE,
)
if chosen["incident"] != NONE:
    if not asked_for:
        incident_card.card(chosen["incident"])
    incident_card.evidence(chosen["incident"])

choose_one(PAGE, "view", incident_views.VIEWS, lambda c: t(f"incidents.view_{c}"))
incident_views.view(chosen["view"], answer, events)
