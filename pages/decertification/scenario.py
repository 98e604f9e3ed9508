"""The scenario: what each outcome would expose, by account, as a range, and one's own cuts."""

import streamlit as st

from geo.answers import Answer, decertification
from geo.cartography.legend import Legend
from geo.cartography.ranges import Bar, bar_entries, bars_html
from geo.evidence import term
from geo.language import Range
from geo.views import View
from geo.views import decertification as views
from pages.frame import panel
from pages.frame.controls import control
from pages.frame.data import ask, evidence
from pages.frame.first_screen import for_analysts
from pages.frame.language import lang, t

PAGE = "decertification"
CUTS_A_ROW = 3


def scenario(view: View, values: dict) -> None:
    """The chosen outcome by account, then the flags behind it."""
    st.markdown(t("decertification.scenario_note"))
    st.header(term("scenario_outcome", values["outcome"])[lang()], anchor=False)
    _bars(view.answer, "account")
    st.markdown(f"**{t('decertification_law.no_places')}**")
    more = decertification.about(values["outcome"], lang(), views.cuts(evidence(), values))
    panel.answer_panel(view.answer, key="scenario", more=more)
    st.header(t("decertification.totals"), anchor=False)
    panel.answer_panel(view.answers["totals"], key="scenario-totals")
    part = for_analysts("scenario-analysts")
    if part.open:
        with part:
            st.header(t("decertification.flags"), anchor=False)
            panel.answer_panel(view.answers["flags"], key="scenario-flags")


def glance(view: View) -> None:
    """Every outcome, and what the bars mean."""
    _bars(view.answers["outcomes"], "scenario_outcome", "decertification.touched")
    keys = ("decertification.recorded", "decertification.certain", "decertification.unclear")
    legend = Legend(t("decertification.range_legend"), "modelled", bar_entries(*map(t, keys)))
    st.html(legend.to_html(lang()))


def controls(values: dict) -> None:
    """The outcome, and one's own cuts."""
    choices = {choice.name: choice for choice in ask(views.choices)}
    outcomes = {code: term("scenario_outcome", code)[lang()] for code in views.OUTCOMES}
    title = t("decertification.outcome")
    control(PAGE, choices["outcome"], text=outcomes.get, title=title, in_a_row=False)
    if values["outcome"] == views.OWN_CUT:
        names = list(views.cut_names(evidence()).items())
        for first in range(0, len(names), CUTS_A_ROW):
            row = names[first : first + CUTS_A_ROW]
            for column, (account, name) in zip(st.columns(CUTS_A_ROW), row, strict=False):
                with column:
                    title = t("decertification.cut", account=account)
                    control(PAGE, choices[name], title=title, format="%d %%")


def _bars(answer: Answer, name: str, note: str = "decertification.range") -> None:
    """A bar a row; name: the column that says what the row is, note: what is said of it."""
    st.html(bars_html([_bar(name, note, row) for row in answer.frame.to_dict("records")]))


def _bar(name: str, note: str, row: dict) -> Bar:
    low, high = row["exposed_low_usd_modelled"], row["exposed_high_usd_modelled"]
    head = term(name, row[name])[lang()]
    if "flag" in row:
        head = t("decertification.flagged", account=head, flag=term("flag", row["flag"]))
    text = t(
        note,
        year=row["fiscal_year"],
        amount=row["amount_usd"],
        exposed=Range(low, high),
        kind=term("number_kind", row["number_kind"]),
    )
    return Bar(head, text, row["amount_usd"], low, high)
