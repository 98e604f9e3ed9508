"""Layers and bundles as programs find them: schema.org with DCAT, and Croissant 1.0."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from geo.answers import Answer
from geo.answers.answer import sources_of
from geo.errors import LayerFault
from geo.evidence import Evidence, catalogue, columns
from geo.exchange.about import LICENCES, citation
from geo.exchange.formats import mime
from geo.exchange.published import Measured, extent, layer_answer, measure

LATEST, DESCRIBED = "latest", "croissant.json"
CROISSANT = "http://mlcommons.org/croissant/"
CONFORMS = f"{CROISSANT}1.0"
PARQUET = "application/x-parquet"  # as Croissant calls it
KINDS = {"text": "sc:Text", "number": "sc:Float", "integer": "sc:Integer", "boolean": "sc:Boolean"}
DATASET, DOWNLOAD = ["Dataset", "dcat:Dataset"], ["DataDownload", "dcat:Distribution"]
CREATOR = {"@type": "Organization", "name": "Corredor"}
CONTEXT = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))  # Croissant's own


def _address(base: str, name: str, version: str) -> str:
    return f"{base}/data/{version}/{name}"


def _dataset(answer: Answer, evidence: Evidence, base: str, coverage: tuple) -> dict[str, Any]:
    """What schema.org and Croissant tell alike of a layer."""
    layer = catalogue(evidence.data)[answer.id]
    publishers = sources_of(answer.source_ids, evidence.sources)["publisher"]
    node = {
        "@id": _address(base, f"{layer.id}.{DESCRIBED}", LATEST),
        "name": layer.id,
        "alternateName": [layer.title["en"], layer.title["es"]],
        "description": " ".join(
            filter(None, (layer.question["en"], layer.method["en"], layer.caveats["en"]))
        ),
        "url": f"{base}/downloads?v=1&lang=en&layer={layer.id}",
        "version": evidence.version,
        "datePublished": layer.as_of,
        "license": LICENCES.get(layer.licence, ("", ""))[1],
        "citeAs": citation(answer, evidence, "en"),
        "isAccessibleForFree": True,
        "inLanguage": ["en", "es"],
        "creator": CREATOR,
        "measurementTechnique": layer.basis,
        **_coverage(*coverage),
        "isBasedOn": [
            {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}}
            for name in dict.fromkeys(publishers)
        ],
    }
    return {name: text for name, text in node.items() if text}


def _coverage(bounds: Sequence[float], times: Sequence[str]) -> dict[str, Any]:
    west, south, east, north = bounds
    box = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {
        "temporalCoverage": "/".join(dict.fromkeys(times)),
        "spatialCoverage": {"@type": "Place", "geo": box},
    }


def _dcat(
    title: Any, node: Mapping[str, Any], bounds: Sequence[float], times: Sequence[str]
) -> dict[str, Any]:
    """What schema.org tells of a data set, in DCAT's terms."""
    west, south, east, north = bounds
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    box = {"@type": "geosparql:wktLiteral", "@value": f"POLYGON(({ring}))"}
    return {
        "dct:title": title,
        "dct:description": node.get("description", ""),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": CREATOR["name"]},
        "dct:issued": node["datePublished"],
        "dct:license": node.get("license") or "not stated",
        "dct:spatial": {"@type": "dct:Location", "dcat:bbox": box},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": times[0],
            "dcat:endDate": times[1],
        },
    }


def catalogue_json(evidence: Evidence, base: str = "") -> bytes:
    """Every layer that can be read in schema.org's and DCAT's terms, one node for both.

    base: what all addresses begin with, without a slash at the end.
    """
    datasets = []
    for layer_id in catalogue(evidence.data):
        with suppress(LayerFault):  # the others are there all the same
            datasets.append(_in_catalogue(layer_answer(evidence, layer_id), evidence, base))
    node = {
        "@context": CONTEXT,
        "@type": ["DataCatalog", "dcat:Catalog"],
        "@id": f"{base}/catalogue.json",
        "name": "Corredor",
        "dct:title": "Corredor",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": CREATOR["name"]},
        "version": evidence.version,
        "dataset": datasets,
        "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
    }
    return _json(node)


def _in_catalogue(answer: Answer, evidence: Evidence, base: str) -> dict[str, Any]:
    layer, coverage = catalogue(evidence.data)[answer.id], extent([answer], evidence)
    node = _dataset(answer, evidence, base, coverage)
    title = [{"@language": code, "@value": text} for code, text in layer.title.items()]
    files = [
        _distribution(layer.id, file, base, evidence.version) for file in measure(answer, evidence)
    ]
    return {
        "@type": DATASET,
        **node,
        "subjectOf": {"@type": "CreativeWork", "url": node["@id"], "conformsTo": CONFORMS},
        "variableMeasured": layer.columns,
        **_dcat(title, node, *coverage),
        "distribution": files,
        "dcat:distribution": [{"@id": file["@id"]} for file in files],
    }


def _distribution(layer_id: str, file: Measured, base: str, version: str) -> dict[str, Any]:
    name, kind = f"{layer_id}.{file.fmt}", mime(file.fmt)
    address = _address(base, name, version)
    node = {
        "@type": DOWNLOAD,
        "@id": address,
        "contentUrl": address,
        "encodingFormat": kind,
        "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": _address(base, name, LATEST)},
        "dcat:mediaType": kind,
    }
    if not file.size:
        return node
    return node | {
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "dcat:byteSize": file.size,
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }


def bundle_json(
    about: Mapping[str, Any],
    tables: Mapping[str, Mapping[str, Any]],
    resources: Sequence[Mapping[str, Any]],
    bounds: Sequence[float],
    times: Sequence[str],
    *,
    lang: str,
) -> bytes:
    """The files of a bundle (`geo.exchange.datapackage`) in schema.org's and DCAT's terms.

    tables: what those in `data/` say of themselves; the columns of their Parquet are told as
    Croissant does. bounds: west, south, east, north. times: first and last. Licences are all that
    sources have; that some have none is said.
    """
    licences = sorted({source.get("licence_url", "") for source in about["sources"]})
    node = {
        "name": about["title"],
        "description": about.get("words", ""),
        "url": about.get("link", ""),
        "version": about["data_version"],
        "datePublished": about["as_of"],
        "license": [address for address in licences if address],
        "citeAs": about["cite_as"],
        "creator": CREATOR,
        **_coverage(bounds, times),
    }
    files = {file["path"]: file for file in resources}
    sets = [
        _records(key, path, [column["name"] for column in table["columns"]], lang)
        for key, table in tables.items()
        if (path := f"data/{key}.parquet") in files
    ]
    node |= _dcat(about["title"], node, bounds, times) | {
        "@context": CONTEXT | {"@language": lang},
        "@type": DATASET,
        "dct:license": [address or "not stated" for address in licences],
        "dcat:distribution": [{"@id": path} for path in files],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": s["title"], "url": s["url"], "license": s["licence"]}
            for s in about["sources"]
        ],
        "distribution": [
            {
                "@type": [*DOWNLOAD, "cr:FileObject"],
                "@id": path,
                "name": path,
                "contentUrl": path,
                "dcat:mediaType": file["mediatype"],
                "encodingFormat": PARQUET if path.endswith(".parquet") else file["mediatype"],
                "contentSize": f"{file['bytes']} B",
                "sha256": file["hash"].removeprefix("sha256:"),
            }
            for path, file in files.items()
        ],
    }
    return _json(node | ({"conformsTo": CONFORMS, "recordSet": sets} if sets else {}))


def croissant(evidence: Evidence, layer_id: str, base: str = "") -> bytes:
    """A layer in Croissant 1.0: its files, and the columns of its Parquet as a set of records.

    Of its CSV readers of Croissant would take codes for numbers.
    """
    answer = layer_answer(evidence, layer_id)
    files = [
        {
            "@type": "cr:FileObject",
            "@id": f"{layer_id}.{file.fmt}",
            "name": f"{layer_id}.{file.fmt}",
            "contentUrl": _address(base, f"{layer_id}.{file.fmt}", evidence.version),
            "encodingFormat": PARQUET if file.fmt == "parquet" else mime(file.fmt),
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in measure(answer, evidence)
        if file.size
    ]
    names = catalogue(evidence.data)[layer_id].columns
    rows = _records(layer_id, f"{layer_id}.parquet", names, "en")
    node = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        **_dataset(answer, evidence, base, extent([answer], evidence)),
        "conformsTo": CONFORMS,
        "distribution": files,
        "recordSet": [rows],
    }
    return _json(node)


def _records(name: str, file: str, names: Iterable[str], lang: str) -> dict[str, Any]:
    """The columns of a Parquet file that the dictionary knows, as Croissant tells them."""
    dictionary = columns()
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{column}",
            "name": column,
            "description": dictionary[column].meaning[lang],
            "dataType": KINDS[dictionary[column].type],
            "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
        }
        for column in names
        if column in dictionary and dictionary[column].type in KINDS
    ]
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}


def _json(node: dict[str, Any]) -> bytes:
    return (json.dumps(node, ensure_ascii=False, indent=1) + "\n").encode()
