from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import methods  # noqa: E402
from geo.cartography import deck  # noqa: E402
from geo.evidence import editorial  # noqa: E402
from pages.parts import corridor_shapes, link, model, panel  # noqa: E402
from pages.parts.data import as_of, layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "methods"
ignored = link.read(PAGE, [])
panel.title(t("methods.title"), t("methods.lead"))
panel.notices(ignored)
link.write(PAGE, [], lang())

for section in editorial("methods"):
    st.subheader(section["title"][lang()], anchor=section["id"])
    st.markdown(section["body"][lang()])

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
