"""Awkward files, each with what must come of it."""

import pytest

from geo.answers.answer import Sentence
from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import accept, inspect, tell_reasons
from geo.language import LANGUAGES, tell
from tests.exchange.corpus import books, layers, tables  # noqa: F401 - they register their cases
from tests.exchange.corpus.case import CASES
from tests.exchange.placed import codes_of


@pytest.fixture(scope="session")
def municipalities():
    return load("municipalities")


def test_there_are_enough_files():
    assert len(CASES) >= 35 and len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_comes_out_as_it_should(case, municipalities):
    try:
        reading = inspect(case.name, case.make(), municipalities, case.options)
        table = accept(reading)
    except FileRefused as refused:
        assert refused.key == case.refused
        assert all(tell(Sentence(refused.key, refused.values), lang) for lang in LANGUAGES)
        return
    assert not case.refused
    assert (table.rows, table.kept, table.repaired, table.rejected) == case.counts
    assert table.rows == table.kept + table.repaired + table.rejected
    assert len(table.frame) == table.kept + table.repaired
    assert dict(zip(table.reasons["row"], table.reasons["reason"], strict=True)) == case.reasons
    for name, rows in case.repairs.items():
        assert {r.id: r.rows for r in reading.repairs}[name] == rows
    if case.place:
        assert reading.place == case.place
    if case.codes is not None:
        assert codes_of(table.frame, municipalities) == case.codes
    for lang in LANGUAGES:
        assert len(tell_reasons(table.reasons, lang)) == table.rejected
        assert all(repair.text(lang) for repair in reading.repairs)
        assert all(tell(note, lang) for note in table.notes)
