"""One sheet of paper about a place: drawings above, short sections below, for screen and print."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from geo.cartography.drawing import Picture

SHOWN = 5  # lines of a section; one more is shown rather than "one more"
TEMPLATES = Environment(
    loader=PackageLoader("geo.cartography"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Line:
    """One line of a section: text before, a linked name, text after; all plain text."""

    text: str = ""
    name: str = ""
    address: str = ""
    after: str = ""


@dataclass(frozen=True)
class Section:
    """A heading, a sentence, lines of which the first few are shown, and the sources.

    more: what to say of lines left out, with `{n}` in it. modelled: the word for a modelled
    section, which also gets a dashed frame; empty for a reported one.
    """

    title: str
    said: str = ""
    lines: Sequence[Line] = ()
    sources: str = ""
    more: str = "{n}"
    modelled: str = ""
    pictures: Sequence[Picture] = ()

    @property
    def first(self) -> Sequence[Line]:
        """The lines that are shown."""
        return self.lines[: len(self.lines) if len(self.lines) <= SHOWN + 1 else SHOWN]

    @property
    def left_out(self) -> int:
        """How many are not."""
        return len(self.lines) - len(self.first)


def sheet(picture: Picture, beside: Section, sections: Sequence[Section]) -> str:
    """The whole sheet as HTML, its style included; all text escaped."""
    template = TEMPLATES.get_template("sheet.html")
    return template.render(picture=picture, beside=beside, sections=sections)
