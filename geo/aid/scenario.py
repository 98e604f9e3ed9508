"""National exposure by account, for the one fiscal year that has a near-complete enacted split."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.aid.law import TOUCHED, exposure
from geo.aid.money import LifeOfAward, YearlyAmount
from geo.errors import NoSplit, NotYearly
from geo.evidence import join_ids

OWN_CUT = "own_cut"
OUTCOMES = (*TOUCHED, OWN_CUT)
# Only this year carries a scenario: for no other are nearly all accounts on record as enacted.
SPLIT_YEAR = 2023
JOINT = ("ESF+DA",)
# Police, military and demining, by the words of the accounts; no source states their total.
SECURITY = ("INCLE", "FMF", "NADR", "IMET")


def enacted_split(accounts: pd.DataFrame, fiscal_year: int = SPLIT_YEAR) -> list[YearlyAmount]:
    """The enacted amount of each account, largest first; totals and joint rows left out.

    accounts: the `aid_accounts` layer. Raises NoSplit for a year without a near-complete
    enacted split.
    """
    if fiscal_year != SPLIT_YEAR:
        raise NoSplit(fiscal_year)
    rows = accounts[
        (accounts["fiscal_year"] == fiscal_year)
        & (accounts["measure"] == "enacted")
        & ~accounts["account"].str.startswith("ALL_")
        & ~accounts["account"].isin(JOINT)
    ]
    return [
        YearlyAmount(r.account, int(r.fiscal_year), r.measure, r.amount_usd, r.source_ids)
        for r in rows.sort_values(["amount_usd", "account"], ascending=[False, True]).itertuples()
    ]


def scenario(
    amounts: Sequence[YearlyAmount],
    flags: pd.DataFrame,
    outcome: str,
    cuts: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """What an outcome exposes of each account in its fiscal year.

    amounts: of one fiscal year (`enacted_split`); a life-of-award total raises NotYearly.
    outcome: one of OUTCOMES. cuts: for `own_cut`, the share (0 to 1) of each account; an
    account not in it is not cut.

    Columns: account, fiscal_year, measure, amount_usd, amount_kind (`record`), flag,
    covered_low and covered_high (our reading), covered_kind (`law`), exposed_low_usd_modelled,
    exposed_high_usd_modelled, left_low_usd_modelled, left_high_usd_modelled (low: what is left
    if the most is exposed), number_kind (of what is exposed and left: `law` where the statute
    itself touches nothing, else `scenario`), source_ids.
    Under `hold_half` the exposed part is held until the decision, not lost.
    """
    if outcome == OWN_CUT:
        shares = exposure(flags, "no_designation")
        shares["touched_low"] = shares["account"].map(cuts or {}).fillna(0.0)
        shares["touched_high"] = shares["touched_low"]
    else:
        shares = exposure(flags, outcome)
    flag_of = shares.set_index("account")
    rows = []
    for amount in amounts:
        if isinstance(amount, LifeOfAward):
            raise NotYearly(amount.programme_id)
        flag = flag_of.loc[amount.account]
        low, high = amount.times(flag["touched_low"]), amount.times(flag["touched_high"])
        rows.append(
            {
                "account": amount.account,
                "fiscal_year": amount.fiscal_year,
                "measure": amount.measure,
                "amount_usd": amount.usd,
                "amount_kind": "record",
                "flag": flag["flag"],
                "covered_low": flag["covered_low"],
                "covered_high": flag["covered_high"],
                "covered_kind": "law",
                "exposed_low_usd_modelled": low,
                "exposed_high_usd_modelled": high,
                "left_low_usd_modelled": round(amount.usd - high, 2),
                "left_high_usd_modelled": round(amount.usd - low, 2),
                "number_kind": "law" if TOUCHED.get(outcome, 1) == 0 else "scenario",
                "source_ids": join_ids([amount.source_ids, flag["source_ids"]]),
            }
        )
    return pd.DataFrame(rows).astype({"fiscal_year": "Int64"})
