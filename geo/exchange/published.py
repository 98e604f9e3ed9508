"""What is published: every layer as files at lasting addresses, and the catalogue of them.

One record a layer; schema.org with DCAT (`catalogue.json`) and Croissant 1.0 are renderings of it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.answers import Answer
from geo.answers.answer import sources_of
from geo.errors import LayerFault
from geo.evidence import Evidence, Layer, catalogue, columns
from geo.exchange.about import LICENCES, about, citation, with_shapes
from geo.exchange.formats import FORMATS, mime, refusal
from geo.exchange.write import write

# The formats whose checksums the catalogue states; the others lie at the same addresses.
LISTED = ("csv", "parquet", "geojson", "gpkg")
STORE, DESCRIBED = "data", "croissant.json"
CROISSANT = "http://mlcommons.org/croissant/"
PARQUET = "application/x-parquet"  # as Croissant calls it
KINDS = {"text": "sc:Text", "number": "sc:Float", "integer": "sc:Integer", "boolean": "sc:Boolean"}
DATASET, DOWNLOAD = ["Dataset", "dcat:Dataset"], ["DataDownload", "dcat:Distribution"]
CREATOR = {"@type": "Organization", "name": "Corredor"}
OWN = (
    "citeAs column extract field fileObject fileProperty fileSet format includes isLiveDataset "
    "jsonPath key md5 parentField path recordSet references regex repeated replace separator "
    "source subField transform"
)
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": CROISSANT,
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "conformsTo": "dct:conformsTo",
    **{name: f"cr:{name}" for name in OWN.split()},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "samplingRate": "cr:samplingRate",
    "equivalentProperty": "cr:equivalentProperty",
}


@dataclass(frozen=True)
class File:
    """One file of a layer: its format, length and SHA-256."""

    fmt: str
    size: int
    sha256: str


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
    """What is known of a layer, its listed files made to be measured: those of its own shapes."""
    entry, answer = catalogue(evidence.data)[layer_id], layer_answer(evidence, layer_id)
    names = sources_of(answer.source_ids, evidence.sources)["publisher"]
    files = []
    for fmt in LISTED:
        if refusal(answer.frame, fmt) is None:
            content = layer_file(evidence, layer_id, fmt, base=base)
            files.append(File(fmt, len(content), hashlib.sha256(content).hexdigest()))
    return Record(
        entry,
        evidence.version,
        LICENCES.get(entry.licence, ("", ""))[1],
        _bounds(evidence, with_shapes(answer.frame, evidence)),
        _times(answer.frame, entry.as_of),
        citation(answer, evidence, "en"),
        tuple(dict.fromkeys(names)),
        tuple(files),
    )


def _bounds(evidence: Evidence, rows: pd.DataFrame) -> tuple[float, ...]:
    """Of its shapes, or of the country where it has none."""
    shaped = rows if isinstance(rows, gpd.GeoDataFrame) else evidence.departments
    return tuple(float(side) for side in shaped.total_bounds.round(4))


def _times(rows: pd.DataFrame, as_of: str) -> tuple[str, str]:
    """The first and the last day or year of its rows; without either the date of the layer."""
    for name in ("date", "date_start", "year", "fiscal_year"):
        if name in rows and rows[name].notna().any():
            told = rows[name].dropna()
            return str(told.min()), str(told.max())
    return as_of, as_of


def _address(base: str, layer_id: str, fmt: str, version: str) -> str:
    return f"{base}/{STORE}/{version}/{layer_id}.{fmt}"


def _dataset(found: Record, base: str) -> dict[str, Any]:
    """What schema.org and Croissant tell alike."""
    layer = found.layer
    west, south, east, north = found.bounds
    told = {
        "@id": f"{base}/{STORE}/latest/{layer.id}.{DESCRIBED}",
        "name": layer.id,
        "alternateName": [layer.title["en"], layer.title["es"]],
        "description": " ".join(
            filter(None, (layer.question["en"], layer.method["en"], layer.caveats["en"]))
        ),
        "url": f"{base}/downloads?v=1&lang=en&layer={layer.id}",
        "version": found.version,
        "datePublished": layer.as_of,
        "license": found.licence,
        "citeAs": found.cite_as,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "es"],
        "creator": CREATOR,
        "measurementTechnique": layer.basis,
        "temporalCoverage": "/".join(dict.fromkeys(found.times)),
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        },
        "isBasedOn": [
            {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}}
            for name in found.publishers
        ],
    }
    return {name: text for name, text in told.items() if text}


def catalogue_json(evidence: Evidence, base: str = "") -> bytes:
    """Every layer that can be read in schema.org's and DCAT's terms, one node for both.

    base: what all addresses begin with, without a slash at the end.
    """
    records = []
    for layer_id in catalogue(evidence.data):
        with suppress(LayerFault):  # the others are there all the same
            records.append(evidence.ask(record, layer_id, base))
    datasets = [
        {"@type": DATASET}
        | _dataset(found, base)
        | {"variableMeasured": found.layer.columns}
        | {"dct:license": found.licence or "not stated"}
        | {"distribution": (files := [_distribution(found, file, base) for file in found.files])}
        | {"dcat:distribution": [{"@id": file["@id"]} for file in files]}
        for found in records
    ]
    told = {
        "@context": CONTEXT,
        "@type": ["DataCatalog", "dcat:Catalog"],
        "@id": f"{base}/catalogue.json",
        "name": "Corredor",
        "version": evidence.version,
        "dataset": datasets,
        "dcat:dataset": [{"@id": found["@id"]} for found in datasets],
    }
    return _json(told)


def _distribution(found: Record, file: File, base: str) -> dict[str, Any]:
    address = _address(base, found.layer.id, file.fmt, found.version)
    return {
        "@type": DOWNLOAD,
        "@id": address,
        "contentUrl": address,
        "encodingFormat": mime(file.fmt),
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": mime(file.fmt),
        "dcat:byteSize": file.size,
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }


def bundled(about: Mapping[str, Any], resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The files of a bundle (`geo.exchange.datapackage`) in schema.org's terms."""
    told = {
        "@context": CONTEXT,
        "@type": DATASET,
        "name": about["title"],
        "description": about.get("words", ""),
        "url": about.get("link", ""),
        "version": about["data_version"],
        "datePublished": about["as_of"],
        "creator": CREATOR,
        "isBasedOn": [
            {"@type": "CreativeWork", "name": s["title"], "url": s["url"], "license": s["licence"]}
            for s in about["sources"]
        ],
        "distribution": [
            {
                "@type": DOWNLOAD,
                "contentUrl": file["path"],
                "encodingFormat": file["mediatype"],
                "contentSize": str(file["bytes"]),
                "sha256": file["hash"].removeprefix("sha256:"),
            }
            for file in resources
        ],
    }
    return _json(told)


def croissant(evidence: Evidence, layer_id: str, base: str = "") -> bytes:
    """A layer in Croissant 1.0: its files, and the columns of its Parquet as a set of records.

    Of its CSV readers of Croissant would take codes for numbers.
    """
    found = evidence.ask(record, layer_id, base)
    files = [
        {
            "@type": "cr:FileObject",
            "@id": f"{layer_id}.{file.fmt}",
            "name": f"{layer_id}.{file.fmt}",
            "contentUrl": _address(base, layer_id, file.fmt, found.version),
            "encodingFormat": PARQUET if file.fmt == "parquet" else mime(file.fmt),
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in found.files
    ]
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{layer_id}/{name}",
            "name": name,
            "description": columns()[name].meaning["en"],
            "dataType": KINDS[columns()[name].type],
            "source": {"fileObject": {"@id": f"{layer_id}.parquet"}, "extract": {"column": name}},
        }
        for name in found.layer.columns
        if columns()[name].type in KINDS
    ]
    rows = {"@type": "cr:RecordSet", "@id": layer_id, "name": layer_id, "field": fields}
    told = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        **_dataset(found, base),
        "conformsTo": f"{CROISSANT}1.0",
        "distribution": files,
        "recordSet": [rows],
    }
    return _json(told)


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
