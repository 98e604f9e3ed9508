"""What people write around the name of a municipality or a department."""

import re
from collections.abc import Iterator

# What stands before the name of a municipality and is no part of it.
BEFORE = re.compile(r"(?:municipio|mpio|ciudad|alcald[ií]a(?:\s+municipal)?|distrito)\b", re.I)
COUNTRY = re.compile(r"[\s,;-]+colombia\s*$", re.I)
DISTRICT = re.compile(r",?\s+D\.?\s*(?:(?:y\s+)?[ETCHIP]\.?\s*){1,5}$", re.I)  # D.T. y C.
# What stands after it in English: UCDP's "Tibú municipality".
AFTER = re.compile(r"\s+(?:municipality|department|municipio|departamento)\s*$", re.I)
# What stands around the name of a department: what it is, and its code.
TITLE = re.compile(
    r"\s*(?:\d{1,2}\W+(?=\D)|(?:departamento|dep(?:to|artment)?|dpto|gobernaci[oó]n)\b\W*(?:of\s+|del?\s+)?)",
    re.I,
)
NUMBERED = re.compile(r"\W+\d{2}\W*$")
OF = re.compile(r"\bde(?:l)?\s+|\.\s+", re.I)
BRACKET = re.compile(r"(.+?)\s*[(\[]([^)\]]+)[)\]]?\s*")


def spellings(name: str) -> Iterator[str]:
    """The names that may be meant by one with more words around it, the likeliest first."""
    plain = name.strip()
    outer = BRACKET.fullmatch(plain)
    if outer:
        yield outer[1]
    if BEFORE.match(plain):
        for cut in OF.finditer(plain):
            yield plain[cut.end() :]
    for around in (DISTRICT, COUNTRY, AFTER):
        if (less := around.sub("", plain)) != plain:
            yield less
    if outer:
        yield outer[2]


def split_brackets(name: str) -> tuple[str, str]:
    """A name, and what stands in brackets after it; both empty where nothing does."""
    outer = BRACKET.fullmatch(name.strip())
    return (outer[1], outer[2]) if outer else ("", "")


def bare_title(name: str) -> str:
    """A department's name without the country and its code, and without what it is."""
    for around in (COUNTRY, AFTER, NUMBERED):
        name = around.sub("", name)
    return TITLE.sub("", name, count=1)
