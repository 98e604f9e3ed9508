"""What all pages say at their first view, and which of it moves from one evidence to another."""

from collections.abc import Iterator

from geo.evidence import Evidence
from geo.language import LANGUAGES, Sentence, tell
from geo.views import PAGES, view
from geo.views.view import View

Spoken = dict[tuple[str, str, str], str]


def spoken(evidence: Evidence) -> Spoken:
    """Each sentence of every page's default view, by page, language and what it is called."""
    return {
        (page, lang, name): tell(sentence, lang)
        for page in PAGES
        for lang in LANGUAGES
        for name, sentence in _sentences(view(page, {}, evidence, lang))
    }


def _sentences(seen: View) -> Iterator[tuple[str, Sentence]]:
    if seen.finding:
        yield "finding", seen.finding
    for kind in ("numbers", "notices"):
        yield from ((f"{kind} {i}", sentence) for i, sentence in enumerate(getattr(seen, kind)))
    for answer in seen.answers.values():
        yield from ((f"{answer.id} {i}", said) for i, said in enumerate(answer.sentences))


def moved(before: Spoken, after: Spoken) -> list[dict[str, str]]:
    """Sentences that are not as before: page, lang, old and new, each empty where there is none.

    What a page says twice is told once.
    """
    told = {
        (page, lang, before.get(key, ""), after.get(key, "")): None
        for key in dict.fromkeys([*before, *after])
        for page, lang, _ in [key]
        if before.get(key) != after.get(key)
    }
    return [dict(zip(("page", "lang", "old", "new"), one, strict=True)) for one in told]
