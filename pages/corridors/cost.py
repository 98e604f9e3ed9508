"""Corridors, what costs most: every place closed alone, then the best pairs and triples."""

import streamlit as st

from geo.answers import Answer
from geo.cartography import deck
from pages.corridors import closure_shapes as drawn
from pages.corridors import model, scenario
from pages.frame import link, panel, shapes
from pages.frame.controls import choose_one
from pages.frame.language import t

PAGE = "corridors"
RANKS = {"hours": "hectare_hours_modelled", "cut": "cut_off_ha_modelled"}
LABELLED = 12


def params() -> list[link.Choice]:
    """By what the closures are ranked."""
    return [link.one_of("rank", list(RANKS), "hours")]


def _close(code: str) -> None:
    """A click on the map: opens the view that closes this place alone."""
    if code not in model.times():  # a place without travel times is on no way
        return
    values = {"ask": "close", "closed": [code], "act": "close", "place": code}
    st.session_state.update({f"{PAGE}.{name}": value for name, value in values.items()})


def show(chosen: dict, asked: model.Scenario) -> None:
    """The map and the table of single closures, then what costs most together."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_one(
            PAGE, "rank", list(RANKS), lambda c: t(f"corridors.rank_{c}"), t("corridors.rank")
        )
        st.slider(t("corridors.width"), 0, 60, key=f"{PAGE}.width")
    width = model.Closing(width=chosen["width"])
    with st.spinner(t("corridors.working")):
        singles, by = model.closure("singles", asked, width), RANKS[chosen["rank"]]
    ordered = singles.frame.sort_values(
        [by, "divipola"], ascending=[False, True], ignore_index=True
    )
    ranked = Answer(**vars(singles) | {"frame": ordered})
    extent = scenario.extent(asked)
    layers, legend = drawn.cost_layers(ranked, by, extent)
    layers.append(shapes.seat_labels(ordered.loc[ordered[by] > 0, "divipola"].head(LABELLED)))
    panel.map_panel(deck.deck(layers, extent), [legend], key="cost-map", on_click=_close)
    st.caption(t("corridors.cost_click"))
    panel.answer_panel(ranked, drawn.COST_COLUMNS, "closures-ranked")
    st.subheader(t("corridors.together"), anchor=False)
    with st.spinner(t("corridors.working")):
        together = model.closure("together", asked, width)
    panel.answer_panel(together, drawn.TOGETHER_COLUMNS, "closures-together")
