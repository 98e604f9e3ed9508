"""Bars of counted rows, for reading what a sample covers."""

import altair as alt
import pandas as pd

from geo.cartography import palette

ROW_PX = 19


def _bars(frame: pd.DataFrame, **encoding: object) -> alt.Chart:
    chart = alt.Chart(frame).mark_bar(color=palette.css(palette.HIGHLIGHT))
    return chart.encode(**encoding)


def upright(
    frame: pd.DataFrame, x: str, y: str, x_title: str, y_title: str, *, told: str
) -> alt.Chart:
    """One bar a month in the frame's order. x: yyyy-mm; y: a count; told: the month in words."""
    labels = "substring(datum.value, 4) == '-01' ? substring(datum.value, 0, 4) : ''"
    axis = alt.Axis(labelExpr=labels, labelAngle=0, labelOverlap=False, ticks=False)
    return _bars(
        frame,
        x=alt.X(f"{x}:O", title=x_title, axis=axis),
        y=alt.Y(f"{y}:Q", title=y_title, axis=alt.Axis(tickMinStep=1)),
        tooltip=[alt.Tooltip(f"{told}:N", title=x_title), alt.Tooltip(f"{y}:Q", title=y_title)],
    ).properties(height=260)


def lying(frame: pd.DataFrame, x: str, y: str, x_title: str) -> alt.Chart:
    """One bar a row in the frame's order, its number at its end. x: a count; y: a name."""
    axis = alt.Axis(labelLimit=260, labelOverlap=False)
    bars = _bars(
        frame,
        x=alt.X(f"{x}:Q", title=x_title, axis=alt.Axis(tickMinStep=1, tickCount=6)),
        y=alt.Y(f"{y}:N", title=None, sort=None, axis=axis),
    )
    numbers = bars.mark_text(align="left", dx=4).encode(text=f"{x}:Q")
    return (bars + numbers).properties(height=ROW_PX * len(frame) + 40)
