from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from geo.answers.answer import sources_of
from geo.evidence import editorial
from geo.exchange.about import source_title
from geo.language import publisher_text
from geo.views import methods
from pages.frame import link, panel
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, first_screen, head
from pages.frame.language import lang, plain, prose, t
from pages.frame.map import show_map
from pages.frame.replay import draw_once
from pages.frame.report import report
from pages.frame.table import draw_rows
from pages.frame.terms import glossary
from pages.methods.hours import hours_chart

PAGE = "methods"
CHOICES = methods.choices(evidence())


def explain(section: dict) -> None:
    """A method in words, and its sources."""
    st.markdown(prose(section["body"][lang()]))
    for source in sources_of(section.get("source_ids", []), evidence().sources).itertuples():
        title = source_title(source.title, source.title_is, source.url, lang())
        by = publisher_text(source.publisher, lang())
        st.caption(f"{plain(by)}: {plain(title)} <{source.url}>")


how, who = editorial("about")

ignored = link.read(PAGE, CHOICES)
view = methods.view(evidence(), link.write(PAGE, CHOICES, lang()), lang())
head(t("methods.title"), view.finding, ignored)
first_screen(
    replace(view, scene=None),
    key=PAGE,
    draw=lambda: hours_chart(view.answers["hours"]),
    asks=False,
    leads=(f"downloads?lang={lang()}", "#hours", "#corrections"),
)
st.header(how["title"][lang()], anchor=how["id"])
with st.expander(t("methods.how")):
    copy_box(how["body"][lang()].strip())

evidence_heading()
for section in editorial("methods"):
    with st.expander(section["title"][lang()]):
        draw_once(view.answers["hours"], partial(explain, section), section["id"])
with st.expander(t("methods.glossary")):
    rows = pd.DataFrame(glossary().items(), columns=[t("methods.term"), t("methods.meaning")])
    draw_rows(rows, t("methods.glossary"))

st.header(who["title"][lang()], anchor=who["id"])
lines = [t("methods.author", author=who["author"][lang()]), who["body"][lang()].strip()]
if who["own_license"][lang()]:
    lines.append(who["own_license"][lang()])
if who["contact"]:
    lines.append(t("methods.contact", contact=who["contact"]))
st.markdown(prose(" ".join(lines)))
report("atlas", lambda: [t("report.atlas")])

st.header(t("methods.hours"), anchor="hours")
panel.answer_panel(view.answers["hours"], key="hours")

st.header(t("methods.skill"), anchor="skill")
with st.expander(t("frame.evidence")):
    st.markdown(t("methods.skill_note"))
    show_map(view.scene, key="skill-map", answers=view.mapped)
    panel.answer_panel(view.answers["skill"], key="skill")

st.header(t("methods.corrections"), anchor="corrections")
with st.expander(t("frame.evidence")):
    st.markdown(t("methods.corrections_note"))
    panel.answer_panel(view.answers["corrections"], key="corrections")
