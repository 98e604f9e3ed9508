"""A small map to choose a city by a click, beside the control that does the same."""

import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from geo.cartography import leaflet, palette
from pages.frame.data import layer
from pages.frame.language import lang

OUTLINE_DEGREES = 0.05
NEAR_DEGREES = 0.4
MAINLAND = [[-1.5, -79.0], [12.2, -70.0]]


@st.cache_resource(show_spinner=False)
def _outline() -> gpd.GeoDataFrame:
    """Departments, coarse: the small map shows a country, not borders."""
    shapes = layer("departments")
    return shapes.assign(
        geometry=shapes.geometry.simplify_coverage(OUTLINE_DEGREES).set_precision(0.01),
        tooltip=shapes["department"],
    )


def city_picker(key: str) -> None:
    """Draws the five cities; a click on one puts its code into session_state[key]."""
    cities = layer("cities")
    chosen = cities["divipola"] == st.session_state[key]
    drawn = leaflet.add_shapes(leaflet.leaflet("colombia"), _outline())
    drawn.fit_bounds(MAINLAND)
    named = cities.assign(tooltip=cities["city"])
    leaflet.add_dots(drawn, named[~chosen], palette.CITY, 7)
    leaflet.add_dots(drawn, named[chosen], palette.DOCUMENTED, 10)

    def take() -> None:
        clicked = (st.session_state.get(widget) or {}).get("last_object_clicked")
        if clicked:
            x, y = cities.geometry.x - clicked["lng"], cities.geometry.y - clicked["lat"]
            away = x.abs() + y.abs()
            if away.min() < NEAR_DEGREES:
                st.session_state[key] = cities["divipola"][away.idxmin()]

    # The key changes with what is drawn: streamlit-folium else keeps the old map on screen.
    widget = f"{key}:{st.session_state[key]}:{lang()}"
    st_folium(
        drawn,
        key=widget,
        height=250,
        use_container_width=True,
        returned_objects=["last_object_clicked"],
        on_change=take,
    )
