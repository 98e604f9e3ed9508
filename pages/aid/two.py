"""Two measures of one place: a map in nine classes and a scatter with names. Never incidents."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers import Answer, allocation, measures, pairs
from geo.cartography import deck, palette
from geo.cartography.classes import Classes, bivariate
from geo.cartography.legend import Grid
from geo.cartography.tooltip import tooltip
from geo.evidence import column_title
from geo.language import number
from pages.frame import aid_model, charts, link, panel, shapes
from pages.frame.controls import choose
from pages.frame.data import layer
from pages.frame.language import lang, t

PAGE = "aid"
# Code in links → column of the measures side by side.
MEASURES = {
    "coca": "hectares",
    "change": "hectares_change",
    "load": "load_ha_modelled",
    "population": "population",
    "programmes": "programmes",
    "counting": "programmes_counting",
    "allocation": "allocated_usd_modelled",
    "inhabitant": "per_inhabitant_usd_modelled",
}
LABELS = 8
PARAMS = [
    link.one_of("x", list(MEASURES), "coca"),
    link.one_of("y", list(MEASURES), "allocation"),
]


def two(kept: aid_model.Ids, extent: str) -> None:
    """kept: the programmes that filters and search keep."""
    st.markdown(t("aid.two_note"))
    left, right = st.columns(2)
    with left:
        choose(PAGE, "x", list(MEASURES), lambda c: t(f"aid.two_{c}"), t("aid.x"))
    with right:
        choose(PAGE, "y", list(MEASURES), lambda c: t(f"aid.two_{c}"), t("aid.y"))
    x, y = (MEASURES[st.session_state[f"{PAGE}.{axis}"]] for axis in ("x", "y"))
    if x == y:
        st.info(t("aid.two_same"))
        return
    amount, method = (st.session_state[f"{PAGE}.{name}"] for name in ("amount", "method"))
    shares = aid_model.shared(kept, amount)
    method = method if method in shares.methods else "equal"
    beside = aid_model.beside(kept, amount, method)
    answer = pairs.pair(beside, x, y)
    if answer.frame.empty:
        panel.answer_panel(answer, [], "aid-two")
        return
    frame = answer.frame.set_index("divipola")
    classes = bivariate(
        frame[x].astype(float),
        frame[y].astype(float),
        layer("municipalities")["divipola"],
        palette.BIVARIATE,
    )
    modelled = answer.basis != "reported"
    _map(answer, x, y, classes, extent)
    asked = (kept, amount, method, x, y)
    charts.chart("aid-scatter", asked, lambda: _scatter(answer, x, y, classes))
    st.caption(t("aid.scatter_modelled" if modelled else "aid.scatter_reported"))
    about = allocation.about(shares, method, lang()) if modelled else None
    shown = [c for c in answer.frame if c in measures.MEASURE_COLUMNS]
    panel.answer_panel(answer, shown, "aid-two", about)
    st.subheader(t("aid.two_all"), anchor=False)
    panel.answer_panel(
        beside,
        measures.MEASURE_COLUMNS,
        "aid-two-all",
        allocation.about(shares, method, lang()),
    )


def _told(measure: str, value: float) -> str:
    return f"{column_title(measure, lang())}: {number(value, lang())}"


def _map(answer: Answer, x: str, y: str, classes: Classes, extent: str) -> None:
    frame, modelled = answer.frame, answer.basis != "reported"
    seats = layer("seats").set_index("divipola").loc[frame["divipola"]].reset_index()
    tips = [
        tooltip(row["municipality"], [_told(x, row[x]), _told(y, row[y])])
        for row in frame.to_dict("records")
    ]
    drawn = [
        deck.choropleth("aid-two", classes, extent, modelled=modelled),
        deck.circles(seats.assign(tooltip=tips), "aid-two-dots", palette.INK, 3),
        shapes.seat_labels(frame["divipola"].head(30)),
    ]
    titles = (column_title(x, lang()), column_title(y, lang()))
    grid = Grid(t("aid.two_legend"), *titles, classes, modelled)
    panel.map_panel(
        deck.deck(drawn, extent), [grid], key="aid-two-map", notes=["answers_pairs.caveat"]
    )


def _scale(values: pd.Series) -> alt.Scale:
    """Logarithmic, and where values may fall, so on both sides of a straight middle."""
    if values.min() > 0:
        return alt.Scale(type="log", nice=False, padding=18)
    return alt.Scale(type="symlog", constant=10, nice=False, padding=18)


def _scatter(answer: Answer, x: str, y: str, classes: Classes) -> alt.LayerChart:
    """Diamonds where a measure is modelled, else circles; the highest of either are named."""
    frame, modelled = answer.frame, answer.basis != "reported"
    titles = (column_title(x, lang()), column_title(y, lang()))
    by_unit = dict(zip(layer("municipalities")["divipola"], classes.codes, strict=True))
    ranks = frame[[x, y]].rank(ascending=False, method="first").min(axis=1)
    data = pd.DataFrame(
        {
            "x": frame[x].astype(float),
            "y": frame[y].astype(float),
            "name": frame["municipality"],
            "label": frame["municipality"].where(ranks <= LABELS / 2, ""),
            "colour": [
                palette.css(palette.BIVARIATE[int(by_unit[c])][:3]) for c in frame["divipola"]
            ],
            "x_text": [number(v, lang()) for v in frame[x]],
            "y_text": [number(v, lang()) for v in frame[y]],
        }
    )
    axis = alt.Axis(tickCount=6, labelOverlap=True)
    placed = alt.Chart(data).encode(
        x=alt.X("x:Q", title=titles[0], scale=_scale(data["x"]), axis=axis),
        y=alt.Y("y:Q", title=titles[1], scale=_scale(data["y"]), axis=axis),
        tooltip=[
            alt.Tooltip("name:N", title=column_title("municipality", lang())),
            alt.Tooltip("x_text:N", title=titles[0]),
            alt.Tooltip("y_text:N", title=titles[1]),
        ],
    )
    points = placed.mark_point(
        size=110,
        opacity=1,
        shape="diamond" if modelled else "circle",
        stroke=palette.css(palette.GREYS[6]),
        strokeWidth=1.2,
    ).encode(fill=alt.Fill("colour:N", scale=None))
    names = placed.mark_text(align="left", dx=8, fontSize=11, color=charts.INK).encode(
        text="label:N"
    )
    return (points + names).properties(height=430)
