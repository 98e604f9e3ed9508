"""Colombia as a whole: rankings, and hot spots of coca on the map."""

import streamlit as st

from geo.answers import Answer, coca, hotspots, places
from geo.answers.answer import gather_source_ids
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend
from geo.evidence import data_version, label
from geo.language import number
from geo.spatial.borders import shared_borders
from geo.statistics.hotspots import CLASSES, NOT_SIGNIFICANT, within_hours
from pages.frame import link, model, panel, shapes
from pages.frame.controls import choose_one
from pages.frame.data import ask, layer
from pages.frame.language import lang, t

PAGE = "places"
VIEWS = ["coca", "departments", "hotspots"]
BY, OF = ["borders", "minutes"], ["year", "change"]
PARAMS = [
    link.one_of("view", VIEWS, "coca"),
    link.whole("year", 2001, 2024, 2024),
    link.one_of("of", OF, "year"),
    link.whole("since", 2001, 2023, 2014),
    link.one_of("by", BY, "borders"),
    link.whole("minutes", 30, 120, 60),
]
COCA = ["municipality", "department", "hectares"]
DEPARTMENTS = ["rank_coca", "department", "hectares", "rank_population", "population"]
HOTSPOTS = [
    *("municipality", "department", "hotspot_modelled", "hectares", "hectares_since"),
    *("change_ha", "neighbours", "z_modelled", "p_modelled", "q_modelled"),
]


@st.cache_resource(show_spinner=False, max_entries=64)
def _hotspots(version: str, year: int, since: int | None, minutes: int) -> Answer:
    shapes_of = layer("municipalities")
    if minutes:
        pairs, cited = within_hours(model.times(), minutes / 60), model.time_source_ids()
    else:
        pairs, cited = shared_borders(shapes_of), gather_source_ids(shapes_of.head(1))
    return hotspots.coca_hotspots(layer("coca"), shapes_of, pairs, year, since, cited)


def country() -> None:
    """Where no place is chosen: rankings or hot spots, each with its map."""
    left, right = st.columns([2, 1])
    with left:
        choose_one(PAGE, "view", VIEWS, lambda c: t(f"places.view_{c}"), t("places.view"))
    view = st.session_state[f"{PAGE}.view"]
    if view != "departments":
        with right:
            st.slider(t("frame.year"), 2001, 2024, key=f"{PAGE}.year")
    year = st.session_state[f"{PAGE}.year"]
    match view:
        case "coca":
            classes = shapes.coca_classes(year)
            drawn = [*deck.choropleth("places", classes, "colombia"), shapes.city_dots()]
            legend = shapes.coca_legend(classes, year)
            panel.map_panel(deck.deck(drawn, "colombia"), [legend], "places-map")
            ranked = ask(coca.coca_by_municipality, year)
            panel.answer_panel(ranked, COCA, "places-coca")
        case "departments":
            layers = {name: layer(name) for name in ("municipalities", "coca", "population")}
            panel.answer_panel(places.departments(layers), DEPARTMENTS, "places-departments")
        case "hotspots":
            _hotspot_view()


def _hotspot_view() -> None:
    state = st.session_state
    left, right = st.columns(2)
    with left:
        choose_one(PAGE, "of", OF, lambda c: t(f"places.of_{c}"), t("places.of"))
        if state[f"{PAGE}.of"] == "change":
            st.slider(t("places.since"), 2001, 2023, key=f"{PAGE}.since")
    with right:
        choose_one(PAGE, "by", BY, lambda c: t(f"places.by_{c}"), t("places.by"))
        if state[f"{PAGE}.by"] == "minutes":
            st.slider(t("places.minutes"), 30, 120, step=30, key=f"{PAGE}.minutes")
    year = state[f"{PAGE}.year"]
    since = state[f"{PAGE}.since"] if state[f"{PAGE}.of"] == "change" else None
    if since is not None and since >= year:
        st.info(t("places.since_later"))
        return
    minutes = state[f"{PAGE}.minutes"] if state[f"{PAGE}.by"] == "minutes" else 0
    with st.spinner(t("places.computing")):
        found = _hotspots(data_version(), year, since, minutes)
    _hotspot_map(found)
    st.markdown(t("places.no_press"))
    panel.answer_panel(found, HOTSPOTS, "places-hotspots")


def _hotspot_map(found: Answer) -> None:
    kinds = found.frame.set_index("divipola")["hotspot_modelled"]
    values = kinds.map({kind: i + 1 for i, kind in enumerate(CLASSES)}).dropna()
    colours = [palette.HOTSPOTS[kind] for kind in CLASSES]
    units = layer("municipalities")["divipola"]
    classes = classify(values, units, range(len(CLASSES) + 1), colours)
    entries = [
        Entry("hatched", colour, label("hotspot_modelled", kind, lang()), count)
        for kind, colour, count in zip(CLASSES, colours, classes.counts, strict=True)
    ]
    plain = int((kinds == NOT_SIGNIFICANT).sum())
    rest = t("places.rest", untested=number(found.unmatched, lang()))
    entries.append(Entry("box", palette.LAND, rest, plain))
    drawn = deck.choropleth("places-hotspots", classes, "colombia", modelled=True)
    legend = Legend(t("places.hotspot_legend"), "modelled", entries)
    panel.map_panel(deck.deck([drawn, shapes.city_dots()], "colombia"), [legend], "hotspots-map")
