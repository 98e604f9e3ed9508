"""What the sample covers, drawn: it shows the reading, not the violence."""

import streamlit as st

from geo.answers import Answer
from geo.language import date
from pages.frame import charts
from pages.frame.language import lang, t

PUBLISHERS = 25
ROW_PX = 19
KEYS = {"months": "month", "publishers": "publisher", "municipalities": "place"}


def chart(view: str, answer: Answer) -> None:
    """Incidents on record by month, publisher or municipality; nothing for what is no coverage."""
    if view not in KEYS or "rows_on_record" not in answer.frame:
        return
    key = KEYS[view]
    frame = answer.frame.head(PUBLISHERS) if view == "publishers" else answer.frame
    if view == "municipalities":
        frame = frame.assign(place=frame["municipality"] + ", " + frame["department"])
    rows = frame[[key, "rows_on_record"]]
    st.markdown(t("incidents.covered"))
    if view == "months":
        rows = rows.assign(told=[date(month, lang()) for month in rows[key]])
        charts.draw("covered-months", answer, "upright", rows=rows)
    else:
        about = {"name": key, "height": ROW_PX * len(rows) + 40}
        charts.draw(f"covered-{view}", answer, "lying", rows=rows, **about)
    if len(answer.frame) > len(frame):
        st.caption(t("incidents.first_publishers", n=len(frame)))
