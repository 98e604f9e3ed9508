"""Corridors, along a line: incidents, people, coca, programmes, warnings, structures."""

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import corridors
from geo.answers.along import EVIDENCE
from geo.cartography import deck, palette
from geo.cartography.extents import circle_around
from geo.cartography.legend import Entry, Legend
from geo.cartography.tooltip import tooltip
from geo.crs import STORAGE, metric
from geo.errors import BelowUncertainty
from geo.evidence import label
from geo.language import date, minutes, number
from pages.corridors import model
from pages.corridors import way as corridor_way
from pages.frame import corridor_shapes, incident_shapes, link, panel, shapes
from pages.frame.controls import choose, choose_one
from pages.frame.language import lang, t

PAGE = "corridors"
DEFAULT = "COR05"
READ = ["places", *EVIDENCE]
MARGIN_KM = 15


def params(corridor_ids: list[str], places: list[str]) -> list[link.Choice]:
    """The line (a corridor, or the origin of a modelled way), and how near is along."""
    return [
        link.one_of("line", [*corridor_ids, *places], DEFAULT),
        link.one_of("by", ["km", "minutes"], "km"),
        link.one_of("read", READ, "places"),
    ]


def show(chosen: dict, asked: model.Scenario, names, places: dict[str, str]) -> None:
    """names: of documented corridors; places: of municipalities, by code."""
    ways = model.ways(asked)
    lines = [*names.index, *(code for code, stops in ways.items() if len(stops) > 1)]
    if chosen["line"] not in lines:
        st.info(t("corridors.no_way_from", place=places[chosen["line"]]))
        lines.append(chosen["line"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(PAGE, "line", lines, lambda c: _name(c, names, places), t("corridors.line"))
        choose_one(
            PAGE,
            "by",
            ["km", "minutes"],
            lambda c: t(f"corridors.along_{c}"),
            t("corridors.along_by"),
        )
        if chosen["by"] == "km":
            st.slider(t("corridors.along_distance"), 1, 50, key=f"{PAGE}.km")
    line, by = chosen["line"], chosen["by"]
    if line not in names and line not in ways:
        return
    amount = chosen["km"] if by == "km" else chosen["tolerance"]
    if by == "minutes":
        st.caption(t("corridors.along_tolerance", minutes=minutes(amount, lang())))
    try:
        chosen_line, answers = model.along_line(line, by, amount, asked)
    except BelowUncertainty as error:
        corridor_way.below_uncertainty(error)
        return
    _map(chosen_line.legs, answers, chosen, chosen_line.modelled)
    choose_one(PAGE, "read", READ, lambda c: t(f"corridors.read_{c}"), t("corridors.view"))
    panel.answer_panel(
        answers[chosen["read"]], corridor_shapes.ALONG_COLUMNS[chosen["read"]], "along"
    )


def _name(line: str, names, places: dict[str, str]) -> str:
    if line in names:
        return f"{line} · {names[line]}"
    return t("corridors.modelled_from", place=places[line])


def _map(legs, answers, chosen: dict, modelled: bool) -> None:
    within, found = answers["places"].frame, answers["incidents"].frame
    layers, legends = [], []
    lines = metric(legs).geometry
    reach = lines.buffer((chosen["km"] if chosen["by"] == "km" else MARGIN_KM) * 1000)
    reach = gpd.GeoSeries([reach.union_all().simplify(300)], crs=lines.crs).to_crs(STORAGE)
    around = circle_around(reach.total_bounds)
    if chosen["by"] == "km":
        layers.append(deck.area(reach))
        told = t("corridors.along_area", distance=number(chosen["km"], lang()))
        entries = [Entry("box", palette.REACH, told)]
        legends.append(Legend(t("corridors.along_legend"), "reported", entries))
    else:
        drawn, legend = corridor_shapes.certainty_layers(within, "cauca_cali")
        layers += drawn
        legends.append(legend)
    if modelled:
        way = legs.assign(load_ha_modelled=1.0, tooltip=tooltip(t("corridors.along_modelled"), []))
        layers.append(deck.modelled_legs(way, 8))
        entry = Entry("striped", palette.LOAD_LINE, t("frame.modelled"))
        legends.append(Legend(t("corridors.along_modelled"), "modelled", [entry]))
    else:
        layers += deck.documented(shapes.joined_legs(legs))
        legends.append(shapes.lines_legend(legs, t("corridors.lines_legend")))
    layers += incident_shapes.incident_layers(found)
    sure = found[found["certainty"] == "certain"]
    certain = len(sure)
    told = label("certainty", "certain", lang())
    tips = [
        tooltip(title, [date(day, lang()), told])
        for title, day in zip(sure[f"title_{lang()}"], sure["date"], strict=True)
    ]
    layers.append(deck.circles(sure.assign(tooltip=tips), "certain", palette.INK, 2))
    legends.append(
        incident_shapes.incident_legend(
            found,
            t(
                "corridors.along_incidents",
                certain=number(certain, lang()),
                possible=number(len(found) - certain, lang()),
            ),
        )
    )
    marks = [Entry("dot", palette.INK, t("corridors.along_certain"), certain, size=6)]
    legends.append(Legend(t("corridors.along_sure"), "reported", marks))
    on_line = within[within["relation"] != "within"]["divipola"]
    layers.append(shapes.seat_labels(pd.Series(on_line.to_numpy())))
    notes = () if modelled else corridors.LINE_CAVEATS
    drawn = deck.deck(layers, "cauca_cali", around)
    panel.map_panel(drawn, legends, key="along-map", notes=notes)
