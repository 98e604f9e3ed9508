"""One sheet of paper about a place: drawings above, short sections below, for screen and print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from geo.cartography.drawing import Picture

SHOWN = 5  # lines of a section; one more is shown rather than "one more"
TEMPLATES = Environment(
    loader=PackageLoader("geo.cartography"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Section:
    """A heading, a sentence, rows of which the first few are lines, and the sources.

    kind: which of the lines of `lines.html`. more: what to say of lines left out, with `{n}` in
    it. modelled: the word for a modelled section, which also gets a dashed frame; empty for a
    reported one. with_place: whether each line begins with its place.
    """

    kind: str
    title: str
    sentence: str = ""
    rows: Sequence[dict] = ()
    sources: str = ""
    more: str = "{n}"
    modelled: str = ""
    pictures: Sequence[Picture] = ()
    with_place: bool = False

    @property
    def first(self) -> Sequence[dict]:
        """The rows that are shown."""
        return self.rows[: len(self.rows) if len(self.rows) <= SHOWN + 1 else SHOWN]


Parts = tuple[Picture, Section, Sequence[Section]]  # a drawing, what stands beside it, the rest


def sheet(picture: Picture, beside: Section, sections: Sequence[Section], **values: Any) -> str:
    """The whole sheet as HTML, its style included; all text escaped. told: what lines ask for."""
    return _html(picture=picture, beside=beside, sections=sections, **values)


def two(
    names: Sequence[str],
    parts: Sequence[Parts],
    figures: Mapping[str, Sequence[str]],
    caption: str,
    **values: Any,
) -> str:
    """Two sheets as one: both drawings, a table, then sections of the same title side by side.

    figures: by what they say, one of each place.
    """
    by_title = [{one.title: one for one in (first, *rest)} for _, first, rest in parts]
    titles = dict.fromkeys(title for sections in by_title for title in sections)
    pairs = [[sections.get(title) for sections in by_title] for title in titles]
    pictures = [picture for picture, *_ in parts]
    values |= {"figures": figures, "caption": caption}
    return _html(names=names, pictures=pictures, pairs=pairs, **values)


def _html(**values: Any) -> str:
    return TEMPLATES.get_template("sheet.html").render(**values)
