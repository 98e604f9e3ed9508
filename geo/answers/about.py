"""The atlas itself: what changed, what was corrected, how the model does beside simpler ones."""

import pandas as pd

from geo.answers.answer import Answer, compose, gather_source_ids, ordered
from geo.answers.documents import waypoints_of
from geo.answers.way import CAUCA_TO_CALI, trips
from geo.crs import metric
from geo.evidence import Evidence, in_force, join_ids
from geo.evidence.changes import read_changes
from geo.journeys import loads, mean_detour
from geo.journeys.skill import skill as skills
from geo.journeys.skill import straight_lines
from geo.language import Sentence, say, tell

UNITS = ("19", "76")  # Cauca and Valle del Cauca, where the skill is measured
KINDS = ("added", "corrected", "removed")
# The log is of our own work; each row that it names has its sources in its layer.
OWN = ("G_CORREDOR_CHECK",)


def row_counts(change: dict) -> list[Sentence]:
    """How many rows one entry of the log added, corrected and removed; nothing of none."""
    counts = {k: sum(t.get(k, 0) for t in change["tables"].values()) for k in KINDS}
    return [say(f"changes.rows_{kind}", n=n) for kind, n in counts.items() if n]


def reasons(values: dict) -> dict[str, str]:
    """Why, in both languages; in English where nobody has said it in Spanish."""
    return {"reason_en": values["reason"], "reason_es": values.get("reason_es") or values["reason"]}


def _layer(table: str) -> str:
    """The layer that a file of facts is told in."""
    return "corridors_documented" if table == "corridors" else table


def _answer(id: str, rows: list[dict], change: dict, *sentences) -> Answer:
    return Answer(id, pd.DataFrame(rows), change["at"][:10], sentences, also_cites=OWN)


def versions(evidence: Evidence) -> Answer:
    """One row a data version and layer, newest first.

    Columns: changed_on, data_version, layer, rows_added, rows_corrected, rows_removed,
    reason_en, reason_es.
    """
    log = read_changes(evidence.data)
    rows = [
        {"changed_on": change["at"][:10], "data_version": change["version"], "layer": _layer(name)}
        | {f"rows_{kind}": n.get(kind, 0) for kind in KINDS}
        | reasons(change)
        for change in log
        for name, n in change["tables"].items()
    ]
    last = say("changes.last", day=log[0]["at"][:10], rows=row_counts(log[0]))
    return _answer("changes", rows, log[0], last)


def _of(evidence: Evidence, version: str) -> dict:
    return next(c for c in read_changes(evidence.data) if c["version"] == version)


def rows(evidence: Evidence, version: str) -> Answer:
    """The rows that a version changed: layer, row_id, change, reason_en, reason_es;
    those of its first edition are all that were held then, and not listed."""
    change = _of(evidence, version)
    listed = [
        {"layer": _layer(r["table"]), "row_id": r["row"], "change": r["kind"]}
        | reasons(r if r["reason"] else change)
        for r in change["rows"] or []
    ]
    values = {"day": change["at"][:10], "version": version, "logged": bool(change["rows"])}
    sentence = say("changes.told", rows=row_counts(change), **values)
    return _answer(f"changes_{version}", listed, change, sentence)


def _plain(values: str | None) -> str | None:
    """A sentence without the marks around its number."""
    return values and values.replace("**", "")


def sentences(evidence: Evidence, version: str, lang: str) -> Answer:
    """The sentences of the pages as they open that a version moved, in one language: page,
    old_value, new_value."""
    change = _of(evidence, version)
    moved = [s for s in change["sentences"] or [] if s["lang"] == lang]
    listed = []
    for s in moved:
        values = {"old_value": _plain(s["old"]), "new_value": _plain(s["new"])}
        listed.append({"page": tell(f"{s['page']}.title", lang), **values})
    recorded = change["sentences"] is not None
    sentence = say("changes.moved", n=len(moved)) if recorded else say("changes.not_recorded")
    return _answer(f"changed_sentences_{version}", listed, change, sentence)


def skill(evidence: Evidence) -> Answer:
    """The load and the mean detour beside straight lines, nearness and coca alone.

    Of all Cauca, 2024, to Cali, without a limit. Positives: municipalities that the strict
    corridors (superseded ones left out) name, all their waypoints', those with early warnings,
    those with incidents. Columns: see `geo.journeys.skill.skill`.
    """
    journeys, cali = trips(evidence, CAUCA_TO_CALI), CAUCA_TO_CALI.destinations[0]
    municipalities, seats = evidence.municipalities, evidence.seats
    units = municipalities[municipalities["department_code"].isin(UNITS)]
    codes = pd.Index(units["divipola"])
    hectares = journeys.sent.set_index("divipola")["hectares"]
    load = loads(journeys).set_index("divipola")["load_ha_modelled"]
    detour = pd.Series(mean_detour(journeys), index=journeys.times.codes)
    point = metric(seats).set_index("divipola").geometry
    legs = in_force(evidence.corridors_documented)
    strict = legs[legs["cauca_cali"] == "strict"]
    stops = waypoints_of(evidence, strict)
    warnings = evidence.early_warnings
    sourced = stops[stops["waypoint_evidence"] == "named_in_source"]
    incidents = evidence.incidents[evidence.incidents["divipola"].isin(codes)]
    frame = skills(
        {
            "load": load.reindex(codes).fillna(0),
            "mean_detour": -detour.reindex(codes),
            "straight_lines": straight_lines(hectares, cali, seats, units).reindex(codes),
            "nearness": -point.reindex(codes).distance(point[cali]),
            "coca": hectares.reindex(codes).fillna(0),
        },
        {
            "named": set(sourced["divipola"]),
            "waypoints": set(stops["divipola"].dropna()),
            "warnings": set(warnings["divipola"]),
            "incidents": set(incidents["divipola"]),
        },
    )
    by = frame.set_index(["test", "score"])["auc_modelled"]
    pairs = [(t, s) for t in ("named", "warnings", "incidents") for s in ("load", "straight_lines")]
    values = {f"{t}_{s.removeprefix('straight_')}_auc": by[t, s] for t, s in pairs}
    sentence = say("answers_methods.skill", **values)
    rows = (strict, seats.head(1), warnings, incidents)
    frame = ordered(frame, "test", "positives", "score")
    frame["source_ids"] = join_ids(gather_source_ids(*rows))
    layers = ("coca", "corridors_documented", "early_warnings", incidents)
    return compose(evidence, "model_skill", frame, layers, sentence, "model_limits")


def corrections(evidence: Evidence) -> Answer:
    """The corrections log, newest first."""
    rows = evidence.corrections
    frame = rows.sort_values("corrected_on", ascending=False, ignore_index=True, kind="stable")
    sentence = say("answers_methods.corrections", rows=len(rows))
    return compose(evidence, "corrections", frame, "corrections", sentence)
