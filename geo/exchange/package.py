"""A bundle: rows in chosen formats with all that is needed to read, check, cite and reuse them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

import pandas as pd

from geo.answers import Answer
from geo.evidence import Evidence
from geo.exchange import cite, datapackage, sheets
from geo.exchange.about import SHAPES, about, with_shapes
from geo.exchange.archive import zip_files
from geo.exchange.formats import FORMATS, LON_LAT, OTHERS, refusal
from geo.exchange.published import extent
from geo.exchange.readme import readme
from geo.exchange.schema_org import bundle_json
from geo.exchange.write import write
from geo.language import LANGUAGES, tell

# Beside CSV, which is always there.
USUAL = ("xlsx", "gpkg")
# What tables of their own hold, beside the rows.
TABLES = ("columns", "sources")
# What is written when all the rest is there.
LAST = (*(f"README.{lang}.md" for lang in LANGUAGES), "catalogue.json", "datapackage.json")
LAST += ("checksums.txt",)


@dataclass(frozen=True)
class Rows:
    """Rows that go into files. own: columns of a reader's own file.

    more: texts that files say beside all that the answer carries, as parameters of a model.
    scenario: what the model was asked (TOML), told with its method of what it computed.
    """

    answer: Answer
    more: Mapping[str, str] = field(default_factory=dict)
    own: Collection[str] = ()
    scenario: str = ""

    def about(self, evidence: Evidence, lang: str, *, title: str = "", link: str = "") -> dict:
        """What a file of them says of itself."""
        more, own = dict(self.more), self.own
        if self.scenario and self.answer.basis != "reported":
            more = {"method": tell("files.model", lang), "scenario": self.scenario} | more
        return about(self.answer, evidence, lang, title=title, link=link, more=more, own=own)

    def write(
        self,
        fmt: str,
        evidence: Evidence,
        note: Mapping[str, Any],
        lang: str,
        *,
        crs: int = LON_LAT,
    ) -> bytes:
        """Them as a file of this format, with the shapes of the places that they name."""
        frame = self.answer.frame
        frame = with_shapes(frame, evidence) if FORMATS[fmt].holds_shapes else frame
        return write(frame, fmt, note, crs=crs, lang=lang)


def package(
    rows: Sequence[Rows],
    evidence: Evidence,
    *,
    title: Mapping[str, str],
    link: str = "",
    lang: str = "en",
    formats: Sequence[str] = USUAL,
    beside: Mapping[str, bytes] | None = None,
    accessed: Day | None = None,
) -> bytes:
    """A ZIP of the rows; the same rows, words and day give the same bytes.

    In it: `data/` with a CSV of each and the chosen formats that can hold it, `columns.csv` (the
    dictionary), `sources.csv`, README in both languages, LICENCES.md, citations, `catalogue.json`
    (schema.org, DCAT, with Parquet Croissant), `datapackage.json` (version 1), `checksums.txt`
    (SHA-256), and what is given `beside`, such as pictures or a scenario. title: by language.
    Raises ValueError without any rows.
    """
    filled = [part for part in rows if len(part.answer.frame)]
    if not filled:
        raise ValueError("a bundle needs rows")
    parts = {f"{n}_{part.answer.id}": part for n, part in enumerate(filled, start=1)}
    notes = {
        code: {
            key: part.about(evidence, code, title=title[code], link=link)
            for key, part in parts.items()
        }
        for code in LANGUAGES
    }
    files: dict[str, bytes] = {}
    resources = []

    def add(path: str, plain: pd.DataFrame, note: Mapping[str, Any]) -> None:
        plain = sheets.for_sheets(plain)
        files[path] = sheets.csv(plain)
        resources.append(datapackage.table(path, files[path], plain, note))

    for key, part in parts.items():
        note = notes[lang][key]
        add(f"data/{key}.csv", part.answer.frame, note)
        for fmt in formats:
            if fmt != "csv" and refusal(part.answer.frame, fmt, SHAPES) is None:
                files[f"data/{key}.{fmt}"] = part.write(fmt, evidence, note, lang)
    by_id = {s["source_id"]: s for note in notes[lang].values() for s in note["sources"]}
    sources = [by_id[code] for code in sorted(by_id)]
    add("columns.csv", _columns(notes), {})
    add("sources.csv", pd.DataFrame(sources), {})
    cited = [
        cite.rows(
            part.answer,
            evidence,
            lang,
            title=notes[lang][key]["title"],
            link=link,
            accessed=accessed,
        )
        for key, part in parts.items()
    ]
    for ending, style in {"txt": cite.apa, "bib": cite.bibtex, "ris": cite.ris}.items():
        files[f"CITATION.{ending}"] = "".join(f"{style(c, lang)}\n\n" for c in cited).encode()
    files |= beside or {}
    files["LICENCES.md"] = (evidence.data / "LICENCES.md").read_bytes()
    for code in LANGUAGES:
        files[f"README.{code}.md"] = _readme(
            title[code], notes[code], [*files, *LAST], code
        ).encode()
    described = {resource["path"] for resource in resources}
    resources += [
        datapackage.file(path, content, _media(path))
        for path, content in files.items()
        if path not in described
    ]
    whole = _whole(notes[lang].values(), title[lang]) | {"sources": sources}
    coverage = extent([part.answer for part in filled], evidence)
    files["catalogue.json"] = bundle_json(whole, notes[lang], resources, *coverage, lang=lang)
    files["datapackage.json"] = datapackage.package("corredor", resources, whole)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {path}" for path, content in files.items()]
    files["checksums.txt"] = ("\n".join(sums) + "\n").encode()
    return zip_files(files)


def _whole(notes: Iterable[Mapping[str, Any]], title: str) -> dict[str, Any]:
    """What the bundle says of itself: all that its tables say; its title, or theirs as layers."""
    tables = [{"words": note.get("question", ""), **note} for note in notes]
    every = {
        name: list(dict.fromkeys(note[name] for note in tables if note.get(name)))
        for name in ("title", "words", "caveats", "as_of", "cite_as")
    }
    return tables[0] | {
        "title": title if title in every["title"] else "; ".join(every["title"]),
        "words": "\n\n".join(every["words"]),
        "caveats": "\n\n".join(every["caveats"]),
        "as_of": max(every["as_of"]),
        "cite_as": "\n\n".join(every["cite_as"]),
    }


def _media(path: str) -> str:
    ending = path.partition(".")[2]
    if ending in FORMATS:
        return FORMATS[ending].mime
    return OTHERS.get(path.rpartition(".")[2], "application/octet-stream")


def _columns(notes: Mapping[str, Mapping[str, Mapping]]) -> pd.DataFrame:
    """Every column of every table once, in both languages."""
    rows: dict[str, dict[str, str]] = {}
    for lang, tables in notes.items():
        for table in tables.values():
            for column in table["columns"]:
                row = rows.setdefault(column["name"], {"name": column["name"]})
                row.setdefault("unit", column.get("unit", ""))
                for part in ("title", "meaning", "blank", "codes"):
                    row[f"{part}_{lang}"] = column.get(part, "")
    return pd.DataFrame(list(rows.values()))


def _readme(title: str, notes: Mapping[str, Mapping], files: Sequence[str], lang: str) -> str:
    """What lies in the bundle, and what each table says of itself but its columns and sources."""
    listed = "\n".join(f"- `{path}`" for path in sorted(files))
    parts = [f"# {title}", tell("files.bundle", lang), listed]
    for key, table in notes.items():
        texts = {name: text for name, text in table.items() if name not in TABLES}
        parts.append(readme(texts | {"title": f"`data/{key}`"}, lang, level=2))
    return "\n\n".join(parts)
