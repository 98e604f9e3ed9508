"""US assistance: accounts by fiscal year, programmes by status, and the places they name.

Accounts are national, programmes name places, and no source links a municipality to an
amount. Department rows stay departments: they are never spread over municipalities.
"""

from collections.abc import Collection

import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids

# The youngest status first: the lists of March 2025, then suspensions of February 2025.
STATUSES = ("active", "terminated", "suspended", "closed", "unknown")
PLACE = ["divipola", "municipality", "department_code", "department"]


def accounts(rows: pd.DataFrame, measure: str, as_of: str) -> Answer:
    """National amounts of one measure, by fiscal year, account and source.

    rows: the `aid_accounts` layer. Measures are different things and never share a line.
    Conflicting sources stay side by side; nothing is added up.
    """
    frame = rows[rows["measure"] == measure].sort_values(
        ["fiscal_year", "account", "amount_usd"], ignore_index=True
    )
    years = frame["fiscal_year"].astype(str)
    return Answer(
        id=f"aid_accounts_{measure}",
        frame=frame,
        basis="reported",
        source_ids=gather_source_ids(frame),
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
        basis="reported",
        source_ids=gather_source_ids(frame),
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
        basis="reported",
        source_ids=gather_source_ids(frame),
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


def places(
    programme_rows: pd.DataFrame, footprints: pd.DataFrame, level: str, as_of: str = ""
) -> Answer:
    """Places that programmes name, one row per municipality or per department.

    level: `municipality` or `department`. Columns: place, `programmes` (how many name it),
    `programmes_counting` (how many name it as a place of implementation), one count per
    status, `programme_ids`, `status_code` (the most current of its programmes' statuses).
    A department row counts only footprint rows that name the department itself.
    """
    municipal = footprints["divipola"].notna()
    rows = footprints[municipal if level == "municipality" else ~municipal]
    keys = PLACE if level == "municipality" else PLACE[2:]
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
        basis="reported",
        source_ids=gather_source_ids(frame),
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
