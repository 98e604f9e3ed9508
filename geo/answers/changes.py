"""What changed from one data version to the next: rows, reasons, and sentences that moved."""

import pandas as pd

from geo.answers.answer import Answer, Sentence, say
from geo.evidence import Evidence
from geo.evidence.changes import read_changes
from geo.language import tell

KINDS = ("added", "corrected", "removed")
# The log is of our own work; each row that it names has its sources in its layer.
OWN = ("G_CORREDOR_CHECK",)


def counted(change: dict) -> list[Sentence]:
    """How many rows one entry of the log added, corrected and removed; nothing of none."""
    counts = {k: sum(t.get(k, 0) for t in change["tables"].values()) for k in KINDS}
    return [say(f"changes.rows_{kind}", n=n) for kind, n in counts.items() if n]


def reasons(told: dict) -> dict[str, str]:
    """Why, in both languages; in English where nobody has said it in Spanish."""
    return {"reason_en": told["reason"], "reason_es": told.get("reason_es") or told["reason"]}


def _layer(table: str) -> str:
    """The layer that a file of facts is told in."""
    return "corridors_documented" if table == "corridors" else table


def _answer(id: str, rows: list[dict], change: dict, *said) -> Answer:
    return Answer(id, pd.DataFrame(rows), change["at"][:10], said, also_cites=OWN)


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
    last = say("changes.last", day=log[0]["at"][:10], rows=counted(log[0]))
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
    said = say(
        "changes.told",
        day=change["at"][:10],
        version=version,
        rows=counted(change),
        logged=bool(change["rows"]),
    )
    return _answer(f"changes_{version}", listed, change, said)


def _plain(told: str | None) -> str | None:
    """A sentence without the marks around its number."""
    return told and told.replace("**", "")


def sentences(evidence: Evidence, version: str, lang: str) -> Answer:
    """The sentences of the pages as they open that a version moved, in one language: page,
    old_value, new_value."""
    change = _of(evidence, version)
    told = [s for s in change["sentences"] or [] if s["lang"] == lang]
    listed = [
        {
            "page": tell(f"{s['page']}.title", lang),
            "old_value": _plain(s["old"]),
            "new_value": _plain(s["new"]),
        }
        for s in told
    ]
    known = change["sentences"] is not None
    said = say("changes.moved", n=len(told)) if known else say("changes.not_recorded")
    return _answer(f"changed_sentences_{version}", listed, change, said)
