"""What every file says of itself, and how an answer is cited: told from the answer alone."""

from functools import cache

import geopandas as gpd
import pandas as pd

from geo.answers import Answer
from geo.answers.answer import sources_of, title_seen, words
from geo.evidence import Evidence, label
from geo.language import date, join_list, tell

PUBLISHERS = 4
# Codes whose shapes a table can take along, and the layer that holds them.
SHAPES = {"divipola": "municipalities", "department_code": "departments"}


# What titles say of sources that were not read as their own page.
GLOSSES = ("relayed", "feed", "title", "address", "opening", "unread", "quoted")
RELAYED = "as relayed in"


@cache
def _title(title: str, lang: str) -> str:
    """A title with what it says of its reading in the language; an unknown one is said to be."""
    if not title_seen(title):
        return tell("frame.title_not_known", lang)
    for gloss in GLOSSES:
        english, told = (tell(f"sources.gloss_{gloss}", each) for each in ("en", lang))
        title = title.replace(english, told)
    return title


def cited_sources(answer: Answer, evidence: Evidence, lang: str) -> pd.DataFrame:
    """The sources of an answer's rows, licences in words, unknown titles said to be so."""
    cited = sources_of(answer.source_ids, evidence["sources"])
    return cited.assign(
        title=[_title(title, lang) for title in cited["title"]],
        licence=[label("licence", code, lang) for code in cited["licence"]],
    )


def about(answer: Answer, evidence: Evidence, lang: str) -> dict[str, str]:
    """What a file of the answer says of itself: words, caveats, sources with licence, version."""
    sources = [
        f"{row.source_id}: {row.publisher}, {row.title} [{row.licence}]"
        for row in cited_sources(answer, evidence, lang).itertuples()
    ]
    return {
        "title": answer.id,
        "basis": tell(f"frame.{answer.basis}", lang),
        "words": words(answer, lang),
        "caveats": " ".join(tell(key, lang) for key in answer.caveats),
        "sources": "; ".join(sources),
        "as_of": answer.as_of,
        "data_version": evidence.version,
    }


def citation(answer: Answer, evidence: Evidence, lang: str) -> str:
    """One line: the atlas, its data version, the date of the evidence, the first publishers.

    Sources that were read only as others relay them are named as such.
    """
    cited = sources_of(answer.source_ids, evidence["sources"])
    names = list(dict.fromkeys(cited.loc[cited["title"].str.contains(RELAYED), "publisher"]))
    said = _cited(answer, evidence, lang)
    return f"{said} {tell('sources.relayed', lang, publishers=names)}" if names else said


def _cited(answer: Answer, evidence: Evidence, lang: str) -> str:
    return tell(
        "frame.citation",
        lang,
        version=evidence.version,
        as_of=date(answer.as_of, lang),
        publishers=publishers(answer, evidence, lang),
    )


def publishers(answer: Answer, evidence: Evidence, lang: str) -> str:
    """Who published the sources of an answer's rows, the first few by name."""
    cited = sources_of(answer.source_ids, evidence["sources"])
    names = list(dict.fromkeys(cited["publisher"]))
    if len(names) > PUBLISHERS:
        more = tell("frame.and_more_publishers", lang, n=len(names) - PUBLISHERS)
        names = [*names[:PUBLISHERS], more]
    return join_list(names, lang)


def with_shapes(frame: pd.DataFrame, evidence: Evidence) -> gpd.GeoDataFrame:
    """The frame with the shape of the place that each row's code names; others have none."""
    if isinstance(frame, gpd.GeoDataFrame):
        return frame
    code = next(c for c in SHAPES if c in frame)
    shapes = evidence[SHAPES[code]].set_index(code).geometry
    return gpd.GeoDataFrame(
        frame,
        geometry=gpd.GeoSeries(list(frame[code].map(shapes)), crs=shapes.crs, index=frame.index),
    )
