"""Attacks and other incidents: rows of a press sample, never a rate or a trend."""

from collections.abc import Collection, Mapping

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.spatial import CERTAIN, near_corridor, points_within_km, seat_of

CORRIDORS = "corridors"
CAVEATS = (
    "caveats.press_sample",
    "caveats.blank_not_zero",
    "caveats.attackers",
    "caveats.attribution",
    "caveats.position_uncertainty",
    "caveats.nothing_after",
)


def fits(
    rows: pd.DataFrame,
    choices: Mapping[str, Collection[object]],
    start: str,
    end: str,
    within: pd.DataFrame | None = None,
) -> dict[str, pd.Series]:
    """Which rows each filter keeps, by the filter's name; filters that are not set are left out.

    rows: the `incidents` layer. choices: column → codes kept; an empty collection keeps all.
    start, end: ISO days, both included (filter `days`, left out where it keeps every row).
    within: the rows that `near` found (filter `around`), or None.
    """
    kept = {name: rows[name].isin(list(codes)) for name, codes in choices.items() if codes}
    days = rows["date"].between(start, end)
    if not days.all():
        kept["days"] = days
    if within is not None:
        kept["around"] = pd.Series(rows.index.isin(within.index), index=rows.index)
    return kept


def emptied_by(kept: Mapping[str, pd.Series]) -> dict[str, int]:
    """How many rows come back when one filter alone is dropped, most first; none: left out.

    kept: of `fits`, when all filters together keep no row.
    """
    table = pd.DataFrame(kept)
    back = pd.Series({name: int(table.drop(columns=name).all(axis=1).sum()) for name in table})
    return back[back > 0].sort_values(ascending=False, kind="stable").to_dict()


def near(
    rows: gpd.GeoDataFrame,
    around: str,
    distance_km: float,
    legs: gpd.GeoDataFrame,
    seats: gpd.GeoDataFrame,
    municipalities: gpd.GeoDataFrame,
    certain_only: bool = False,
) -> gpd.GeoDataFrame:
    """The incidents within kilometres of a documented corridor or of a city's seat.

    around: `corridors` (all that no later account replaces), a `corridor_id`, or the DIVIPOLA
    of a seat. legs: `corridors_documented`. Index as in rows; adds `distance_km` and
    `certainty`, near corridors `corridor_ids` too: see `geo.spatial.near`. Raises
    BelowUncertainty, and KeyError where nothing is called so.
    """
    if around == CORRIDORS:
        legs = legs[legs["superseded_by"].fillna("").eq("")]
    elif around in set(legs["corridor_id"]):
        legs = legs[legs["corridor_id"] == around]
    else:
        found = points_within_km(rows, seat_of(seats, around), distance_km, municipalities)
        return found[found["certainty"] == CERTAIN] if certain_only else found
    found = near_corridor(rows, legs, distance_km, municipalities)
    return found[found["certainty"] == CERTAIN] if certain_only else found


def incidents(
    rows: gpd.GeoDataFrame,
    kept: Mapping[str, pd.Series],
    within: gpd.GeoDataFrame | None = None,
) -> Answer:
    """The incidents that fit every filter, newest first.

    rows: the `incidents` layer. kept: of `fits`. within: of `near`, whose `distance_km` and
    `certainty` the frame then carries. `matched` counts the rows kept and `unmatched` those
    that a filter left out.
    """
    fit = pd.Series(True, index=rows.index)
    for mask in kept.values():
        fit &= mask
    frame = rows[fit] if within is None else within.loc[rows.index[fit]]
    frame = frame.sort_values(["date", "incident_id"], ascending=False, ignore_index=True)
    return Answer(
        id="incidents",
        frame=frame,
        as_of=rows["date"].max(),
        caveats=CAVEATS if within is None else (*CAVEATS, "caveats.certain_and_possible"),
        sentences=_sentences(frame, len(rows)),
        matched=len(frame),
        unmatched=len(rows) - len(frame),
    )


def _sentences(frame: pd.DataFrame, total: int) -> tuple[Sentence, ...]:
    if frame.empty:
        return (Sentence("answers_incidents.none", {"total": total}),)
    span = {"start": frame["date"].min(), "end": frame["date"].max()}
    said = [Sentence("answers_incidents.rows", {"rows": len(frame), "total": total, **span})]
    if "certainty" in frame:
        certain = int(frame["certainty"].eq(CERTAIN).sum())
        said.append(
            Sentence(
                "answers_incidents.within",
                {"certain": certain, "possible": len(frame) - certain},
            )
        )
    for what in ("killed", "injured"):
        said.append(_sum(frame, what))
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


def _sum(frame: pd.DataFrame, what: str) -> Sentence:
    """Killed or injured by the lowest and highest figures, and how many rows have none."""
    lows, highs = frame[f"{what}_low"].dropna(), frame[f"{what}_high"].dropna()
    rows = {"known": len(lows), "unknown": len(frame) - len(lows)}
    if lows.empty:
        return Sentence(f"answers_incidents.sum_{what}_blank", {"unknown": len(frame)})
    low, high = int(lows.sum()), int(highs.sum())
    if low == high:
        return Sentence(f"answers_incidents.sum_{what}_one", {"number": low, **rows})
    return Sentence(f"answers_incidents.sum_{what}_range", {"low": low, "high": high, **rows})


def casualty_figures(
    incident: pd.DataFrame, reports: pd.DataFrame, sources: pd.DataFrame
) -> Answer:
    """Every casualty figure on record for the chosen incidents, side by side.

    incident: rows of `incidents` (needs incident_id, date). reports: `casualty_reports`.
    Adds `publishers`, the publishers of a row's sources. Blank numbers stay blank: that
    report gave none. Superseded figures stay in, marked. Where `source_recorded` is false, one
    of the row's sources gave the figure, and which one is not known.
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
        as_of=_youngest(frame, sources),
        caveats=("caveats.blank_not_zero",),
        sentences=(
            Sentence(
                "answers_incidents.figures",
                {
                    "figures": len(frame),
                    "incidents": frame["incident_id"].nunique(),
                    "unrecorded": int((~frame["source_recorded"]).sum()),
                },
            ),
        )
        if len(frame)
        else (Sentence("answers_incidents.no_figures"),),
    )


def differing(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose lowest and highest figures of killed or of injured differ."""
    spread = (rows["killed_low"] != rows["killed_high"]).fillna(False)
    return rows[spread | (rows["injured_low"] != rows["injured_high"]).fillna(False)]


def _youngest(frame: pd.DataFrame, sources: pd.DataFrame) -> str:
    """The latest date of the sources that these rows cite; blank where none is dated."""
    cited = sources[sources["source_id"].isin(gather_source_ids(frame))]["date"].dropna()
    return cited.max() if len(cited) else ""
