"""What a page's link shows, as data: whoever draws it, prints it or reads it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.answers import Answer
from geo.cartography.scene import Scene
from geo.language import Sentence


@dataclass(frozen=True)
class View:
    """One page with its choices made.

    answers: by name, the main one first. scene: its map, where it has one. finding: the
    sentence that a headline writer could lift. number: the main number with its unit, as a
    sentence of its own.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    scene: Scene | None = None
    finding: Sentence | None = None
    number: Sentence | None = None

    @property
    def answer(self) -> Answer:
        """The main answer; StopIteration where the view has none."""
        return next(iter(self.answers.values()))
