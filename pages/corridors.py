from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.evidence import data_version  # noqa: E402
from pages.parts import (  # noqa: E402
    corridor_along,
    corridor_documents,
    corridor_scenario,
    corridor_way,
    link,
    panel,
)
from pages.parts.controls import choose_one  # noqa: E402
from pages.parts.data import layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "corridors"
ASKS = ["way", "along", "documents"]
each = layer("corridors_documented").drop_duplicates("corridor_id").sort_values("corridor_id")
names = each.set_index("corridor_id")[f"name_{lang()}"]
places = corridor_scenario.place_names(data_version())
PARAMS = [
    link.one_of("ask", ASKS, "way"),
    *corridor_scenario.params(list(places)),
    *corridor_way.params(list(names.index)),
    *corridor_along.params(list(names.index), list(places)),
]

ignored = link.read(PAGE, PARAMS)
panel.title(t("corridors.title"), t("corridors.lead"))
panel.notices(ignored)

choose_one(PAGE, "ask", ASKS, lambda c: t(f"corridors.ask_{c}"), t("corridors.ask"))
if st.session_state[f"{PAGE}.ask"] == "way":
    corridor_way.controls(names)
corridor_scenario.controls(places)

chosen = link.write(PAGE, PARAMS, lang())
asked = corridor_scenario.scenario(chosen)
match chosen["ask"]:
    case "way":
        corridor_way.show(chosen, asked)
    case "along":
        corridor_along.show(chosen, asked, names, places)
    case "documents":
        corridor_documents.show(chosen, asked)
