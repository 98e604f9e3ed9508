import streamlit as st

from geo.evidence import editorial
from geo.views.methods import choices, view
from pages.frame import link, panel
from pages.frame.data import evidence
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map
from pages.methods.hours import hours_part

PAGE = "methods"
CHOICES = choices(evidence())

ignored = link.read(PAGE, CHOICES)
panel.title(t("methods.title"), t("methods.lead"))
panel.notices(ignored)
shown = view(evidence(), link.write(PAGE, CHOICES, lang()), lang())

known = evidence()["sources"].set_index("source_id")
for section in editorial("methods"):
    st.subheader(section["title"][lang()], anchor=section["id"])
    st.markdown(prose(section["body"][lang()]))
    for source in known.loc[section.get("source_ids", [])].itertuples():
        st.caption(f"{source.publisher}: {panel.quoted(source.title)} <{source.url}>")

hours_part(shown.answers["hours"])

st.subheader(t("methods.skill"), anchor="skill")
st.markdown(t("methods.skill_note"))
show_map(shown.scene, key="skill-map")
panel.answer_panel(shown.answers["skill"], key="skill")

st.subheader(t("methods.corrections"), anchor="corrections")
st.markdown(t("methods.corrections_note"))
panel.answer_panel(shown.answers["corrections"], key="corrections")
