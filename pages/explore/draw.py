"""Drawing on a map: our own Leaflet component, by pointer or by keyboard."""

import json
from collections.abc import Sequence

import streamlit as st

from geo.cartography import sketch
from pages.frame.language import lang, t
from pages.frame.shapes import main_places

LABELS = 500

component = st.components.v2.component(sketch.NAME, js=sketch.LOADER)


def draw(key: str, tools: Sequence[str] = sketch.TOOLS) -> list[dict]:
    """A map to draw on; returns the GeoJSON geometries drawn so far, in EPSG:4326.

    They are kept in session_state[f"{key}:shapes"], so they outlive a change of page or language.
    What comes back is from the browser: read it like any file.
    """
    kept, widget = f"{key}:shapes", f"{key}:{lang()}"
    st.session_state.setdefault(kept, [])

    def take() -> None:
        st.session_state[kept] = list(st.session_state[widget].get("shapes") or [])

    names = ("map", "how", "finish", "undo", "clear", *tools, *(f"how_{tool}" for tool in tools))
    texts = {name: t(f"explore.draw_{name}") for name in names}
    component(
        key=widget,
        data=sketch.message(tools, texts, main_places(LABELS), st.session_state[kept]),
        on_shapes_change=take,
    )
    return st.session_state[kept]


def as_geojson(shapes: Sequence[dict]) -> bytes:
    """The drawn geometries as a GeoJSON file."""
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
