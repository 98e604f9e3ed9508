"""Beneath the incidents map: rows, figures that differ, what the sample covers, UCDP's events."""

import pandas as pd
import streamlit as st

from geo.answers import Answer, coverage, incidents
from geo.evidence import column_title
from geo.language import number
from pages.frame import incident_shapes, panel
from pages.frame.data import layer
from pages.frame.language import lang, t

VIEWS = ["rows", "figures", "months", "publishers", "municipalities", "ucdp"]
PUBLISHERS = 25


def view(name: str, answer: Answer, events: Answer) -> None:
    """One of VIEWS, about the rows that the filters keep (UCDP's events by their days only)."""
    if name == "ucdp":
        panel.answer_panel(events, incident_shapes.UCDP_COLUMNS, "ucdp")
    elif answer.frame.empty:
        st.info(t("frame.no_rows"))
    elif name == "rows":
        near = [c for c in incident_shapes.NEAR_COLUMNS if c in answer.frame]
        panel.answer_panel(answer, [*incident_shapes.INCIDENT_COLUMNS, *near], "incidents")
    elif name == "figures":
        figures = incidents.casualty_figures(
            incidents.differing(answer.frame), layer("casualty_reports"), layer("sources")
        )
        panel.answer_panel(figures, incident_shapes.FIGURE_COLUMNS, "figures")
    else:
        _covered(name, answer.frame)


def _covered(name: str, rows: pd.DataFrame) -> None:
    from geo.cartography import chart  # its library is slow to import

    counted = column_title("rows_on_record", lang())
    if name == "months":
        told = coverage.by_month(rows)
        drawn = chart.upright(
            told.frame.drop(columns="source_ids"),
            "month",
            "rows_on_record",
            column_title("month", lang()),
            counted,
        )
    elif name == "publishers":
        told = coverage.by_publisher(rows, layer("sources"))
        first = told.frame.head(PUBLISHERS).drop(columns="source_ids")
        drawn = chart.lying(first, "rows_on_record", "publisher", counted)
    else:
        told = coverage.by_municipality(rows, layer("municipalities"))
        named = told.frame.assign(
            place=told.frame["municipality"] + ", " + told.frame["department"]
        )
        drawn = chart.lying(named[["place", "rows_on_record"]], "rows_on_record", "place", counted)
    st.markdown(t("incidents.covered"))
    st.altair_chart(drawn, width="stretch")
    if name == "publishers" and len(told.frame) > PUBLISHERS:
        st.caption(t("incidents.first_publishers", n=number(PUBLISHERS, lang())))
    panel.answer_panel(told, incident_shapes.COVERAGE_COLUMNS, f"coverage-{name}")
