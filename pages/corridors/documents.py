"""Corridors, documents beside the model: what each documented way costs, and why."""

import streamlit as st

from geo.answers import corridors
from geo.answers import documents as answers
from geo.cartography import deck
from geo.language import join_list
from pages.corridors import close, model, scenario
from pages.corridors import closure_shapes as drawn
from pages.frame import corridor_shapes, link, panel, shapes
from pages.frame.controls import choose_one
from pages.frame.data import ask, layer
from pages.frame.language import lang, t

PAGE = "corridors"
PARTS = ["corridors", "places", "notes", "closing"]


def params() -> list[link.Choice]:
    """Which comparison is shown."""
    return [link.one_of("beside", PARTS, "corridors")]


def show(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """The lines of both on one map, then one comparison."""
    choose_one(PAGE, "beside", PARTS, lambda c: t(f"corridors.beside_{c}"), t("corridors.view"))
    closing = chosen["beside"] == "closing"
    shut = close.closing(chosen) if closing else model.Closing()
    if closing:
        close.presets()
        with st.expander(t("corridors.closed")):
            close.controls(chosen, asked, places)
    _map(asked, shut)
    if closing:
        _along_documents(asked, shut)
    else:
        compared(chosen["beside"])


def compared(part: str) -> None:
    """Corridors or their municipalities against the fastest way, or what sources say of it."""
    if part == "notes":
        notes = ask(answers.notes)
        panel.answer_panel(notes, corridor_shapes.NOTE_COLUMNS, "document-notes")
        return
    by_corridor, by_place = ask(answers.corridors), ask(answers.places)
    if part == "places":
        panel.answer_panel(by_place, corridor_shapes.DETOUR_COLUMNS, "documented-places")
    else:
        panel.answer_panel(by_corridor, corridor_shapes.DOCUMENT_COLUMNS, "documents")


def _along_documents(asked: model.Scenario, shut: model.Closing) -> None:
    """Which ways around run along documented corridors."""
    name = layer("municipalities").set_index("divipola")["municipality"]
    told = join_list([name[code] for code in shut.closed], lang()) or t("corridors.no_place")
    st.markdown(f"**{t('corridors.after_closing', places=told)}**")
    along = model.closure("documents", asked, shut)
    panel.answer_panel(along, drawn.DOCUMENT_COLUMNS, "closure-documents")
    st.caption(t("corridors.drugs_only"))


def _map(asked: model.Scenario, shut: model.Closing) -> None:
    """Documented corridors over the modelled ways, after the closure where there is one."""
    ways = model.closure("ways", asked, shut) if shut.closed else model.on_the_way(asked)[2]
    layers, legends = [], []
    corridor_shapes.add_ways(ways, layers, legends)
    legs = model.drug_corridors()
    if shut.closed:
        along = model.closure("documents", asked, shut).frame["corridor_id"].head(3)
        legs = legs[legs["corridor_id"].isin(along)]
    else:
        legs = legs[legs["cauca_cali"] == "strict"]
    layers += deck.documented(shapes.joined_legs(legs))
    legends.append(shapes.lines_legend(legs, t("corridors.lines_legend")))
    ends = [*legs["from_divipola"].dropna(), *legs["to_divipola"].dropna(), *shut.closed]
    layers.append(shapes.seat_labels(list(dict.fromkeys(ends))))
    extent = scenario.extent(asked)
    made = deck.deck(layers, extent)
    panel.map_panel(made, legends, key="documents-map", notes=corridors.LINE_CAVEATS)
