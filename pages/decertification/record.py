"""Colombia's record year by year as a time line, and what happened to assistance in fact."""

from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers.decertification import NO_ROW
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import column_title, label
from geo.language import date
from geo.views import View
from pages.frame import charts, panel
from pages.frame.language import lang, t

# A letter-sized mark for each outcome, so that a tile reads without its colour.
MARKS = {
    "certified": "✓",
    "listed_not_failed": "·",
    "waiver_national_interest": "◐",
    "denied": "✕",
    "failed_with_waiver": "▲",
    "unknown": "?",
}
KINDS = ["law", "determination", "aid_action", "visit", "other"]


def years(shown: View) -> None:
    """A tile a year, an outline where no determination was read; what the tiles mean."""
    by_year = shown.answers["record"]
    charts.chart("record-years", by_year, (), lambda: _tiles(by_year.frame))
    counts = by_year.frame["outcome"].value_counts()
    entries = [
        Entry("box", colour, f"{MARKS[c]} {label('outcome', c, lang())}", int(counts[c]))
        for c, colour in palette.DETERMINATIONS.items()
        if c in counts
    ]
    missing = label("outcome", NO_ROW, lang())
    entries.append(Entry("dashed", palette.FRAME, missing, int(counts.get(NO_ROW, 0)), 1))
    st.html(Legend(t("decertification.tiles"), "reported", entries).to_html(lang()))


def record(shown: View, values: dict) -> None:
    """The rows behind the tiles; then every event by its date."""
    events = shown.answers["events"]
    panel.answer_panel(shown.answer, key="record")
    st.header(t("decertification.events"), anchor=False)
    charts.chart("record-events-chart", events, (), lambda: _events(events.frame))
    panel.answer_panel(events, key="record-events")


def _tiles(frame: pd.DataFrame) -> alt.LayerChart:
    read = frame["outcome"] != NO_ROW
    colours = frame["outcome"].map(palette.DETERMINATIONS)
    data = pd.DataFrame(
        {
            "year": frame["determination_year"].astype(str),
            "outcome": [label("outcome", c, lang()) for c in frame["outcome"]],
            "mark": frame["outcome"].map(MARKS),
            "fill": [palette.css(c) if ok else None for c, ok in zip(colours, read, strict=True)],
            "ink": [
                palette.css(palette.stripe(c)[:3]) if ok else None
                for c, ok in zip(colours, read, strict=True)
            ],
            "event": frame[f"event_{lang()}"],
        }
    )
    tips = [
        alt.Tooltip("year:N", title=t("decertification.year")),
        alt.Tooltip("outcome:N", title=column_title("outcome", lang())),
        alt.Tooltip("event:N", title=column_title(f"event_{lang()}", lang())),
    ]
    axis = alt.Axis(title=None, ticks=False, labelAngle=0, labelOverlap=True)
    x = alt.X("year:N", scale=alt.Scale(paddingInner=0.12), axis=axis)
    known, blank = alt.Chart(data[read]), alt.Chart(data[~read])
    outline = palette.css(palette.FRAME)
    return alt.layer(
        known.mark_bar().encode(x=x, color=alt.Color("fill:N", scale=None), tooltip=tips),
        blank.mark_bar(fillOpacity=0, stroke=outline, strokeDash=[3, 2]).encode(x=x, tooltip=tips),
        known.mark_text(fontSize=10, fontWeight=700).encode(
            x=x, text="mark:N", color=alt.Color("ink:N", scale=None), tooltip=tips
        ),
    ).properties(height=360)


def _events(frame: pd.DataFrame) -> alt.Chart:
    data = pd.DataFrame(
        {
            "day": pd.to_datetime(frame["date"], format="ISO8601"),
            "date": [date(d, lang()) for d in frame["date"]],
            "kind": [label("event_type", k, lang()) for k in frame["event_type"]],
            "event": frame[f"event_{lang()}"],
        }
    )
    order = [label("event_type", k, lang()) for k in KINDS]
    return (
        alt.Chart(data)
        .mark_point(size=70, filled=True, opacity=0.75, color=palette.css(palette.ACCOUNT_LINE))
        .encode(
            x=alt.X("day:T", axis=alt.Axis(title=None, format="%Y", labelOverlap=True)),
            y=alt.Y("kind:N", sort=order, axis=alt.Axis(title=None, labelLimit=160, grid=True)),
            tooltip=[
                alt.Tooltip("date:N", title=column_title("date", lang())),
                alt.Tooltip("kind:N", title=column_title("event_type", lang())),
                alt.Tooltip("event:N", title=column_title(f"event_{lang()}", lang())),
            ],
        )
        .properties(height=170)
    )


def fact(shown: View, values: dict) -> None:
    """Facts since January 2025, apart from every scenario."""
    st.markdown(t("decertification.fact_note"))
    answer = shown.answer
    told = [
        f"<li><b>{escape(date(row['date'], lang()))}</b> ({escape(_of(row))}): "
        f"{escape(row[f'event_{lang()}'])}</li>"
        for row in answer.frame.to_dict("records")
    ]
    st.html("".join(["<ol>", *told, "</ol>"]))
    panel.answer_panel(answer, key="fact")


def _of(row: dict) -> str:
    kind = label("event_type", row["event_type"], lang())
    if pd.isna(row["fiscal_year"]):
        return kind
    return f"{kind}, {t('decertification.record_of', year=row['fiscal_year'])}"
