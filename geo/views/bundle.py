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
from geo.exchange.about import caveats, cited_sources
from geo.exchange.package import Rows
from geo.exchange.readable import as_texts
from geo.language import LANGUAGES, date, join_list, tell
from geo.views import View, view

# What a map says of its answers beneath them.
TOLD = "modelled", "method", "scenario"


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
    beside = maps(shown.scene, _drawn(shown), evidence, lang, link=link) if shown.scene else {}
    if shown.scenario:
        beside["scenario.toml"] = shown.scenario.to_toml().encode()
    return package.package(
        [_rows(answer, shown) for answer in shown.answers.values()],
        evidence,
        title={code: tell(f"{page}.title", code) for code in LANGUAGES},
        link=link,
        lang=lang,
        formats=formats,
        beside=beside,
        accessed=accessed,
    )


def _rows(answer: Answer, shown: View) -> Rows:
    return Rows(answer, scenario=shown.scenario.to_toml() if shown.scenario else "")


def _drawn(shown: View) -> list[Rows]:
    return [_rows(answer, shown) for answer in shown.mapped]


def maps(
    scene: Scene, rows: Sequence[Rows], evidence: Evidence, lang: str, *, link: str = ""
) -> dict[str, bytes]:
    """The map as `map.png` (A4) and as `map.html`."""
    drawn = paper(scene, rows, evidence, lang, kind="png", size="a4", link=link)
    return {"map.png": drawn, "map.html": alone(scene, rows, evidence, lang, link=link)}


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
    if kind == "html":
        return alone(shown.scene, _drawn(shown), evidence, lang, link=link)
    return paper(shown.scene, _drawn(shown), evidence, lang, kind=kind, size=size, link=link)


def paper(
    scene: Scene,
    rows: Sequence[Rows],
    evidence: Evidence,
    lang: str,
    *,
    kind: str,
    size: str,
    title: str | None = None,
    link: str = "",
) -> bytes:
    """The map as a picture, with the publishers and the first caveat of the rows that it shows."""
    answers = [part.answer for part in rows]
    cited = [cited_sources(answer, evidence, lang) for answer in answers]
    names = list(dict.fromkeys(name for sources in cited for name in sources["publisher"]))
    first = [caveat for answer in answers for caveat in caveats(answer, evidence, lang)][:1]
    notes = [*first, *foot(answers, evidence, lang, link=link)]
    return picture(scene, lang=lang, kind=kind, size=size, title=title, sources=names, notes=notes)


def alone(
    scene: Scene,
    rows: Sequence[Rows],
    evidence: Evidence,
    lang: str,
    *,
    title: str | None = None,
    link: str = "",
) -> bytes:
    """The map as a page of its own: what the rows that it shows say, and the first as a table."""
    answers = [part.answer for part in rows]
    said = [words(answer, lang) for answer in answers]
    lines = [line for answer in answers for line in cite.source_lines(answer, evidence, lang)]
    return standalone(
        scene,
        lang=lang,
        title=title,
        words=list(filter(None, said)),
        table=as_texts(rows[0].answer.frame, lang, rows[0].own) if rows else None,
        sources=list(dict.fromkeys(lines)),
        notes=[*_told(rows, evidence, lang), *foot(answers, evidence, lang, link=link)],
    )


def _told(rows: Sequence[Rows], evidence: Evidence, lang: str) -> list[str]:
    """What is modelled and how, with its parameters; what to know before quoting. Each once."""
    said = [part.about(evidence, lang) for part in rows]
    found = [(name, told[name]) for told in said for name in TOLD if name in told]
    known = [caveat for part in rows for caveat in caveats(part.answer, evidence, lang)]
    found += [("caveats", caveat) for caveat in known]
    return [f"{tell(f'files.about_{name}', lang)}: {text}" for name, text in dict.fromkeys(found)]


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
