"""One line on each page that says how old its evidence is."""

from datetime import date
from html import escape

import streamlit as st

from geo.language import tell
from geo.views.freshness import freshness
from pages.frame.data import ask
from pages.frame.kit import kit
from pages.frame.language import lang, prose, t

FOLDED = '<details class="age"><summary>{}</summary>{}</details>'


def show(*layers: str) -> None:
    """The line: of these layers, or of the page's own unless it has been told.

    Of several, from which month to which, and what is older than usual; the rest is folded.
    """
    rests_on = tuple(layers or kit().rests_on)
    if not layers:
        kit().rests_on = ()
    ages = ask(freshness, rests_on, today=date.today())
    lines = [tell(age, lang()) for age in ages]
    if len(ages) == 1:
        st.caption(prose(t("frame.age", layers=lines[0])))
    elif ages:
        months = sorted(age.values["day"][:7] for age in ages)
        old = [age.values["title"][lang()] for age in ages if age.name == "age_old"]
        line = t("frame.ages", oldest=months[0], newest=months[-1])
        line += t("frame.ages_old", layers=old) if old else ""
        st.html(FOLDED.format(escape(line), escape(" · ".join(lines))))
