"""What the press sample covers: rows by month, by publisher, by municipality. Not a trend."""

from dataclasses import replace

import pandas as pd

from geo.answers.answer import NAMED_ALIKE, Answer, Range, Sentence, answered, keys, say
from geo.answers.incidents import Filters, incidents
from geo.evidence import Evidence, join_ids
from geo.spatial import PLACE

CAVEATS = ("caveats.press_sample", "caveats.coverage", "caveats.nothing_after")
UCDP_CAVEATS = keys("ucdp_fatal ucdp_extract ucdp_apart press_sample")
CLOSEST = ("19", "76")  # read most closely, from June 2024 on
SEARCHED = ("19", "52", "76")  # Cauca, Nariño, Valle del Cauca: where reading was aimed


def whole_days(evidence: Evidence, *, ucdp: bool = True) -> tuple[str, str]:
    """The first and the last day with a row of the sample, or with one of UCDP's, ISO text."""
    days, others = evidence.incidents["date"], evidence.incidents_ucdp["date_start"]
    return min(days.min(), others.min()) if ucdp else days.min(), days.max()


def months(evidence: Evidence, filters: Filters) -> list[int]:
    """How many rows each month of `whole_days` has, whatever the days of the filters."""
    days = evidence.ask(incidents, replace(filters, days=None)).frame["date"]
    span = pd.period_range(*whole_days(evidence), freq="M").astype(str)
    return days.str[:7].value_counts().reindex(span, fill_value=0).tolist()


def by_month(evidence: Evidence, filters: Filters) -> Answer:
    """How many rows of the sample fall in each month, months without a row included.

    Columns: month (yyyy-mm), rows_on_record, source_ids.
    """
    rows = evidence.ask(incidents, filters).frame
    if rows.empty:
        columns = pd.DataFrame(columns=["month", "rows_on_record", "source_ids"])
        said = say("answers_incidents.none", total=len(evidence.incidents))
        return answered(evidence, "rows_by_month", columns, "incidents", said, CAVEATS)
    span = pd.period_range(rows["date"].min(), rows["date"].max(), freq="M").astype(str)
    frame = _counted(rows, rows["date"].str[:7].rename("month"))
    frame = frame.set_index("month").reindex(span).rename_axis("month").reset_index()
    frame = frame.fillna({"rows_on_record": 0, "source_ids": ""}).astype({"rows_on_record": int})
    most = int(frame["rows_on_record"].max())
    busiest = frame.loc[frame["rows_on_record"] == most, "month"].tolist()
    said = say(
        "answers_incidents.by_month",
        n=len(rows),
        months=len(frame),
        without=int((frame["rows_on_record"] == 0).sum()),
        most=most,
        month=busiest if len(busiest) <= NAMED_ALIKE else [],
        closest=bool(rows["department_code"].isin(CLOSEST).any()),
    )
    return _covered(evidence, "rows_by_month", frame, said)


def by_publisher(evidence: Evidence, filters: Filters) -> Answer:
    """How many rows of the sample rest on each publisher, most first; a row counts with each.

    Columns: publisher, rows_on_record, source_ids (the publisher's that these rows cite).
    """
    rows = evidence.ask(incidents, filters).frame
    publisher = evidence.sources.set_index("source_id")["publisher"]
    each = rows.assign(source_ids=rows["source_ids"].str.split(";")).explode("source_ids")
    frame = _counted(each, each["source_ids"].map(publisher).rename("publisher"))
    frame = frame.sort_values("rows_on_record", ascending=False, kind="stable", ignore_index=True)
    single = int((rows["source_ids"].str.count(";") == 0).sum())
    said = say("answers_incidents.by_publisher", n=len(rows), publishers=len(frame), single=single)
    return _covered(evidence, "rows_by_publisher", frame, said)


def by_municipality(evidence: Evidence, filters: Filters) -> Answer:
    """How many rows of the sample each municipality has, by code: not a ranking.

    Columns: the place columns, rows_on_record, source_ids. Municipalities without a row are
    left out: nothing was found there in what was read, which is not zero.
    """
    rows = evidence.ask(incidents, filters).frame
    frame = _counted(rows, PLACE).sort_values("divipola", ignore_index=True)
    said = say(
        "answers_incidents.by_municipality",
        n=len(rows),
        named=len(frame),
        total=len(evidence.municipalities),
        region=int(rows["department_code"].isin(SEARCHED).sum()),
    )
    return _covered(evidence, "rows_by_municipality", frame, said)


def _counted(rows: pd.DataFrame, by: pd.Series | list[str]) -> pd.DataFrame:
    """`rows_on_record` and their `source_ids` by a key; an incident counts once with each."""
    of = {"rows_on_record": ("incident_id", "nunique"), "source_ids": ("source_ids", join_ids)}
    return pd.DataFrame(rows.drop(columns="geometry")).groupby(by).agg(**of).reset_index()


def _covered(evidence: Evidence, name: str, frame: pd.DataFrame, said: Sentence) -> Answer:
    said = (said, say("answers_incidents.no_rate", last=evidence.incidents["date"].max()))
    return answered(evidence, name, frame, "incidents", said, CAVEATS)


def ucdp(evidence: Evidence, start: str, end: str) -> Answer:
    """UCDP's events of these days: another collection with other rules, beside the sample.

    start, end: ISO days, both included.
    """
    events = evidence.incidents_ucdp
    kept = events[(events["date_end"] >= start) & (events["date_start"] <= end)]
    frame = kept.sort_values(["date_start", "ged_id"], ascending=False, ignore_index=True)
    low, best, high = (int(frame[name].sum()) for name in ("low", "best", "high"))
    years = Range(events["date_start"].min()[:4], events["date_start"].max()[:4])
    said = say("answers_incidents.ucdp_none", total=len(events), years=years)
    if len(frame):
        said = say(
            "answers_incidents.ucdp_one" if low == high else "answers_incidents.ucdp",
            n=len(frame),
            total=len(events),
            years=years,
            best=best,
            span=Range(low, high),
            exact=int((frame["where_prec"] == "1").sum()),
        )
    return answered(
        evidence, "incidents_ucdp", frame, "incidents_ucdp", said, UCDP_CAVEATS, of=len(events)
    )
