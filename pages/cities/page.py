from contextlib import nullcontext

import streamlit as st

from geo.answers import cities
from geo.answers.answer import words
from geo.errors import BelowUncertainty
from geo.views.cities import choices, view
from pages.cities.picker import city_picker
from pages.cities.profile import profile
from pages.frame import link, panel
from pages.frame.claims import claim_cards, record_text
from pages.frame.controls import control
from pages.frame.data import ask, evidence
from pages.frame.language import lang, t
from pages.frame.map import show_map

PAGE = "cities"
CHOICES = {choice.name: choice for choice in choices(evidence())}

ignored = link.read(PAGE, list(CHOICES.values()))
panel.title(t("cities.title"), t("cities.lead"))
panel.notices(ignored)

map_side, control_side = st.columns([1, 2])
with map_side:
    city_picker(PAGE, st.session_state[f"{PAGE}.city"])
with control_side:
    named = dict(evidence().cities[["divipola", "city"]].to_numpy())
    control(PAGE, CHOICES["city"], text=named.get)
    control(PAGE, CHOICES["by"])
    control(PAGE, CHOICES[st.session_state[f"{PAGE}.by"]])
    control(PAGE, CHOICES["year"], title=t("frame.year"))
chosen = link.write(PAGE, list(CHOICES.values()), lang())
profile(chosen["city"])

try:
    with st.spinner(t("cities.counting")) if chosen["view"] == "five" else nullcontext():
        seen = view(evidence(), chosen, lang())
except BelowUncertainty as error:
    st.info(t("cities.too_close", uncertainty=error.uncertainty_km))
    st.stop()
st.subheader(words(seen.answers["programmes"], lang()), anchor=False)
show_map(seen.scene, key="cities-map")

control(PAGE, CHOICES["view"])
if chosen["view"] == "five":
    st.markdown(t("cities.five_note"))
panel.answer_panel(seen.answer, key=f"{PAGE}-{chosen['view']}")
if "side_by_side" in seen.answers:
    panel.answer_panel(seen.answers["side_by_side"], key="side-by-side")

st.divider()
st.header(t("cities.claims"), anchor="claims")
st.markdown(t("cities.claims_lead"))
control(PAGE, CHOICES["record_status"], text=record_text)
claims = ask(cities.claims, tuple(chosen["record_status"]))
claim_cards(claims.frame)
panel.answer_panel(claims, key="claims")
