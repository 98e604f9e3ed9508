from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import places  # noqa: E402
from pages.parts import (  # noqa: E402
    hotspot_shapes,
    incident_shapes,
    link,
    panel,
    place_finder,
    place_shapes,
)
from pages.parts.controls import choose  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "places"
PARAMS = [
    link.one_of("place", ["", *place_finder.codes()], ""),
    link.one_of("section", list(places.SECTIONS), "incidents"),
    *hotspot_shapes.PARAMS,
]

ignored = link.read(PAGE, PARAMS)
asked = [item.partition("=")[2] for item in ignored if item.startswith("place=")]
place = st.session_state[f"{PAGE}.place"]
found = place_shapes.profile_of(place) if place else None
if found is None:
    panel.title(t("places.title"), t("places.lead"))
else:
    st.title(place_finder.name(place), anchor=False)
panel.notices([item for item in ignored if not item.startswith("place=")])
if asked:
    place_finder.unknown(asked[0])
with st.container(key="screen-finder"):
    place_finder.finder(f"{PAGE}.place")

if found is None:
    hotspot_shapes.country()
else:
    place_shapes.sheet(found)
    with st.container(key="screen-section"):
        if len(place) == 2:
            ranked = place_shapes.ranked_in(place)
            panel.answer_panel(ranked, place_shapes.COLUMNS["municipalities"], "ranked")
        st.subheader(t("places.rows"), anchor=False)
        choose(PAGE, "section", list(places.SECTIONS), lambda c: t(f"places.section_{c}"))
        section = st.session_state[f"{PAGE}.section"]
        columns = place_shapes.COLUMNS | {"incidents": incident_shapes.INCIDENT_COLUMNS}
        panel.answer_panel(found.sections[section], columns[section], "section")
link.write(PAGE, PARAMS, lang())
