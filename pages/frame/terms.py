"""Words of the field, explained where they stand: hovered, focused or tapped."""

import re
from functools import cache
from html import escape

from geo.language import messages, tell
from pages.frame.language import lang

FIRST = "glossary.term_"
TAG = re.compile(r"(<[^>]*>)")


def _entries(lang: str) -> list[tuple[str, str]]:
    names = (key.removeprefix(FIRST) for key in messages() if key.startswith(FIRST))
    parts = (tell(f"glossary.term_{name}", lang).partition(": ") for name in names)
    return [(spellings, meaning) for spellings, _, meaning in parts]


@cache
def _terms(lang: str) -> tuple[re.Pattern, dict[str, str]]:
    """A pattern of all spellings of all terms, and the meaning of each in the language.

    A message of the glossary is `<spelling>|<another>: <meaning>`.
    """
    meanings = {}
    for spellings, meaning in _entries(lang):
        meanings |= dict.fromkeys(spellings.casefold().split("|"), meaning)
    longest = sorted(map(re.escape, meanings), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(longest)})\b", re.IGNORECASE), meanings


def explained(text: str) -> str:
    """A text as HTML, escaped, in which each term is explained at its first place."""
    return explained_html(escape(text, quote=False))


def explained_html(html: str, focus: str = ' tabindex="0"') -> str:
    """The same of HTML, in what is read of it. focus: empty where it stands in a link."""
    pattern, meanings = _terms(lang())
    earlier: set[str] = set()

    def explain(match: re.Match) -> str:
        meaning = meanings[match[0].casefold()]
        if meaning in earlier:
            return match[0]
        earlier.add(meaning)
        means = escape(meaning)
        return f'<span class="term"{focus} data-means="{means}">{match[0]}</span>'

    parts = TAG.split(html)
    parts[::2] = [pattern.sub(explain, part) for part in parts[::2]]
    return "".join(parts)


def meaning(text: str) -> str | None:
    """What the first term in a text means; None where it has none."""
    pattern, meanings = _terms(lang())
    term = pattern.search(text)
    return meanings[term[0].casefold()] if term else None


def glossary() -> dict[str, str]:
    """Every term, as it is spelled first, and its meaning; in the order of the alphabet."""
    return dict(sorted((spellings.split("|")[0], words) for spellings, words in _entries(lang())))
