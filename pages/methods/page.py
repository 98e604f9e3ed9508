import streamlit as st

from geo.answers import documents, way
from geo.cartography.scene import Scene
from geo.evidence import editorial
from geo.views import corridor_maps
from pages.frame import link, panel
from pages.frame.data import ask, evidence, layer
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map

PAGE = "methods"
ignored = link.read(PAGE, [])
panel.title(t("methods.title"), t("methods.lead"))
panel.notices(ignored)
link.write(PAGE, [], lang())

known = layer("sources").set_index("source_id")
for section in editorial("methods"):
    st.subheader(section["title"][lang()], anchor=section["id"])
    st.markdown(prose(section["body"][lang()]))
    for source in known.loc[section.get("source_ids", [])].itertuples():
        st.caption(f"{source.publisher}: {panel.quoted(source.title)} <{source.url}>")

st.subheader(t("methods.skill"), anchor="skill")
st.markdown(t("methods.skill_note"))
places = ask(way.on_the_way, way.CAUCA_TO_CALI)
areas, legends = corridor_maps.load_areas(
    evidence(), places.frame, t("methods.skill_legend"), lang()
)
names = corridor_maps.load_names(evidence(), places.frame, lang())
skill_map = Scene(t("methods.skill_legend"), [*areas, names], extent="cauca_cali", legends=legends)
show_map(skill_map, key="skill-map")
panel.answer_panel(ask(documents.skill), key="skill")

st.subheader(t("methods.corrections"), anchor="corrections")
st.markdown(t("methods.corrections_note"))
panel.answer_panel(ask(documents.corrections), key="corrections")
