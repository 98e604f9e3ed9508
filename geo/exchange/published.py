"""What is published: every layer as files at lasting addresses, and a record of each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers import Answer
from geo.answers.answer import sources_of
from geo.evidence import Evidence, Layer, catalogue
from geo.exchange.about import LICENCES, SHAPES, about, citation, with_shapes
from geo.exchange.formats import FORMATS, formats_for, refusal
from geo.exchange.write import write

# The formats whose checksums the catalogue states, of rows that need no shapes of places.
LISTED = ("csv", "parquet", "geojson", "gpkg")


@dataclass(frozen=True)
class File:
    """One file of a layer: its format, length and SHA-256, which only those of LISTED have."""

    fmt: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Record:
    """A layer as it is published. bounds: west, south, east, north; times: first and last."""

    layer: Layer
    version: str
    licence: str
    bounds: tuple[float, ...]
    times: tuple[str, str]
    cite_as: str
    publishers: tuple[str, ...]
    files: tuple[File, ...]


def layer_answer(evidence: Evidence, layer_id: str) -> Answer:
    """A layer's rows as they stand, with all that it cites. Raises KeyError."""
    entry, rows = catalogue(evidence.data)[layer_id], evidence[layer_id]
    # The list of sources cites itself.
    cited = rows["source_id"] if entry.id == "sources" else entry.source_ids
    return Answer(entry.id, rows, entry.as_of, also_cites=tuple(cited))


def layer_file(
    evidence: Evidence, layer_id: str, fmt: str, lang: str = "en", base: str = ""
) -> bytes:
    """A layer in a format, those of maps with the shapes of the places that its codes name.

    Raises KeyError for another layer or format, FormatRefused where the format cannot hold it.
    """
    if fmt not in FORMATS:
        raise KeyError(fmt)
    answer = layer_answer(evidence, layer_id)
    frame = with_shapes(answer.frame, evidence) if FORMATS[fmt].placed else answer.frame
    link = f"{base}/downloads?v=1&lang={lang}&layer={layer_id}"
    return write(frame, fmt, about(answer, evidence, lang, link=link), lang=lang)


def record(evidence: Evidence, layer_id: str, base: str = "") -> Record:
    """What is known of a layer and its files, the listed ones made to be measured."""
    entry, answer = catalogue(evidence.data)[layer_id], layer_answer(evidence, layer_id)
    names = sources_of(answer.source_ids, evidence.sources)["publisher"]
    files = []
    for fmt in formats_for(answer.frame, SHAPES):
        if fmt in LISTED and refusal(answer.frame, fmt) is None:
            content = layer_file(evidence, layer_id, fmt, base=base)
            files.append(File(fmt, len(content), hashlib.sha256(content).hexdigest()))
        else:
            files.append(File(fmt))
    return Record(
        entry,
        evidence.version,
        LICENCES.get(entry.licence, ("", ""))[1],
        *extent([answer], evidence),
        citation(answer, evidence, "en"),
        tuple(dict.fromkeys(names)),
        tuple(files),
    )


def extent(
    answers: Sequence[Answer], evidence: Evidence
) -> tuple[tuple[float, ...], tuple[str, str]]:
    """West, south, east and north of their places, of the country without any; first and last."""
    shaped = [with_shapes(answer.frame, evidence) for answer in answers]
    boxes = [rows.total_bounds for rows in shaped if isinstance(rows, gpd.GeoDataFrame)]
    boxes = [box for box in boxes if np.isfinite(box).all()]
    sides = np.array(boxes or [evidence.departments.total_bounds]).round(4)
    times = [_times(answer.frame, answer.as_of) for answer in answers]
    box = (*sides[:, :2].min(axis=0).tolist(), *sides[:, 2:].max(axis=0).tolist())
    return box, (min(first for first, _ in times), max(last for _, last in times))


def _times(rows: pd.DataFrame, as_of: str) -> tuple[str, str]:
    """The first and the last day or year of its rows; without either the date of the layer."""
    for name in ("date", "date_start", "year", "fiscal_year"):
        if name in rows and rows[name].notna().any():
            told = rows[name].dropna()
            return str(told.min()), str(told.max())
    return as_of, as_of
