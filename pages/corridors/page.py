import streamlit as st

from geo.language import tell
from geo.views import corridors as views
from pages.corridors import asks, scenario
from pages.corridors.controls import CHOICES, PAGE
from pages.frame import link, panel
from pages.frame.controls import control
from pages.frame.data import evidence
from pages.frame.language import lang, t

ignored = link.read(PAGE, list(CHOICES.values()))
values = link.write(PAGE, list(CHOICES.values()), lang())
ask = values["ask"]
panel.title(t("corridors.title"), t(f"corridors.lead_{ask}"))
panel.notices(ignored)
control(PAGE, CHOICES["ask"])
if ask == "way":
    asks.documented_controls()
if ask in ("way", "cost", "along", "documents", "compare"):  # closing has its map first
    scenario.controls()

with st.spinner(t("corridors.working")):
    shown = views.view(evidence(), values, lang())
for notice in shown.notices:
    st.info(tell(notice, lang()))
asks.PANELS[ask](values, shown)
