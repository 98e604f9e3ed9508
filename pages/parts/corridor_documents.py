"""Corridors, documents beside the model: what each documented way costs, and why."""

from geo.answers import loads
from pages.parts import corridor_shapes, model, panel
from pages.parts.data import as_of, layer


def show(chosen: dict, asked: model.Scenario) -> None:
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
