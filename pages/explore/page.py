import streamlit as st

from geo.answers import joined
from pages.explore import intake, review
from pages.explore import views as explore_views
from pages.explore.draw import as_geojson, draw
from pages.frame import link, panel
from pages.frame.controls import choose_one
from pages.frame.language import lang, t

PAGE = "explore"
POINT_VIEWS, AREA_VIEWS = ["rows", "places", "areas"], ["areas", "rows"]
JOINS = list(joined.JOINS)
PARAMS = [
    link.one_of("how", intake.HOWS, "file"),
    link.many_of("joins", JOINS, explore_views.DEFAULT_JOINS),
    link.whole("km", 1, 100, 20),
    link.one_of("view", ["first", *POINT_VIEWS], "first"),
    link.one_of("shown_as", explore_views.SHOWN_AS, "points"),
]


def choose_view(has_areas: bool) -> str:
    """The view to show: another kind of rows begins with its own first one."""
    views = AREA_VIEWS if has_areas else POINT_VIEWS
    other = st.session_state.get("explore:areas", has_areas) != has_areas
    st.session_state["explore:areas"] = has_areas
    if other or st.session_state[f"{PAGE}.view"] not in views:
        st.session_state[f"{PAGE}.view"] = views[0]
    choose_one(PAGE, "view", views, lambda c: t(f"explore.view_{c}"))
    return st.session_state[f"{PAGE}.view"]


def ask_area(own: review.Read) -> None:
    """Totals of areas drawn or uploaded beside the reader's own rows."""
    st.markdown(t("explore.ask_area"))
    shapes = draw("explore-area", ("Polygon",))
    given = intake.uploader("explore:area", t("explore.upload_area"))
    if given is None and shapes:
        given = intake.given_as("drawn.geojson", as_geojson(shapes))
    found = given and review.read(given, "area")
    if not found:
        return
    if found.areas.empty:
        st.info(t("explore.no_area"))
    else:
        explore_views.areas_view(found.areas, own.table.frame, (*own.key, "/", *found.key))


ignored = link.read(PAGE, PARAMS)
panel.title(t("explore.title"), t("explore.lead"))
panel.notices(ignored)
intake.promises()
choose_one(PAGE, "how", intake.HOWS, lambda c: t(f"explore.how_{c}"))
given = intake.given(st.session_state[f"{PAGE}.how"])
found = given and review.read(given, "own")
if found and found.table.frame.empty:
    st.info(t("explore.nothing_kept"))
elif found:
    with st.expander(t("explore.joins")):
        explore_views.choose_joins(PAGE)
    view = choose_view(not found.areas.empty)
    km, wanted = st.session_state[f"{PAGE}.km"], st.session_state[f"{PAGE}.joins"]
    if view == "areas" and not found.areas.empty:
        explore_views.areas_view(found.areas, None, found.key)
    elif view == "areas":
        ask_area(found)
    elif view == "places":
        explore_views.places_view(explore_views.all_joined(found, km, wanted), found)
    else:
        explore_views.rows_view(explore_views.all_joined(found, km, wanted), found.own)
link.write(PAGE, PARAMS, lang())
