"""Two measures of one place: a map in nine classes and a scatter with names. Never incidents."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.aid import Allocation
from geo.answers import Answer, allocation
from geo.answers.pairs import Measure, coca_change, coca_measure, pair
from geo.cartography import deck, palette
from geo.cartography.classes import Classes, bivariate
from geo.cartography.legend import Grid
from geo.cartography.tooltip import tooltip
from geo.evidence import column_title
from geo.language import number
from pages.parts import link, model, panel, shapes
from pages.parts.controls import choose
from pages.parts.data import as_of, layer
from pages.parts.frame import lang, t

PAGE = "aid"
MEASURES = ["coca", "change", "load", "population", "programmes", "allocation"]
YEAR, BEFORE = 2024, 2019
LABELS = 8
PARAMS = [
    link.one_of("x", MEASURES, "coca"),
    link.one_of("y", MEASURES, "allocation"),
]


def _measure(code: str, shares: Allocation, method: str, places: pd.DataFrame) -> Measure:
    """places: the municipalities that the kept programmes name."""
    match code:
        case "coca":
            return coca_measure(layer("coca"), YEAR)
        case "change":
            return coca_change(layer("coca"), BEFORE, YEAR)
        case "load":
            on_way, _, _ = model.on_the_way(model.Scenario(YEAR))
            rows = on_way.frame[on_way.frame["load_ha_modelled"] > 0]
            rows = rows.assign(source_ids=";".join(on_way.source_ids))
            return Measure(code, "load_ha_modelled", rows)
        case "population":
            return Measure(code, "population", layer("population").query("year == @YEAR"))
        case "programmes":
            return Measure(code, "programmes", places)
    frame = allocation.by_place(
        shares,
        "municipality",
        method,
        layer("municipalities"),
        layer("population"),
        layer("aid_programmes"),
        "",
    ).frame
    return Measure(code, "allocated_usd_modelled", frame.dropna(subset="allocated_usd_modelled"))


def two(shares: Allocation, method: str, places: Answer, extent: str) -> None:
    """shares and places of the programmes that filters and search keep."""
    st.markdown(t("aid.two_note"))
    left, right = st.columns(2)
    with left:
        choose(PAGE, "x", MEASURES, lambda c: t(f"aid.two_{c}"), t("aid.x"))
    with right:
        choose(PAGE, "y", MEASURES, lambda c: t(f"aid.two_{c}"), t("aid.y"))
    codes = [st.session_state[f"{PAGE}.{axis}"] for axis in ("x", "y")]
    if codes[0] == codes[1]:
        st.info(t("aid.two_same"))
        return
    method = method if method in shares.methods else "equal"
    x, y = (
        Measure(m.code, m.name, m.rows[["divipola", m.name, "source_ids"]])
        for m in (_measure(code, shares, method, places.frame) for code in codes)
    )
    day = as_of("coca", "population", "aid_programmes", "aid_footprints")
    answer = pair(layer("municipalities"), x, y, day)
    if answer.frame.empty:
        panel.answer_panel(answer, [], "aid-two")
        return
    modelled = x.is_modelled or y.is_modelled
    frame = answer.frame.set_index("divipola")
    classes = bivariate(
        frame[x.name].astype(float),
        frame[y.name].astype(float),
        layer("municipalities")["divipola"],
        palette.BIVARIATE,
    )
    _map(answer, x, y, classes, extent, modelled)
    st.altair_chart(_scatter(answer.frame, x, y, classes), width="stretch", key="aid-scatter")
    st.caption(t("aid.scatter_modelled" if modelled else "aid.scatter_reported"))
    about = allocation.about(shares, method, lang()) if "allocation" in codes else None
    panel.answer_panel(answer, ["municipality", "department", x.name, y.name], "aid-two", about)


def _title(measure: Measure) -> str:
    return column_title(measure.name, lang())


def _told(measure: Measure, value: float) -> str:
    return f"{_title(measure)}: {number(value, lang())}"


def _map(
    answer: Answer, x: Measure, y: Measure, classes: Classes, extent: str, modelled: bool
) -> None:
    frame = answer.frame
    seats = layer("seats").set_index("divipola").loc[frame["divipola"]].reset_index()
    tips = [
        tooltip(row["municipality"], [_told(x, row[x.name]), _told(y, row[y.name])])
        for row in frame.to_dict("records")
    ]
    drawn = [
        deck.choropleth("aid-two", classes, extent, modelled=modelled),
        deck.circles(seats.assign(tooltip=tips), "aid-two-dots", palette.INK, 3),
        shapes.seat_labels(frame["divipola"].head(30)),
    ]
    grid = Grid(t("aid.two_legend"), _title(x), _title(y), classes, modelled)
    panel.map_panel(
        deck.deck(drawn, extent), [grid], key="aid-two-map", notes=["answers_pairs.caveat"]
    )


def _scale(values: pd.Series) -> alt.Scale:
    """Logarithmic, and where values may fall, so on both sides of a straight middle."""
    if values.min() > 0:
        return alt.Scale(type="log", padding=18)
    return alt.Scale(type="symlog", constant=10, padding=18)


def _scatter(frame: pd.DataFrame, x: Measure, y: Measure, classes: Classes) -> alt.LayerChart:
    """Diamonds where a measure is modelled, else circles; the highest of either are named."""
    by_unit = dict(zip(layer("municipalities")["divipola"], classes.codes, strict=True))
    ranks = frame[[x.name, y.name]].rank(ascending=False, method="first").min(axis=1)
    data = pd.DataFrame(
        {
            "x": frame[x.name].astype(float),
            "y": frame[y.name].astype(float),
            "name": frame["municipality"],
            "label": frame["municipality"].where(ranks <= LABELS / 2, ""),
            "colour": [
                palette.css(palette.BIVARIATE[int(by_unit[c])][:3]) for c in frame["divipola"]
            ],
            "x_text": [number(v, lang()) for v in frame[x.name]],
            "y_text": [number(v, lang()) for v in frame[y.name]],
        }
    )
    modelled = x.is_modelled or y.is_modelled
    axis = alt.Axis(tickCount=6, labelOverlap=True)
    placed = alt.Chart(data).encode(
        x=alt.X("x:Q", title=_title(x), scale=_scale(data["x"]), axis=axis),
        y=alt.Y("y:Q", title=_title(y), scale=_scale(data["y"]), axis=axis),
        tooltip=[
            alt.Tooltip("name:N", title=column_title("municipality", lang())),
            alt.Tooltip("x_text:N", title=_title(x)),
            alt.Tooltip("y_text:N", title=_title(y)),
        ],
    )
    points = placed.mark_point(
        size=110,
        opacity=1,
        shape="diamond" if modelled else "circle",
        stroke=palette.css(palette.GREYS[6]),
        strokeWidth=1.2,
    ).encode(fill=alt.Fill("colour:N", scale=None))
    names = placed.mark_text(align="left", dx=8, fontSize=11).encode(text="label:N")
    return (points + names).properties(height=430)
