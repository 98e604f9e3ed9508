from pages.parts.guard import guarded

guarded()

from datetime import date  # noqa: E402

import streamlit as st  # noqa: E402

from geo.answers import incidents  # noqa: E402
from geo.cartography import deck  # noqa: E402
from geo.evidence import columns, label  # noqa: E402
from geo.language import number  # noqa: E402
from pages.parts import incident_shapes, link, panel, shapes  # noqa: E402
from pages.parts.controls import choose, choose_many, choose_one  # noqa: E402
from pages.parts.data import layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "incidents"
EXTENTS = ["southwest", "cauca_cali", "cali", "colombia"]
FILTERS = ("event_type", "actor_group", "attribution_status", "confidence", "location_precision")
rows = layer("incidents")
first, last = (date.fromisoformat(d) for d in (rows["date"].min(), rows["date"].max()))
codes = {name: [c for c in columns()[name].values if c in set(rows[name])] for name in FILTERS}
departments = rows.drop_duplicates("department_code").set_index("department_code")["department"]
titles = rows.sort_values("date", ascending=False).set_index("incident_id")[f"title_{lang()}"]
PARAMS = [
    link.days("days", first, last),
    *(link.many_of(name, codes[name]) for name in FILTERS),
    link.many_of("department_code", sorted(departments.index)),
    link.yes_no("attacks", False),
    link.one_of("extent", EXTENTS, "southwest"),
    link.one_of("incident", ["none", *titles.index], "none"),
]

ignored = link.read(PAGE, PARAMS)
panel.title(t("incidents.title"), t("incidents.lead"))
panel.notices(ignored)

with st.container(horizontal=True, vertical_alignment="bottom"):
    st.date_input(
        t("incidents.days"),
        min_value=first,
        max_value=last,
        key=f"{PAGE}.days",
        format="YYYY-MM-DD",
    )
    choose_many(PAGE, "event_type", codes["event_type"], lambda c: label("event_type", c, lang()))
    choose_one(PAGE, "extent", EXTENTS, lambda c: t(f"incidents.extent_{c}"))
with st.expander(t("incidents.filters")):
    for name in FILTERS[1:]:
        choose_many(PAGE, name, codes[name], lambda c, n=name: label(n, c, lang()))
    choose_many(PAGE, "department_code", sorted(departments.index), lambda c: departments[c])
    st.toggle(t("incidents.attacks"), key=f"{PAGE}.attacks")
choose(
    PAGE,
    "incident",
    ["none", *titles.index],
    lambda c: t("incidents.none_chosen") if c == "none" else f"{c} · {titles[c]}",
    t("incidents.one"),
)

chosen = link.write(PAGE, PARAMS, lang())
start, end = chosen["days"]
choices = {name: chosen[name] for name in (*FILTERS, "department_code")}
if chosen["attacks"]:
    choices["counts_as_attack"] = [True]
if chosen["incident"] != "none":
    choices = {"incident_id": [chosen["incident"]]}
    start, end = first, last
answer = incidents.incidents(rows, choices, start.isoformat(), end.isoformat())

drawn = incident_shapes.incident_layers(answer.frame, highlight=chosen["incident"] != "none")
drawn.append(
    shapes.seat_labels(["76001", "19001", "19698", "76364", "76109", "52835", "11001", "41001"])
)
legends = [incident_shapes.incident_legend(answer.frame, t("incidents.legend"))]
panel.map_panel(deck.deck(drawn, chosen["extent"]), legends, key="incidents-map")

if chosen["incident"] != "none":
    row = answer.frame.iloc[0]
    st.subheader(row[f"title_{lang()}"], anchor=False)
    st.markdown(
        t(
            "incidents.precision",
            precision=label("location_precision", row["location_precision"], lang()),
            km=number(row["uncertainty_km"], lang()),
        )
    )
    if row["outside_stated_municipality"]:
        st.markdown(t("incidents.outside"))
panel.answer_panel(answer, incident_shapes.INCIDENT_COLUMNS, "incidents")

differing = answer.frame
if chosen["incident"] == "none":
    spread = (differing["killed_low"] != differing["killed_high"]).fillna(False)
    spread |= (differing["injured_low"] != differing["injured_high"]).fillna(False)
    differing = differing[spread]
if len(differing):
    st.subheader(t("incidents.conflicts"), anchor=False)
    figures = incidents.casualty_figures(differing, layer("casualty_reports"), layer("sources"))
    panel.answer_panel(figures, incident_shapes.FIGURE_COLUMNS, "figures")
