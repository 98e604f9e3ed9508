"""A page's view as a step of a reader's own briefing."""

from collections.abc import Mapping
from typing import Any

from geo.evidence import Evidence
from geo.language import LANGUAGES, messages, tell
from geo.views import choices
from geo.views import view as view_of
from geo.views.briefing import behind, mark, said_values
from geo.views.briefing_file import Step, text_faults
from geo.views.link import decode
from geo.views.view import View


def step_of(evidence: Evidence, page: str, query: Mapping[str, str]) -> Step:
    """A view as a step: what it shows, and its finding with a number of the same rows.

    Where the finding is of other rows than the map, what the map's own rows say first.
    """
    view = view_of(page, query, evidence, LANGUAGES[0])
    text, answers = "finding", behind("finding", view)
    main = next(iter(view.answers), "")
    if main in view.on_map and answers.isdisjoint(view.on_map):
        text, answers = f"{main}.{view.answer.sentences[0].name}", {main}
    return Step(
        page,
        dict(query),
        seen=mark(view),
        headline={lang: _heading(evidence, page, query, lang) for lang in LANGUAGES},
        number=_number(view, answers),
        text={lang: [f"{{{text}}}"] for lang in LANGUAGES} if view.finding else {},
    )


def _number(view: View, answers: set[str]) -> str:
    """The name of the number that is most of these answers, what the finding says before others.

    Empty where none is.
    """
    values = said_values([view.finding] if view.finding else [])
    figures = {value for value in values if any(map(str.isdigit, value))}
    ranked = []
    for place, number in enumerate(view.numbers):
        of = behind(name := f"numbers.{number.name}", view)
        if of & answers:
            other = said_values([number]).isdisjoint(figures)
            ranked.append((other, len(of - answers), place, name))
    return min(ranked)[-1] if ranked else ""


def _heading(evidence: Evidence, page: str, query: Mapping[str, str], lang: str) -> str:
    """What the view is called; else its place or page, question and filters; else the page's title.

    A headline holds no typed numbers, and few words.
    """
    view = view_of(page, query, evidence, lang)
    known = choices(page, evidence)
    values, _ = decode(known, query)
    subject = _subject(evidence, values, lang)
    name = "ask" if "ask" in values else "view"
    usual = {choice.name: choice.default for choice in known}.get(name)
    parts = [subject or tell(f"{page}.nav", lang)]
    if (key := f"{page}.{name}_{values.get(name)}") in messages():
        parts += [tell(key, lang)] if "city" in values or values[name] != usual else []
    start, texts = " · ".join(parts), [view.title]
    if view.answers and (filtered := view.answer.said.get("filtered")):
        texts.append(tell("briefing.filtered", lang, page=start, **filtered.values))
    if subject or len(parts) > 1:
        texts.append(start)
    fit = (text for text in texts if text and not any(text_faults("headline", lang, text)))
    return next(fit, tell(f"{page}.title", lang))


def _subject(evidence: Evidence, values: Mapping[str, Any], lang: str) -> str:
    """The city, incident, corridor or closed places that the view is about."""
    match values:
        case {"city": city}:
            return evidence.names[city]
        case {"ask": "close", "closed": closed}:
            return ", ".join(evidence.names[code] for code in closed)
        case {"ask": "stories", "story": story} if story:
            rows = evidence.corridors_documented
            return rows.loc[rows["corridor_id"] == story, f"name_{lang}"].iloc[0]
        case {"incident": incident} if incident in set(evidence.incidents["incident_id"]):
            rows = evidence.incidents
            return rows.loc[rows["incident_id"] == incident, f"title_{lang}"].iloc[0]
    return ""
