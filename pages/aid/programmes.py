"""The view of programmes: a search, when they ran and were to run, and their table."""

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


def screen(view: View, values: dict) -> None:
    """When the programmes that the filters and the search keep ran and were to run."""
    answer = view.answer
    dated = ask(spans, tuple(answer.frame["programme_id"]))
    undated = len(answer.frame) - len(dated)

    def draw() -> None:
        if len(dated):
            with st.container(height=MAP_PX, border=False):
                charts.draw("aid-time-line", answer, "time-line", **_time_line(dated))
            st.html(_legend(dated).to_html(lang()))
        if undated:
            st.caption(t("aid.undated", n=undated))

    first_screen(view, key="aid-programmes", draw=draw)


def behind(view: View, values: dict, own: Own) -> None:
    """The programmes, and what was running on the last day before the change of government."""
    panel.answer_panel(view.answer, key="aid-programmes")
    st.header(t("aid.running"), anchor=False)
    panel.answer_panel(view.answers["running"], key="aid-running")


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


def _time_line(dated: pd.DataFrame) -> dict[str, object]:
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
    single = data[data["from"].isna() | data["to"].isna()]
    return {
        "cut": pd.DataFrame({"from": [pd.Timestamp(LIST_DAY)]}),
        "ran": data.dropna(subset=["from", "to"]),
        "later": data.dropna(subset=["planned"]),
        "single": single.assign(day=single["from"].fillna(single["to"])),
        "rows": data,
        "name": column_title(name, lang()),
        "order": list(data["row"]),
        "height": ROW_HEIGHT * len(data),
    }
