"""What every file says of itself, and how an answer is cited: told from the answer alone."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import pandas as pd

from geo.answers import Answer, incidents
from geo.answers.answer import MODELLED, sources_of, words
from geo.evidence import Evidence, Layer, catalogue, columns, label, remember, unit_of
from geo.evidence.catalogue import UNSEEN
from geo.exchange.readable import as_texts
from geo.language import date, join_list, publisher_text, tell

PUBLISHERS = 4
# Codes whose shapes a table can take along, and the layer that holds them.
SHAPES = {"divipola": "municipalities", "department_code": "departments"}


# What a license that allows reuse is called elsewhere, and where it is read.
LICENCES = {
    "public_domain": ("PDDC", "https://creativecommons.org/publicdomain/mark/1.0/"),
    "cc_by_4_0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc_by_sa_4_0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "mit": ("MIT", "https://opensource.org/license/mit"),
}
# What tells programmes that a row names by their ids alone.
PROGRAMMES = ["programme_id", "name_en", "name_es", "status_code", "status_as_of"]
PROGRAMMES += ["start_date", "end_date", "implementer"]
FIGURES = ["publishers", "reported_on", "killed", "injured", "killed_includes_attackers"]
FIGURES += ["superseded", "source_recorded"]
CITED = ["source_id", "publisher", "title", "date", "url"]
CITED += ["licence", "licence_code", "licence_url"]
# What titles say of sources that were not read as their own page.
GLOSSES = ("relayed", "feed", "title", "address", "opening", "unread", "quoted")
RELAYED = "as relayed in"
# Sites that hold copies of what others published, and servers that stand behind a publisher's.
COPIES = re.compile(
    r"fdocuments|vdocuments|scribd|docslib|wixlib|yumpu|everycrsreport|congressionalresearch\.com"
    r"|cloudfront|polimor|elaws|justia|burmalibrary|mapinc|whitehousepressbriefings|irp\.fas|ipfs"
    r"|wikimili|profilpelajar|wanabidii|chanrobles|laws9|lexfed|rincondelvago|intelligencelaw"
)
SERVERS = re.compile(
    r"arc-cdn\.net|arcpublishing\.com|^(?:prod|master|web2|uatweb|adminrediseno)\."
)


@cache
def source_title(title: str, title_is: str, url: object, lang: str) -> str:
    """A title with what was read of it in the language, and whether its address is a copy's.

    An unknown title is said to be, and that one is our description; url: blank where no address
    is known.
    """
    if title_is in UNSEEN:
        title = tell("frame.title_not_known", lang)
    elif title_is == "ours":
        title = f"{title} {tell('sources.ours', lang)}"
    for gloss in GLOSSES:
        english, local = (tell(f"sources.gloss_{gloss}", each) for each in ("en", lang))
        title = title.replace(english, local)
    host = urlsplit(url).netloc if isinstance(url, str) else ""
    if COPIES.search(host):
        return f"{title} {tell('sources.copy', lang, host=host)}"
    return f"{title} {tell('sources.server', lang)}" if SERVERS.search(host) else title


def cited_sources(answer: Answer, evidence: Evidence, lang: str) -> pd.DataFrame:
    """The sources of an answer's rows, licences in words, unknown titles said to be so."""
    return remember(answer, ("cited", lang), lambda: _cited_sources(answer, evidence, lang))


def _cited_sources(answer: Answer, evidence: Evidence, lang: str) -> pd.DataFrame:
    cited = sources_of(answer.source_ids, evidence["sources"])
    titles = cited[["title", "title_is", "url"]].itertuples(index=False)
    return cited.assign(
        publisher=[publisher_text(name, lang) for name in cited["publisher"]],
        title=[source_title(*of, lang) for of in titles],
        licence=[label("licence", code, lang) for code in cited["licence"]],
        licence_code=cited["licence"],
    )


def about(
    answer: Answer,
    evidence: Evidence,
    lang: str,
    *,
    title: str = "",
    link: str = "",
    more: Mapping[str, str] | None = None,
    own: Collection[str] = (),
) -> dict[str, Any]:
    """What a file of the answer says of itself: texts, and two tables as lists of records.

    Texts: `id`, `title` (of a layer its own, else as given), for a layer `question` and
    `method`; `words`, `basis`, `caveats`, `as_of`, `data_version`, `link`, `cite_as`; `more`,
    such as parameters of what is modelled. Tables: `columns` (see `describe_columns`) and `sources`
    (`source_id`, `publisher`, `title`, `date`, `url`, `licence`, `licence_code`,
    `licence_url`); where rows name programmes by id `programmes`, of one incident `figures`, every
    one on record. What is not known is left out. own: columns of a reader's own file.
    """
    layer = layer_of(answer, evidence)
    modelled = any(name.endswith(MODELLED) for name in answer.frame)
    texts = {
        "id": answer.id,
        "title": title_of(answer, evidence, lang) or title or answer.id,
        "question": layer.question[lang] if layer else "",
        "words": words(answer, lang),
        "basis": tell(f"frame.{layer.basis if layer else answer.basis}", lang),
        "modelled": tell("files.modelled", lang) if modelled else "",
        "method": layer.method[lang] if layer else "",
        **dict(more or {}),
        "caveats": " ".join(caveats(answer, evidence, lang)),
        "as_of": answer.as_of,
        "data_version": evidence.version,
        "link": link,
        "cite_as": citation(answer, evidence, lang),
    }
    cited = cited_sources(answer, evidence, lang).fillna("")
    cited["licence_url"] = [LICENCES.get(code, ("", ""))[1] for code in cited["licence_code"]]
    tables = {
        "columns": describe_columns(answer.frame, lang, own),
        "sources": cited[CITED].to_dict("records"),
        **_explained(answer, evidence, lang),
    }
    return {name: value for name, value in {**texts, **tables}.items() if value}


def title_of(answer: Answer, evidence: Evidence, lang: str) -> str:
    """What an answer is called wherever it is shown: as its layer is, or as it says itself."""
    layer = layer_of(answer, evidence)
    called = tell(answer.title, lang) if answer.title else ""
    return layer.title[lang] if layer else called


def _explained(answer: Answer, evidence: Evidence, lang: str) -> dict[str, list[dict[str, str]]]:
    """What the rows name by id alone, or in sum, as readers see it."""
    tables = {}
    if "programme_ids" in answer.frame:
        cells = answer.frame["programme_ids"].dropna().str.split(";")
        rows = evidence.aid_programmes
        tables["programmes"] = rows.loc[rows["programme_id"].isin(cells.explode()), PROGRAMMES]
    if answer.id == "incident":
        ids = tuple(answer.frame["incident_id"])
        tables["figures"] = evidence.ask(incidents.casualty_figures, ids).frame[FIGURES]
    return {name: as_texts(rows, lang).to_dict("records") for name, rows in tables.items()}


def caveats(answer: Answer, evidence: Evidence, lang: str) -> list[str]:
    """What to know before quoting, those of a layer first."""
    layer = layer_of(answer, evidence)
    of_layer = [layer.caveats[lang]] if layer and layer.caveats[lang] else []
    return [*of_layer, *(tell(key, lang) for key in answer.caveats)]


def layer_of(answer: Answer, evidence: Evidence) -> Layer | None:
    """The layer whose rows the answer is, all of them as they stand; None for any other."""
    layer = catalogue(evidence.data).get(answer.id)
    return layer if layer is not None and answer.frame is evidence[layer.id] else None


def describe_columns(
    frame: pd.DataFrame, lang: str, own: Collection[str] = ()
) -> list[dict[str, str]]:
    """The columns of a frame: `name`, `title`, `unit`, `meaning`, `blank`, `codes`.

    own: those of a reader's file; one that the dictionary does not know is such too.
    """
    dictionary, records = columns(), []
    for name in map(str, frame.columns):
        column = None if name in own else dictionary.get(name)
        if column is None:
            meaning = tell("files.own_column", lang)
            records.append({"name": name, "title": name, "meaning": meaning})
            continue
        blank, codes = column.null.get(lang), column.values.items()
        records.append(
            {
                "name": name,
                "title": column.label[lang],
                "unit": unit_of(column, lang),
                "meaning": column.meaning[lang],
                "blank": tell("frame.blank_means", lang, meaning=blank) if blank else "",
                "codes": ", ".join(f"{code} = {meanings[lang]}" for code, meanings in codes),
            }
        )
    return records


def citation(answer: Answer, evidence: Evidence, lang: str) -> str:
    """One line: the atlas, its data version, the date of the evidence, the first publishers.

    Sources that were read only as others relay them are named as such.
    """
    return remember(answer, ("citation", lang), lambda: _citation(answer, evidence, lang))


def _citation(answer: Answer, evidence: Evidence, lang: str) -> str:
    cited = sources_of(answer.source_ids, evidence["sources"])
    relayed = cited.loc[cited["title"].str.contains(RELAYED), "publisher"]
    names = [publisher_text(name, lang) for name in dict.fromkeys(relayed)]
    line = _cited(answer, evidence, lang)
    return f"{line} {tell('sources.relayed', lang, publishers=names)}" if names else line


def _cited(answer: Answer, evidence: Evidence, lang: str) -> str:
    return tell(
        "frame.citation",
        lang,
        version=evidence.version,
        as_of=date(answer.as_of, lang),
        publishers=publishers(answer, evidence, lang),
    )


def publishers(answer: Answer, evidence: Evidence, lang: str, *, most: int = PUBLISHERS) -> str:
    """Who published the sources of an answer's rows, by name the few with the most of them."""
    names = list(cited_sources(answer, evidence, lang)["publisher"].value_counts().index)
    if len(names) > most:
        more = tell("frame.and_more_publishers", lang, n=len(names) - most)
        names = [*names[:most], more]
    return join_list(names, lang)


def with_shapes(frame: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """The frame with the shape of the place that each row's code names; others have none.

    It stays as it is where it has shapes or no codes.
    """
    code = next((c for c in SHAPES if c in frame), None)
    if code is None or isinstance(frame, gpd.GeoDataFrame):
        return frame
    shapes = evidence[SHAPES[code]].set_index(code).geometry
    return gpd.GeoDataFrame(
        frame,
        geometry=gpd.GeoSeries(list(frame[code].map(shapes)), crs=shapes.crs, index=frame.index),
    )
