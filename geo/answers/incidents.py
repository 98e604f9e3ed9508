"""Incidents: rows of a press sample, what each says, and what the sample covers; never a rate."""

from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from geo.answers.answer import NAMED_ALIKE, Answer, compose, gather_source_ids, keys, ordered, tally
from geo.errors import UnknownCode
from geo.evidence import Evidence, editorial, in_force, join_ids, once, sorted_by, term
from geo.language import LANGUAGES, Range, Sentence, both, say
from geo.spatial import (
    AREA_FROM_KM,
    CERTAIN,
    PLACE,
    POSSIBLE,
    near_corridor,
    points_within_km,
    seat_of,
)

ANYWHERE, CORRIDORS = "anywhere", "corridors"
CAVEATS = keys(
    "press_sample blank_not_zero attackers attribution position_uncertainty nothing_after"
)
STATUSES = ("claimed", "attributed_by_authorities", "alleged", "unknown")
# What a reader of a table looks at first, in this order; then how near it is, then the rest.
FIRST = [
    *("date", "title_en", "title_es", "place_text_en", "place_text_es", "event_type"),
    *("casualty_text_en", "casualty_text_es", "actor_en", "actor_es", "attribution_status"),
    *("uncertainty_km", "incident_id", "certainty", "distance_km", "corridor_ids"),
]
COVERAGE = keys("press_sample coverage nothing_after")
CLOSEST = ("19", "76")  # read most closely, from June 2024 on
SEARCHED = ("19", "52", "76")  # Cauca, Nariño, Valle del Cauca: where reading was aimed
# What makes no publisher of its own: whose account is told, or that an article was our first.
ASIDE = r" \((?:Army|source article)\)$"


@dataclass(frozen=True)
class Filters:
    """What an incident must fit; what is left out keeps every row.

    days: the first and the last, ISO text. codes: those kept, by column. attacks: only rows
    that count as such. around: ANYWHERE, or what it must lie near (see `near`), within `km`,
    for `certain` or possibly.
    """

    days: tuple[str, str] | None = None
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    attacks: bool = False
    around: str = ANYWHERE
    km: float = 15
    certain: bool = False


def in_order(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Incidents with the columns first that a reader looks at first."""
    return ordered(rows, *FIRST)


@once
def near(
    evidence: Evidence, around: str, distance_km: float, *, certain: bool = False
) -> gpd.GeoDataFrame:
    """The incidents within kilometres of a documented corridor or of a city's seat.

    around: CORRIDORS (all that no later account replaces), a `corridor_id`, or the DIVIPOLA
    of a seat. Index as in the layer; adds `distance_km` and `certainty`, near corridors
    `corridor_ids` too: see `geo.spatial.near`. Raises BelowUncertainty, and KeyError where
    nothing is called so.
    """
    legs, whole = evidence.corridors_documented, evidence.municipalities
    legs = in_force(legs) if around == CORRIDORS else legs[legs["corridor_id"] == around]
    if len(legs):
        rows = near_corridor(evidence.incidents, legs, distance_km, whole)
    else:
        seat = seat_of(evidence.seats, around)
        rows = points_within_km(evidence.incidents, seat, distance_km, whole)
    return rows[rows["certainty"] == CERTAIN] if certain else rows


def fits(evidence: Evidence, filters: Filters) -> pd.DataFrame:
    """Which incidents each filter keeps: a column a filter, without those that keep all.

    Columns: the names of the filters, `codes` by their own. Raises BelowUncertainty.
    """
    rows = evidence.incidents
    masks = {name: rows[name].isin(codes) for name, codes in filters.codes if codes}
    if filters.attacks:
        masks["attacks"] = rows["counts_as_attack"].astype(bool)
    if filters.days and not (days := rows["date"].between(*filters.days)).all():
        masks["days"] = days
    if filters.around != ANYWHERE:
        around = near(evidence, filters.around, filters.km, certain=filters.certain)
        masks["around"] = rows.index.isin(around.index)
    return pd.DataFrame(masks, index=rows.index, dtype=bool)


def emptied_by(evidence: Evidence, filters: Filters) -> dict[str, int]:
    """How many rows come back when one filter alone is dropped, most first; none: left out."""
    masks = evidence.ask(fits, filters)
    back = pd.Series({name: int(masks.drop(columns=name).all(axis=1).sum()) for name in masks})
    return back[back > 0].sort_values(ascending=False, kind="stable").to_dict()


def incidents(evidence: Evidence, filters: Filters) -> Answer:
    """The incidents that fit every filter, newest first.

    Near something the frame carries `distance_km` and `certainty`. `matched` counts the rows
    kept and `unmatched` those that a filter left out. It is as of the whole sample, for all of it
    was searched. Raises BelowUncertainty.
    """
    rows, caveats = evidence.incidents, CAVEATS
    frame, fit = rows, evidence.ask(fits, filters).all(axis=1)
    if filters.around != ANYWHERE:
        frame = near(evidence, filters.around, filters.km, certain=filters.certain)
        caveats = (*CAVEATS, *keys("certain_and_possible"))
    frame, of = in_order(sorted_by(frame.loc[rows.index[fit]], "-date -incident_id")), len(rows)
    sentences = _sentences(frame, of)
    return compose(evidence, "incidents", frame, "incidents", sentences, caveats, of=of)


def _sentences(frame: pd.DataFrame, total: int) -> list[Sentence]:
    if frame.empty:
        return [say("answers_incidents.none", total=total)]
    values = {"total": total, "days": Range(frame["date"].min(), frame["date"].max())}
    every, n = len(frame) == total, len(frame)
    key = "answers_incidents.all_rows" if every else "answers_incidents.rows"
    sentences = [say(key, n=n, **values)]
    if "certainty" in frame:
        counts = tally(frame["certainty"], (CERTAIN, POSSIBLE))
        sentences.append(say("answers_incidents.within", **counts))
    sentences += [_sum(frame, what) for what in ("killed", "injured")]
    statuses = tally(frame["attribution_status"], STATUSES)
    sentences.append(say("answers_incidents.attribution", **statuses))
    areas = int((frame["uncertainty_km"] >= AREA_FROM_KM).sum())
    sentences += [say("answers_incidents.precision", areas=areas, n=n)] if areas else []
    return sentences


def _sum(frame: pd.DataFrame, what: str) -> Sentence:
    """Killed or injured by the lowest and highest figures, and how many rows have none."""
    low, high = frame[f"{what}_low"], frame[f"{what}_high"]
    with_figure, figures = int(low.notna().sum()), Range(int(low.sum()), int(high.sum()))
    values = {"figures": figures, "apart": figures.low != figures.high, "known": with_figure}
    which = "_blank" if not with_figure else "_all" if with_figure == len(frame) else ""
    return say(f"answers_incidents.sum_{what}{which}", **values, unknown=len(frame) - with_figure)


def differing(evidence: Evidence, filters: Filters) -> Answer:
    """The figures of the incidents whose lowest and highest of killed or injured differ."""
    rows = evidence.ask(incidents, filters).frame
    ends = ((rows[f"{what}_low"], rows[f"{what}_high"]) for what in ("killed", "injured"))
    killed, injured = ((low != high).fillna(False) for low, high in ends)
    return casualty_figures(evidence, tuple(rows.loc[killed | injured, "incident_id"]))


def casualty_figures(evidence: Evidence, incident_ids: tuple[str, ...]) -> Answer:
    """Every casualty figure on record for these incidents, side by side.

    Adds `date` (of the incident), `reported_on` (of the source that gave the figure, where it is
    recorded and dated) and `publishers`, those of a row's sources. Blank numbers stay blank: that
    report gave none. Superseded figures stay in, marked. Where `source_recorded` is false, one
    of the row's sources gave the figure, and which one is not known.
    """
    sources, rows = evidence.sources, evidence.casualty_reports
    by_id, rows = sources.set_index("source_id"), rows[rows["incident_id"].isin(incident_ids)]
    frame = evidence.incidents[["incident_id", "date"]].merge(rows, on="incident_id")
    dated = frame["source_ids"].map(by_id["date"]).where(frame["source_recorded"].astype(bool))
    publishers = [
        "; ".join(dict.fromkeys(by_id["publisher"][i] for i in ids.split(";")))
        for ids in frame["source_ids"]
    ]
    frame = frame.assign(reported_on=dated, publishers=publishers)
    frame = sorted_by(ordered(frame, "date", "reported_on"), "date incident_id superseded")
    cited = sources[sources["source_id"].isin(gather_source_ids(frame))].dropna(subset="date")
    sentence = say(
        "answers_incidents.figures",
        n=len(frame),
        incidents=frame["incident_id"].nunique(),
        unrecorded=int((~frame["source_recorded"]).sum()),
    )
    sentence = sentence if len(frame) else say("answers_incidents.no_figures")
    return compose(evidence, "casualty_figures", frame, cited, sentence, "blank_not_zero")


def incident(evidence: Evidence, incident_id: str) -> Answer:
    """The one row of the `incidents` layer with this id; UnknownCode where there is none.

    Its sentences say when, how precisely where, who was harmed as sources and our notes have it,
    and on whose word the group is named.
    """
    rows = evidence.incidents
    frame = in_order(rows[rows["incident_id"] == incident_id].reset_index(drop=True))
    if frame.empty:
        raise UnknownCode(incident_id)
    row = frame.iloc[0]
    place, status = "whole" if row["stands_for_municipality"] else "near", row["attribution_status"]
    where = {"km": round(row["uncertainty_km"]), "place": both(row, "place_text")}
    where["precision"] = term("location_precision", row["location_precision"])
    whose = {"actor": both(row, "actor"), "status": term("attribution_status", status)}
    outside = [say("answers_incidents.where_outside")] if row["outside_stated_municipality"] else []
    sentences = (
        say(f"answers_incidents.when_{row['date_precision']}", day=row["date"]),
        say(f"answers_incidents.where_{place}", **where),
        *outside,
        say("answers_incidents.toll", told=_toll(row)),
        say(f"answers_incidents.said_{status}", **whose),
    )
    called = {"title": both(row, "title"), "day": row["date"], "id": incident_id}
    title = say("answers_incidents.title", **called)
    answer = compose(evidence, "incident", frame, "incidents", sentences, CAVEATS)
    return replace(answer, title=title, address=f"incidents?incident={incident_id}")


def _toll(row: pd.Series) -> dict[str, str]:
    """Who was harmed, and what our note adds to it, by language."""
    notes = [n["body"] for n in editorial("incidents") if n["id"] == row["incident_id"]]
    return {
        lang: " ".join([f"{row[f'casualty_text_{lang}']}.", *(note[lang] for note in notes)])
        for lang in LANGUAGES
    }


def incidents_of(evidence: Evidence, day: str) -> list[str]:
    """The ids of the incidents of a day (ISO text)."""
    rows = evidence.incidents
    return sorted(rows.loc[rows["date"] == day, "incident_id"])


def retired_ids(evidence: Evidence) -> dict[str, str]:
    """Retired ids and what they became: an id changes with the date of the event.

    A retired id is never used again.
    """
    log = evidence.corrections
    log = log[(log["file"] == "incidents.csv") & (log["field"] == "incident_id")]
    return dict(zip(log["old_value"], log["new_value"], strict=True))


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
        frame = pd.DataFrame(columns=["month", "rows_on_record", "source_ids"])
        sentence = say("answers_incidents.none", total=len(evidence.incidents))
        return compose(evidence, "rows_by_month", frame, "incidents", sentence, COVERAGE)
    span = pd.period_range(rows["date"].min(), rows["date"].max(), freq="M").astype(str)
    frame = _count_rows(rows, rows["date"].str[:7].rename("month"))
    frame = frame.set_index("month").reindex(span).rename_axis("month").reset_index()
    frame = frame.fillna({"rows_on_record": 0, "source_ids": ""}).astype({"rows_on_record": int})
    most = int(frame["rows_on_record"].max())
    busiest = frame.loc[frame["rows_on_record"] == most, "month"].tolist()
    sentence = say(
        "answers_incidents.by_month",
        n=len(rows),
        months=len(frame),
        without=int((frame["rows_on_record"] == 0).sum()),
        most=most,
        month=busiest if len(busiest) <= NAMED_ALIKE else [],
        closest=bool(rows["department_code"].isin(CLOSEST).any()),
    )
    return _coverage(evidence, "rows_by_month", frame, sentence)


def by_publisher(evidence: Evidence, filters: Filters) -> Answer:
    """How many rows of the sample rest on each publisher, most first; a row counts with each.

    Columns: publisher, rows_on_record, source_ids (the publisher's that these rows cite).
    """
    rows = evidence.ask(incidents, filters).frame
    publisher = evidence.sources.set_index("source_id")["publisher"]
    publisher = publisher.str.replace(ASIDE, "", regex=True)
    each = rows.assign(source_ids=rows["source_ids"].str.split(";")).explode("source_ids")
    frame = _count_rows(each, each["source_ids"].map(publisher).rename("publisher"))
    frame = frame.sort_values("rows_on_record", ascending=False, kind="stable", ignore_index=True)
    single = int((rows["source_ids"].str.count(";") == 0).sum())
    counts = {"n": len(rows), "publishers": len(frame), "single": single}
    sentence = say("answers_incidents.by_publisher", **counts)
    return _coverage(evidence, "rows_by_publisher", frame, sentence)


def by_municipality(evidence: Evidence, filters: Filters) -> Answer:
    """How many rows of the sample each municipality has, by code: not a ranking.

    Columns: the place columns, rows_on_record, source_ids. Municipalities without a row are
    left out: nothing was found there in what was read, which is not zero.
    """
    rows = evidence.ask(incidents, filters).frame
    frame = _count_rows(rows, PLACE).sort_values("divipola", ignore_index=True)
    counts = {"named": len(frame), "total": len(evidence.municipalities)}
    counts["region"] = int(rows["department_code"].isin(SEARCHED).sum())
    sentence = say("answers_incidents.by_municipality", n=len(rows), **counts)
    return _coverage(evidence, "rows_by_municipality", frame, sentence)


def _count_rows(rows: pd.DataFrame, by: pd.Series | list[str]) -> pd.DataFrame:
    """`rows_on_record` and their `source_ids` by a key; an incident counts once with each."""
    of = {"rows_on_record": ("incident_id", "nunique"), "source_ids": ("source_ids", join_ids)}
    return pd.DataFrame(rows.drop(columns="geometry")).groupby(by).agg(**of).reset_index()


def _coverage(evidence: Evidence, name: str, frame: pd.DataFrame, sentences: Sentence) -> Answer:
    sentences = (sentences, say("answers_incidents.no_rate", last=evidence.incidents["date"].max()))
    return compose(evidence, name, frame, "incidents", sentences, COVERAGE)


def ucdp(evidence: Evidence, start: str, end: str) -> Answer:
    """UCDP's events of these days: another collection with other rules, beside the sample.

    start, end: ISO days, both included.
    """
    events = evidence.incidents_ucdp
    frame = events[(events["date_end"] >= start) & (events["date_start"] <= end)]
    frame = sorted_by(frame, "-date_start -ged_id")
    low, best, high = (int(frame[name].sum()) for name in ("low", "best", "high"))
    years = Range(events["date_start"].min()[:4], events["date_start"].max()[:4])
    values: dict[str, object] = {"total": len(events), "years": years}
    sentence = say("answers_incidents.ucdp_none", **values)
    if len(frame):
        values |= {"n": len(frame), "exact": int((frame["where_prec"] == "1").sum())}
        values |= {"best": best, "apart": low != high, "span": Range(low, high)}
        sentence = say("answers_incidents.ucdp", **values)
    caveats = "ucdp_fatal ucdp_extract ucdp_apart press_sample"
    name = "incidents_ucdp"
    return compose(evidence, name, frame, name, sentence, caveats, of=len(events))
