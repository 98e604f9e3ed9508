import streamlit as st

from geo.answers import documents, way
from geo.cartography import deck
from geo.evidence import editorial
from pages.frame import corridor_shapes, link, panel
from pages.frame.data import ask, layer
from pages.frame.language import lang, prose, t

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
layers, legends = corridor_shapes.load_layers(places, "cauca_cali", t("methods.skill_legend"))
panel.map_panel(
    deck.deck([*layers, corridor_shapes.load_labels(places)], "cauca_cali"), legends, "skill-map"
)
panel.answer_panel(ask(documents.skill), key="skill")

st.subheader(t("methods.corrections"), anchor="corrections")
st.markdown(t("methods.corrections_note"))
panel.answer_panel(
    ask(documents.corrections),
    ["corrected_on", "file", "row_id", "field", "old_value", "new_value", "reason", "source_ids"],
    "corrections",
)
