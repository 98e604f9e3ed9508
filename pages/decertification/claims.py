"""What the source article claims, beside law and record: each claim stands here, and only here."""

import streamlit as st

from geo.views import View
from geo.views import decertification as views
from pages.frame import panel
from pages.frame.claims import claim_cards, record_text
from pages.frame.controls import control
from pages.frame.data import ask
from pages.frame.language import t

PAGE = "decertification"


def claims(shown: View, values: dict) -> None:
    """The claims whose record stands as chosen, as cards and as rows."""
    st.markdown(t("decertification.claims_note"))
    status = next(each for each in ask(views.choices) if each.name == "record_status")
    control(PAGE, status, text=record_text)
    claim_cards(shown.answer)
    panel.answer_panel(shown.answer, key="claims")
