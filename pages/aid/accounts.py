"""The views of national money: accounts by fiscal year, and ForeignAssistance.gov's series."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers import aid
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import columns, label
from geo.language import money, number
from pages.frame import charts, panel
from pages.frame.controls import choose_one
from pages.frame.data import as_of, layer
from pages.frame.language import lang, t

PAGE = "aid"
MEASURES = ["enacted", "actual", "actual_partial", "obligated", "request", "estimate"]
SERIES = list(columns()["transaction_type"].values)
# Pixels of the largest bar, and of the room above each for its number.
TALLEST, ROOM = 58, 20
ACCOUNT_COLUMNS = [
    "fiscal_year",
    "account",
    "measure",
    "amount_usd",
    "constant_usd",
    "account_kind",
    "figures",
    "same_as_series",
    "source_ids",
]
SERIES_COLUMNS = [
    "fiscal_year_text",
    "transaction_type",
    "current_usd",
    "constant_usd",
    "source_ids",
]
# The quarter between two definitions of the fiscal year: an amount, but not a year's.
QUARTER = "1976tq"


def accounts() -> None:
    """One row of bars an account, one bar a figure; figures that disagree stand side by side."""
    st.markdown(t("aid.accounts_note"))
    choose_one(PAGE, "measure", MEASURES, lambda c: label("measure", c, lang()), t("aid.measure"))
    measure = st.session_state[f"{PAGE}.measure"]
    rows = layer("aid_accounts")
    answer = aid.accounts(rows, measure, as_of("aid_accounts", "aid_series"), layer("aid_series"))
    years = [str(y) for y in range(rows["fiscal_year"].min(), rows["fiscal_year"].max() + 1)]
    charts.chart("aid-accounts-chart", (measure,), lambda: _account_chart(answer.frame, years))
    repeats = int(answer.frame["same_as_series"].sum())
    entries = [
        Entry("box", palette.ACCOUNT_LINE, t("aid.own_figure"), len(answer.frame) - repeats),
        Entry("box", palette.GREYS[4], t("aid.repeats_series"), repeats),
    ]
    title = t("aid.accounts_legend", measure=label("measure", measure, lang()))
    st.html(Legend(title, "reported", entries).to_html(lang()))
    panel.answer_panel(answer, ACCOUNT_COLUMNS, "aid-accounts")


def _account_chart(frame: pd.DataFrame, years: list[str]) -> alt.VConcatChart:
    """frame: rows of one measure. All rows share one scale, and a year without figure is empty."""
    scale = TALLEST / (frame["amount_usd"].max() / 1e6)  # pixels a million, the same in all rows
    order = frame.groupby("account")["amount_usd"].max().sort_values(ascending=False).index
    rows_drawn = []
    for account in order:
        rows = frame[frame["account"] == account]
        data = pd.DataFrame(
            {
                "year": rows["fiscal_year"].astype(str),
                "nth": rows.groupby("fiscal_year").cumcount(),
                "millions": rows["amount_usd"] / 1e6,
                "text": [
                    number(usd / 1e6, lang(), int(usd % 1e6 > 0)) for usd in rows["amount_usd"]
                ],
                "colour": [
                    palette.css(palette.GREYS[4] if same else palette.ACCOUNT_LINE)
                    for same in rows["same_as_series"]
                ],
                "tip": [money(usd, lang()) for usd in rows["amount_usd"]],
                "source": rows["source_ids"],
            }
        )
        last = account == order[-1]
        height = rows["amount_usd"].max() / 1e6 * scale + ROOM
        axis = alt.Axis(
            title=None,
            labels=last,
            ticks=False,
            labelAngle=0,
            labelOverlap=True,
            domain=True,
            domainColor=palette.css(palette.NO_DATA),
        )
        placed = alt.Chart(data).encode(
            x=alt.X("year:N", scale=alt.Scale(domain=years, paddingInner=0.2), axis=axis),
            xOffset="nth:O",
            y=alt.Y("millions:Q", scale=alt.Scale(domain=[0, height / scale]), axis=None),
            tooltip=[
                alt.Tooltip("year:N", title=t("aid.fiscal_year")),
                alt.Tooltip("tip:N", title=label("account", account, lang())),
                alt.Tooltip("source:N", title=t("aid.source")),
            ],
        )
        bars = placed.mark_bar().encode(color=alt.Color("colour:N", scale=None))
        texts = placed.mark_text(dy=-7, fontSize=10, color=charts.INK).encode(text="text:N")
        title = alt.Title(label("account", account, lang()), anchor="start", fontSize=13, offset=2)
        rows_drawn.append((bars + texts).properties(height=height, title=title))
    return alt.vconcat(*rows_drawn, spacing=14)


def series() -> None:
    """Nominal dollars and the series' own constant dollars, as two lines with gaps as gaps."""
    st.markdown(t("aid.series_note"))
    choose_one(
        PAGE,
        "transaction_type",
        SERIES,
        lambda c: label("transaction_type", c, lang()),
        t("aid.transaction_type"),
    )
    answer = aid.series(
        layer("aid_series"), st.session_state[f"{PAGE}.transaction_type"], as_of("aid_series")
    )
    base = answer.frame.loc[
        (answer.frame["current_usd"] - answer.frame["constant_usd"]).abs() < 1, "fiscal_year_text"
    ].iloc[0]
    charts.chart("aid-series-chart", (answer.id,), lambda: _series_chart(answer.frame, base))
    entries = [
        Entry("line", palette.ACCOUNT_LINE, t("aid.nominal")),
        Entry("dashed", palette.DOCUMENTED, t("aid.constant", base=base)),
        Entry("ring", palette.ACCOUNT_LINE, t("aid.partial_or_quarter")),
    ]
    st.html(Legend(t("aid.millions"), "reported", entries).to_html(lang()))
    panel.answer_panel(answer, SERIES_COLUMNS, "aid-series")


def _series_chart(frame: pd.DataFrame, base: str) -> alt.LayerChart:
    accounts = layer("aid_accounts")
    partial = accounts.loc[accounts["measure"] == "actual_partial", "fiscal_year"].astype(str)
    at = frame["fiscal_year_text"].map(lambda y: 1976.5 if y == QUARTER else float(y))
    whole = at == at.round()
    every = pd.RangeIndex(int(at.min()), int(at.max()) + 1, name="at")
    kinds = {"current_usd": t("aid.nominal"), "constant_usd": t("aid.constant", base=base)}
    lines, points = [], []
    for column, kind in kinds.items():
        values = frame[column] / 1e6
        yearly = pd.Series(values[whole].to_numpy(), index=at[whole].astype(int)).reindex(every)
        lines.append(pd.DataFrame({"at": every, "millions": yearly.to_numpy(), "kind": kind}))
        points.append(
            pd.DataFrame(
                {
                    "at": at,
                    "millions": values,
                    "kind": kind,
                    "year": frame["fiscal_year_text"],
                    "tip": [money(usd, lang()) for usd in frame[column]],
                    "hollow": ~whole | frame["fiscal_year_text"].isin(partial),
                }
            )
        )
    colours = [palette.css(palette.ACCOUNT_LINE), palette.css(palette.DOCUMENTED)]
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(kinds.values()), range=colours), legend=None
    )
    x = alt.X("at:Q", title=t("aid.fiscal_year"), axis=alt.Axis(format="d", tickMinStep=1))
    x.scale = alt.Scale(zero=False, nice=False, padding=8)
    y = alt.Y("millions:Q", title=t("aid.millions"))
    dash = alt.StrokeDash(
        "kind:N",
        scale=alt.Scale(domain=list(kinds.values()), range=[[1, 0], [5, 3]]),
        legend=None,
    )
    drawn = alt.Chart(pd.concat(lines)).mark_line(strokeWidth=2)
    shown = alt.Chart(pd.concat(points)).mark_point(size=32, strokeWidth=1.6)
    return (
        drawn.encode(x=x, y=y, color=colour, strokeDash=dash)
        + shown.encode(
            x=x,
            y=y,
            color=colour,
            fill=alt.condition("datum.hollow", alt.value("transparent"), colour),
            tooltip=[
                alt.Tooltip("year:N", title=t("aid.fiscal_year")),
                alt.Tooltip("kind:N", title=t("aid.dollars")),
                alt.Tooltip("tip:N", title=t("aid.amount")),
            ],
        )
    ).properties(height=340)
