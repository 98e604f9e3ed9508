"""Corridors, compare: the difference between two years or scenarios, with both beside it."""

from dataclasses import replace

import streamlit as st

from geo.cartography import deck
from geo.language import join_list, minutes
from pages.corridors import close, model, scenario
from pages.corridors import closure_shapes as drawn
from pages.frame import link, panel
from pages.frame.controls import choose_many, choose_one
from pages.frame.language import lang, t

PAGE = "corridors"
AGAINST = ["year", "destination", "origins", "closing"]
HEIGHT, SMALL = 560, 240


def params(places: list[str]) -> list[link.Choice]:
    """What the second scenario has otherwise."""
    return [
        link.one_of("against", AGAINST, "year"),
        link.whole("year2", 2001, 2024, 2010),
        link.many_of("to2", places, ("76109",)),
        link.one_of("origins2", list(model.ORIGINS), "three"),
    ]


def _controls(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """What differs in the second scenario; the first is the one above."""
    choose_one(
        PAGE, "against", AGAINST, lambda c: t(f"corridors.against_{c}"), t("corridors.against")
    )
    match chosen["against"]:
        case "year":
            st.slider(t("corridors.year2"), 2001, 2024, key=f"{PAGE}.year2")
        case "destination":
            choose_many(PAGE, "to2", list(places), places.__getitem__, t("corridors.to2"))
        case "origins":
            choose_one(
                PAGE,
                "origins2",
                list(model.ORIGINS),
                lambda c: t(f"corridors.origins_{c}"),
                t("corridors.origins2"),
            )
        case "closing":
            close.presets()
            close.controls(chosen, asked, places)


def _other(chosen: dict, asked: model.Scenario) -> tuple[model.Scenario, model.Closing]:
    match chosen["against"]:
        case "year":
            return replace(asked, year=chosen["year2"]), model.Closing()
        case "destination":
            to = tuple(chosen["to2"]) or (scenario.CALI,)
            return replace(asked, to=to), model.Closing()
        case "origins":
            return replace(asked, origins=chosen["origins2"], picked=()), model.Closing()
    return asked, close.closing(chosen)


def _told(
    chosen: dict,
    asked: model.Scenario,
    other: model.Scenario,
    shut: model.Closing,
    places: dict[str, str],
) -> list[str]:
    """What each of the two is, where they differ."""

    def names(codes: tuple[str, ...]) -> str:
        return join_list([places[code] for code in codes], lang())

    match chosen["against"]:
        case "year":
            return [str(asked.year), str(other.year)]
        case "destination":
            return [names(asked.to), names(other.to)]
        case "origins":
            return [t(f"corridors.origins_{one.origins}") for one in (asked, other)]
    nothing = t("corridors.all_open")
    if shut.hold is not None and shut.closed:
        held = minutes(shut.hold, lang())
        return [nothing, t("corridors.held_at", places=names(shut.closed), minutes=held)]
    if shut.closed:
        return [nothing, t("corridors.closed_at", places=names(shut.closed))]
    return [nothing, nothing]


def show(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """One map of the difference, the two maps beside it, all of the same extent."""
    _controls(chosen, asked, places)
    other, shut = _other(chosen, asked)
    answer = model.closure("difference", asked, model.Closing(), other, shut)
    extent = max(
        (scenario.extent(one) for one in (asked, other)),
        key=["cauca_cali", "southwest", "colombia"].index,
    )
    frame = answer.frame.set_index("divipola")
    net = frame["difference_share_modelled"]
    apart = frame["apart_modelled"].astype(bool)
    unsure = net.index[~apart & (net.abs() >= 0.01)]
    left, right = st.columns([3, 2])
    with left:
        layers, legend = drawn.change_layers(
            net[apart], set(unsure), t("corridors.difference_legend"), extent, "difference"
        )
        layers += drawn.seat_dots(answer.frame, shut.closed, "", drawn.OTHER, "difference-dots")
        layers.append(drawn.change_labels(net[apart], shut.closed))
        made = deck.deck(layers, extent)
        panel.map_panel(made, [legend], key="difference-map", height=HEIGHT)
    with right:
        first, second = _told(chosen, asked, other, shut, places)
        st.caption(t("corridors.compare_what", first=first, second=second))
        for name, columns in (("first", drawn.BEFORE), ("second", drawn.OTHER)):
            st.markdown(f"**{t(f'corridors.compare_{name}')}**")
            layers, legends = drawn.load_map(
                answer, columns, extent, t("corridors.load_legend"), f"compare-{name}"
            )
            made = deck.deck(layers, extent, smaller=HEIGHT / SMALL)
            panel.chart(made, f"compare-{name}", height=SMALL)
        panel.legend_panel(legends)
    panel.answer_panel(answer, drawn.DIFFERENCE_COLUMNS, "difference")
