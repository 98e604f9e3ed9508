import streamlit as st

from geo.language import tell
from geo.views import corridors
from pages.corridors import asks
from pages.corridors.controls import CHOICES, PAGE, questions
from pages.frame import link
from pages.frame.data import evidence
from pages.frame.first_screen import head
from pages.frame.kit import kit
from pages.frame.language import lang, t

ignored = link.read(PAGE, list(CHOICES.values()))
values = link.write(PAGE, list(CHOICES.values()), lang())
ask = values["ask"]
with st.spinner(t("corridors.working")):
    asks.draw_errors(values)
    view = corridors.view(evidence(), values, lang())
with head(t("corridors.title"), view.finding, ignored):
    for notice in view.notices:
        st.info(tell(notice, lang()))
questions(ask)
asks.PANELS[ask](values, view)
kit().scenario = view.scenario
