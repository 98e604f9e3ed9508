"""The filters that a reader set, in words, beside every sentence that they change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geo.answers import Answer
from geo.evidence import Evidence, heading, term
from geo.language import Sentence, say

# The column whose heading says what a code is of, where it is not the code's own.
HEADINGS = {"department_code": "department"}


def coded(evidence: Evidence, values: Mapping[str, Any], names: Iterable[str]) -> list[Sentence]:
    """Each of these choices of codes that is set: what it is of, and the codes in words."""
    return [
        say(
            "frame.filter",
            name=heading(HEADINGS.get(name, name)),
            values=[_word(evidence, name, code) for code in values[name]],
        )
        for name in names
        if values[name]
    ]


def _word(evidence: Evidence, name: str, code: str) -> object:
    if name == "department_code":
        return evidence.names[code]
    if name == "wave_id":
        rows = evidence.incidents
        return say("frame.filter_day", day=rows.loc[rows["wave_id"] == code, "date"].min())
    return term(name, code)


def add_filters(
    answers: Mapping[str, Answer], filters: Sequence[Sentence], *, but: Sequence[str] = ()
) -> dict[str, Answer]:
    """The answers, each saying last which filters were set; `but` those that none touches."""
    if not filters:
        return dict(answers)
    last = say("frame.filtered", filters=list(filters))
    return {
        name: answer if name in but else replace(answer, sentences=(*answer.sentences, last))
        for name, answer in answers.items()
    }
