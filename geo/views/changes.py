"""What changed: the last data versions, and of one of them the rows and sentences."""

from collections.abc import Mapping
from typing import Any

from geo.answers import about
from geo.evidence import Evidence
from geo.evidence.changes import read_changes
from geo.language import say
from geo.views.link import Choice, one_of
from geo.views.view import View, remembered


def choices(evidence: Evidence) -> list[Choice]:
    """The data version, the newest first."""
    versions = [change["version"] for change in read_changes(evidence.data)]
    return [one_of("data_version", versions, versions[0])]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """`changes` by version and layer, and the `rows` and `sentences` of the one chosen."""
    every, version = evidence.ask(about.versions), values["data_version"]
    answers = {
        "changes": every,
        "rows": evidence.ask(about.rows, version),
        "sentences": evidence.ask(about.sentences, version, lang),
    }
    moved = every.frame[["rows_corrected", "rows_removed"]].sum()
    numbers = [
        say("changes.number_versions", n=every.frame["data_version"].nunique()),
        say("changes.number_corrected", n=int(moved["rows_corrected"])),
        say("changes.number_removed", n=int(moved["rows_removed"])),
    ]
    return View(answers, None, every.said["last"], numbers)
