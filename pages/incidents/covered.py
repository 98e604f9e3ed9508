"""What the sample covers, drawn: it shows the reading, not the violence."""

import streamlit as st

from geo.answers import Answer
from geo.evidence import column_title
from geo.language import date
from pages.frame.language import lang, t

PUBLISHERS = 25
KEYS = {"months": "month", "publishers": "publisher", "municipalities": "place"}


def chart(view: str, answer: Answer) -> None:
    """Incidents on record by month, publisher or municipality; nothing for what is no coverage."""
    if view not in KEYS or "rows_on_record" not in answer.frame:
        return
    from geo.cartography import chart  # its library is slow to import
    from pages.frame import charts

    key, counted = KEYS[view], column_title("rows_on_record", lang())
    frame = answer.frame.head(PUBLISHERS) if view == "publishers" else answer.frame
    if view == "municipalities":
        frame = frame.assign(place=frame["municipality"] + ", " + frame["department"])
    rows = frame[[key, "rows_on_record"]]
    st.markdown(t("incidents.covered"))
    if view == "months":
        heading = column_title(key, lang())
        rows = rows.assign(told=[date(month, lang()) for month in rows[key]])
        drawn = chart.upright(rows, key, "rows_on_record", heading, counted, told="told")
    else:
        drawn = chart.lying(rows, "rows_on_record", key, counted)
    charts.draw(f"covered-{view}", answer, drawn)
    if len(answer.frame) > len(frame):
        st.caption(t("incidents.first_publishers", n=len(frame)))
