import streamlit as st

from geo.answers import places
from pages.frame import incident_shapes, link, panel
from pages.frame.controls import choose
from pages.frame.language import lang, t
from pages.places import finder, hotspot_shapes, shapes

PAGE = "places"
PARAMS = [
    link.one_of("place", ["", *finder.codes()], ""),
    link.one_of("section", list(places.SECTIONS), "incidents"),
    *hotspot_shapes.PARAMS,
]

ignored = link.read(PAGE, PARAMS)
asked = [item.partition("=")[2] for item in ignored if item.startswith("place=")]
place = st.session_state[f"{PAGE}.place"]
found = shapes.profile_of(place) if place else None
if found is None:
    panel.title(t("places.title"), t("places.lead"))
else:
    st.title(finder.name(place), anchor=False)
panel.notices([item for item in ignored if not item.startswith("place=")])
if asked:
    finder.unknown(asked[0])
with st.container(key="screen-finder"):
    finder.finder(f"{PAGE}.place")

if found is None:
    hotspot_shapes.country()
else:
    shapes.sheet(found)
    with st.container(key="screen-section"):
        if len(place) == 2:
            ranked = shapes.ranked_in(place)
            panel.answer_panel(ranked, shapes.COLUMNS["municipalities"], "ranked")
        st.subheader(t("places.rows"), anchor=False)
        choose(PAGE, "section", list(places.SECTIONS), lambda c: t(f"places.section_{c}"))
        section = st.session_state[f"{PAGE}.section"]
        columns = shapes.COLUMNS | {"incidents": incident_shapes.INCIDENT_COLUMNS}
        panel.answer_panel(found.sections[section], columns[section], "section")
link.write(PAGE, PARAMS, lang())
