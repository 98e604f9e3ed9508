"""Every sentence of every answer, over many links and in both languages, reads as one would write.

Forms only: counts with their plural, ranges with two ends, nothing raw, nothing missing.
"""

import re

import pytest

from geo.evidence import Evidence
from geo.language import LANGUAGES, messages, tell
from geo.views import PAGES, Choice, choices, view
from tests.language.test_messages import fields
from tests.sampling import one_in

MANY = {
    "en": "municipalities|departments|incidents|rows|corridors|programs|figures|pairs|legs|sources"
    "|years|months|events|people|positions|places|warnings|structures|accounts|claims|origins"
    "|subregions|cities|publishers|have|are|lie|fit|name|stand",
    "es": "municipios|departamentos|hechos|filas|corredores|programas|cifras|pares|tramos|fuentes"
    "|años|meses|eventos|personas|posiciones|lugares|alertas|estructuras|cuentas|afirmaciones"
    "|subregiones|ciudades|editores|tienen|están|quedan|coinciden|nombran",
}
ONE = {
    "en": "municipality|department|incident|row|corridor|program|figure|leg|source|month|event",
    "es": "municipio|departamento|hecho|fila|corredor|programa|cifra|tramo|fuente|mes|evento",
}
# What must stand in no sentence, whatever it says.
NEVER = {
    "a missing value": r"(?<=[\w,:] )None\b|\b(nan|NaN|NaT|inf)\b|<NA>|∞"
    r"|no data (people|ha)|sin datos personas",
    "a brace": r"[{}]",
    "an id": r"\b[a-z]+(_[a-z0-9]+)+\b",
    "a gap": r"  | [.,;:](\s|$)|\(\s*\)|\.\.|,,",
    "equal ends": r"(?<![\d.,])([\d.,]+(?:\s?%)?)(?:–| (?:to|a|and|y) )\1(?![\d.,]*\d)",
    "a list of none": r": \.|: ;",
    "a count of nothing": r"(?<![\d.,–-])0 (more|más|that|of them|de ellos|possibly|posiblemente"
    r"|reconstructed|known|claimed|alleged|suspended|months?|meses)\b",
}
LINKS = [
    ("overview", {}),
    *(
        ("corridors", {"ask": ask} | more)
        for ask, more in (
            ("stories", {}),
            ("way", {}),
            ("way", {"year": "2004", "origins": "picked", "from": "19050", "limit": "0"}),
            ("way", {"origins": "picked", "from": "19142"}),
            ("close", {"closed": "19698"}),
            ("close", {"closed": "19698", "act": "hold", "hold": "60", "width": "0"}),
            ("close", {"closed": "76364,19573", "limit": "0"}),
            ("cost", {"origins": "picked", "from": "19050,19256"}),
            ("along", {"line": "COR05"}),
            ("along", {"line": "COR21", "year": "2005"}),
            ("along", {"line": "19050", "by": "minutes"}),
            ("documents", {}),
            ("compare", {"year2": "2010"}),
        )
    ),
    *(("cities", {"city": city, "km": km}) for city, km in (("76001", "20"), ("08001", "60"))),
    ("cities", {"city": "76001", "by": "hours", "hours": "1"}),
    ("incidents", {}),
    *(
        ("incidents", {"view": view, "department_code": "13"})
        for view in ("rows", "figures", "months", "publishers", "municipalities", "ucdp")
    ),
    ("incidents", {"view": "ucdp", "days": "2018-01-10~2018-01-10"}),
    ("incidents", {"days": "2019-02-01~2019-02-28"}),
    ("incidents", {"wave_id": "WAVE-20250610"}),
    ("incidents", {"department_code": "13"}),
    *(("places", {"place": place}) for place in ("19", "19698", "19142", "88", "88001", "94343")),
    *(("places", {"view": view, "year": "2001"}) for view in ("coca", "departments", "hotspots")),
    *(
        ("aid", {"view": view})
        for view in (
            *("municipalities", "departments", "subregions", "cities", "programmes"),
            *("accounts", "series", "allocation", "two"),
        )
    ),
    *(("decertification", {"view": v}) for v in ("law", "record", "scenario", "fact", "claims")),
]


@pytest.fixture(scope="module")
def evidence():
    return Evidence()


def faults(text: str, lang: str) -> list[str]:
    patterns = NEVER | {
        FORMS[0]: rf"(?<![\d.,–-])1 ({MANY[lang]})\b",
        FORMS[1]: rf"(?<![\d.,])(0|[2-9]|\d\d+) ({ONE[lang]})\b(?!-|–)",
    }
    return [name for name, pattern in patterns.items() if re.search(pattern, text)]


@pytest.mark.parametrize(("page", "query"), one_in(3, LINKS))
def test_every_sentence_is_well_formed(evidence, page, query):
    assert well_formed(evidence, page, query)


def well_formed(evidence: Evidence, page: str, query: dict) -> set[str]:
    """Tells all that a link's view says in both languages; the keys of what was told."""
    keys: set[str] = set()
    for lang in LANGUAGES:
        shown = view(page, query, evidence, lang)
        said = [s for answer in shown.answers.values() for s in answer.sentences]
        said += [s for s in (shown.finding, *shown.numbers, *shown.notices) if s is not None]
        told = [tell(sentence, lang) for sentence in said]
        told += [tell(key, lang) for answer in shown.answers.values() for key in answer.caveats]
        assert all("**" in tell(number, lang) for number in shown.numbers)
        wrong = [(text, found) for text in told if (found := faults(text, lang))]
        assert wrong == [], (page, query)
        keys |= {s.key for s in said}
    return keys


MOST = 3  # of the codes of a choice


def tried(choice: Choice) -> list[str]:
    """Values of a choice as a link writes them: codes evenly taken, or both bounds."""
    if choice.codes:
        step = max(1, len(choice.codes) // MOST)
        many = isinstance(choice.default, list)
        return [choice.encode([c] if many else c) for c in choice.codes[::step] if c != ""]
    if isinstance(choice.default, bool):
        return [choice.encode(not choice.default)]
    if isinstance(choice.low, int):
        return [choice.encode(end) for end in (choice.low, choice.high)]
    return []


@pytest.mark.long
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("explore", "briefing")])
def test_every_choice_of_a_page_says_well_formed_sentences(evidence, page):
    """Each value beside the defaults, and beside each view or question of the page."""
    known = {choice.name: choice for choice in choices(page, evidence)}
    views = [c for c in ("ask", "view") if c in known]
    bases = [{}, *({name: v} for name in views for v in tried(known[name]))]
    for base in bases:
        well_formed(evidence, page, base)
        for name, choice in known.items():
            for value in tried(choice) if name not in base else ():
                well_formed(evidence, page, base | {name: value})


# Values that are never one: totals of what we hold, limits of what is taken, cities and people.
MANY_ALWAYS = {
    *("total", "people", "pairs", "cities", "most", "origin"),
    *("answers_aid.totals", "answers_aid.series_and_quarter", "answers_cities.claims"),
    "frame.places_alike",
    *("answers_places.ranked_department", "briefing.many_sources", "briefing.other_data"),
    *(
        "explore.limits",
        "explore.rows_done",
        "explore.too_many",
        "frame.first_rows",
        "incidents.in_wave",
    ),
    *("methods.finding", "overview.finding", "overview.finding_none", "stories.finding"),
}
WITH_SIGNS = {"briefing.keys", "closures.readme"}  # keys of a keyboard, names of columns
FORMS = "several of one", "one of several"
DATES = {"date": "2025-08-21", "days": "2025-08-21"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_counts_none_one_and_two(lang):
    """Those of pages and legends too: each with 0, 1 and 2 of what it counts, if anything."""
    wrong = []
    for key, texts in messages().items():
        named = list(fields(texts[lang]))
        counted = [name for name, spec in named if "|" in spec]
        other = {name: DATES.get(spec, 5) if spec else "Cali" for name, spec in named}
        for n in (0, 1, 2) if counted else (5,):
            told = tell(key, lang, **(other | dict.fromkeys(counted, n)))
            found = {*faults(told, lang)} - {"equal ends", "a count of nothing"}
            wrong += [(key, told)] if found and key not in WITH_SIGNS else []
        for name, noun in re.findall(r"\{(\w+)\} (\w+)", texts[lang]):
            if re.fullmatch(MANY[lang], noun) and not {name, key} & MANY_ALWAYS:
                wrong.append((key, f"{name} {noun}"))
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "1 municipalities have coca.",
        "129 (129 to 129) killed",
        "about no data people live",
        "of indepaz_2025 3.1",
        "None of {n}",
        "86.5% to 86.5%",
        "86.5%–86.5%",
        "2 municipality",
    ],
)
def test_such_forms_are_noticed(text):
    assert faults(text, "en")
