"""The model's hours beside journeys that sources time, as a chart."""

import pandas as pd
import streamlit as st

from geo.answers import Answer
from pages.frame import charts
from pages.frame.language import t

ENDS_H = (0.08, 30)  # of both scales, and of the line where told and modelled agree


def hours_chart(answer: Answer) -> None:
    """Hours told over hours modelled, a dot a pair of places, and how to read where they lie."""
    frame = answer.frame
    where = frame["in_southwest"].map({True: t("methods.southwest"), False: t("methods.elsewhere")})
    pair = frame["from_municipality"] + " – " + frame["to_municipality"]
    rows = frame[["hours_modelled", "hours_told", "ratio_modelled"]].assign(where=where, pair=pair)
    charts.draw("hours-chart", answer, "hours", rows=rows, ends=pd.DataFrame({"hours": ENDS_H}))
    st.caption(t("methods.hours_read", **answer.said["hours"].values))
