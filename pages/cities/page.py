import streamlit as st

from geo.answers import claims, documented, five
from geo.answers.answer import words
from geo.errors import BelowUncertainty
from geo.language import number
from geo.views.cities import EXTENT, reach
from pages.cities import picker, shapes
from pages.frame import incident_shapes, link, model, panel
from pages.frame.claims import claim_cards, record_text
from pages.frame.controls import choose_many, choose_one
from pages.frame.data import as_of, evidence, layer
from pages.frame.language import lang, t
from pages.frame.map import show_map

PAGE = "cities"
VIEWS = ["municipalities", "steps", "incidents", "programmes", "five", "homicides"]
PARAMS = [
    link.one_of("city", list(EXTENT), "76001"),
    link.one_of("by", ["km", "hours"], "km"),
    link.whole("km", 5, 150, 50),
    link.whole("hours", 1, 8, 2),
    link.whole("year", 2001, 2024, 2024),
    link.one_of("view", VIEWS, "municipalities"),
    link.many_of("record_status", list(claims.RECORD)),
]

ignored = link.read(PAGE, PARAMS)
panel.title(t("cities.title"), t("cities.lead"))
panel.notices(ignored)

profile = five.five_cities(layer("cities"), layer("homicides"), as_of("cities", "homicides"))
known = profile.frame.set_index("divipola")
map_side, control_side = st.columns([1, 2])
with map_side:
    picker.city_picker(f"{PAGE}.city")
with control_side:
    choose_one(PAGE, "city", list(EXTENT), lambda c: known["city"][c], t("cities.choose"))
    choose_one(PAGE, "by", ["km", "hours"], lambda c: t(f"cities.by_{c}"), t("cities.by"))
    by = st.session_state[f"{PAGE}.by"]
    limits = (5, 150) if by == "km" else (1, 8)
    st.slider(t(f"cities.{by}"), *limits, key=f"{PAGE}.{by}")
    st.slider(t("frame.year"), 2001, 2024, key=f"{PAGE}.year")

chosen = link.write(PAGE, PARAMS, lang())
city = known.loc[chosen["city"]]
shapes.profile(city, claims.argued_by(layer("claims"), city["mayor"]))
named = documented.programmes_documented(
    chosen["city"],
    layer("aid_programmes"),
    layer("aid_footprints"),
    as_of("aid_programmes", "aid_footprints"),
)
st.subheader(words(named, lang()), anchor=False)

try:
    within, incidents = model.reach(
        chosen["city"], chosen["by"], chosen[chosen["by"]], chosen["year"]
    )
except BelowUncertainty as error:
    st.info(t("cities.too_close", uncertainty=number(error.uncertainty_km, lang())))
    st.stop()
show_map(
    reach(
        evidence(),
        within,
        incidents,
        lang(),
        city=chosen["city"],
        year=chosen["year"],
        km=chosen["km"] if chosen["by"] == "km" else None,
    ),
    key="cities-map",
)

choose_one(PAGE, "view", VIEWS, lambda c: t(f"cities.view_{c}"))
match chosen["view"]:
    case "municipalities":
        panel.answer_panel(within, shapes.REACH_COLUMNS, "reach")
    case "steps":
        steps = model.reach_steps(chosen["city"], chosen["year"])
        panel.answer_panel(steps, shapes.STEP_COLUMNS, "steps")
    case "incidents":
        shown = [*incident_shapes.INCIDENT_COLUMNS, "certainty", "distance_km"]
        panel.answer_panel(incidents, shown, "reach-incidents")
    case "programmes":
        panel.answer_panel(named, shapes.DOCUMENTED_COLUMNS, "documented")
    case "five":
        st.markdown(t("cities.five_note"))
        panel.answer_panel(profile, shapes.CITY_COLUMNS, "five")
        with st.spinner(t("cities.counting")):
            side = model.reach_side_by_side(chosen["year"])
        panel.answer_panel(side, shapes.STEP_COLUMNS, "side-by-side")
    case "homicides":
        counted = five.homicides_of(layer("homicides"), chosen["city"], as_of("homicides"))
        panel.answer_panel(counted, shapes.HOMICIDE_COLUMNS, "homicides")

st.divider()
st.header(t("cities.claims"), anchor="claims")
st.markdown(t("cities.claims_lead"))
choose_many(PAGE, "record_status", claims.RECORD, record_text)
checked = claims.claims(layer("claims"), chosen["record_status"], as_of("claims"))
claim_cards(checked.frame)
panel.answer_panel(checked, shapes.CLAIM_COLUMNS, "claims")
