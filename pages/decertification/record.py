"""Colombia's record year by year as a time line, and what happened to assistance in fact."""

from html import escape

import pandas as pd
import streamlit as st

from geo.answers import Answer
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
FEW_DAYS = 5 * 366  # a line of time so short names its months
KINDS = ["law", "determination", "aid_action", "visit", "other"]


def years(view: View) -> None:
    """A tile a year, an outline where no determination was read; what the tiles mean."""
    by_year = view.answers["record"]
    charts.draw("record-years", by_year, "years", **_tiles(by_year.frame))
    counts = by_year.frame["outcome"].value_counts()
    entries = [
        Entry("box", colour, f"{MARKS[c]} {label('outcome', c, lang())}", int(counts[c]))
        for c, colour in palette.DETERMINATIONS.items()
        if c in counts
    ]
    missing = label("outcome", NO_ROW, lang())
    entries.append(Entry("dashed", palette.FRAME, missing, int(counts.get(NO_ROW, 0)), 1))
    st.html(Legend(t("decertification.tiles"), "reported", entries).to_html(lang()))


def record(view: View, values: dict) -> None:
    """The rows behind the tiles; then every event by its date."""
    events = view.answers["events"]
    panel.answer_panel(view.answer, key="record")
    st.header(t("decertification.events"), anchor=False)
    timeline(events, "record-events-chart")
    panel.answer_panel(events, key="record-events")


def timeline(events: Answer, key: str) -> None:
    """A mark an event, by day and kind."""
    charts.draw(key, events, "events", **_events(events.frame))


def _tiles(frame: pd.DataFrame) -> dict[str, object]:
    outcomes = frame["outcome"]
    colours = [None if c == NO_ROW else palette.DETERMINATIONS[c] for c in outcomes]
    data = pd.DataFrame(
        {
            "year": frame["determination_year"].astype(str),
            "outcome": [label("outcome", c, lang()) for c in outcomes],
            "sign": frame["determination_year"].astype(str) + "\n" + outcomes.map(MARKS).fillna(""),
            "fill": [c and palette.css(c) for c in colours],
            "ink": [c and palette.css(palette.stripe(c)[:3]) for c in colours],
            "event": frame[f"event_{lang()}"].fillna("—"),
        }
    )
    return {"rows": data, "event": column_title(f"event_{lang()}", lang())}


def _events(frame: pd.DataFrame) -> dict[str, object]:
    data = pd.DataFrame(
        {
            "day": pd.to_datetime(frame["date"], format="ISO8601"),
            "date": [date(d, lang()) for d in frame["date"]],
            "kind": [label("event_type", k, lang()) for k in frame["event_type"]],
            "event": frame[f"event_{lang()}"],
        }
    )
    order = [label("event_type", k, lang()) for k in KINDS]
    few_years = data["day"].max() - data["day"].min() < pd.Timedelta(days=FEW_DAYS)
    return {
        "rows": data,
        "order": order,
        "event": column_title(f"event_{lang()}", lang()),
        "format": "%Y-%m" if few_years else "%Y",
    }


def fact(view: View, values: dict) -> None:
    """Facts since January 2025, apart from every scenario."""
    st.markdown(t("decertification.fact_note"))
    answer = view.answer
    items = [
        f"<li><b>{escape(date(row['date'], lang()))}</b> ({escape(_of(row))}): "
        f"{escape(row[f'event_{lang()}'])}</li>"
        for row in answer.frame.to_dict("records")
    ]
    st.html("".join(["<ol>", *items, "</ol>"]))
    panel.answer_panel(answer, key="fact")


def _of(row: dict) -> str:
    kind = label("event_type", row["event_type"], lang())
    if pd.isna(row["fiscal_year"]):
        return kind
    return f"{kind}, {t('decertification.record_of', year=row['fiscal_year'])}"
