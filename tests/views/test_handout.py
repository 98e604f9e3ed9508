"""The briefing to hand out: what another program reads of its PDF, and the file that plays."""

import io
import json
import re

import pytest
from pypdf import PdfReader

from geo.exchange.cite import source_lines
from geo.language import LANGUAGES, tell
from geo.views.briefing import answers_behind, ours, step_texts, step_view
from geo.views.briefing_file import Briefing
from geo.views.handout import MOST_SOURCES, handout_file


def pages_of(content: bytes) -> list[str]:
    return [_plain(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)  # lines end where the paper does


def expect_pages(evidence, lang: str, numbers: list[int], *, notes: bool) -> list[str]:
    """That each step's page says what the screen says; gives the pages after them."""
    steps = [ours(evidence).steps[n] for n in numbers]
    made = handout_file(evidence, lang, "pdf", notes, Briefing(steps))
    pages = pages_of(made)
    for number, page in zip(numbers, pages, strict=False):
        told = step_texts(evidence, ours(evidence).steps[number], lang)
        for part in ("headline", "number", "counts", "plate", "source"):
            assert _plain(told[part]) in page
        assert all(_plain(said) in page for said in told["text"])
        assert (_plain(told["notes"]) in page) == notes
    return pages[len(steps) :]


def test_the_pdf_can_be_read_as_text_and_says_what_the_screen_says(evidence):
    sources = "".join(expect_pages(evidence, "es", [7, 6], notes=True))
    assert _plain(tell("briefing.sources", "es")) in sources and "https://" in sources


def test_each_source_stands_once_after_all_steps_that_cite_it(evidence):
    law = ours(evidence).steps[7]
    made = handout_file(evidence, "en", "pdf", briefing=Briefing([law, law]))
    heading = _plain(tell("briefing.sources", "en"))
    pages = "".join(page.removeprefix(heading) for page in pages_of(made)[2:])
    lines = {
        line
        for a in answers_behind(law, step_view(evidence, law, "en"))
        for line in source_lines(a, evidence, "en")
    }
    assert 1 < len(lines) <= MOST_SOURCES
    for line in lines:
        cited = tell("briefing.cited", "en", steps=[1, 2], text=line)
        assert pages.count(_plain(cited)) == 1


def test_the_file_that_plays_gives_the_presenters_notes_away_only_when_asked(evidence):
    [law] = ours(evidence).steps[7:8]
    notes = json.dumps(law.notes["en"], ensure_ascii=False)
    made = [handout_file(evidence, "en", "html", with_, Briefing([law])) for with_ in (False, True)]
    assert [notes in each.decode() for each in made] == [False, True]
    assert b"data:font/woff2;base64,d09GMg" in made[0]  # lines fit the screen by these


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_ours_says_what_the_screen_says(evidence, lang):
    steps = range(len(ours(evidence).steps))
    sources = expect_pages(evidence, lang, list(steps), notes=False)
    assert 1 <= len(sources) <= len(steps) * MOST_SOURCES // 20
