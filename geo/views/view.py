"""What a page's link shows, as data: whoever draws it, prints it or reads it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from geo.answers import Answer
from geo.cartography.scene import Scene
from geo.evidence import Evidence, remember
from geo.journeys import Scenario
from geo.language import Sentence


@dataclass(frozen=True)
class View:
    """One page with its choices made.

    title: where it is not the page's own. answers: by name, the main one first. scene: its map,
    where it has one. finding: the sentence that a headline writer could lift. numbers: at most
    three that stand beside the map, the main one first: each a short sentence with its `**number
    and unit**` marked.
    beside: smaller maps of what the main one sets against each other. notices: what could not
    be answered, or was filled in, and why. on_map: the answers that the map shows, where not all.
    scenario: what the model was asked. later: answers that say more and take longer, which a page
    asks for below its map.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    scene: Scene | None = None
    finding: Sentence | None = None
    numbers: Sequence[Sentence] = ()
    beside: Sequence[Scene] = ()
    notices: Sequence[Sentence] = ()
    on_map: Sequence[str] = ()
    scenario: Scenario | None = None
    later: Mapping[str, Callable[[], Answer]] = field(default_factory=dict)
    title: str = ""

    @property
    def whole(self) -> "View":
        """The view with what may come later, for whoever takes it away."""
        return replace(self, answers={**self.answers, **{n: of() for n, of in self.later.items()}})

    @property
    def answer(self) -> Answer:
        """The main answer; StopIteration where the view has none."""
        return next(iter(self.answers.values()))

    @property
    def mapped(self) -> list[Answer]:
        """What the map cites."""
        return [self.answers[name] for name in self.on_map or self.answers]


FOR_ALL = "for all"


def for_all(answer: Answer) -> bool:
    """Whether a remembered view holds the answer: nothing in it is a reader's own."""
    return remember(answer, FOR_ALL, lambda: False)


def remembered(view: Callable[..., View]) -> Callable[..., View]:
    """A page's view that is worked out once for the same choices.

    Options are a reader's own rows: with these it is worked out anew and kept nowhere.
    """

    untouched: Mapping[str, Any] = getattr(view, "__kwdefaults__", None) or {}

    def of(evidence: Evidence, choices: tuple[tuple[str, Any, bool], ...], lang: str) -> View:
        values = {name: list(value) if many else value for name, value, many in choices}
        result = view(evidence, values, lang)
        for answer in result.answers.values():
            remember(answer, FOR_ALL, lambda: True)
        return result

    @wraps(view)
    def from_memory(evidence: Evidence, values: Mapping[str, Any], lang: str, **own: Any) -> View:
        if any(value is not untouched[name] for name, value in own.items()):
            return view(evidence, values, lang, **own)
        choices = [
            (name, tuple(value), True) if isinstance(value, list) else (name, value, False)
            for name, value in values.items()
        ]
        return evidence.ask(of, tuple(choices), lang)

    return from_memory
