"""The view of programmes: a search, when they ran and were to run, and their table."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers import Answer, aid
from geo.answers.spans import programme_spans
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import column_title, label
from geo.language import date, number
from pages.frame import charts, panel
from pages.frame.data import layer
from pages.frame.language import lang, t

ROW_HEIGHT = 30
PROGRAMME_COLUMNS = [
    "name_en",
    "name_es",
    "status_code",
    "status_as_of",
    "start_date",
    "end_date",
    "end_is_planned",
    "amount_usd",
    "amount_basis",
    "obligated_usd",
    "sector_code",
    "agency_text",
    "implementer",
    "footprint_kind",
    "municipalities_named",
    "departments_named",
    "overlaps_with",
    "programme_id",
]
RUNNING_COLUMNS = ["running", *PROGRAMME_COLUMNS[:9], "programme_id"]
LIST_DAY = "2025-03-01"


def programmes(answer: Answer) -> None:
    """answer: the programmes that the filters and the search keep."""
    spans = programme_spans(answer.frame)
    if len(spans):
        with st.container(height=560 if len(spans) > 16 else "content", border=False):
            charts.chart("aid-time-line", tuple(spans["programme_id"]), lambda: _time_line(spans))
        st.html(_legend(spans).to_html(lang()))
    undated = len(answer.frame) - len(spans)
    if undated:
        st.caption(t("aid.undated", n=number(undated, lang())))
    panel.answer_panel(answer, PROGRAMME_COLUMNS, "aid-programmes")
    st.subheader(t("aid.running"), anchor=False)
    ran = aid.running(answer.frame, layer("aid_footprints"), answer.as_of)
    panel.answer_panel(ran, RUNNING_COLUMNS, "aid-running")


def _legend(spans: pd.DataFrame) -> Legend:
    counts = spans["status_code"].value_counts()
    return Legend(
        t("aid.time_line"),
        "reported",
        [
            *(
                Entry("line", colour, label("status_code", status, lang()), int(counts[status]), 9)
                for status, colour in palette.STATUSES.items()
                if status in counts
            ),
            Entry(
                "dashed", palette.FRAME, t("aid.planned"), int(spans["planned_to"].notna().sum()), 3
            ),
            Entry(
                "ring",
                palette.FRAME,
                t("aid.one_date"),
                int((spans["from_day"].isna() | spans["known_to"].isna()).sum()),
                9,
            ),
        ],
    )


def _time_line(spans: pd.DataFrame) -> alt.LayerChart:
    """Solid: ran by its own dates. Dashed: promised beyond the list that names it."""
    name = f"name_{lang()}"
    data = pd.DataFrame(
        {
            "row": spans["programme_id"],
            "name": spans[name],
            "colour": [palette.css(palette.STATUSES[s]) for s in spans["status_code"]],
            "status": [label("status_code", s, lang()) for s in spans["status_code"]],
            "from": spans["from_day"],
            "to": spans["known_to"],
            "planned": spans["planned_to"],
            "start": [date(d, lang()) for d in spans["start_date"]],
            "end": [date(d, lang()) for d in spans["end_date"]],
            "end_kind": [
                t("aid.planned_end") if planned else t("aid.reported_end")
                for planned in spans["planned_to"].notna()
            ],
        }
    )
    texts = [
        alt.Tooltip("name:N", title=column_title(name, lang())),
        alt.Tooltip("status:N", title=column_title("status_code", lang())),
        alt.Tooltip("start:N", title=column_title("start_date", lang())),
        alt.Tooltip("end:N", title=column_title("end_date", lang())),
        alt.Tooltip("end_kind:N", title=t("aid.end_kind")),
    ]
    y = alt.Y("row:N", sort=list(data["row"]), axis=None)
    time = alt.Axis(title=None, orient="top", tickCount="year", format="%Y", labelOverlap=True)
    x = alt.X("from:T", axis=time)
    colour = alt.Color("colour:N", scale=None)
    ran = alt.Chart(data.dropna(subset=["from", "to"])).mark_bar(height=9, yOffset=7)
    later = alt.Chart(data.dropna(subset=["planned"])).mark_bar(
        height=9, yOffset=7, fillOpacity=0, strokeWidth=1.4, strokeDash=[3, 2]
    )
    single = data[data["from"].isna() | data["to"].isna()]
    single = single.assign(day=single["from"].fillna(single["to"]))
    points = alt.Chart(single).mark_point(size=60, yOffset=7, strokeWidth=2)
    named = alt.Chart(data).mark_text(align="left", dy=-5, fontSize=12, clip=True, color=charts.INK)
    rule = alt.Chart(pd.DataFrame({"from": [pd.Timestamp(LIST_DAY)]})).mark_rule(strokeDash=[1, 2])
    return alt.layer(
        rule.encode(x=x, color=alt.value(palette.css(palette.GREYS[5]))),
        ran.encode(x=x, x2="to", y=y, color=colour, tooltip=texts),
        later.encode(x=alt.X("to:T", axis=time), x2="planned", y=y, stroke=colour, tooltip=texts),
        points.encode(x=alt.X("day:T", axis=time), y=y, color=colour, tooltip=texts),
        named.encode(x=alt.value(2), y=y, text="name:N", tooltip=texts),
    ).properties(height=ROW_HEIGHT * len(data))
