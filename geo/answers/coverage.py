"""What the press sample covers: rows by month, by publisher, by municipality. Not a trend."""

import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.spatial import PLACE

CAVEATS = ("caveats.press_sample", "caveats.coverage", "caveats.nothing_after")
UCDP_CAVEATS = (
    "caveats.ucdp_fatal",
    "caveats.ucdp_extract",
    "caveats.ucdp_apart",
    "caveats.press_sample",
)


def _cited(ids: pd.Series) -> str:
    return ";".join(sorted({i for cell in ids for i in cell.split(";") if i}))


def _answer(name: str, frame: pd.DataFrame, rows: pd.DataFrame, said: Sentence) -> Answer:
    return Answer(
        id=name,
        frame=frame,
        as_of=rows["date"].max(),
        caveats=CAVEATS,
        sentences=(said, Sentence("answers_incidents.no_rate")),
    )


def by_month(rows: pd.DataFrame) -> Answer:
    """How many rows of the sample fall in each month, months without a row included.

    rows: of the `incidents` layer. Columns: month (yyyy-mm), rows_on_record, source_ids.
    """
    grouped = rows.groupby(rows["date"].str[:7])["source_ids"]
    months = pd.period_range(rows["date"].min(), rows["date"].max(), freq="M").astype(str)
    frame = pd.DataFrame(
        {
            "month": months,
            "rows_on_record": grouped.size().reindex(months, fill_value=0).to_numpy(),
            "source_ids": grouped.agg(_cited).reindex(months).fillna("").to_numpy(),
        }
    )
    busiest = frame.loc[frame["rows_on_record"].idxmax()]
    return _answer(
        "rows_by_month",
        frame,
        rows,
        Sentence(
            "answers_incidents.by_month",
            {
                "rows": len(rows),
                "months": len(frame),
                "without": int((frame["rows_on_record"] == 0).sum()),
                "most": int(busiest["rows_on_record"]),
                "month_date": busiest["month"],
            },
        ),
    )


def by_publisher(rows: pd.DataFrame, sources: pd.DataFrame) -> Answer:
    """How many rows of the sample rest on each publisher, most first; a row counts with each.

    Columns: publisher, rows_on_record, source_ids (the publisher's that these rows cite).
    """
    each = rows[["incident_id", "source_ids"]].assign(source_id=rows["source_ids"].str.split(";"))
    each = each.explode("source_id").assign(
        publisher=lambda e: e["source_id"].map(sources.set_index("source_id")["publisher"])
    )
    frame = (
        each.groupby("publisher")
        .agg(rows_on_record=("incident_id", "nunique"), source_ids=("source_id", _cited))
        .reset_index()
        .sort_values(["rows_on_record", "publisher"], ascending=[False, True], ignore_index=True)
    )
    single = int((rows["source_ids"].str.count(";") == 0).sum())
    return _answer(
        "rows_by_publisher",
        frame,
        rows,
        Sentence(
            "answers_incidents.by_publisher",
            {"rows": len(rows), "publishers": len(frame), "single": single},
        ),
    )


def by_municipality(rows: pd.DataFrame, municipalities: pd.DataFrame) -> Answer:
    """How many rows of the sample each municipality has, by code: not a ranking.

    Columns: the place columns, rows_on_record, source_ids. Municipalities without a row are
    left out: nothing was found there in what was read, which is not zero.
    """
    frame = (
        rows.groupby(PLACE)
        .agg(rows_on_record=("incident_id", "size"), source_ids=("source_ids", _cited))
        .reset_index()
        .sort_values("divipola", ignore_index=True)
    )
    return _answer(
        "rows_by_municipality",
        frame,
        rows,
        Sentence(
            "answers_incidents.by_municipality",
            {
                "rows": len(rows),
                "named": len(frame),
                "total": len(municipalities),
                "region": int(rows["department_code"].isin(["19", "52", "76"]).sum()),
            },
        ),
    )


def ucdp(events: pd.DataFrame, start: str, end: str) -> Answer:
    """UCDP's events of these days: another collection with other rules, beside the sample.

    events: the `incidents_ucdp` layer. start, end: ISO days, both included.
    """
    kept = events[(events["date_end"] >= start) & (events["date_start"] <= end)]
    frame = kept.sort_values(["date_start", "ged_id"], ascending=False, ignore_index=True)
    said = (
        Sentence(
            "answers_incidents.ucdp",
            {
                "events": len(frame),
                "total": len(events),
                "low": int(frame["low"].sum()),
                "best": int(frame["best"].sum()),
                "high": int(frame["high"].sum()),
                "exact": int((frame["where_prec"] == "1").sum()),
            },
        )
        if len(frame)
        else Sentence("answers_incidents.ucdp_none", {"total": len(events)})
    )
    return Answer(
        id="incidents_ucdp",
        frame=frame,
        as_of=events["date_end"].max(),
        caveats=UCDP_CAVEATS,
        sentences=(said,),
        matched=len(frame),
        unmatched=len(events) - len(frame),
    )
