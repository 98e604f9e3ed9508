"""The scenario: known totals, what the statute spares, and money that may not be cut."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aid import OUTCOMES, LifeOfAward, YearlyAmount, enacted_split, exposure, scenario
from geo.errors import NoSplit, NotYearly
from geo.evidence import load

STATUTORY = [o for o in OUTCOMES if o != "own_cut"]


@pytest.fixture(scope="module")
def flags():
    return load("aid_account_flags")


@pytest.fixture(scope="module")
def split():
    return enacted_split(load("aid_accounts"))


def totals(frame):
    ends = ["exposed_low_usd_modelled", "exposed_high_usd_modelled"]
    return (frame[ends].sum() / 1e6).tolist()


def test_the_enacted_split_of_2023(split):
    """INCLE 175, ESF 153, DA 95, FMF 38.5, NADR 21, OHCHR 3; totals are not in it."""
    assert {a.account: a.usd / 1e6 for a in split} == {
        "INCLE": 175.0,
        "ESF": 153.0,
        "DA": 95.0,
        "FMF": 38.5,
        "NADR": 21.0,
        "OHCHR": 3.0,
    }
    assert sum(a.usd for a in split) == 485_500_000


@pytest.mark.parametrize(
    ("outcome", "low", "high", "kind"),
    [
        ("no_designation", 0, 0, "law"),
        ("designated_with_waiver", 0, 0, "law"),
        # FMF alone; FMF and what is unclear: 38.5 + 21 + 153 + 95 + 3
        ("designated_without_waiver", 38.5, 310.5, "scenario"),
        ("hold_half", 19.25, 155.25, "scenario"),
    ],
)
def test_outcomes(split, flags, outcome, low, high, kind):
    frame = scenario(split, flags, outcome)
    assert totals(frame) == pytest.approx([low, high])
    assert set(frame["number_kind"]) == {kind}
    assert set(frame["fiscal_year"]) == {2023}
    assert frame["left_low_usd_modelled"].sum() == pytest.approx(485.5e6 - high * 1e6)


def test_unclear_stays_unclear(split, flags):
    frame = scenario(split, flags, "designated_without_waiver").set_index("account")
    assert frame.loc["NADR", "exposed_low_usd_modelled"] == 0
    assert frame.loc["NADR", "exposed_high_usd_modelled"] == 21e6
    assert frame.loc["INCLE", "exposed_high_usd_modelled"] == 0
    assert frame.loc["FMF", "exposed_low_usd_modelled"] == 38.5e6


@given(
    st.lists(
        st.tuples(st.sampled_from(["INCLE", "IDA/FFP (to WFP)", "DoD CN"]), st.integers(0, 10**12)),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0],
    ),
    st.sampled_from(STATUTORY),
)
@settings(deadline=None, max_examples=30)
def test_exempt_accounts_never_lose_by_statute(amounts, outcome):
    """Nor does what lies outside the definition, whatever the amounts."""
    flags = load("aid_account_flags")
    yearly = [YearlyAmount(a, 2023, "enacted", usd, "S") for a, usd in amounts]
    frame = scenario(yearly, flags, outcome)
    assert (frame["exposed_high_usd_modelled"] == 0).all()
    assert frame["left_low_usd_modelled"].tolist() == pytest.approx([u for _, u in amounts])


@given(st.dictionaries(st.sampled_from(["INCLE", "FMF", "DA"]), st.floats(0, 1)))
@settings(deadline=None, max_examples=30)
def test_an_own_cut_takes_its_share_and_nothing_else(cuts):
    flags, split = load("aid_account_flags"), enacted_split(load("aid_accounts"))
    frame = scenario(split, flags, "own_cut", cuts).set_index("account")
    for amount in split:
        lost = frame.loc[amount.account, "exposed_low_usd_modelled"]
        assert lost == pytest.approx(amount.usd * cuts.get(amount.account, 0), abs=0.01)
        assert frame.loc[amount.account, "exposed_high_usd_modelled"] == lost


def test_no_cut_is_the_baseline(split, flags):
    frame = scenario(split, flags, "own_cut", {a.account: 0.0 for a in split})
    bare = scenario(split, flags, "no_designation")
    money = [c for c in frame if c.endswith("_modelled")]
    pd.testing.assert_frame_equal(frame[money], bare[money])
    assert (frame["left_low_usd_modelled"] == frame["amount_usd"]).all()


def test_the_total_of_an_award_cannot_be_cut(split, flags):
    award = LifeOfAward("P_INTEGRA", 41_998_474, "estimated_cost")
    with pytest.raises(NotYearly, match="P_INTEGRA"):
        award.times(0.5)
    with pytest.raises(NotYearly):
        scenario([award], flags, "designated_without_waiver")


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_lies_between_nothing_and_all(split, share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        split[0].times(share)


def test_only_one_year_carries_a_scenario():
    with pytest.raises(NoSplit, match="2024"):
        enacted_split(load("aid_accounts"), 2024)


def test_spared_accounts_are_spared_even_where_the_table_says_otherwise(flags):
    odd = flags.assign(covered_high=1.0)
    touched = exposure(odd, "designated_without_waiver").set_index("account")
    assert touched.loc["INCLE", "touched_high"] == 0
    assert touched.loc["DoD CN", "touched_high"] == 0
