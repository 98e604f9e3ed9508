"""The log of data versions: what each brought, and why."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geo.evidence.catalogue import DATA

LOG = "changes.json"
ROW = ("table", "kind", "row", "reason", "reason_es")  # what is logged of each


def read_changes(data: Path = DATA) -> list[dict[str, Any]]:
    """Every data version that is logged, newest first.

    Each has `at` (a moment, ISO text, UTC), `version`, `reason`, `reason_es` and `by` (as
    written), `tables` (rows `added`, `corrected`, `removed` by file of facts), `rows` (of what
    changed: table, kind, row, reason, in later ones reason_es) and `sentences` that moved
    (page, lang, old, new); None for rows or sentences of versions of which they were not
    recorded.
    """
    return json.loads((data / LOG).read_text(encoding="utf-8"))


def log_entry(
    changes: Sequence[Any],
    about: Mapping[str, object],
    version: str,
    sentences: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """The entry of one accepted proposal; changes: `geo.evidence.desk.Change`s."""
    tables: dict[str, dict[str, int]] = {}
    for (table, kind), n in sorted(Counter((c.table, c.kind) for c in changes).items()):
        tables.setdefault(table, {})[kind] = n
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version,
        **{name: str(about.get(name, "")) for name in ("reason", "reason_es", "by")},
        "tables": tables,
        "rows": [{name: getattr(change, name) for name in ROW} for change in changes],
        "sentences": list(sentences),
    }
