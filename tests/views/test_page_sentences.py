"""What all pages say, and which of it moves."""

import pytest

from geo.views import PAGES
from geo.views.page_sentences import changed_sentences, page_sentences

BEFORE = {("aid", "en", "a 0"): "One.", ("aid", "en", "a 1"): "Two.", ("aid", "es", "a 0"): "Uno."}


def test_what_moves_is_told_once_with_what_is_new_or_gone():
    after = BEFORE | {("aid", "en", "a 0"): "Three.", ("overview", "en", "b 0"): "New."}
    again = {("aid", "en", "finding"): "One."}
    del after["aid", "es", "a 0"]
    assert changed_sentences(BEFORE | again, after | {("aid", "en", "finding"): "Three."}) == [
        {"page": "aid", "lang": "en", "old": "One.", "new": "Three."},
        {"page": "aid", "lang": "es", "old": "Uno.", "new": ""},
        {"page": "overview", "lang": "en", "old": "", "new": "New."},
    ]
    assert changed_sentences(BEFORE, BEFORE) == []


@pytest.mark.long
def test_every_page_but_two_says_something_in_both_languages(evidence):
    said = {(page, lang) for page, lang, _ in page_sentences(evidence)}
    silent = {page for page in PAGES if not {(page, "en"), (page, "es")} <= said}
    assert silent <= {"explore", "downloads"}
