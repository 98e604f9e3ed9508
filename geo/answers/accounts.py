"""National US assistance: accounts by fiscal year, and ForeignAssistance.gov's own series."""

import pandas as pd

from geo.aid.scenario import JOINT
from geo.answers.answer import Answer, Range, answered, gather_source_ids, ordered, say
from geo.evidence import Evidence, columns, join_ids, term

# ForeignAssistance.gov's totals among the accounts, and the series that each repeats.
SHARED = {
    "ALL_APPROPRIATED_PLANNED": "appropriated_planned",
    "ALL_BUDGET_REQUEST": "budget_requests",
    "ALL_DISBURSEMENTS": "disbursements",
    "ALL_OBLIGATIONS": "obligations",
}
MEASURES = (
    *("enacted", "actual", "actual_partial", "obligated", "request", "estimate"),
    "committee_proposal",
)
SERIES = tuple(columns()["transaction_type"].values)
ORDER = ["fiscal_year", "account", "measure", "amount_usd", "constant_usd", "account_kind"]
ORDER += ["figures", "same_as_series", "source_ids"]


def accounts(evidence: Evidence, measure: str) -> Answer:
    """National amounts of one measure, by fiscal year, account and source.

    Measures are different things and never share a line. Conflicting sources stay side by
    side; nothing is added up. Adds `account_kind` (totals and joint rows are never added to
    accounts), `figures` (how many are on record for the same year, account and measure) and
    `constant_usd` for the rows that repeat the series: no other has constant dollars.
    """
    rows, series = evidence.aid_accounts, evidence.aid_series
    frame = rows[rows["measure"] == measure].sort_values(
        ["fiscal_year", "account", "amount_usd"], ignore_index=True
    )
    names, same, years = frame["account"], ["fiscal_year", "account"], frame["fiscal_year"]
    kind = pd.Series("account", frame.index).mask(names.str.startswith("ALL_"), "total")
    frame["account_kind"] = kind.mask(names.isin(JOINT), "joint")
    frame["figures"] = frame.groupby(same)["amount_usd"].transform("size").astype("Int64")
    constant = series.set_index(["fiscal_year_text", "transaction_type"])["constant_usd"]
    keys = pd.MultiIndex.from_arrays([years.astype(str), names.map(SHARED)])
    repeated = constant.reindex(keys).astype("float64").to_numpy()
    frame["constant_usd"] = pd.Series(repeated, frame.index).where(frame["same_as_series"])
    disagree = frame[frame["figures"] > 1].groupby(same)["amount_usd"].agg(["min", "max"])
    sentences = [
        say(
            "answers_aid.accounts",
            rows=len(frame),
            accounts=names.nunique(),
            years=Range(years.min(), years.max()),
            sources=len(gather_source_ids(frame)),
        )
    ]
    sentences += [
        say(
            "answers_aid.accounts_disagree",
            fiscal_year=year,
            account=term("account", account),
            span=Range(low, high),
        )
        for (year, account), low, high in disagree.itertuples()
    ]
    said = sentences if len(frame) else say("answers_aid.accounts_none")
    caveats = "measures_differ sources_conflict municipal_dollars"
    return answered(
        evidence, f"aid_accounts_{measure}", frame[ORDER], "aid_accounts aid_series", said, caveats
    )


def series(evidence: Evidence, transaction_type: str) -> Answer:
    """ForeignAssistance.gov's own country totals for one transaction type, newest first."""
    rows = evidence.aid_series
    frame = rows[rows["transaction_type"] == transaction_type].sort_values(
        "fiscal_year_text", ascending=False, ignore_index=True
    )
    sentence = say("answers_aid.accounts_none")
    if len(frame):
        years = frame["fiscal_year_text"]
        whole = int(years.str.fullmatch(r"\d{4}").sum())
        # The quarter of 1976 lies between two definitions of the fiscal year.
        sentence = say(
            "answers_aid.series" if whole == len(frame) else "answers_aid.series_and_quarter",
            n=whole,
            first=years.iloc[-1],
            last=years.iloc[0],
            last_usd=frame["current_usd"].iloc[0],
        )
    caveats = "measures_differ municipal_dollars"
    return answered(
        evidence, f"aid_series_{transaction_type}", frame, "aid_series", sentence, caveats
    )


def obligated(evidence: Evidence) -> Answer:
    """ForeignAssistance.gov's obligations by whole fiscal year, the last complete one first."""
    rows, accounts = evidence.aid_series, evidence.aid_accounts
    partial = accounts.loc[accounts["measure"] == "actual_partial", "fiscal_year"].astype(str)
    whole = rows["fiscal_year_text"].str.fullmatch(r"\d{4}")
    whole &= rows["transaction_type"].eq("obligations") & ~rows["fiscal_year_text"].isin(partial)
    frame = rows[whole].sort_values("fiscal_year_text", ascending=False, ignore_index=True)
    usd, year = frame.iloc[0][["current_usd", "fiscal_year_text"]]
    said = say("answers_aid.obligated", usd=usd, fiscal_year=year)
    return answered(
        evidence, "aid_obligated", frame, "aid_series", said, "measures_differ municipal_dollars"
    )


def totals(evidence: Evidence, fiscal_year: int) -> Answer:
    """What is called the total of a fiscal year, smallest first, and why the figures differ.

    One row a figure: ForeignAssistance.gov's appropriated and obligated amounts, the accounts
    of the near-complete split added up, and each source's own enacted total. Adds
    `total_of`, whose words say what it
    counts and so why it differs.
    """
    rows = evidence.aid_accounts
    rows = rows[rows["fiscal_year"] == fiscal_year]
    enacted = rows[rows["measure"] == "enacted"]
    split = enacted[~enacted["account"].str.startswith("ALL_")]
    state = enacted[enacted["account"] == "ALL_STATE_USAID"]
    own = state["source_ids"].isin(split["source_ids"])
    kinds = {
        "appropriated": enacted[enacted["account"] == "ALL_APPROPRIATED_PLANNED"],
        "press": state[~own],
        "whole": state[own],
        "obligated": rows[rows["account"] == "ALL_OBLIGATIONS"],
    }
    told = [
        {"total_of": kind, "amount_usd": row.amount_usd, "source_ids": row.source_ids}
        for kind, found in kinds.items()
        for row in found.itertuples()
    ]
    if len(split):
        told.append(
            {
                "total_of": "split",
                "amount_usd": split["amount_usd"].sum(),
                "source_ids": join_ids(split["source_ids"]),
            }
        )
    frame = pd.DataFrame(told, columns=["total_of", "amount_usd", "source_ids"])
    frame = frame.sort_values("amount_usd", ignore_index=True)
    frame.insert(0, "fiscal_year", fiscal_year)
    span = Range(frame["amount_usd"].min(), frame["amount_usd"].max())
    said = say("answers_aid.totals", n=len(frame), fiscal_year=fiscal_year, usd=span)
    said = said if len(frame) else say("answers_aid.accounts_none")
    frame = ordered(frame.astype({"fiscal_year": "Int64"}), "fiscal_year", "amount_usd", "total_of")
    return answered(
        evidence, f"aid_totals_{fiscal_year}", frame, "aid_accounts", said, "measures_differ"
    )


def base_year(frame: pd.DataFrame) -> str:
    """The fiscal year whose dollars a series' constant dollars are. frame: of `series`."""
    same = (frame["current_usd"] - frame["constant_usd"]).abs() < 1
    return frame.loc[same, "fiscal_year_text"].iloc[0]
