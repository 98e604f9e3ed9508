"""Citations of the atlas, a layer or a view, for texts, for programs, and with all sources."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day

from geo.answers import Answer
from geo.answers.answer import words
from geo.evidence import Evidence, catalogue, remember
from geo.exchange.about import caveats, cited_sources, publishers
from geo.language import date, tell

AUTHOR = "Corredor"
# What LaTeX would take for its own.
LATEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True)
class Cited:
    """What is cited: its title, the day of its youngest evidence (ISO text), who published it.

    year: of the youngest evidence of the data version.
    """

    id: str
    title: str
    as_of: str
    version: str
    year: str
    publishers: str = ""
    link: str = ""
    accessed: Day | None = None


def atlas(evidence: Evidence, lang: str, *, link: str = "", accessed: Day | None = None) -> Cited:
    """The whole of it."""
    as_of, title = _youngest(evidence), tell("files.atlas", lang)
    version = evidence.version, as_of[:4]
    return Cited("atlas", title, as_of, *version, link=link, accessed=accessed)


def _youngest(evidence: Evidence) -> str:
    return max(layer.as_of for layer in catalogue(evidence.data).values())


def rows(
    answer: Answer,
    evidence: Evidence,
    lang: str,
    *,
    title: str,
    link: str = "",
    accessed: Day | None = None,
) -> Cited:
    """An answer, or a layer, with the publishers of its sources."""
    names = publishers(answer, evidence, lang)
    version = evidence.version, _youngest(evidence)[:4]
    return Cited(answer.id, title, answer.as_of, *version, names, link, accessed)


def line(cited: Cited, lang: str) -> str:
    """One plain line with link and date."""
    fields = {"title": cited.title, "version": cited.version, "as_of": date(cited.as_of, lang)}
    return _whole(tell("files.cite_line", lang, **fields), cited, lang)


def apa(cited: Cited, lang: str) -> str:
    """As the American Psychological Association (7th edition) has a data set."""
    text = tell("files.cite_apa", lang, year=cited.year, title=cited.title, version=cited.version)
    return _whole(text, cited, lang)


def _whole(text: str, cited: Cited, lang: str) -> str:
    return " ".join(filter(None, [text, _from(cited, lang), _access(cited, lang)]))


def _from(cited: Cited, lang: str) -> str:
    return tell("files.cite_from", lang, publishers=cited.publishers) if cited.publishers else ""


def _access(cited: Cited, lang: str) -> str:
    if not cited.link or cited.accessed is None:
        return cited.link
    day = date(cited.accessed.isoformat(), lang)
    return tell("files.cite_read", lang, date=day, link=cited.link)


def bibtex(cited: Cited, lang: str) -> str:
    """An entry for BibTeX."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{cited.title.translate(LATEX)}}}",
        "year": cited.year,
        "version": cited.version,
        "note": _from(cited, lang).translate(LATEX),
        "url": cited.link.replace("{", "%7B").replace("}", "%7D"),
        "urldate": cited.accessed.isoformat() if cited.accessed and cited.link else "",
    }
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{corredor_{cited.id}_{cited.version},\n{lines}\n}}"


def ris(cited: Cited, lang: str) -> str:
    """An entry for Zotero, EndNote and Mendeley."""
    fields = {
        "TY": "DATA",
        "AU": AUTHOR,
        "TI": cited.title,
        "PY": cited.year,
        "ET": cited.version,
        "N1": _from(cited, lang),
        "UR": cited.link,
        "Y2": cited.accessed.strftime("%Y/%m/%d") if cited.accessed and cited.link else "",
    }
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in fields.items() if text]
    return "\n".join([*lines, "ER  - "])


STYLES: dict[str, Callable[[Cited, str], str]] = {
    style.__name__: style for style in (line, apa, bibtex, ris)
}


def source_lines(answer: Answer, evidence: Evidence, lang: str) -> list[str]:
    """Every source of an answer: publisher, title, date, address and licence."""
    parts = ["publisher", "title", "date", "url", "licence"]

    def lines() -> list[str]:
        rows = cited_sources(answer, evidence, lang)[parts].fillna("").to_numpy()
        return [
            ". ".join([*filter(None, row), tell("files.licence", lang, licence=terms)])
            for *row, terms in rows
        ]

    return remember(answer, ("lines", lang), lines)


def quotation(answer: Answer, cited: Cited, evidence: Evidence, lang: str) -> str:
    """The sentences of an answer, what to know before quoting them, and every source."""
    return quote(answer, words(answer, lang), line(cited, lang), evidence, lang)


def quote(
    answer: Answer, text: str, cited: str, evidence: Evidence, lang: str, *, most: int | None = None
) -> str:
    """What is said of an answer, its caveats, a citation and every source, for at most `most`."""
    lines = source_lines(answer, evidence, lang)
    sources = [f"[{n}] {entry}" for n, entry in enumerate(lines, start=1)]
    listed = ["\n".join(sources)] if most is None or len(sources) <= most else []
    return "\n\n".join([text, *caveats(answer, evidence, lang), cited, *listed])
