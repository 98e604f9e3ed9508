"""What a page's link shows, as data: whoever draws it, prints it or reads it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.answers import Answer
from geo.cartography.scene import Scene
from geo.language import Sentence


@dataclass(frozen=True)
class View:
    """One page with its choices made.

    answers: by name, the main one first. scene: its map, where it has one. finding: the
    sentence that a headline writer could lift. numbers: at most three that stand beside the
    map, the main one first: each a short sentence with its `**number and unit**` marked.
    beside: smaller maps of what the main one sets against each other. notices: what could not
    be answered, or was filled in, and why.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    scene: Scene | None = None
    finding: Sentence | None = None
    numbers: Sequence[Sentence] = ()
    beside: Sequence[Scene] = ()
    notices: Sequence[Sentence] = ()

    @property
    def answer(self) -> Answer:
        """The main answer; StopIteration where the view has none."""
        return next(iter(self.answers.values()))
