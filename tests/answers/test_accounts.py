"""National accounts: measures apart, sources side by side, nothing added up."""

import pytest

from geo.answers import decertification
from geo.answers.answer import words
from geo.language import LANGUAGES


def test_accounts_stand_side_by_side_and_are_never_added(evidence):
    answer = decertification.accounts(evidence, "enacted")
    frame = answer.frame
    assert set(frame["measure"]) == {"enacted"}
    assert answer.said["accounts"].values["sources"] == 11  # a row of two sources cites both
    year = frame[frame["fiscal_year"] == 2023]
    both = year[year["account"] == "ALL_STATE_USAID"]
    assert both["amount_usd"].tolist() == [487e6, 496e6]
    assert both["figures"].tolist() == [2, 2]
    assert year[year["account_kind"] == "account"]["amount_usd"].sum() == 485.5e6
    disagree = [s.values for s in answer.sentences if s.name == "accounts_disagree"]
    assert [(v["fiscal_year"], *v["span"]) for v in disagree] == [(2023, 487e6, 496e6)]


def test_only_rows_of_the_series_have_its_constant_dollars(evidence):
    for measure in ("enacted", "actual", "actual_partial", "obligated", "request"):
        frame = decertification.accounts(evidence, measure).frame
        assert frame["constant_usd"].notna().tolist() == frame["same_as_series"].tolist()
    frame = decertification.accounts(evidence, "obligated").frame
    assert frame.set_index("fiscal_year").loc[2023, "constant_usd"] == 761576189


def test_a_shared_row_is_the_row_of_the_series(evidence):
    """So that whoever adds the two tables up counts it twice, and nobody here does."""
    series = evidence.aid_series.set_index(["fiscal_year_text", "transaction_type"])
    shared = evidence.aid_accounts.query("same_as_series")
    assert len(shared) == 37
    for row in shared.itertuples():
        key = (str(row.fiscal_year), decertification.SHARED[row.account])
        assert round(series.loc[key, "current_usd"] / 1e3) == round(row.amount_usd / 1e3)


@pytest.mark.parametrize(("kind", "base"), [("obligations", "2024"), ("budget_requests", "2022")])
def test_a_series_has_constant_dollars_of_its_own_year(evidence, kind, base):
    assert decertification.base_year(decertification.series(evidence, kind).frame) == base


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words(evidence, lang):
    for measure in decertification.MEASURES:
        text = words(decertification.accounts(evidence, measure), lang)
        assert "{" not in text and " nan" not in text
    one_year = {"en": "fiscal year 2025, from 1 source.", "es": "año fiscal 2025, de 1 fuente."}
    assert one_year[lang] in words(decertification.accounts(evidence, "actual_partial"), lang)


def test_the_quarter_of_1976_is_no_fiscal_year(evidence):
    answer = decertification.series(evidence, "obligations")
    assert len(answer.frame) == 81
    assert words(answer, "en").startswith("80 fiscal years and the quarter of 1976")
    assert words(decertification.series(evidence, "disbursements"), "es").startswith("Hay 25 años")


def test_a_committees_proposal_stands_apart(evidence):
    frame = decertification.accounts(evidence, "committee_proposal").frame
    assert set(frame["fiscal_year"]) == {2026}
    assert frame.loc[frame["account_kind"] == "total", "amount_usd"].tolist() == [209e6]
    enacted = decertification.accounts(evidence, "enacted").frame
    assert enacted.loc[enacted["fiscal_year"] == 2026, "amount_usd"].tolist() == [40e6]
