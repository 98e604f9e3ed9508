"""Data Packages (version 1): what programs read of the tables that lie beside them."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.exchange.about import LICENCES

TYPES = {"b": "boolean", "i": "integer", "u": "integer", "f": "number", "M": "datetime"}
DAY = r"\d{4}-\d\d-\d\d"


def slug(text: str) -> str:
    """A name of plain small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._") or "data"


def table(name: str, content: bytes, frame: pd.DataFrame, about: Mapping[str, Any]) -> dict:
    """The resource of a CSV file: its bytes and checksum, and the schema of its columns."""
    meaning = {record["name"]: record for record in about.get("columns", ())}
    fields = [_field(column, frame[column], meaning.get(column, {})) for column in frame]
    return file(name, content, "text/csv") | {
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "title": about.get("title", name),
        "schema": {"fields": fields, "missingValues": [""]},
    }


def file(name: str, content: bytes, mediatype: str) -> dict:
    """The resource of any file."""
    return {
        "name": slug(name),
        "path": name,
        "mediatype": mediatype,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def package(name: str, resources: Sequence[Mapping], about: Mapping[str, Any]) -> bytes:
    """The descriptor `datapackage.json` of these resources."""
    sources = about.get("sources", ())
    codes = sorted({source["licence_code"] for source in sources} - {"not_stated"})
    members = {
        "profile": "data-package",
        "name": slug(name),
        "title": about.get("title", name),
        "description": "\n\n".join(filter(None, (about.get("words"), about.get("caveats")))),
        "version": about.get("data_version", ""),
        "homepage": about.get("link", ""),
        "licenses": [{"name": LICENCES[c][0], "path": LICENCES[c][1]} for c in codes],
        "sources": [
            {"title": f"{s['publisher']}: {s['title']}"} | ({"path": s["url"]} if s["url"] else {})
            for s in sources
        ],
        "resources": list(resources),
    }
    descriptor = {key: value for key, value in members.items() if value}
    return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()


def _field(name: str, cells: pd.Series, meaning: Mapping[str, str]) -> dict:
    members = {
        "name": name,
        "type": _type(cells),
        "title": meaning.get("title", ""),
        "description": " ".join(filter(None, (meaning.get("meaning"), meaning.get("blank")))),
        "unit": meaning.get("unit", ""),
    }
    return {key: value for key, value in members.items() if value}


def _type(cells: pd.Series) -> str:
    if kind := TYPES.get(cells.dtype.kind):
        return kind
    days = cells.dropna()
    if cells.dtype == "str" and len(days) and days.str.fullmatch(DAY).all():
        return "date"
    return "string"
