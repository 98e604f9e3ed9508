"""The view of programmes: a search, when they ran and were to run, and their table."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers.programmes import spans
from geo.answers.shares import Own
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import column_title, label
from geo.language import date
from geo.views import View
from pages.frame import charts, panel
from pages.frame.data import ask
from pages.frame.first_screen import MAP_PX, first_screen
from pages.frame.language import lang, t

ROW_HEIGHT = 30
LIST_DAY = "2025-03-01"


def screen(shown: View, values: dict) -> None:
    """When the programmes that the filters and the search keep ran and were to run."""
    answer = shown.answer
    dated = ask(spans, tuple(answer.frame["programme_id"]))
    undated = len(answer.frame) - len(dated)

    def draw() -> None:
        if len(dated):
            with st.container(height=MAP_PX, border=False):
                asked = tuple(dated["programme_id"])
                charts.chart("aid-time-line", answer, asked, lambda: _time_line(dated))
            st.html(_legend(dated).to_html(lang()))
        if undated:
            st.caption(t("aid.undated", n=undated))

    first_screen(shown, key="aid-programmes", draw=draw)


def behind(shown: View, values: dict, brought: Own) -> None:
    """The programmes, and what was running on the last day before the change of government."""
    panel.answer_panel(shown.answer, key="aid-programmes")
    st.header(t("aid.running"), anchor=False)
    panel.answer_panel(shown.answers["running"], key="aid-running")


def _legend(dated: pd.DataFrame) -> Legend:
    counts = dated["status_code"].value_counts()
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
                "dashed", palette.FRAME, t("aid.planned"), int(dated["planned_to"].notna().sum()), 3
            ),
            Entry(
                "ring",
                palette.FRAME,
                t("aid.one_date"),
                int((dated["from_day"].isna() | dated["known_to"].isna()).sum()),
                9,
            ),
        ],
    )


def _time_line(dated: pd.DataFrame) -> alt.LayerChart:
    """Solid: ran by its own dates. Dashed: promised beyond the list that names it."""
    name = f"name_{lang()}"
    data = pd.DataFrame(
        {
            "row": dated["programme_id"],
            "name": dated[name],
            "colour": [palette.css(palette.STATUSES[s]) for s in dated["status_code"]],
            "status": [label("status_code", s, lang()) for s in dated["status_code"]],
            "from": dated["from_day"],
            "to": dated["known_to"],
            "planned": dated["planned_to"],
            "start": [date(d, lang()) for d in dated["start_date"]],
            "end": [date(d, lang()) for d in dated["end_date"]],
            "end_kind": [
                t("aid.planned_end") if planned else t("aid.reported_end")
                for planned in dated["planned_to"].notna()
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
