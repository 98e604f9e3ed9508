"""A briefing as a file: ordered steps, read whole or refused with every fault by step and line.

    version = 1
    [[step]]
    link = "aid?view=municipalities"
    headline.en = "No program is left on the list"
    number = "places.places_municipality.places"
    counts.en = "municipalities that programs name"
    text.en = ["Counted as places of implementation: {places.places_municipality.counting}."]

A link is a page and its choices. Numbers are never typed: they are named by answer, sentence and
value, with a unit where they need one (`{coca.total.coca:ha.0}`), and filled from the view. Texts
are plain, in one language or both; notes are for who presents.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from geo.errors import CorredorError
from geo.evidence import Evidence
from geo.language import LANGUAGES, Sentence, say, tell
from geo.views import PAGES, choices
from geo.views.link import COMMON, decode

VERSION = 1
MOST_STEPS, MOST_SENTENCES, MOST_WORDS, MOST_LETTERS = 60, 2, 12, 600
MOST_FAULTS, MOST_TEXT = 20, 500_000
# What each part of a step is; a text is by language.
STEP = {"link": str, "layers": list, "number": str, "seen": str}
TEXTS = {"headline": str, "counts": str, "notes": str, "text": list}
MARKUP = re.compile(r"[<>*_`#\[\]|\\]|&\w+;")
FILLED = re.compile(r"\{[^{}]*\}")
TYPED = re.compile(r"\S*\d\S*")
Texts = Mapping[str, Any]


class BriefingRefused(CorredorError):
    """A briefing that cannot be used; `faults` says why, each with its step and line."""

    def __init__(self, faults: Sequence[Sentence]):
        self.faults = tuple(faults)
        super().__init__(" ".join(tell(fault, "en") for fault in faults))


@dataclass(frozen=True)
class Step:
    """One step as it is written. layers: keys of those that are drawn, none for all of them.

    number: a value of the view by name, or one of its numbers with what it counts. seen: a mark
    of the values that the view had (`geo.views.briefing.mark`).
    """

    page: str
    query: Mapping[str, str]
    layers: Sequence[str] = ()
    headline: Texts = field(default_factory=dict)
    number: str = ""
    counts: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    notes: Texts = field(default_factory=dict)
    seen: str = ""
    line: int = 1

    @property
    def link(self) -> str:
        """Page and choices, as in the file."""
        return f"{self.page}?{urlencode(self.query)}" if self.query else self.page


@dataclass(frozen=True)
class Briefing:
    """Steps in order. data: the version of the data that they were put together on, or none."""

    steps: Sequence[Step]
    data: str = ""


def fault(line: int, number: int, what: Sentence) -> Sentence:
    """What is wrong with a step, and where it stands."""
    return say("briefing.fault", step=number, line=line, what=what)


def read(text: str, evidence: Evidence) -> Briefing:
    """The briefing of a file's text. Raises BriefingRefused with all that is wrong."""
    if len(text) > MOST_TEXT:
        raise BriefingRefused([say("briefing.too_large", most=MOST_TEXT)])
    try:
        table = tomllib.loads(text)
        version, data = (str(table.get(name, ""))[:40] for name in ("version", "data"))
    except (ValueError, RecursionError) as error:  # no TOML, or endless numbers
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise BriefingRefused([say("briefing.no_toml", line=line)]) from error
    own = table.get("version")
    if type(own) is not int or own != VERSION:
        other = say("briefing.other_version", version=version[:20] or "—", ours=VERSION)
        raise BriefingRefused([other])
    rows, (top, *lines) = table.get("step"), _line_numbers(text)
    if not isinstance(rows, list) or not rows or not all(isinstance(r, dict) for r in rows):
        raise BriefingRefused([say("briefing.no_steps")])
    if len(rows) > MOST_STEPS:
        where = lines[MOST_STEPS].get("", 1) if len(lines) > MOST_STEPS else 1
        many = say("briefing.too_many", most=MOST_STEPS, n=len(rows))
        raise BriefingRefused([fault(where, MOST_STEPS + 1, many)])
    lines += [{}] * (len(rows) - len(lines))
    faults = [
        say(
            "briefing.fault_of_file",
            line=top.get(key, 1),
            what=say("briefing.unknown_key", part=key[:40]),
        )
        for key in table
        if key not in ("version", "data", "step")
    ]
    pairs = list(zip(rows, lines, strict=False))
    for number, (row, at) in enumerate(pairs, 1):
        for key, what in _faults(row, evidence):
            faults.append(fault(at.get(key, at.get("", 1)), number, what))
    if faults:
        raise BriefingRefused(faults[:MOST_FAULTS])
    steps = (Step(*_address(row.pop("link")), line=at.get("", 1), **row) for row, at in pairs)
    return Briefing(tuple(steps), data)


def _line_numbers(text: str) -> list[dict[str, int]]:
    """By step, where it begins (under no name) and where each of its parts stands first.

    Before the steps what stands at the top of the file.
    """
    starts: list[dict[str, int]] = [{}]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*step\s*\]\]", line):
            starts.append({"": number})
        elif part := re.match(r"[\s\[]*(([\w-]+)(?:\.[\w-]+)?)\s*[=\]]", line):
            for name in part.groups():
                starts[-1].setdefault(name, number)
    return starts


def _address(link: str) -> tuple[str, dict[str, str]]:
    """The page and its choices, not what every link has: that is the briefing's own."""
    page, _, query = link.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    return page, {name: value for name, value in pairs if name not in COMMON}


def _faults(row: Mapping[str, Any], evidence: Evidence) -> Iterator[tuple[str, Sentence]]:
    """Which part of a step is wrong, and how."""
    for key, value in row.items():
        kind = STEP.get(key) or (dict if key in TEXTS else None)
        if kind is None:
            yield key, say("briefing.unknown_key", part=key[:40])
        elif not isinstance(value, kind) or (key == "layers" and set(map(type, value)) - {str}):
            yield key, say("briefing.wrong_kind", part=key)
        elif key in TEXTS:
            for lang, text in value.items():
                yield from ((f"{key}.{lang}", what) for what in text_faults(key, lang, text))
    for key in ("link", "headline"):
        if not row.get(key):
            yield key, say("briefing.missing", part=key)
    if isinstance(row.get("link"), str):
        yield from (("link", what) for what in _of_link(row["link"], evidence))


def _of_link(link: str, evidence: Evidence) -> Iterator[Sentence]:
    page, query = _address(link)
    if page not in PAGES or page == "briefing":
        yield say("briefing.unknown_page", page=page[:40])
        return
    _, ignored = decode(choices(page, evidence), query)
    if ignored:
        yield say("briefing.unknown_code", codes=[text[:40] for text in ignored[:5]], page=page)


def text_faults(key: str, lang: str, content: Any) -> Iterator[Sentence]:
    """Why a step cannot hold a text, or a list of them, as this part of it."""
    if lang not in LANGUAGES:
        yield say("briefing.unknown_language", code=lang[:10], part=key)
        return
    texts, part = content if isinstance(content, list) else [content], f"{key}.{lang}"
    if not isinstance(content, TEXTS[key]) or not all(isinstance(text, str) for text in texts):
        yield say("briefing.wrong_kind", part=part)
        return
    if len(texts) > MOST_SENTENCES:
        yield say("briefing.too_many_sentences", most=MOST_SENTENCES, part=part)
    for text in texts:
        if key == "headline" and not text.strip():
            yield say("briefing.missing", part=part)
        plain = FILLED.sub("", text)
        if match := MARKUP.search(plain):
            yield say("briefing.markup", part=part, found=match[0])
        if match := TYPED.search(plain):
            yield say("briefing.typed_number", part=part, found=match[0][:40])
        if len(text) > MOST_LETTERS:
            yield say("briefing.too_long", part=part, most=MOST_LETTERS)
        if key == "headline" and len(FILLED.sub("x", text).split()) > MOST_WORDS:
            yield say("briefing.too_many_words", most=MOST_WORDS, part=part)


def write(briefing: Briefing) -> str:
    """The file of a briefing, which `read` takes back."""
    parts = [f"version = {VERSION}\ndata = {_quoted(briefing.data)}\n"]
    for step in briefing.steps:
        lines = ["[[step]]", f"link = {_quoted(step.link)}"]
        if step.layers:
            lines.append(f"layers = {_quoted(list(step.layers))}")
        for name, text in {"number": step.number, "seen": step.seen}.items():
            lines += [f"{name} = {_quoted(text)}"] if text else []
        for name in TEXTS:
            texts = getattr(step, name).items()
            lines += [f"{name}.{lang} = {_quoted(text)}" for lang, text in texts]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(value: str | list[str]) -> str:
    """Text, or a list of texts, as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
