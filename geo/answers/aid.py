"""US assistance: accounts by fiscal year, programmes by status, and the places they name.

Accounts are national, programmes name places, and no source links a municipality to an
amount. Department rows stay departments: they are never spread over municipalities.
"""

from collections.abc import Collection

import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.evidence import term

# The youngest status first: the lists of March 2025, then suspensions of February 2025.
STATUSES = ("active", "terminated", "suspended", "closed", "unknown")
# What names a place at each level.
PLACE = {
    "municipality": ["divipola", "municipality", "department_code", "department"],
    "department": ["department_code", "department"],
    "pdet": ["pdet_subregion"],
    "city": ["city", "divipola"],
}
# ForeignAssistance.gov's totals among the accounts, and the series that each repeats.
SHARED = {
    "ALL_APPROPRIATED_PLANNED": "appropriated_planned",
    "ALL_BUDGET_REQUEST": "budget_requests",
    "ALL_DISBURSEMENTS": "disbursements",
    "ALL_OBLIGATIONS": "obligations",
}
JOINT = ("ESF+DA",)
# The day before the change of government of January 2025.
LAST_DAY = "2025-01-19"


def accounts(
    rows: pd.DataFrame, measure: str, as_of: str, series_rows: pd.DataFrame | None = None
) -> Answer:
    """National amounts of one measure, by fiscal year, account and source.

    rows: the `aid_accounts` layer. Measures are different things and never share a line.
    Conflicting sources stay side by side; nothing is added up. Adds `account_kind` (totals and
    joint rows are never added to accounts), `figures` (how many are on record for the same
    year, account and measure) and, with series_rows (the `aid_series` layer),
    `constant_usd` for the rows that repeat the series: no other has constant dollars.
    """
    frame = rows[rows["measure"] == measure].sort_values(
        ["fiscal_year", "account", "amount_usd"], ignore_index=True
    )
    names = frame["account"]
    frame["account_kind"] = "account"
    frame["account_kind"] = (
        frame["account_kind"]
        .mask(names.str.startswith("ALL_"), "total")
        .mask(names.isin(JOINT), "joint")
    )
    same = ["fiscal_year", "account"]
    frame["figures"] = frame.groupby(same)["amount_usd"].transform("size").astype("Int64")
    if series_rows is not None:
        constant = series_rows.set_index(["fiscal_year_text", "transaction_type"])["constant_usd"]
        keys = zip(frame["fiscal_year"].astype(str), names.map(SHARED), strict=True)
        frame["constant_usd"] = [
            constant.get(key) if shared else None
            for key, shared in zip(keys, frame["same_as_series"], strict=True)
        ]
        frame["constant_usd"] = frame["constant_usd"].astype("float64")
    disagree = frame[frame["figures"] > 1].groupby(same)["amount_usd"].agg(["min", "max"])
    years = frame["fiscal_year"].astype(str)
    return Answer(
        id=f"aid_accounts_{measure}",
        frame=frame,
        as_of=as_of,
        caveats=(
            "caveats.measures_differ",
            "caveats.sources_conflict",
            "caveats.municipal_dollars",
        ),
        sentences=(
            Sentence(
                "answers_aid.accounts",
                {
                    "rows": len(frame),
                    "accounts": frame["account"].nunique(),
                    "start": years.min(),
                    "end": years.max(),
                    "sources": frame["source_ids"].nunique(),
                },
            ),
            *(
                Sentence(
                    "answers_aid.accounts_disagree",
                    {
                        "fiscal_year": year,
                        "account": term("account", account),
                        "low_usd": low,
                        "high_usd": high,
                    },
                )
                for (year, account), low, high in disagree.itertuples()
            ),
        )
        if len(frame)
        else (Sentence("answers_aid.accounts_none"),),
    )


def series(rows: pd.DataFrame, transaction_type: str, as_of: str) -> Answer:
    """ForeignAssistance.gov's own country totals for one transaction type, newest first."""
    frame = rows[rows["transaction_type"] == transaction_type].sort_values(
        "fiscal_year_text", ascending=False, ignore_index=True
    )
    return Answer(
        id=f"aid_series_{transaction_type}",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.measures_differ", "caveats.municipal_dollars"),
        sentences=(
            Sentence(
                "answers_aid.series",
                {
                    "rows": len(frame),
                    "first": frame["fiscal_year_text"].iloc[-1],
                    "last": frame["fiscal_year_text"].iloc[0],
                    "last_usd": float(frame["current_usd"].iloc[0]),
                },
            ),
        )
        if len(frame)
        else (Sentence("answers_aid.accounts_none"),),
    )


def programmes(
    rows: pd.DataFrame,
    footprints: pd.DataFrame,
    statuses: Collection[str] = (),
    sectors: Collection[str] = (),
    as_of: str = "",
) -> Answer:
    """Programmes with status, amount and basis, and how many places each names.

    rows: `aid_programmes`. footprints: `aid_footprints`. Adds `municipalities_named` and
    `departments_named`. For a terminated award `end` is the planned end.
    """
    kept = rows
    if statuses:
        kept = kept[kept["status_code"].isin(list(statuses))]
    if sectors:
        kept = kept[kept["sector_code"].isin(list(sectors))]
    named = footprints.groupby("programme_id").agg(
        municipalities_named=("divipola", "nunique"),
    )
    named["departments_named"] = (
        footprints[footprints["divipola"].isna()]
        .groupby("programme_id")["department_code"]
        .nunique()
    )
    frame = kept.merge(named, left_on="programme_id", right_index=True, how="left")
    counts = ["municipalities_named", "departments_named"]
    frame[counts] = frame[counts].fillna(0).astype("Int64")
    frame = frame.sort_values(["status_code", "programme_id"], ignore_index=True)
    by_status = frame["status_code"].value_counts()
    return Answer(
        id="aid_programmes",
        frame=frame,
        as_of=as_of,
        caveats=(
            "caveats.municipal_dollars",
            "caveats.partial_footprint",
            "caveats.planned_end",
            "caveats.amount_basis",
        ),
        sentences=(
            Sentence(
                "answers_aid.programmes",
                {
                    "rows": len(frame),
                    **{status: int(by_status.get(status, 0)) for status in STATUSES},
                },
            ),
        ),
        matched=len(frame),
        unmatched=len(rows) - len(frame),
    )


def running(
    programme_rows: pd.DataFrame, footprints: pd.DataFrame, as_of: str, day: str = LAST_DAY
) -> Answer:
    """Programmes running on a day by their own dates; planned ends count as ends.

    Adds `running`: `yes` where both dates are on record and hold the day however coarse they
    are, `perhaps` where a date is missing or too coarse to tell, `unknown` where there is
    none. Programmes whose dates rule the day out are not in the frame.
    """
    dates = [
        _running(row["start_date"], row["end_date"], day)
        for row in programme_rows.to_dict("records")
    ]
    frame = programme_rows.assign(running=dates).dropna(subset="running")
    order = {"yes": 0, "perhaps": 1, "unknown": 2}
    frame = frame.sort_values(
        ["running", "programme_id"],
        key=lambda c: c.map(order) if c.name == "running" else c,
        ignore_index=True,
    )
    sure = frame[frame["running"] == "yes"]
    named = footprints[
        footprints["programme_id"].isin(sure["programme_id"]) & footprints["divipola"].notna()
    ]
    counts, status = frame["running"].value_counts(), sure["status_code"].value_counts()
    return Answer(
        id="aid_running",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.planned_end", "caveats.partial_footprint", "caveats.amount_basis"),
        sentences=(
            Sentence(
                "answers_aid.running",
                {
                    "day_date": day,
                    "sure": len(sure),
                    "terminated": int(status.get("terminated", 0)),
                    "active": int(status.get("active", 0)),
                    "municipalities": named["divipola"].nunique(),
                    "counting": named.loc[named["counts_for_allocation"], "divipola"].nunique(),
                    "perhaps": int(counts.get("perhaps", 0)),
                    "undated": int(counts.get("unknown", 0)),
                },
            ),
        ),
        matched=len(frame),
        unmatched=len(programme_rows) - len(frame),
    )


def _running(start: object, end: object, day: str) -> str | None:
    """`yes`, `perhaps`, `unknown`, or None where the dates rule the day out.

    A coarse date (2012, 2025-01) may be any day that it is the beginning of.
    """
    if pd.isna(start) and pd.isna(end):
        return "unknown"
    begun = pd.isna(start) or start <= day
    over = not pd.isna(end) and end < day[: len(end)]
    if not begun or over:
        return None
    exact = not pd.isna(start) and not pd.isna(end)
    clear = exact and not day.startswith(start) and (not day.startswith(end) or end == day)
    return "yes" if clear or (exact and start == day) else "perhaps"


def places(
    programme_rows: pd.DataFrame,
    footprints: pd.DataFrame,
    level: str,
    as_of: str = "",
    members: pd.DataFrame | None = None,
) -> Answer:
    """Places that programmes name, one row per municipality, department, subregion or city.

    level: `municipality`, `department`, `pdet` or `city`; for the last two, members is the
    layer that gives each of its municipalities the subregion or city. Columns: place,
    `programmes` (how many name it), `programmes_counting` (how many name it as a place of
    implementation), one count per status, `programme_ids`, `status_code` (the most current of
    its programmes' statuses).
    A department row counts only footprint rows that name the department itself.
    """
    municipal = footprints["divipola"].notna()
    rows = footprints[~municipal if level == "department" else municipal]
    keys = PLACE[level]
    if members is not None:
        inside = members[list(dict.fromkeys(["divipola", *keys]))].drop_duplicates("divipola")
        rows = rows.merge(pd.DataFrame(inside), on="divipola")
    joined = rows.merge(
        programme_rows[["programme_id", "status_code"]], on="programme_id", validate="many_to_one"
    )
    one = (
        joined.sort_values("counts_for_allocation", ascending=False)
        .drop_duplicates([keys[0], "programme_id"])
        .sort_values([keys[0], "programme_id"])
    )
    frame = one.groupby(keys, as_index=False).agg(
        programmes=("programme_id", "size"),
        programmes_counting=("counts_for_allocation", "sum"),
        programme_ids=("programme_id", ";".join),
    )
    for status in STATUSES:
        counted = one[one["status_code"] == status].groupby(keys[0]).size()
        frame[status] = frame[keys[0]].map(counted).fillna(0).astype("Int64")
    frame["status_code"] = [
        next(s for s in STATUSES if row[s]) for row in frame[list(STATUSES)].to_dict("records")
    ]
    cited = joined.groupby(keys[0])["source_ids"].agg(
        lambda cells: ";".join(sorted({i for c in cells for i in c.split(";")}))
    )
    frame["source_ids"] = frame[keys[0]].map(cited)
    frame = frame.sort_values(["programmes", keys[0]], ascending=[False, True], ignore_index=True)
    counting = frame["programmes_counting"] > 0
    return Answer(
        id=f"aid_places_{level}",
        frame=frame,
        as_of=as_of,
        caveats=(
            "caveats.municipal_dollars",
            "caveats.partial_footprint",
            "caveats.departments_stay",
        ),
        sentences=(
            Sentence(
                f"answers_aid.places_{level}",
                {
                    "places": len(frame),
                    "counting": int(counting.sum()),
                    "active": int((frame["active"] > 0).sum()),
                },
            ),
            Sentence("answers_aid.no_municipal_amounts"),
        ),
        matched=len(rows),
        unmatched=len(footprints) - len(rows),
    )
