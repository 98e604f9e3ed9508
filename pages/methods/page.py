import pandas as pd
import streamlit as st

from geo.answers.answer import sources_of
from geo.evidence import editorial
from geo.views.methods import choices, view
from pages.frame import link, panel
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, head, numbers_html
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map
from pages.frame.report import report
from pages.frame.terms import glossary
from pages.methods.hours import hours_part

PAGE = "methods"
CHOICES = choices(evidence())
how, who = editorial("about")

ignored = link.read(PAGE, CHOICES)
shown = view(evidence(), link.write(PAGE, CHOICES, lang()), lang())
head(t("methods.title"), shown.finding, ignored)
words_side, numbers_side = st.columns([7, 3], gap="medium")
with words_side:
    st.subheader(how["title"][lang()], anchor=how["id"])
    copy_box(how["body"][lang()].strip())
with numbers_side:
    st.html(numbers_html(shown.numbers))

evidence_heading()
known = evidence().sources
for section in editorial("methods"):
    with st.expander(section["title"][lang()]):
        st.markdown(prose(section["body"][lang()]))
        for source in sources_of(section.get("source_ids", []), known).itertuples():
            st.caption(f"{source.publisher}: {panel.quoted(source.title)} <{source.url}>")
with st.expander(t("methods.glossary")):
    rows = pd.DataFrame(glossary().items(), columns=[t("methods.term"), t("methods.meaning")])
    st.table(rows.set_index(t("methods.term")))

st.subheader(who["title"][lang()], anchor=who["id"])
lines = [t("methods.author", author=who["author"]), who["body"][lang()].strip()]
if who["contact"]:
    lines.append(t("methods.contact", contact=who["contact"]))
st.markdown(prose(" ".join(lines)))
report("atlas", lambda: [t("report.atlas")])

hours_part(shown.answers["hours"])

st.subheader(t("methods.skill"), anchor="skill")
st.markdown(t("methods.skill_note"))
show_map(shown.scene, key="skill-map")
panel.answer_panel(shown.answers["skill"], key="skill")

st.subheader(t("methods.corrections"), anchor="corrections")
st.markdown(t("methods.corrections_note"))
panel.answer_panel(shown.answers["corrections"], key="corrections")
