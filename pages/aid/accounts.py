"""The views of national money: accounts by fiscal year, and ForeignAssistance.gov's series."""

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.decertification import base_year
from geo.answers.shares import Own
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.evidence import label
from geo.language import publisher_text
from geo.views import View
from pages.aid.choices import choose
from pages.frame import charts, panel
from pages.frame.data import layer
from pages.frame.first_screen import first_screen
from pages.frame.language import lang, t

# Pixels of the largest bar, and of the room above each for its number.
TALLEST, ROOM = 58, 20
# The quarter between two definitions of the fiscal year: an amount, but not a year's.
QUARTER = "1976tq"


def screen(view: View, values: dict) -> None:
    """The chart of the accounts, or of the series, with what its marks mean."""
    draw = {"accounts": _accounts, "series": _series}[values["view"]]
    first_screen(view, key="aid-national", draw=lambda: draw(view.answer, values))


def behind(view: View, values: dict, own: Own) -> None:
    """The figures, and what is called the total of one year."""
    st.markdown(t("aid.accounts_note" if values["view"] == "accounts" else "aid.series_note"))
    panel.answer_panel(view.answer, key=f"aid-{values['view']}")
    st.header(t("aid.totals"), anchor=False)
    panel.answer_panel(view.answers["totals"], key="aid-totals")


def controls(values: dict, own: Own) -> None:
    """What is counted: never two measures at once."""
    if values["view"] == "accounts":
        choose("measure")
    else:
        choose("transaction_type", title=t("aid.transaction_type"), in_a_row=True)


def _accounts(answer: Answer, values: dict) -> None:
    """One row of bars an account, one bar a figure; figures that disagree stand side by side."""
    years = layer("aid_accounts")["fiscal_year"]
    every = [str(year) for year in range(years.min(), years.max() + 1)]
    each = _by_account(answer.frame, every)
    charts.draw("aid-accounts-chart", answer, "accounts", each=each)
    repeats = int(answer.frame["same_as_series"].sum())
    entries = [
        Entry("box", palette.ACCOUNT_LINE, t("aid.own_figure"), len(answer.frame) - repeats),
        Entry("box", palette.GREYS[4], t("aid.repeats_series"), repeats),
    ]
    title = t("aid.accounts_legend", measure=label("measure", values["measure"], lang()))
    st.html(Legend(title, "reported", entries).to_html(lang()))


def _by_account(frame: pd.DataFrame, years: list[str]) -> list[dict]:
    """frame: rows of one measure. All rows share one scale, and a year without figure is empty."""
    scale = TALLEST / (frame["amount_usd"].max() / 1e6)  # pixels a million, the same in all rows
    largest = frame.groupby("account")["amount_usd"].max().sort_values(ascending=False)
    colours = {True: palette.css(palette.GREYS[4]), False: palette.css(palette.ACCOUNT_LINE)}
    publishers = layer("sources").set_index("source_id")["publisher"]
    publisher, rows_of_bars = publishers.map(lambda name: publisher_text(name, lang())), []
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
        height = largest[account] / 1e6 * scale + ROOM
        first = account == largest.index[0]
        about = {"height": height, "top": height / scale, "labels": first}
        about |= {"orient": "top" if first else "bottom"}
        name = label("account", account, lang())
        rows_of_bars.append(charts.filled("account", rows=data, name=name, years=years, **about))
    return rows_of_bars


def _series(answer: Answer, values: dict) -> None:
    """Nominal dollars and the series' own constant dollars, as two lines with gaps as gaps."""
    frame = answer.frame
    nominal, constant = t("aid.nominal"), t("aid.constant", base=base_year(frame))
    lines, points = _yearly(frame, {"current_usd": nominal, "constant_usd": constant})
    charts.draw("aid-series-chart", answer, "series", constant=constant, lines=lines, points=points)
    entries = [
        Entry("line", palette.ACCOUNT_LINE, nominal),
        Entry("dashed", palette.DOCUMENTED, constant),
        Entry("ring", palette.ACCOUNT_LINE, t("aid.partial_or_quarter")),
    ]
    st.html(Legend(t("aid.millions"), "reported", entries).to_html(lang()))


def _yearly(frame: pd.DataFrame, kinds: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines, a row for every year, and the points that there are. kinds: words by column."""
    rows = layer("aid_accounts")
    partial = rows.loc[rows["measure"] == "actual_partial", "fiscal_year"].astype(str)
    at = frame["fiscal_year_text"].map(lambda y: 1976.5 if y == QUARTER else float(y))
    whole = at == at.round()
    every = pd.RangeIndex(int(at.min()), int(at.max()) + 1, name="at")
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
    return pd.concat(lines), pd.concat(points)
