import streamlit as st

from geo.answers.incidents import ANYWHERE
from geo.errors import BelowUncertainty
from geo.views.incidents import NONE, choices, view
from pages.frame import link, panel
from pages.frame.controls import control, set_choices
from pages.frame.data import evidence
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.incidents import card, controls, covered

PAGE = "incidents"
HEIGHT = 470
CHOICES = choices(evidence())

ignored = card.follow_link(CHOICES)
asked_for = card.asked_for()
panel.title(t("incidents.title"), None if asked_for else t("incidents.lead"))
panel.notices(ignored)
card.say_what_was_asked()
if asked_for:
    card.card(asked_for)
    st.markdown(t("incidents.lead"))
controls.draw(CHOICES)

chosen = link.write(PAGE, CHOICES, lang())
try:
    seen = view(evidence(), chosen, lang())
except BelowUncertainty as error:
    controls.say_too_close(error)
    chosen = chosen | {"around": ANYWHERE}
    seen = view(evidence(), chosen, lang())
if seen.answers["rows"].frame.empty:
    controls.say_what_emptied(chosen, CHOICES)

show_map(
    seen.scene,
    key=PAGE,
    on_choose=lambda _, incident_id: set_choices(PAGE, incident=incident_id),
    on_days=lambda first, last: set_choices(PAGE, days=(first, last)),
    height=HEIGHT,
)
st.caption(t("incidents.after"))
if chosen["incident"] != NONE:
    if not asked_for:
        card.card(chosen["incident"])
    card.figures(seen)

control(PAGE, CHOICES[-1])
covered.chart(chosen["view"], seen.answer)
panel.answer_panel(seen.answer, key=f"incidents-{chosen['view']}")
