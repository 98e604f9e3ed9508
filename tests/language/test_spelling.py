"""One English, as Washington reads it, and one Spanish, as Bogotá does: words and marks.

Over every text that a reader meets: messages, dictionary, catalogue, editorial, facts. Titles
and quotations of sources stay as they were published.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from string import Formatter

import pytest

from geo.evidence.catalogue import DATA
from geo.language import LANGUAGES, messages

FILES = (
    *("columns.toml", "catalogue.toml", "editorial/methods.toml", "editorial/incidents.toml"),
    *("editorial/about.toml", "editorial/briefings/main.toml"),
)
YEARS = r"(?<!Determination )(?<!Determinación )\b(19|20)\d\d-\d\d(\d\d)?\b(?!-)"
NEVER = {
    "en": {
        "British spelling": r"\b(programmes?|(re)?modell\w+|travell\w+|cancell(ed|ing)|labell\w+"
        r"|licences?|defence|offence|judgement|colours?|neighbour\w*|behaviour|favour\w*|labour"
        r"|centres?|kilometres?|metres?|tonnes?|grey|lorr(y|ies)|football|artefacts?|towards"
        r"|(organ|recogn|summar|character|general|normal|stabil|author|prior)is(e|ed|es|ing|ation)"
        r"|analys(e|ed|ing)|whilst|amongst|fulfil)\b",
        "percent in words": r"\d per ?cent\b",
        "a space before the percent sign": r"\d\s%",
        "a day before its month": r"\b\d{1,2} (January|February|March|April|May|June|July|August"
        r"|September|October|November|December)\b",
        "years with a hyphen": YEARS,
    },
    "es": {
        "another word for a list of programs": r"programas activos|lista de activos",
        "a footprint": r"\bhuella",
        "a hole for a circle": r"\bhueco",
        "broken off for dashed": r"discontinu",
        "a vehicle that is a bomb": r"(veh[íi]culo|motocicleta)s? bomba",
        "rows for incidents": r"[Ff]ilas registradas",
        "a launching for a launch event": r"(lista|evento)s? de lanzamiento",
        "a broadcast for what others relay": r"retransmi",
        "two words for antidrogas": r"(?<!Policía )(?<!tropas )\b[Aa]ntinarcóticos",
        "two words for an exemption": r"\bexent[ao]s?\b",
        "two words for a wave": r"\bolas?\b",
        "money for weights": r"\bpesos?\b",
        "two words for a blank": r"\b[Uu]n vac[íi]o\b|nunca vac[íi]o|Vacío no es",
        "two words for a key": r"\b([Pp]ulse|[Pp]resione|Intro)\b",
        "media for means": r"medios locales",
        "percent in words": r"por ciento",
        "a percent sign without its space": r"\d%",
        "thousands of millions in words": r"mil millones",
        "a month with a capital": r"\d de (Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto"
        r"|Septiembre|Octubre|Noviembre|Diciembre)\b",
        "tú for usted": r"\b(tú|tus?|ti|puedes|tienes|quieres|haz|vosotros|vuestr[ao]s?)\b",
        "years with a hyphen": YEARS,
    },
}


def pairs(name: str, node: object) -> Iterator[tuple[str, dict]]:
    """Every text in both languages under a node of a TOML file, and where it stands."""
    if isinstance(node, dict) and node.keys() == set(LANGUAGES):
        yield name, node
    elif isinstance(node, dict | list):
        for key, part in node.items() if isinstance(node, dict) else enumerate(node):
            yield from pairs(f"{name}.{key}", part)


def plain(message: str) -> str:
    """A message with the forms of its nouns, without its values and without code."""
    parts = Formatter().parse(re.sub(r"`[^`]*`", "", message))
    return "".join(f"{text}{(form or '').replace('|', ' ')}" for text, _, form, _ in parts)


def texts(lang: str) -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text."""
    for name, both in messages().items():
        yield name, plain(both[lang])
    for file in FILES:
        table = tomllib.loads((DATA / file).read_text(encoding="utf-8"))
        for name, both in pairs(file, table):
            text = both[lang] if isinstance(both[lang], str) else " ".join(both[lang])
            yield name, re.sub(r"`[^`]*`|{[^}]*}", "", text)
    if lang == "en":
        yield "LICENCES.md", (DATA / "LICENCES.md").read_text(encoding="utf-8")
    for file in sorted((DATA / "facts").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for column in (name for name in row if name.endswith(f"_{lang}")):
                    yield f"{file.stem} {next(iter(row.values()))} {column}", row[column]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_and_marks_are_those_of_their_readers(lang):
    found = [
        (fault, name, hit[0])
        for name, text in texts(lang)
        for fault, pattern in NEVER[lang].items()
        if (hit := re.search(pattern, text))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The programme was modelled"),
        ("en", "83.7 % on 18 September"),
        ("en", "from 1996-97 on"),
        ("es", "en la lista de activos"),
        ("es", "Puedes elegir el 5%"),
        ("es", "asistencia antinarcóticos de 1.5 mil millones"),
    ],
)
def test_such_words_are_noticed(lang, text):
    assert any(re.search(pattern, text) for pattern in NEVER[lang].values())
