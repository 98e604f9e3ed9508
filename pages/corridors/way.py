"""Corridors, first view: what the model puts on the way, and the documented lines over it."""

import streamlit as st

from geo.answers import corridors
from geo.cartography import deck
from geo.errors import BelowUncertainty
from geo.evidence import columns, label
from geo.language import number
from pages.corridors import documents, export, model, scenario
from pages.frame import corridor_shapes, incident_shapes, link, panel, shapes
from pages.frame.controls import choose, choose_many, choose_one
from pages.frame.data import ask, layer
from pages.frame.language import lang, t

PAGE = "corridors"
TRUCKS, EARLY_TRUCKS, TRUCK_BOMB = "COR15", "COR16", "CO-20250821-01"
SCOPES = {"strict": ["strict"], "through": ["strict", "through"], "all": []}
VIEWS = ["loads", "origins", "documented", "crossed", "near", "documents"]
FILTERS = ("commodities", "evidence", "confidence")


def _vocabulary() -> dict[str, list[str]]:
    return {name: list(columns()[name].values) for name in FILTERS}


def params(corridor_ids: list[str]) -> list[link.Choice]:
    """The documented corridors shown, and what is read beneath the map."""
    return [
        link.one_of("corridor", ["any", *corridor_ids], "any"),
        link.one_of("scope", list(SCOPES), "strict"),
        *(link.many_of(name, codes) for name, codes in _vocabulary().items()),
        link.yes_no("ways", True),
        link.one_of("view", VIEWS, "loads"),
        link.whole("km", 1, 50, 15),
    ]


def _show_trucks(shown: bool) -> None:
    values = {"corridor": TRUCKS, "view": "documented"}
    if shown:
        values = {"corridor": "any", "view": "loads"}
    st.session_state.update({f"{PAGE}.{name}": value for name, value in values.items()})


def controls(names) -> None:
    """Which documented corridors are drawn; names: by corridor."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_one(
            PAGE, "scope", list(SCOPES), lambda c: t(f"corridors.scope_{c}"), t("corridors.scope")
        )
        trucks = st.session_state[f"{PAGE}.corridor"] == TRUCKS
        st.button(
            t("corridors.all_again" if trucks else "corridors.trucks"),
            icon=":material/local_shipping:",
            on_click=_show_trucks,
            args=(trucks,),
        )
        st.toggle(t("corridors.ways"), key=f"{PAGE}.ways")
    with st.expander(t("corridors.filters")):
        choose(
            PAGE,
            "corridor",
            ["any", *names.index],
            lambda c: f"{c} · {names[c]}" if c in names else t("corridors.every"),
            t("corridors.corridor"),
        )
        for name, codes in _vocabulary().items():
            choose_many(PAGE, name, codes, lambda c, n=name: label(n, c, lang()))


def show(chosen: dict, asked: model.Scenario) -> None:
    """The map, then one table."""
    places, origins, ways = model.on_the_way(asked)
    documented = ask(
        corridors.documented,
        commodities=tuple(chosen["commodities"]),
        kinds=tuple(chosen["evidence"]),
        confidence=tuple(chosen["confidence"]),
        cauca_cali=tuple(SCOPES[chosen["scope"]]),
        superseded=chosen["scope"] == "all",
        corridor_ids=() if chosen["corridor"] == "any" else (chosen["corridor"],),
    )
    ids = tuple(sorted(set(documented.frame["corridor_id"])))
    _map(chosen, asked, places, ways, documented)
    panel.sources_panel(documented, "corridors-lines", "frame.line_sources")
    choose_one(PAGE, "view", VIEWS, lambda c: t(f"corridors.view_{c}"), t("corridors.view"))
    match chosen["view"]:
        case "loads":
            about = export.about(asked, model.Closing(), places)
            panel.answer_panel(places, corridor_shapes.LOAD_COLUMNS, "loads", about)
            export.exports(asked, model.Closing())
        case "origins":
            panel.answer_panel(origins, corridor_shapes.ORIGIN_COLUMNS, "origins")
        case "documented":
            one = corridors.one_per_corridor(documented)
            panel.answer_panel(one, corridor_shapes.CORRIDOR_COLUMNS, "documented")
        case "crossed":
            crossed = ask(corridors.crossed, ids)
            panel.answer_panel(crossed, corridor_shapes.CROSSED_COLUMNS, "crossed")
        case "near":
            st.slider(t("corridors.distance"), 1, 50, key=f"{PAGE}.km")
            try:
                near = ask(corridors.incidents_near, ids, chosen["km"])
            except BelowUncertainty as error:
                below_uncertainty(error)
            else:
                shown = [*incident_shapes.INCIDENT_COLUMNS, "certainty", "distance_km"]
                panel.answer_panel(near, shown, "near")
        case "documents":
            documents.compared("corridors")
            documents.compared("places")


def below_uncertainty(error: BelowUncertainty) -> None:
    """Says why a distance cannot be answered, and which can."""
    told, least = (number(x, lang()) for x in (error.distance_km, error.uncertainty_km))
    st.info(t("corridors.below_uncertainty", distance=told, uncertainty=least))


def _map(chosen, asked, places, ways, documented) -> None:
    extent = scenario.extent(asked)
    if chosen["corridor"] in (TRUCKS, EARLY_TRUCKS):
        extent = "cali"
    elif chosen["scope"] != "strict" and extent == "cauca_cali":
        extent = "southwest"
    # The trucks carried explosives: coca under their route would suggest a link that no
    # source makes.
    alone = chosen["corridor"] in (TRUCKS, EARLY_TRUCKS)
    layers, legends = ([], []) if alone else corridor_shapes.load_layers(places, extent)
    if chosen["ways"] and not alone:
        corridor_shapes.add_ways(ways, layers, legends)
    layers += deck.documented(shapes.joined_legs(documented.frame))
    legends.append(shapes.lines_legend(documented.frame, t("corridors.lines_legend")))
    if alone:
        attack = layer("incidents").query("incident_id == @TRUCK_BOMB")
        layers += incident_shapes.incident_layers(attack, highlight=True)
        legends.append(incident_shapes.incident_legend(attack, t("corridors.incident_legend")))
        st.markdown(t("caveats.reconstruction"))
        stops = layer("corridor_waypoints").query("corridor_id == @chosen['corridor']")["divipola"]
        layers.append(shapes.seat_labels(stops.dropna().drop_duplicates()))
    else:
        layers.append(corridor_shapes.load_labels(places))
    panel.map_panel(
        deck.deck(layers, extent), legends, key="corridors-map", notes=corridors.LINE_CAVEATS
    )
