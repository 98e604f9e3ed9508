"""The side tool: programmes shared out over the municipalities they name; all of it modelled."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.aid import METHODS, Allocation
from geo.answers import Answer, allocation
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.sizes import circle_radii
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import money
from pages.aid import own as aid_own
from pages.frame import aid_model, link, panel, shapes
from pages.frame.controls import choose, choose_one
from pages.frame.data import layer
from pages.frame.language import lang, t

PAGE = "aid"
AMOUNTS = ["amount_usd", "obligated_usd"]
LEVELS = list(allocation.LEVELS)
MEASURES = ["inhabitant", "total"]
TABLES = ["places", "shares", "programmes", "refused"]
PARAMS = [
    link.one_of("amount", AMOUNTS, "amount_usd"),
    link.one_of("method", list(METHODS), "equal"),
    link.one_of("level", LEVELS, "municipality"),
    link.one_of("per", MEASURES, "inhabitant"),
    link.one_of("table", TABLES, "places"),
]
BREAKS = (0, 2, 5, 10, 25, 50, 500)


def _state(name: str) -> str:
    return st.session_state[f"{PAGE}.{name}"]


def _methods(model: Allocation) -> None:
    """The methods that fit; another one in the link falls back to equal shares."""
    if _state("method") not in model.methods:
        st.session_state[f"{PAGE}.method"] = "equal"
    choose_one(
        PAGE,
        "method",
        list(model.methods),
        lambda c: label("allocation_method", c, lang()),
        t("aid.method"),
    )


def shared(kept: aid_model.Ids, extent: str) -> None:
    """kept: the programmes that filters and search keep."""
    st.markdown(t("aid.allocation_note"))
    own = aid_own.own()
    model = aid_model.shared(kept, _state("amount"), own.weights)
    rows = layer("aid_programmes")
    programmes, day = rows[rows["programme_id"].isin(kept)], aid_model.day()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_one(PAGE, "amount", AMOUNTS, lambda c: t(f"aid.amount_{c}"), t("aid.amount_shared"))
        if len(model.shares):
            _methods(model)
        choose(PAGE, "level", LEVELS, lambda c: t(f"aid.level_{c}"), t("aid.level"))
        choose_one(PAGE, "per", MEASURES, lambda c: t(f"aid.per_{c}"), t("aid.per"))
    if model.shares.empty:
        st.info(t("aid.nothing_to_share"))
        panel.answer_panel(
            allocation.refused(model, programmes, day), allocation.REFUSED_COLUMNS, "aid-refused"
        )
        return
    method, level = _state("method"), _state("level")
    places = aid_model.totals(model, kept, level, method, own)
    _map(places, level, method, extent)
    choose_one(PAGE, "table", TABLES, lambda c: t(f"aid.table_{c}"), t("aid.table"))
    about = allocation.about(model, method, lang())
    match _state("table"):
        case "places":
            panel.answer_panel(places, allocation.PLACE_COLUMNS[level], "aid-shared", about)
        case "shares":
            each = allocation.shares(model, programmes, method, day, own.checked)
            panel.answer_panel(each, allocation.SHARE_COLUMNS, "aid-shares", about)
        case "programmes":
            whole = allocation.by_programme(model, programmes, method, day)
            panel.answer_panel(whole, allocation.PROGRAMME_COLUMNS, "aid-by-programme", about)
        case "refused":
            left = allocation.refused(model, programmes, day)
            panel.answer_panel(left, allocation.REFUSED_COLUMNS, "aid-refused")
    aid_own.rows(own, day)


def _points(level: str, frame: pd.DataFrame) -> gpd.GeoSeries:
    """Where each place's dot stands: its seat, the middle of the department or of its seats."""
    seats = layer("seats").set_index("divipola").geometry
    if level in ("municipality", "city"):
        return seats.loc[frame["divipola"]]
    if level == "department":
        shapes_of = layer("departments").set_index("department_code").geometry
        return shapes_of.loc[frame["department_code"]].representative_point()
    pdet = layer("pdet")
    at = pdet.set_index("pdet_subregion")["divipola"]
    middles = [seats.loc[at.loc[[name]]].union_all().centroid for name in frame["pdet_subregion"]]
    return gpd.GeoSeries(middles, crs=seats.crs)


def _fills(level: str, frame: pd.DataFrame, value: str) -> pd.Series:
    """The value of each unit of the map, by its code."""
    if level == "pdet":
        members = layer("pdet").merge(frame[["pdet_subregion", value]], on="pdet_subregion")
        return members.set_index("divipola")[value].dropna()
    code = "department_code" if level == "department" else "divipola"
    return frame.set_index(code)[value].dropna()


def _map(places: Answer, level: str, method: str, extent: str) -> None:
    frame = places.frame
    units = "departments" if level == "department" else "municipalities"
    codes = layer(units)["department_code" if level == "department" else "divipola"]
    by = label("allocation_method", method, lang())
    drawn = frame[frame["allocated_usd_modelled"].notna()]
    if _state("per") == "inhabitant":
        values = _fills(level, drawn, "per_inhabitant_usd_modelled")
        classes = classify(values, codes, BREAKS, palette.steps(palette.PURPLES, 6))
        entries = class_entries(classes, lang(), mark="hatched")
        # A subregion is one place on the legend, however many municipalities it colours.
        counts = pd.cut(drawn["per_inhabitant_usd_modelled"], BREAKS).value_counts(sort=False)
        legends = [
            Legend(
                t("aid.per_legend", method=by),
                "modelled",
                [replace(e, count=int(n)) for e, n in zip(entries, counts, strict=True)],
            )
        ]
        radius = pd.Series([3.5] * len(drawn))
    else:
        values = _fills(level, drawn, "allocated_usd_modelled")
        tint = palette.PURPLES[1]
        classes = classify(values * 0 + 1, codes, (0, 1), [tint])
        radius = circle_radii(drawn["allocated_usd_modelled"], 26)
        most = drawn["allocated_usd_modelled"].max()
        legends = [
            Legend(
                t("aid.total_legend", method=by),
                "modelled",
                [
                    Entry("hatched", tint, t("aid.has_share"), len(drawn)),
                    Entry("dot", palette.LOAD_LINE, money(most, lang()), size=26),
                    Entry("dot", palette.LOAD_LINE, money(most / 9, lang()), size=26 / 3),
                ],
            )
        ]
    name = allocation.NAMES[level]
    points = gpd.GeoDataFrame(
        {"tooltip": [_tip(row, name, by) for row in drawn.to_dict("records")]},
        geometry=list(_points(level, drawn)),
        crs=layer("seats").crs,
    )
    layers = [
        deck.choropleth("aid-shared", classes, extent, modelled=True, units=units),
        deck.circles(points, "aid-shared-dots", palette.LOAD_LINE, radius.reset_index(drop=True)),
    ]
    brought = frame[frame["reported_usd"].notna()]
    if len(brought):
        dots = gpd.GeoDataFrame(
            {"tooltip": [_own_tip(row, name) for row in brought.to_dict("records")]},
            geometry=list(_points(level, brought)),
            crs=layer("seats").crs,
        )
        layers.append(deck.circles(dots, "aid-own-dots", palette.DOCUMENTED, 6))
        own = Entry("dot", palette.DOCUMENTED, t("aid.own_entry"), len(brought))
        legends.append(Legend(t("aid.own_legend"), "reported", [own]))
    if level in ("municipality", "city"):
        layers.append(shapes.seat_labels(drawn["divipola"].head(25)))
    panel.map_panel(
        deck.deck(layers, extent),
        legends,
        key="aid-shared-map",
        notes=["allocation.caveat_modelled"],
    )


def _tip(row: dict, name: str, method: str) -> str:
    return tooltip(
        row[name],
        [
            t(
                "aid.tip_modelled",
                method=method,
                amount=money(row["allocated_usd_modelled"], lang()),
            ),
            t(
                "aid.tip_range",
                low=money(row["low_usd_modelled"], lang()),
                high=money(row["high_usd_modelled"], lang()),
            ),
            t("aid.tip_inhabitant", amount=money(row["per_inhabitant_usd_modelled"], lang())),
            row["programme_ids"].replace(";", ", "),
        ],
    )


def _own_tip(row: dict, name: str) -> str:
    return tooltip(
        row[name],
        [
            t(
                "aid.tip_own",
                amount=money(row["reported_usd"], lang()),
                years=row["reported_fiscal_years"].replace(";", ", "),
            )
        ],
    )
