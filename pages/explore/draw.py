"""Drawing on the map, by pointer or by keyboard."""

import json
from collections.abc import Sequence

import streamlit as st

from geo.cartography.kinds import TOOLS, Board
from geo.cartography.scene import Scene
from geo.views import shapes
from pages.frame.data import evidence
from pages.frame.language import t
from pages.frame.map import show_map

LABELS, HEIGHT = 500, 440


def draw(key: str, tools: Sequence[str] = TOOLS) -> list[dict]:
    """A map to draw on; returns the GeoJSON geometries drawn so far, in EPSG:4326.

    They are kept in session_state[f"{key}:shapes"], so they outlive a change of page or language.
    What comes back is from the browser: read it like any file.
    """
    slot = f"{key}:shapes"
    st.session_state.setdefault(slot, [])

    def take(shapes: list[dict]) -> None:
        st.session_state[slot] = shapes

    names = ("how", "finish", "undo", "clear", *tools, *(f"how_{tool}" for tool in tools))
    texts = {name: t(f"explore.draw_{name}") for name in names}
    board = Board(
        "drawn",
        t("explore.own_legend"),
        texts=texts,
        tools=tools,
        shapes=st.session_state[slot],
        basis="unchecked",
    )
    scene = Scene(t("explore.draw_map"), [board, shapes.main_places(evidence(), LABELS)])
    show_map(scene, key=key, on_shapes=take, height=HEIGHT, answers=None)
    return st.session_state[slot]


def as_geojson(shapes: Sequence[dict]) -> bytes:
    """The drawn geometries as a GeoJSON file."""
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
