"""When programmes ran: what the record can know, and what was only planned."""

import pandas as pd

from geo.answers.aid import LAST_DAY, STATUSES


def _first_day(text: object) -> pd.Timestamp:
    """The first day of an ISO day, month or year; missing stays missing."""
    return pd.NaT if pd.isna(text) else pd.Timestamp(text)


def _last_day(text: object) -> pd.Timestamp:
    """The last day of an ISO day, month or year; missing stays missing."""
    if pd.isna(text):
        return pd.NaT
    offsets = {4: pd.offsets.YearEnd(0), 7: pd.offsets.MonthEnd(0)}
    return pd.Timestamp(text) + offsets.get(len(text), pd.Timedelta(0))


def programme_spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Programmes with a date on record, by status and start, as days for a time line.

    rows: `aid_programmes`. Adds `from_day`, `known_to` and `planned_to` (timestamps). A
    terminated award is drawn as running until 19 January 2025 at most, an active one until
    the list that calls it active: what its dates promise beyond that is `planned_to`. With
    only one date known, the other end stays missing: nothing is drawn across a gap.
    """
    dated = rows[rows["start_date"].notna() | rows["end_date"].notna()]
    ends = dated["end_date"].map(_last_day)
    limits = [
        pd.Timestamp(LAST_DAY)
        if status == "terminated"
        else _first_day(seen)
        if status == "active"
        else pd.NaT
        for status, seen in zip(dated["status_code"], dated["status_as_of"], strict=True)
    ]
    limits = pd.Series(limits, index=dated.index, dtype="datetime64[ns]")
    spans = dated.assign(
        order=dated["status_code"].map(STATUSES.index),
        from_day=dated["start_date"].map(_first_day),
        known_to=ends.where(~(ends > limits), limits),
        planned_to=ends.where(ends > limits),
    )
    return spans.sort_values(["order", "from_day", "programme_id"], ignore_index=True).drop(
        columns="order"
    )
