"""A page's view as one ZIP, its map as a picture and as a file of its own, from the same scene."""

from collections.abc import Mapping, Sequence
from datetime import date as Day

from geo.answers import Answer
from geo.answers.answer import words
from geo.cartography.picture import picture
from geo.cartography.scene import Scene
from geo.cartography.standalone import standalone
from geo.evidence import Evidence
from geo.exchange import cite, package
from geo.exchange.about import cited_sources
from geo.exchange.readable import as_texts
from geo.language import LANGUAGES, date, join_list, tell
from geo.views import view


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
    shown = view(page, query, evidence, lang)
    answers = [answer for answer in shown.answers.values() if len(answer.frame)]
    return package.package(
        [package.Rows(answer) for answer in answers],
        evidence,
        title={code: tell(f"{page}.title", code) for code in LANGUAGES},
        link=link,
        lang=lang,
        formats=formats,
        beside=maps(shown.scene, answers, evidence, lang, link=link) if shown.scene else None,
        accessed=accessed,
    )


def maps(
    scene: Scene, answers: Sequence[Answer], evidence: Evidence, lang: str, *, link: str = ""
) -> dict[str, bytes]:
    """The map as `map.png` (A4) and as `map.html`."""
    drawn = paper(scene, answers, evidence, lang, kind="png", size="a4", link=link)
    return {"map.png": drawn, "map.html": alone(scene, answers, evidence, lang, link=link)}


def map_of(
    page: str,
    query: Mapping[str, str],
    evidence: Evidence,
    lang: str,
    *,
    kind: str,
    size: str,
    link: str = "",
) -> bytes:
    """The map of a page's view as `html`, or as a picture. Raises ValueError where it has none."""
    shown = view(page, query, evidence, lang)
    if shown.scene is None:
        raise ValueError(f"{page} has no map")
    answers = list(shown.answers.values())
    if kind == "html":
        return alone(shown.scene, answers, evidence, lang, link=link)
    return paper(shown.scene, answers, evidence, lang, kind=kind, size=size, link=link)


def paper(
    scene: Scene,
    answers: Sequence[Answer],
    evidence: Evidence,
    lang: str,
    *,
    kind: str,
    size: str,
    title: str | None = None,
    link: str = "",
) -> bytes:
    """The map as a picture, which names the publishers of these answers' sources."""
    cited = [cited_sources(answer, evidence, lang) for answer in answers]
    names = list(dict.fromkeys(name for sources in cited for name in sources["publisher"]))
    notes = foot(answers, evidence, lang, link=link)
    return picture(scene, lang=lang, kind=kind, size=size, title=title, sources=names, notes=notes)


def alone(
    scene: Scene,
    answers: Sequence[Answer],
    evidence: Evidence,
    lang: str,
    *,
    title: str | None = None,
    link: str = "",
) -> bytes:
    """The map as a page of its own: words and sources of these answers, rows of the first."""
    said = [words(answer, lang) for answer in answers]
    lines = [line for answer in answers for line in cite.source_lines(answer, evidence, lang)]
    return standalone(
        scene,
        lang=lang,
        title=title,
        words=list(filter(None, said)),
        table=as_texts(answers[0].frame, lang) if answers else None,
        sources=list(dict.fromkeys(lines)),
        notes=foot(answers, evidence, lang, link=link),
    )


def foot(answers: Sequence[Answer], evidence: Evidence, lang: str, *, link: str = "") -> list[str]:
    """Date and data version, licences of the sources, address."""
    as_of = max((answer.as_of for answer in answers), default="")
    told = []
    if as_of:
        as_of, version = date(as_of, lang), evidence.version
        told.append(tell("frame.as_of", lang, as_of=as_of, version=version))
    found = [cited_sources(answer, evidence, lang)["licence"] for answer in answers]
    licences = list(dict.fromkeys(name for column in found for name in column))
    if licences:
        told.append(tell("files.licences", lang, licences=join_list(licences, lang)))
    return [*told, *([link] if link else [])]
