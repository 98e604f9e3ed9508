"""What is published: every layer as files at lasting addresses."""

from collections.abc import Iterator, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers import Answer
from geo.evidence import Evidence, catalogue
from geo.exchange.about import SHAPES, about, with_shapes
from geo.exchange.formats import FORMATS, formats_for, refusal
from geo.exchange.write import write

# The formats whose checksums the catalogue states, of rows that need no shapes of places.
LISTED = ("csv", "parquet", "geojson", "gpkg")


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


def contents(answer: Answer, evidence: Evidence, base: str = "") -> Iterator[tuple[str, bytes]]:
    """The formats of a layer (`layer_answer`), each with its bytes, which only the listed have."""
    for fmt in formats_for(answer.frame, SHAPES):
        listed = fmt in LISTED and refusal(answer.frame, fmt) is None
        yield fmt, layer_file(evidence, answer.id, fmt, base=base) if listed else b""


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
