"""The evidence: what we hold, what it means, where it comes from, and how to load it."""

from geo.evidence.catalogue import (
    Column,
    Layer,
    catalogue,
    column_title,
    columns,
    data_version,
    editorial,
    label,
    manifest,
)
from geo.evidence.load import load

__all__ = [
    "Column",
    "Layer",
    "catalogue",
    "column_title",
    "columns",
    "data_version",
    "editorial",
    "label",
    "load",
    "manifest",
]
