"""A briefing to take along: printed, or as a file that plays; made when its button is clicked."""

from functools import partial

import streamlit as st

from geo.evidence import data_version
from geo.exchange import file_name
from geo.views.briefing_file import Briefing
from geo.views.handout import KINDS, handout_file
from pages.frame.data import evidence
from pages.frame.language import lang, t


def hand_out(key: str, briefing: Briefing | None = None) -> None:
    """A button for each kind of file; of our briefing where none is given."""
    own = "_own" if briefing else ""
    notes = st.checkbox(t("briefing.with_notes"), key=f"{key}-notes")
    with st.container(horizontal=True):
        for kind, mime in KINDS.items():
            st.download_button(
                t(f"briefing.as_{kind}{own}"),
                partial(handout_file, evidence(), lang(), kind, notes, briefing),
                file_name(f"{'own_' if briefing else ''}briefing_{lang()}", kind, data_version()),
                mime,
                on_click="ignore",
                key=f"{key}-{kind}",
            )
