"""What all pages say at their first view, and which of it moves from one evidence to another."""

from collections.abc import Iterator

from geo.evidence import Evidence
from geo.language import LANGUAGES, Sentence, tell
from geo.views import PAGES, view
from geo.views.view import View

Sentences = dict[tuple[str, str, str], str]


def page_sentences(evidence: Evidence) -> Sentences:
    """Each sentence of every page's default view, by page, language and what it is called."""
    return {
        (page, lang, name): tell(sentence, lang)
        for page in PAGES
        for lang in LANGUAGES
        for name, sentence in _sentences(view(page, {}, evidence, lang))
    }


def _sentences(view: View) -> Iterator[tuple[str, Sentence]]:
    if view.finding:
        yield "finding", view.finding
    for kind in ("numbers", "notices"):
        yield from ((f"{kind} {i}", sentence) for i, sentence in enumerate(getattr(view, kind)))
    for answer in view.answers.values():
        yield from ((f"{answer.id} {i}", each) for i, each in enumerate(answer.sentences))


def changed_sentences(before: Sentences, after: Sentences) -> list[dict[str, str]]:
    """Sentences that are not as before: page, lang, old and new, each empty where there is none.

    What a page says twice is told once.
    """
    rows = {
        (*key[:2], before.get(key, ""), after.get(key, "")): None
        for key in (*before, *after)
        if before.get(key) != after.get(key)
    }
    return [dict(zip(("page", "lang", "old", "new"), row, strict=True)) for row in rows]
