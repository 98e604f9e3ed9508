"""One sheet of paper about a place: drawings above, short sections below, for screen and print."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

SHOWN = 5  # lines of a section; one more is shown rather than "one more"
STYLE = """<style>
.sheet{font-size:.88rem;line-height:1.35}
.sheet .top{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1.4rem;margin-bottom:.6rem}
.sheet .rest{columns:3;column-gap:1.4rem}
.sheet section{break-inside:avoid;margin:0 0 .7rem}
.sheet h3{font-size:1rem;margin:0 0 .1rem;padding:0}
.sheet p{margin:0 0 .2rem;font-size:inherit!important}
.sheet ul{margin:0;padding-left:1.05rem;font-size:inherit!important}
.sheet li{margin:0;font-size:inherit!important}
.sheet small{opacity:.75;display:block}
.sheet .bars{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem}
.sheet .modelled{border:2px dashed rgba(128,128,128,.8);padding:.3rem .5rem}
@media (max-width:900px){.sheet .rest{columns:2}}
@media (max-width:640px){.sheet .rest{columns:1}.sheet .top{grid-template-columns:1fr}}
@media print{
@page{size:A4;margin:9mm}
[data-testid=stSidebar],[data-testid=stHeader],[class*=st-key-screen],
[data-testid=stBottom],hr{display:none!important}
.stMainBlockContainer{padding:0!important;max-width:none!important}
.stMainBlockContainer [data-testid=stVerticalBlock]{gap:.3rem!important}
h1{font-size:20px!important;padding:0!important}
.sheet{font-size:11px}
.sheet h3{font-size:12px!important}
.sheet small{font-size:9px}
.sheet section{margin-bottom:5px}
.sheet .rest{columns:3!important}
.sheet .top{grid-template-columns:1fr 1fr!important}
.stApp,.stMain,[data-testid=stAppViewContainer],[data-testid=stMain]{
position:static!important;overflow:visible!important;height:auto!important;display:block!important}
}</style>"""


@dataclass(frozen=True)
class Line:
    """One line of a section: text before, a linked name, text after; all plain text."""

    text: str = ""
    name: str = ""
    address: str = ""
    after: str = ""

    def to_html(self) -> str:
        link = f'<a href="{escape(self.address)}" target="_self">{escape(self.name)}</a>'
        return f"<li>{escape(self.text)}{link if self.name else ''}{escape(self.after)}</li>"


@dataclass(frozen=True)
class Section:
    """A heading, a sentence, lines of which the first few are shown, and the sources.

    more: what to say of lines left out, with `{n}` in it. modelled: the word for a modelled
    section, which also gets a dashed frame; empty for a reported one. pictures: as HTML.
    """

    title: str
    said: str = ""
    lines: Sequence[Line] = ()
    sources: str = ""
    more: str = "{n}"
    modelled: str = ""
    pictures: Sequence[str] = field(default_factory=tuple)

    def to_html(self) -> str:
        head = f"{self.title} · {self.modelled}" if self.modelled else self.title
        lines = [line.to_html() for line in self.lines]
        if len(lines) > SHOWN + 1:
            more = self.more.format(n=len(lines) - SHOWN)
            lines = [*lines[:SHOWN], f"<li>{escape(more)}</li>"]
        return "".join(
            [
                f'<section class="{"modelled" if self.modelled else "reported"}">',
                f"<h3>{escape(head)}</h3>",
                f"<p>{escape(self.said)}</p>" if self.said else "",
                f'<div class="bars">{"".join(self.pictures)}</div>' if self.pictures else "",
                f"<ul>{''.join(lines)}</ul>" if lines else "",
                f"<small>{escape(self.sources)}</small>" if self.sources else "",
                "</section>",
            ]
        )


def sheet(picture: str, beside: Section, sections: Sequence[Section]) -> str:
    """The whole sheet as HTML, its style included; picture: HTML of the map."""
    rest = "".join(section.to_html() for section in sections)
    top = f'<div class="top"><section>{picture}</section>{beside.to_html()}</div>'
    return f'{STYLE}<div class="sheet">{top}<div class="rest">{rest}</div></div>'
