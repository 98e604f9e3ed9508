"""What is published: every layer as files at lasting addresses."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers import Answer
from geo.evidence import Evidence, catalogue, editorial, remember
from geo.exchange.about import SHAPES, about, with_shapes
from geo.exchange.formats import FORMATS, formats_for, refusal
from geo.exchange.write import write

# The formats whose checksums the catalogue states, of rows that need no shapes of places.
LISTED = ("csv", "parquet", "geojson", "gpkg")


class Measured(NamedTuple):
    """A format of a layer: bytes and checksum of its file, both blank where not listed."""

    fmt: str
    size: int = 0
    sha256: str = ""


def layer_answer(evidence: Evidence, layer_id: str) -> Answer:
    """A layer's rows as they stand, with all that it cites. Raises KeyError."""
    entry, rows = catalogue(evidence.data)[layer_id], evidence[layer_id]
    # The list of sources cites itself.
    cited = rows["source_id"] if entry.id == "sources" else entry.source_ids
    return Answer(entry.id, rows, entry.as_of, also_cites=tuple(cited))


def layer_file(evidence: Evidence, layer_id: str, fmt: str, lang: str = "en") -> bytes:
    """A layer in a format, those of maps with the shapes of the places that its codes name.

    The same bytes whatever host is asked: the page it links to is told by its path, after the
    address of `about.toml` where there is one. Raises KeyError for another layer or format,
    FormatRefused where the format cannot hold it.
    """
    if fmt not in FORMATS:
        raise KeyError(fmt)
    return _file_of(layer_answer(evidence, layer_id), fmt, evidence, lang)


def _file_of(answer: Answer, fmt: str, evidence: Evidence, lang: str) -> bytes:
    shaped = FORMATS[fmt].holds_shapes
    frame = remember(answer, "shaped", lambda: with_shapes(answer.frame, evidence))
    return write(frame if shaped else answer.frame, fmt, _about(answer, evidence, lang), lang=lang)


def _about(answer: Answer, evidence: Evidence, lang: str) -> dict:
    _, who = editorial("about")
    link = f"{who['address']}/downloads?v=1&lang={lang}&layer={answer.id}"
    return remember(answer, ("about", lang), lambda: about(answer, evidence, lang, link=link))


def measure(answer: Answer, evidence: Evidence) -> list[Measured]:
    """The formats of a layer (`layer_answer`), each measured, once a data version, if listed."""
    return remember(evidence, ("measured", answer.id), lambda: _measure(answer, evidence))


def _measure(answer: Answer, evidence: Evidence) -> list[Measured]:
    formats = []
    for fmt in formats_for(answer.frame, SHAPES):
        if fmt in LISTED and refusal(answer.frame, fmt) is None:
            content = _file_of(answer, fmt, evidence, "en")
            formats.append(Measured(fmt, len(content), sha256(content).hexdigest()))
        else:
            formats.append(Measured(fmt))
    return formats


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
            times = rows[name].dropna()
            return str(times.min()), str(times.max())
    return as_of, as_of
