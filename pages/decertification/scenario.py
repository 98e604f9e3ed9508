"""The scenario: what each outcome would expose, by account, as a range, and one's own cuts."""

import streamlit as st

from geo.answers import Answer, decertification
from geo.cartography.legend import Legend
from geo.cartography.ranges import Range, range_entries, ranges_html
from geo.evidence import columns, data_version, label
from geo.language import money
from pages.frame import panel
from pages.frame.controls import choose
from pages.frame.data import as_of, layer
from pages.frame.language import lang, t

PAGE = "decertification"
OUTCOMES = columns()["scenario_outcome"].values
OWN_CUT = "own_cut"
SLIDERS_A_ROW = 3


def cut_names() -> list[str]:
    """The link's name of each account's own cut, in percent."""
    return [f"cut_{a.lower()}" for a in decertification.split_accounts(layer("aid_accounts"))]


@st.cache_resource(show_spinner=False)
def _outcomes(version: str) -> Answer:
    """Every outcome that the law knows: the same for all readers."""
    return decertification.all_outcomes(
        layer("aid_accounts"),
        layer("aid_account_flags"),
        as_of("aid_accounts", "aid_account_flags"),
    )


def glance() -> Answer:
    """The short answer: every outcome of the law, for the one year with a split."""
    return _outcomes(data_version())


def scenario() -> None:
    """Every outcome at a glance, then the chosen one by account, then the flags behind it."""
    accounts, flags = layer("aid_accounts"), layer("aid_account_flags")
    day = as_of("aid_accounts", "aid_account_flags")
    st.markdown(t("decertification.scenario_note"))
    st.subheader(t("decertification.glance"), anchor=False)
    st.html(ranges_html([_range("scenario_outcome", row) for row in _records(glance())]))
    st.html(_legend())
    choose(
        PAGE,
        "outcome",
        list(OUTCOMES),
        lambda c: label("scenario_outcome", c, lang()),
        t("decertification.outcome"),
    )
    outcome = st.session_state[f"{PAGE}.outcome"]
    cuts = _cuts(decertification.split_accounts(accounts)) if outcome == OWN_CUT else None
    answer = decertification.scenario(accounts, flags, outcome, day, cuts=cuts)
    st.html(ranges_html([_range("account", row) for row in _records(answer)]))
    st.markdown(f"**{t('decertification_law.no_places')}**")
    about = decertification.about(outcome, lang(), cuts)
    panel.answer_panel(answer, decertification.SCENARIO_COLUMNS, "scenario", about)
    st.subheader(t("decertification.flags"), anchor=False)
    panel.answer_panel(
        decertification.flags(flags, day), decertification.FLAG_COLUMNS, "scenario-flags"
    )


def _records(answer: Answer) -> list[dict]:
    return answer.frame.to_dict("records")


def _cuts(accounts: list[str]) -> dict[str, float]:
    """One slider an account, 0 to 100 percent."""
    cuts = {}
    for first in range(0, len(accounts), SLIDERS_A_ROW):
        row = accounts[first : first + SLIDERS_A_ROW]
        for column, account in zip(st.columns(SLIDERS_A_ROW), row, strict=False):
            key = f"{PAGE}.cut_{account.lower()}"
            title = t("decertification.cut", account=account)
            column.slider(title, 0, 100, key=key, format="%d %%")
            cuts[account] = st.session_state[key] / 100
    return cuts


def _range(name: str, row: dict) -> Range:
    low, high = row["exposed_low_usd_modelled"], row["exposed_high_usd_modelled"]
    between = money(low, lang())
    if high > low:
        between = t("decertification.between", low=between, high=money(high, lang()))
    head = label(name, row[name], lang())
    if "flag" in row:
        head = t("decertification.flagged", account=head, flag=label("flag", row["flag"], lang()))
    note = t(
        "decertification.range",
        year=str(row["fiscal_year"]),
        amount=money(row["amount_usd"], lang()),
        exposed=between,
        kind=label("number_kind", row["number_kind"], lang()),
    )
    return Range(head, note, row["amount_usd"], low, high)


def _legend() -> str:
    entries = range_entries(
        t("decertification.recorded"), t("decertification.certain"), t("decertification.unclear")
    )
    return Legend(t("decertification.range_legend"), "modelled", entries).to_html(lang())
