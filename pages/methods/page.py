import streamlit as st

from geo.answers import methods
from geo.cartography import deck
from geo.evidence import editorial
from pages.frame import corridor_shapes, link, model, panel
from pages.frame.data import as_of, layer
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
places, _, _ = model.on_the_way(model.Scenario(2024, limit=0))
layers, legends = corridor_shapes.load_layers(places, "cauca_cali", t("methods.skill_legend"))
panel.map_panel(
    deck.deck([*layers, corridor_shapes.load_labels(places)], "cauca_cali"), legends, "skill-map"
)
panel.answer_panel(model.skill(), corridor_shapes.SKILL_COLUMNS, "skill")

st.subheader(t("methods.corrections"), anchor="corrections")
st.markdown(t("methods.corrections_note"))
panel.answer_panel(
    methods.corrections(layer("corrections"), as_of("corrections")),
    ["corrected_on", "file", "row_id", "field", "old_value", "new_value", "reason", "source_ids"],
    "corrections",
)
