"""The briefing: each step a view of a page, told in one headline, one number, two sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import Any

import pandas as pd

from geo.answers import Answer
from geo.cartography.legend import Grid, Legend
from geo.cartography.scene import Scene, message
from geo.errors import BelowUncertainty, CorredorError
from geo.evidence import Evidence, briefing_text
from geo.exchange.about import publishers
from geo.language import LANGUAGES, Sentence, fill, say, tell
from geo.views import view as view_of
from geo.views.briefing_file import (
    MOST_STEPS,
    Briefing,
    BriefingRefused,
    Step,
    fault,
    read,
)
from geo.views.link import VERSION, Choice, whole
from geo.views.view import View, remembered

STRONG = re.compile(r"\*\*(.+?)\*\*")
NAMED = re.compile(r"\{([^{}:|]+)")
PUBLISHERS = 2  # what fits on one line


class Unnamed(CorredorError):
    """A step names something that its view does not have."""

    def __init__(self, what: Sentence):
        self.what = what
        super().__init__(tell(what, "en"))


def choices(evidence: Evidence) -> list[Choice]:
    """The step."""
    return [whole("step", 1, MOST_STEPS, 1)]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """What the step of our own briefing shows; a step after the last is the last."""
    steps = evidence.ask(ours).steps
    return step_view(evidence, steps[min(values["step"], len(steps)) - 1], lang)


def ours(evidence: Evidence) -> Briefing:
    """Our own briefing."""
    return read(briefing_text(), evidence)


def step_view(evidence: Evidence, step: Step, lang: str) -> View:
    """The view of a step with those layers that it names, or no map where that shows other rows.

    Raises Unnamed.
    """
    try:
        view = view_of(step.page, step.query, evidence, lang)
    except BelowUncertainty as error:
        raise Unnamed(say("cities.too_close", uncertainty=error.uncertainty_km)) from error
    if view.scene is None:
        return view
    if unknown := set(step.layers) - {kind.key for kind in view.scene.kinds}:
        raise Unnamed(say("briefing.unknown_layer", layers=sorted(map(str, unknown))))
    if view.on_map and _names_behind(step, view).isdisjoint(view.on_map):
        return replace(view, scene=None)
    return replace(view, scene=_only(view.scene, step.layers))


def _only(scene: Scene, layers: Sequence[str]) -> Scene:
    """The scene with these layers or all, without the legends of what it does not show."""
    kinds = [kind for kind in scene.kinds if not layers or kind.key in layers]
    absent = {kind.title for kind in scene.kinds} - {kind.title for kind in kinds}
    legends = [_short(legend) for legend in scene.legends if legend.title not in absent]
    return replace(scene, layers=kinds, legends=legends)


def _short(legend: Legend | Grid) -> Legend | Grid:
    """A legend without what the map does not show."""
    if isinstance(legend, Grid):
        return legend
    return replace(legend, entries=[entry for entry in legend.entries if entry.count != 0])


def played(evidence: Evidence, briefing: Briefing) -> dict[str, list[dict[str, Any]]]:
    """All that a screen needs to show a briefing without asking again, by language.

    A step: `headline`, `number`, `counts`, `text` (sentences), `source`, `plate` (basis and day),
    `notes`, `link`, and where it has one its `map`.
    Raises BriefingRefused where a step names what its view does not have.
    """
    faults: list[Sentence] = []
    by_lang: dict[str, list[dict[str, Any]]] = {lang: [] for lang in LANGUAGES}
    for number, step in enumerate(briefing.steps, 1):
        try:
            for lang in LANGUAGES:
                by_lang[lang].append(step_texts(evidence, step, lang))
        except Unnamed as error:
            faults.append(fault(step.line, number, error.what))
    if faults:
        raise BriefingRefused(faults)
    return by_lang


def played_ours(evidence: Evidence) -> dict[str, list[dict[str, Any]]]:
    """`played` of our own briefing."""
    return played(evidence, evidence.ask(ours))


def values_of(view: View) -> dict[str, Any]:
    """Everything that a step may name: sentences, and their values by the sentence's name."""
    sentences = [(name, each) for name, a in view.answers.items() for each in a.said.values()]
    sentences += [("numbers", each) for each in reversed(view.numbers)]
    values: dict[str, Any] = {}
    for start, sentence in sentences:
        name = f"{start}.{sentence.name}"
        values |= {name: sentence, **{f"{name}.{k}": v for k, v in sentence.values.items()}}
    return values | ({"finding": view.finding} if view.finding else {})


def names_of(view: View, lang: str) -> dict[str, str]:
    """What a text may name, and what stands there then; without what cannot be told so."""
    texts = {}
    for name in (values := values_of(view)):
        with suppress(Unnamed):
            texts[name] = _filled(f"{{{name}}}", lang, values)
    return texts


def mark(view: View) -> str:
    """A mark of all values that a step may name, another one where any of them is."""
    values = {k: v for k, v in values_of(view).items() if not isinstance(v, Sentence)}
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:12]


def step_texts(evidence: Evidence, step: Step, lang: str) -> dict[str, Any]:
    """One step of `played`. Raises Unnamed."""
    view = step_view(evidence, step, lang)
    values = values_of(view)
    texts = {
        name: _filled(_in(getattr(step, name), lang), lang, values)
        for name in ("headline", "counts", "notes")
    }
    number, counts = _number(step.number, lang, values)
    answers = answers_behind(step, view)
    return {
        **texts,
        "number": number,
        "counts": texts["counts"] or counts,
        "text": [_filled(text, lang, values) for text in _in(step.text, lang) or ()],
        "source": _source(evidence, answers, lang),
        "plate": _plate(answers, lang),
        "link": {"page": step.page, "query": {"v": VERSION, "lang": lang, **step.query}},
        **({"map": message(view.scene, lang)} if view.scene else {}),
    }


def _in(texts: Mapping[str, Any], lang: str) -> Any:
    """The text in the language, or in the one that there is."""
    return texts.get(lang, next(iter(texts.values()), ""))


def _filled(text: str, lang: str, values: Mapping[str, Any]) -> str:
    """The text with its values; Unnamed for what the view does not have."""
    try:
        return STRONG.sub(r"\1", fill(text, lang, values))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Unnamed(say("briefing.unknown_name", text=text[:90])) from error


def _number(name: str, lang: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """The number with its unit, and what it counts where that is said with it."""
    if not name:
        return "", ""
    sentence = values.get(name)
    if not isinstance(sentence, Sentence):
        return _filled(f"{{{name}}}", lang, values), ""
    text = tell(sentence, lang)
    marked = STRONG.search(text)
    if marked is None:
        raise Unnamed(say("briefing.unknown_name", text=name[:90]))
    return marked[1], " ".join(text.replace(marked[0], "").split())


def answers_behind(step: Step, view: View) -> list[Answer]:
    """The answers behind what a step names; the main one where it names none."""
    names = _names_behind(step, view)
    answers = [answer for name, answer in view.answers.items() if name in names]
    return answers or list(view.answers.values())[:1]


def _names_behind(step: Step, view: View) -> set[str]:
    """Of what the texts name; of the number's those too, or all where the texts name none of it."""
    texts = chain(*(_every(part) for part in (step.headline, step.counts, step.text)))
    named = (name for text in texts for name in NAMED.findall(text))
    of_texts: set[str] = set().union(*(behind(name, view) for name in named))
    of_number = behind(step.number, view) if step.number else set()
    return of_texts | (of_texts & of_number or of_number)


def behind(name: str, view: View) -> set[str]:
    """The names of answers behind what a step names.

    Behind what a view itself says: those with all its values, else with most of them, else the
    main one and the mapped.
    """
    start, own, *_ = *name.split("."), ""
    if start not in ("numbers", "finding"):
        return {start}
    numbers = (number for number in view.numbers if number.name == own)
    values = said_values([view.finding] if start == "finding" and view.finding else numbers)
    held = {
        name: len(values & (said_values(answer.sentences) | {str(len(answer.frame))}))
        for name, answer in view.answers.items()
    }
    most = max(held.values(), default=0)
    if most > len(values) / 2:
        return {name for name, n in held.items() if n == most}
    return {*list(view.answers)[:1], *view.on_map}


def said_values(sentences: Iterable[Sentence]) -> set[str]:
    """Whatever sentences say as text, without what is not known or only so or not so."""
    values: set[str] = set()
    for value in chain(*(sentence.values.values() for sentence in sentences)):
        if isinstance(value, Sentence):
            values |= said_values([value])
        elif value is not None and not isinstance(value, bool):
            values.add(str(value))
    return values


def _every(texts: Mapping[str, Any]) -> list[str]:
    return [t for text in texts.values() for t in (text if isinstance(text, list) else [text])]


def _source(evidence: Evidence, answers: Sequence[Answer], lang: str) -> str:
    by = by_publisher(evidence, answers, lang, most=PUBLISHERS)
    return tell("briefing.source", lang, by=by) if by else ""


def by_publisher(evidence: Evidence, answers: Sequence[Answer], lang: str, *, most: int) -> str:
    """Who published the sources of all these answers, by name at most so many."""
    ids = tuple(dict.fromkeys(i for answer in answers for i in answer.source_ids))
    cites = Answer("", pd.DataFrame(), "", also_cites=ids)
    return publishers(cites, evidence, lang, most=most)


def _plate(answers: Sequence[Answer], lang: str) -> str:
    """Reported or modeled, and the day of the evidence."""
    if not answers:
        return ""
    bases = {answer.basis for answer in answers}
    basis = tell(f"frame.{bases.pop() if len(bases) == 1 else 'mixed'}", lang)
    return tell("briefing.plate", lang, basis=basis, day=max(answer.as_of for answer in answers))
