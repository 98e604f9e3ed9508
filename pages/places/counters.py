"""The country's coca by year and counter, as a chart."""

import altair as alt
import pandas as pd

from geo.answers import Answer
from geo.cartography import palette
from geo.evidence import column_title
from geo.language import date
from pages.frame import charts
from pages.frame.language import lang, t

HEIGHT_PX = 300
COLOURS = {"unodc_simci": palette.GREENS[4], "police": palette.DOCUMENTED}
DASHES = [[1, 0], [5, 3]]


def chart(counted: Answer) -> None:
    """A line with its points for each counter, never joined."""
    charts.chart("coca-counters", counted, (), lambda: _lines(counted.frame))


def _lines(frame: pd.DataFrame) -> alt.LayerChart:
    names = {code: t(f"places.counter_{code}") for code in COLOURS}
    colours = [palette.css(colour) for colour in COLOURS.values()]
    rows = frame.assign(
        who=frame["counted_by"].map(names),
        at=frame["counted_as_of"].map(_at),
        day=frame["counted_as_of"].map(lambda day: date(day, lang())),
    )
    scale, domain = alt.Scale(zero=False, nice=False, padding=8), list(names.values())
    lines = alt.Chart(rows).encode(
        x=alt.X(
            "at:Q",
            title=t("places.counters_at"),
            scale=scale,
            axis=alt.Axis(format="d", tickMinStep=1),
        ),
        y=alt.Y("hectares:Q", title=column_title("hectares", lang())),
        color=alt.Color(
            "who:N",
            title=None,
            scale=alt.Scale(domain=domain, range=colours),
            legend=alt.Legend(orient="top", labelLimit=400, symbolStrokeWidth=0),
        ),
        tooltip=[
            alt.Tooltip("who:N", title=column_title("counted_by", lang())),
            alt.Tooltip("day:N", title=column_title("counted_as_of", lang())),
            alt.Tooltip("hectares:Q", title=column_title("hectares", lang()), format=",.0f"),
        ],
    )
    dashes = alt.StrokeDash("who:N", scale=alt.Scale(domain=domain, range=DASHES), legend=None)
    drawn = lines.mark_line().encode(strokeDash=dashes) + lines.mark_circle(size=50, opacity=1)
    return drawn.properties(height=HEIGHT_PX)


def _at(day: str) -> float:
    """Years, to the end of the month; a count of a whole year stands at its end."""
    year, month, *_ = *day.split("-"), "12"
    return int(year) + int(month) / 12 - 1
