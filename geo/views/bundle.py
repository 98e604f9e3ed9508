"""A page's view as one ZIP, as a few lines of Python; its map as a picture and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date as Day
from itertools import chain

from geo.answers import Answer
from geo.answers.answer import words
from geo.cartography.picture import picture
from geo.cartography.scene import Scene
from geo.cartography.standalone import standalone
from geo.errors import FormatRefused
from geo.evidence import Evidence
from geo.exchange import cite, package
from geo.exchange.about import caveats, cited_sources
from geo.exchange.package import Rows
from geo.exchange.readable import as_texts
from geo.language import LANGUAGES, date, join_list, say, tell
from geo.views import View, view

# What a map says of its answers beneath them.
NOTES = "modelled", "method", "scenario"


def bundle(
    page: str,
    query: Mapping[str, str],
    evidence: Evidence,
    lang: str,
    *,
    formats: Sequence[str] = package.USUAL,
    link: str = "",
    accessed: Day | None = None,
) -> bytes:
    """What a link shows, whole: see `geo.exchange.package`. Raises ValueError without rows."""
    whole = view(page, query, evidence, lang).whole
    beside = map_of(page, query, evidence, lang, link).files() if whole.scene else {}
    if whole.scenario:
        beside["scenario.toml"] = whole.scenario.to_toml().encode()
    return package.package(
        [_rows(answer, whole) for answer in whole.answers.values()],
        evidence,
        title={code: tell(f"{page}.title", code) for code in LANGUAGES},
        link=link,
        lang=lang,
        formats=formats,
        beside=beside,
        accessed=accessed,
    )


def _rows(answer: Answer, view: View) -> Rows:
    return Rows(answer, scenario=view.scenario.to_toml() if view.scenario else "")


@dataclass(frozen=True)
class MapFile:
    """A map with the rows that it shows, and where it was seen."""

    scene: Scene
    rows: Sequence[Rows]
    evidence: Evidence
    lang: str
    _: KW_ONLY
    title: str | None = None
    link: str = ""

    def file(self, kind: str, size: str = "a4") -> bytes:
        """As a page of its own (`html`), or as a picture of this size."""
        return self._alone() if kind == "html" else self._picture(kind, size)

    def files(self) -> dict[str, bytes]:
        """The map as `map.png` (A4) and as `map.html`."""
        return {f"map.{kind}": self.file(kind) for kind in ("png", "html")}

    @property
    def _answers(self) -> list[Answer]:
        return [part.answer for part in self.rows]

    def _picture(self, kind: str, size: str) -> bytes:
        """With the publishers and the first caveat of the rows that it shows."""
        answers, evidence, lang = self._answers, self.evidence, self.lang
        cited = (cited_sources(answer, evidence, lang)["publisher"] for answer in answers)
        names = list(dict.fromkeys(chain.from_iterable(cited)))
        first = [caveat for answer in answers for caveat in caveats(answer, evidence, lang)][:1]
        notes = [*first, *foot(answers, evidence, lang, link=self.link)]
        look = {"sources": names, "notes": notes}
        return picture(self.scene, lang=lang, kind=kind, size=size, title=self.title, **look)

    def _alone(self) -> bytes:
        """With what the rows that it shows say, and the first of them as a table."""
        answers, evidence, lang, rows = self._answers, self.evidence, self.lang, self.rows
        lines = [line for answer in answers for line in cite.source_lines(answer, evidence, lang)]
        return standalone(
            self.scene,
            lang=lang,
            title=self.title,
            words=[text for answer in answers if (text := words(answer, lang))],
            table=as_texts(rows[0].answer.frame, lang, rows[0].own) if rows else None,
            sources=list(dict.fromkeys(lines)),
            notes=[
                *_map_notes(rows, evidence, lang),
                *foot(answers, evidence, lang, link=self.link),
            ],
        )


def map_of(
    page: str, query: Mapping[str, str], evidence: Evidence, lang: str, link: str = ""
) -> MapFile:
    """The map of a page's view. Raises FormatRefused where it has none."""
    whole = view(page, query, evidence, lang).whole
    if whole.scene is None:
        raise FormatRefused("map", say("files.no_map"))
    rows = [_rows(answer, whole) for answer in whole.mapped]
    return MapFile(whole.scene, rows, evidence, lang, link=link)


def _map_notes(rows: Sequence[Rows], evidence: Evidence, lang: str) -> list[str]:
    """What is modelled and how, with its parameters; what to know before quoting. Each once."""
    abouts = [part.about(evidence, lang) for part in rows]
    notes = [(name, about[name]) for about in abouts for name in NOTES if name in about]
    notes += [("caveats", text) for part in rows for text in caveats(part.answer, evidence, lang)]
    return [f"{tell(f'files.about_{name}', lang)}: {text}" for name, text in dict.fromkeys(notes)]


def foot(answers: Sequence[Answer], evidence: Evidence, lang: str, *, link: str = "") -> list[str]:
    """Date and data version, licences of the sources, address."""
    lines = []
    if as_of := max((answer.as_of for answer in answers), default=""):
        day, version = date(as_of, lang), evidence.version
        lines.append(tell("frame.as_of", lang, as_of=day, version=version))
    cited = (cited_sources(answer, evidence, lang)["licence"] for answer in answers)
    if licences := list(dict.fromkeys(chain.from_iterable(cited))):
        lines.append(tell("files.licences", lang, licences=join_list(licences, lang)))
    return [*lines, *([link] if link else [])]


NOTEBOOK = """from geo.cartography import leaflet
from geo.evidence import Evidence
from geo.views import view

seen = view({page!r}, {chosen!r}, Evidence(), {lang!r})
answer = next(a for a in seen.answers.values() if a.id == {answer_id!r})
leaflet.view(answer, lang={lang!r}).save("map.html")
"""


def notebook(page: str, query: Mapping[str, str], answer_id: str, lang: str) -> str:
    """Code that makes an answer of a view again, and a map of it (`geo.cartography.leaflet`).

    chosen: the parameters of the view's link, those at their defaults may be left out.
    """
    return NOTEBOOK.format(page=page, chosen=dict(query), answer_id=answer_id, lang=lang)
