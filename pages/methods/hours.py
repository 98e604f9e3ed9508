"""The model's hours beside journeys that sources time, as a chart."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.cartography import palette
from pages.frame import charts
from pages.frame.language import t

HEIGHT_PX = 440
SCALE_H = (0.08, 30)
TICKS_H = [0.1, 0.3, 1, 3, 10, 30]


def hours_chart(told: Answer) -> None:
    """One dot a pair of places, and how to read where they lie."""
    charts.chart("hours-chart", told, (), lambda: _dots(told.frame))
    st.caption(t("methods.hours_read", **told.said["hours"].values))


def _dots(frame: pd.DataFrame) -> alt.LayerChart:
    """Hours told over hours modelled, both on scales of ratios, with the line where they agree."""
    where = frame["in_southwest"].map({True: t("methods.southwest"), False: t("methods.elsewhere")})
    pair = frame["from_municipality"] + " – " + frame["to_municipality"]
    rows = frame[["hours_modelled", "hours_told", "ratio_modelled"]].assign(where=where, pair=pair)
    x, y = t("methods.hours_modelled"), t("methods.hours_told")
    scale = alt.Scale(type="log", domain=list(SCALE_H))
    axis = alt.Axis(values=TICKS_H)
    ends = pd.DataFrame({"hours": SCALE_H})
    same = alt.Chart(ends).mark_line(strokeDash=[4, 3], color=charts.INK)
    dots = (
        alt.Chart(rows)
        .mark_circle(size=60, opacity=0.8)
        .encode(
            x=alt.X("hours_modelled:Q", title=x, scale=scale, axis=axis),
            y=alt.Y("hours_told:Q", title=y, scale=scale, axis=axis),
            color=alt.Color(
                "where:N",
                title=None,
                scale=alt.Scale(
                    domain=[t("methods.southwest"), t("methods.elsewhere")],
                    range=[palette.css(palette.DOCUMENTED), palette.css(palette.CITY)],
                ),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("pair:N", title=t("methods.pair")),
                alt.Tooltip("hours_modelled:Q", title=x, format=".1f"),
                alt.Tooltip("hours_told:Q", title=y, format=".1f"),
                alt.Tooltip("ratio_modelled:Q", title=t("methods.ratio"), format=".1f"),
            ],
        )
    )
    at = {"scale": scale, "axis": axis}
    line = same.encode(x=alt.X("hours:Q", **at), y=alt.Y("hours:Q", **at))
    return alt.layer(line, dots).properties(height=HEIGHT_PX)
