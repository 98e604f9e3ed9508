"""Read-only layers, loaded once per process and shared by all sessions; never mutate them."""

import streamlit as st

from geo.evidence import catalogue, load, manifest


@st.cache_resource(show_spinner=False)
def _layer(layer_id: str, sha256: str):
    return load(layer_id)


def layer(layer_id: str):
    """A layer, cached by what its file holds. Raises LayerMissing or LayerCorrupt."""
    path_known = manifest().get(layer_id, {}).get("sha256", "")
    return _layer(layer_id, path_known)


def as_of(*layer_ids: str) -> str:
    """The youngest as-of date of these layers."""
    return max(catalogue()[i].as_of for i in layer_ids)
