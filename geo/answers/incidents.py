"""Attacks and other incidents: rows of a press sample, never a rate or a trend."""

from collections.abc import Collection, Mapping

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids

CAVEATS = (
    "caveats.press_sample",
    "caveats.blank_not_zero",
    "caveats.attackers",
    "caveats.attribution",
    "caveats.position_uncertainty",
    "caveats.nothing_after",
)


def incidents(
    rows: gpd.GeoDataFrame,
    choices: Mapping[str, Collection[object]],
    start: str | None = None,
    end: str | None = None,
) -> Answer:
    """The incidents that fit every filter.

    rows: the `incidents` layer. choices: column → codes kept; an empty collection keeps
    all. start, end: ISO days, both included. The answer's `matched` counts the rows kept
    and `unmatched` those that a filter left out.
    """
    kept = pd.Series(True, index=rows.index)
    for column, codes in choices.items():
        if codes:
            kept &= rows[column].isin(list(codes))
    if start:
        kept &= rows["date"] >= start
    if end:
        kept &= rows["date"] <= end
    frame = rows[kept].sort_values(["date", "incident_id"], ascending=False, ignore_index=True)
    return Answer(
        id="incidents",
        frame=frame,
        basis="reported",
        source_ids=gather_source_ids(frame),
        as_of=rows["date"].max(),
        caveats=CAVEATS,
        sentences=_sentences(frame, len(rows)),
        matched=len(frame),
        unmatched=len(rows) - len(frame),
    )


def _sentences(frame: pd.DataFrame, total: int) -> tuple[Sentence, ...]:
    if frame.empty:
        return (Sentence("answers_incidents.none", {"total": total}),)
    span = {"start": frame["date"].min(), "end": frame["date"].max()}
    said = [Sentence("answers_incidents.rows", {"rows": len(frame), "total": total, **span})]
    for what in ("killed", "injured"):
        known = frame[f"{what}_low"].notna()
        said.append(
            Sentence(
                f"answers_incidents.{what}",
                {
                    "low": int(frame.loc[known, f"{what}_low"].sum()),
                    "high": int(frame.loc[known, f"{what}_high"].sum()),
                    "known": int(known.sum()),
                    "unknown": int((~known).sum()),
                },
            )
        )
    said.append(
        Sentence(
            "answers_incidents.attribution",
            {
                status: int((frame["attribution_status"] == status).sum())
                for status in ("claimed", "attributed_by_authorities", "alleged", "unknown")
            },
        )
    )
    said.append(
        Sentence(
            "answers_incidents.precision",
            {"areas": int((frame["uncertainty_km"] >= 8).sum()), "rows": len(frame)},
        )
    )
    return tuple(said)


def casualty_figures(
    incident: pd.DataFrame, reports: pd.DataFrame, sources: pd.DataFrame
) -> Answer:
    """Every casualty figure on record for the chosen incidents, side by side.

    incident: rows of `incidents` (needs incident_id, date). reports: `casualty_reports`.
    Adds `publishers`, the publishers of a row's sources. Blank numbers stay blank: that
    report gave none. Superseded figures stay in, marked.
    """
    publisher = sources.set_index("source_id")["publisher"]
    frame = reports[reports["incident_id"].isin(incident["incident_id"])].merge(
        incident[["incident_id", "date"]], on="incident_id"
    )
    frame = frame.assign(
        publishers=[
            "; ".join(dict.fromkeys(publisher[i] for i in ids.split(";")))
            for ids in frame["source_ids"]
        ]
    ).sort_values(["date", "incident_id", "superseded"], ignore_index=True)
    return Answer(
        id="casualty_figures",
        frame=frame,
        basis="reported",
        source_ids=gather_source_ids(frame),
        as_of=_youngest(frame, sources),
        caveats=("caveats.blank_not_zero",),
        sentences=(
            Sentence(
                "answers_incidents.figures",
                {"figures": len(frame), "incidents": frame["incident_id"].nunique()},
            ),
        ),
    )


def _youngest(frame: pd.DataFrame, sources: pd.DataFrame) -> str:
    """The latest date of the sources that these rows cite; blank where none is dated."""
    cited = sources[sources["source_id"].isin(gather_source_ids(frame))]["date"].dropna()
    return cited.max() if len(cited) else ""
