"""Corridors, documents beside the model: what each documented way costs, and why."""

import streamlit as st

from geo.answers import loads
from geo.language import join_list
from pages.parts import closure_shapes, corridor_close, corridor_shapes, model, panel
from pages.parts.data import as_of, layer
from pages.parts.frame import lang, t


def show(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """Corridors against the fastest way between their ends, place by place, with reasons."""
    by_corridor, by_place = loads.documents_beside_model(
        model.times(),
        layer("corridor_waypoints"),
        layer("corridors_documented"),
        layer("municipalities"),
        model.time_source_ids(),
        as_of("corridors_documented"),
    )
    panel.answer_panel(by_corridor, corridor_shapes.DOCUMENT_COLUMNS, "documents")
    panel.answer_panel(by_place, corridor_shapes.DETOUR_COLUMNS, "documented-places")
    notes = loads.document_notes(layer("document_notes"), as_of("document_notes"))
    panel.answer_panel(notes, corridor_shapes.NOTE_COLUMNS, "document-notes")
    shut = corridor_close.closing(chosen)
    name = layer("municipalities").set_index("divipola")["municipality"]
    told = join_list([name[code] for code in shut.closed], lang()) or t("corridors.no_place")
    st.subheader(t("corridors.after_closing", places=told), anchor=False)
    corridor_close.presets()
    with st.expander(t("corridors.closed")):
        corridor_close.controls(chosen, asked, places)
    along = model.closure("documents", asked, shut)
    panel.answer_panel(along, closure_shapes.DOCUMENT_COLUMNS, "closure-documents")
