"""The views of national money: accounts by fiscal year, and ForeignAssistance.gov's series."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.accounts import base_year
from geo.answers.shares import Own
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import column_title, label
from geo.views import View
from pages.aid.choices import choose
from pages.frame import charts, panel
from pages.frame.data import layer
from pages.frame.first_screen import MAP_PX, first_screen
from pages.frame.language import lang, t

# Pixels of the largest bar, and of the room above each for its number.
TALLEST, ROOM = 58, 20
# The quarter between two definitions of the fiscal year: an amount, but not a year's.
QUARTER = "1976tq"
WHOLE_USD, MILLIONS = "$,.0f", ",.1~f"


def screen(shown: View, values: dict) -> None:
    """The chart of the accounts, or of the series, with what its marks mean."""
    draw = {"accounts": _accounts, "series": _series}[values["view"]]
    first_screen(shown, key="aid-national", draw=lambda: draw(shown.answer, values))


def behind(shown: View, values: dict, brought: Own) -> None:
    """The figures, and what is called the total of one year."""
    st.markdown(t("aid.accounts_note" if values["view"] == "accounts" else "aid.series_note"))
    panel.answer_panel(shown.answer, key=f"aid-{values['view']}")
    st.header(t("aid.totals"), anchor=False)
    panel.answer_panel(shown.answers["totals"], key="aid-totals")


def controls(values: dict, brought: Own) -> None:
    """What is counted: never two measures at once."""
    if values["view"] == "accounts":
        choose("measure")
    else:
        choose("transaction_type", title=t("aid.transaction_type"), in_a_row=True)


def _accounts(answer: Answer, values: dict) -> None:
    """One row of bars an account, one bar a figure; figures that disagree stand side by side."""
    years = layer("aid_accounts")["fiscal_year"]
    every = [str(year) for year in range(years.min(), years.max() + 1)]
    with st.container(height=MAP_PX, border=False):
        chart = "aid-accounts-chart"
        charts.chart(chart, answer, (answer.id,), lambda: _account_chart(answer.frame, every))
    repeats = int(answer.frame["same_as_series"].sum())
    entries = [
        Entry("box", palette.ACCOUNT_LINE, t("aid.own_figure"), len(answer.frame) - repeats),
        Entry("box", palette.GREYS[4], t("aid.repeats_series"), repeats),
    ]
    title = t("aid.accounts_legend", measure=label("measure", values["measure"], lang()))
    st.html(Legend(title, "reported", entries).to_html(lang()))


def _account_chart(frame: pd.DataFrame, years: list[str]) -> alt.VConcatChart:
    """frame: rows of one measure. All rows share one scale, and a year without figure is empty."""
    scale = TALLEST / (frame["amount_usd"].max() / 1e6)  # pixels a million, the same in all rows
    largest = frame.groupby("account")["amount_usd"].max().sort_values(ascending=False)
    colours = {True: palette.css(palette.GREYS[4]), False: palette.css(palette.ACCOUNT_LINE)}
    publisher, drawn = layer("sources").set_index("source_id")["publisher"], []
    for account in largest.index:
        rows = frame[frame["account"] == account]
        data = pd.DataFrame(
            {
                "year": rows["fiscal_year"].astype(str),
                "nth": rows.groupby("fiscal_year").cumcount(),
                "usd": rows["amount_usd"],
                "millions": rows["amount_usd"] / 1e6,
                "colour": rows["same_as_series"].map(colours),
                "source": [
                    "; ".join(dict.fromkeys(publisher[i] for i in ids.split(";")))
                    for ids in rows["source_ids"]
                ],
            }
        )
        height, name = largest[account] / 1e6 * scale + ROOM, label("account", account, lang())
        axis = alt.Axis(
            title=None,
            labels=account == largest.index[-1],
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
                alt.Tooltip("year:N", title=column_title("fiscal_year", lang())),
                alt.Tooltip("usd:Q", title=name, format=WHOLE_USD),
                alt.Tooltip("source:N", title=t("aid.source")),
            ],
        )
        bars = placed.mark_bar().encode(color=alt.Color("colour:N", scale=None))
        texts = placed.mark_text(dy=-7, fontSize=10, color=charts.INK)
        both = bars + texts.encode(text=alt.Text("millions:Q", format=MILLIONS))
        title = alt.Title(name, anchor="start", fontSize=13, offset=2)
        drawn.append(both.properties(height=height, title=title))
    return alt.vconcat(*drawn, spacing=14)


def _series(answer: Answer, values: dict) -> None:
    """Nominal dollars and the series' own constant dollars, as two lines with gaps as gaps."""
    base = base_year(answer.frame)
    asked, name = (answer.id,), "aid-series-chart"
    charts.chart(name, answer, asked, lambda: _series_chart(answer.frame, base))
    entries = [
        Entry("line", palette.ACCOUNT_LINE, t("aid.nominal")),
        Entry("dashed", palette.DOCUMENTED, t("aid.constant", base=base)),
        Entry("ring", palette.ACCOUNT_LINE, t("aid.partial_or_quarter")),
    ]
    st.html(Legend(t("aid.millions"), "reported", entries).to_html(lang()))


def _series_chart(frame: pd.DataFrame, base: str) -> alt.LayerChart:
    rows = layer("aid_accounts")
    partial = rows.loc[rows["measure"] == "actual_partial", "fiscal_year"].astype(str)
    at = frame["fiscal_year_text"].map(lambda y: 1976.5 if y == QUARTER else float(y))
    whole = at == at.round()
    every = pd.RangeIndex(int(at.min()), int(at.max()) + 1, name="at")
    kinds = {"current_usd": t("aid.nominal"), "constant_usd": t("aid.constant", base=base)}
    lines, points = [], []
    for column, kind in kinds.items():
        usd = frame[column]
        yearly = pd.Series(usd[whole].to_numpy() / 1e6, at[whole].astype(int)).reindex(every)
        lines.append(pd.DataFrame({"at": every, "millions": yearly.to_numpy(), "kind": kind}))
        points.append(
            pd.DataFrame(
                {
                    "at": at,
                    "millions": usd / 1e6,
                    "usd": usd,
                    "kind": kind,
                    "year": frame["fiscal_year_text"],
                    "hollow": ~whole | frame["fiscal_year_text"].isin(partial),
                }
            )
        )
    names, colours = list(kinds.values()), [palette.ACCOUNT_LINE, palette.DOCUMENTED]
    scale = alt.Scale(domain=names, range=[palette.css(each) for each in colours])
    colour = alt.Color("kind:N", scale=scale, legend=None)
    dashes = alt.Scale(domain=names, range=[[1, 0], [5, 3]])
    axis = alt.Axis(format="d", tickMinStep=1)
    years = alt.Scale(zero=False, nice=False, padding=8)
    x = alt.X("at:Q", title=column_title("fiscal_year", lang()), axis=axis, scale=years)
    y = alt.Y("millions:Q", title=t("aid.millions"))
    drawn = alt.Chart(pd.concat(lines)).mark_line(strokeWidth=2)
    dotted = alt.Chart(pd.concat(points)).mark_point(size=32, strokeWidth=1.6)
    return (
        drawn.encode(
            x=x, y=y, color=colour, strokeDash=alt.StrokeDash("kind:N", scale=dashes, legend=None)
        )
        + dotted.encode(
            x=x,
            y=y,
            color=colour,
            fill=alt.condition("datum.hollow", alt.value("transparent"), colour),
            tooltip=[
                alt.Tooltip("year:N", title=column_title("fiscal_year", lang())),
                alt.Tooltip("kind:N", title=t("aid.dollars")),
                alt.Tooltip("usd:Q", title=t("aid.amount"), format=WHOLE_USD),
            ],
        )
    ).properties(height=340)
