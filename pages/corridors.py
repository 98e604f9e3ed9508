from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import corridors, loads  # noqa: E402
from geo.cartography import deck  # noqa: E402
from geo.errors import BelowUncertainty  # noqa: E402
from geo.evidence import columns, label  # noqa: E402
from geo.language import number  # noqa: E402
from pages.parts import corridor_shapes, incident_shapes, link, model, panel, shapes  # noqa: E402
from pages.parts.controls import choose, choose_many, choose_one  # noqa: E402
from pages.parts.data import as_of, layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "corridors"
TRUCKS, EARLY_TRUCKS, TRUCK_BOMB = "COR15", "COR16", "CO-20250821-01"
SCOPES = {"strict": ["strict"], "through": ["strict", "through"], "all": []}
VIEWS = ["loads", "origins", "documented", "crossed", "near", "documents"]
legs = layer("corridors_documented")
ids = sorted(legs["corridor_id"].unique())
goals = [*layer("cities")["divipola"], "76109", "52835"]
vocabulary = {
    name: list(columns()[name].values) for name in ("commodities", "evidence", "confidence")
}
PARAMS = [
    link.one_of("corridor", ["any", *ids], "any"),
    link.one_of("scope", list(SCOPES), "strict"),
    *(link.many_of(name, codes) for name, codes in vocabulary.items()),
    link.whole("year", 2001, 2024, 2024),
    link.one_of("origins", list(model.ORIGINS), "cauca"),
    link.many_of("to", goals, ("76001",)),
    link.whole("limit", 0, 24, 6),
    link.whole("tolerance", 0, 60, 6),
    link.yes_no("ways", True),
    link.one_of("view", VIEWS, "loads"),
    link.whole("km", 1, 50, 15),
]

ignored = link.read(PAGE, PARAMS)
panel.title(t("corridors.title"), t("corridors.lead"))
panel.notices(ignored)

names = legs.drop_duplicates("corridor_id").set_index("corridor_id")[f"name_{lang()}"]
municipality = layer("municipalities").set_index("divipola")["municipality"]
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose_one(
        PAGE, "scope", list(SCOPES), lambda c: t(f"corridors.scope_{c}"), t("corridors.scope")
    )
    trucks = st.session_state[f"{PAGE}.corridor"] == TRUCKS
    st.button(
        t("corridors.all_again" if trucks else "corridors.trucks"),
        icon=":material/local_shipping:",
        on_click=lambda: st.session_state.update(
            {
                f"{PAGE}.corridor": "any" if trucks else TRUCKS,
                f"{PAGE}.view": "loads" if trucks else "documented",
            }
        ),
    )
with st.expander(t("corridors.filters")):
    choose(
        PAGE,
        "corridor",
        ["any", *ids],
        lambda c: f"{c} · {names[c]}" if c in names else t("corridors.every"),
    )
    for name, codes in vocabulary.items():
        choose_many(PAGE, name, codes, lambda c, n=name: label(n, c, lang()))
with st.expander(t("corridors.model")):
    left, right = st.columns(2)
    with left:
        choose_one(PAGE, "origins", list(model.ORIGINS), lambda c: t(f"corridors.origins_{c}"))
        choose_many(PAGE, "to", goals, lambda c: municipality[c], t("corridors.destinations"))
        st.toggle(t("corridors.ways"), key=f"{PAGE}.ways")
    with right:
        st.slider(t("frame.year"), 2001, 2024, key=f"{PAGE}.year")
        st.slider(t("corridors.limit"), 0, 24, key=f"{PAGE}.limit")
        st.slider(t("corridors.tolerance"), 0, 60, step=1, key=f"{PAGE}.tolerance")

chosen = link.write(PAGE, PARAMS, lang())
if not chosen["to"]:
    st.warning(t("corridors.pick_destination"))
    chosen["to"] = ["76001"]
places, origins, ways = model.scenario(
    chosen["year"], chosen["origins"], chosen["to"], chosen["limit"], chosen["tolerance"]
)
documented = corridors.documented(
    legs,
    **{name: chosen[name] for name in vocabulary},
    cauca_cali=SCOPES[chosen["scope"]],
    superseded=chosen["scope"] == "all",
    corridor_ids=[] if chosen["corridor"] == "any" else [chosen["corridor"]],
    as_of=as_of("corridors_documented"),
)

extent = "cali" if chosen["corridor"] in (TRUCKS, EARLY_TRUCKS) else "cauca_cali"
if chosen["scope"] != "strict" or chosen["origins"] != "cauca":
    extent = "southwest" if chosen["origins"] != "all" else "colombia"
# The trucks carried explosives: coca under their route would suggest a link that no source makes.
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
panel.sources_panel(documented, "corridors-lines", "frame.line_sources")

choose_one(PAGE, "view", VIEWS, lambda c: t(f"corridors.view_{c}"))
match chosen["view"]:
    case "loads":
        panel.answer_panel(places, corridor_shapes.LOAD_COLUMNS, "loads")
    case "origins":
        panel.answer_panel(origins, corridor_shapes.ORIGIN_COLUMNS, "origins")
    case "documented":
        panel.answer_panel(
            corridors.one_per_corridor(documented), corridor_shapes.CORRIDOR_COLUMNS, "documented"
        )
    case "crossed":
        crossed = corridors.crossed(
            documented.frame, layer("corridor_waypoints"), layer("municipalities"), documented.as_of
        )
        panel.answer_panel(crossed, corridor_shapes.CROSSED_COLUMNS, "crossed")
    case "near":
        st.slider(t("corridors.distance"), 1, 50, key=f"{PAGE}.km")
        try:
            near = corridors.incidents_near(
                layer("incidents"), documented.frame, chosen["km"], layer("municipalities")
            )
            panel.answer_panel(
                near, [*incident_shapes.INCIDENT_COLUMNS, "certainty", "distance_km"], "near"
            )
        except BelowUncertainty as error:
            asked, least = (number(x, lang()) for x in (error.distance_km, error.uncertainty_km))
            st.info(t("corridors.below_uncertainty", distance=asked, uncertainty=least))
    case "documents":
        by_corridor, by_place = loads.documents_beside_model(
            model.times(),
            layer("corridor_waypoints"),
            legs,
            layer("municipalities"),
            model.time_source_ids(),
            as_of("corridors_documented"),
        )
        panel.answer_panel(by_corridor, corridor_shapes.DOCUMENT_COLUMNS, "documents")
        panel.answer_panel(by_place, corridor_shapes.DETOUR_COLUMNS, "documented-places")
