from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import five  # noqa: E402
from geo.cartography import deck, palette  # noqa: E402
from geo.cartography.legend import Entry, Legend  # noqa: E402
from geo.errors import BelowUncertainty  # noqa: E402
from geo.language import number  # noqa: E402
from pages.parts import city_shapes, incident_shapes, link, model, panel, picker, shapes  # noqa: E402
from pages.parts.controls import choose_one  # noqa: E402
from pages.parts.data import as_of, layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "cities"
EXTENT = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}
VIEWS = ["municipalities", "incidents", "five", "homicides"]
PARAMS = [
    link.one_of("city", list(EXTENT), "76001"),
    link.one_of("by", ["km", "hours"], "km"),
    link.whole("km", 5, 150, 50),
    link.whole("hours", 1, 8, 2),
    link.whole("year", 2001, 2024, 2024),
    link.one_of("view", VIEWS, "municipalities"),
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
facts = {
    t("cities.mayor"): city["mayor"],
    t("cities.population", year=str(city["population_year"])): number(city["population"], lang()),
    t("cities.travelled"): t(
        "cities.travelled_yes" if city["travelled_to_washington"] else "cities.travelled_no"
    ),
    t("cities.homicide_rate"): number(city["homicide_rate_2024"], lang(), 1),
}
for column, (name, value) in zip(st.columns(len(facts)), facts.items(), strict=True):
    column.caption(name)
    column.markdown(f"**{value}**")

try:
    within, incidents = model.reach(
        chosen["city"], chosen["by"], chosen[chosen["by"]], chosen["year"]
    )
except BelowUncertainty as error:
    st.info(t("cities.too_close", uncertainty=number(error.uncertainty_km, lang())))
    st.stop()

drawn, legends = city_shapes.reach_layers(within, chosen["year"])
if chosen["by"] == "km":
    drawn.append(deck.ring(city.geometry.x, city.geometry.y, chosen["km"]))
    ring = t("cities.reach_ring", km=number(chosen["km"], lang()))
    legends.append(Legend(city["city"], "reported", [Entry("ring", palette.CITY, ring)]))
drawn += incident_shapes.incident_layers(incidents.frame)
legends.append(incident_shapes.incident_legend(incidents.frame, t("cities.incidents_legend")))
biggest = within.frame.sort_values("population", ascending=False)["divipola"].head(30)
labelled = list(dict.fromkeys([*EXTENT, *biggest]))
drawn += [shapes.city_dots(), shapes.seat_labels(labelled)]
panel.map_panel(deck.deck(drawn, EXTENT[chosen["city"]]), legends, key="cities-map")

choose_one(PAGE, "view", VIEWS, lambda c: t(f"cities.view_{c}"))
match chosen["view"]:
    case "municipalities":
        panel.answer_panel(within, city_shapes.REACH_COLUMNS, "reach")
    case "incidents":
        shown = [*incident_shapes.INCIDENT_COLUMNS, "certainty", "distance_km"]
        panel.answer_panel(incidents, shown, "reach-incidents")
    case "five":
        st.markdown(t("cities.five_note"))
        panel.answer_panel(profile, city_shapes.CITY_COLUMNS, "five")
    case "homicides":
        counted = five.homicides_of(layer("homicides"), chosen["city"], as_of("homicides"))
        panel.answer_panel(counted, city_shapes.HOMICIDE_COLUMNS, "homicides")
