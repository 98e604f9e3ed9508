"""The side tool: programmes shared out over the municipalities they name; all of it modelled."""

import streamlit as st

from geo.aid import Allocation
from geo.answers import shares
from geo.answers.shares import Own
from geo.evidence import label
from geo.views import View, aid
from pages.aid.choices import PAGE, choose
from pages.aid.own import own_rows, uploaded
from pages.frame import panel
from pages.frame.data import evidence
from pages.frame.first_screen import first_screen
from pages.frame.language import lang, t

KEYS = {
    "places": "aid-shared",
    "shares": "aid-shares",
    "programmes": "aid-by-programme",
    "refused": "aid-refused",
}


def own_files() -> Own:
    """What the tool is, and the files that a reader brings to it."""
    st.markdown(t("aid.allocation_note"))
    return uploaded()


def screen(view: View, values: dict) -> None:
    """The map of shares, or that there is none."""
    if view.scene is None:
        st.info(t("aid.nothing_to_share"))
        return
    first_screen(view, key="aid-shared-map", notes=["allocation.caveat_modelled"])


def behind(view: View, values: dict, own: Own) -> None:
    """One of four tables, and the rows of a reader's own files."""
    table = "refused" if view.scene is None else values["table"]
    sharing = aid.sharing(evidence(), values, own=own)
    model = shares.model(evidence(), sharing, own=own)
    more = None if table == "refused" else shares.about(model, sharing.method, lang())
    panel.answer_panel(view.answers[table], key=KEYS[table], more=more)
    own_rows(own)


def controls(values: dict, own: Own) -> None:
    """What is shared out, how, and which table is looked at."""
    model = shares.model(evidence(), aid.sharing(evidence(), values, own=own), own=own)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose("amount", title=t("aid.amount_shared"))
        if len(model.shares):
            _methods(model)
        choose("level", in_a_row=False)
        choose("per")
    if len(model.shares):
        choose("table")


def _methods(model: Allocation) -> None:
    """The methods that fit; another one in the link falls back to equal shares."""
    if st.session_state[f"{PAGE}.method"] not in model.methods:
        st.session_state[f"{PAGE}.method"] = "equal"
    choose(
        "method",
        codes=model.methods,
        text=lambda code: label("allocation_method", code, lang()),
        in_a_row=True,
    )
