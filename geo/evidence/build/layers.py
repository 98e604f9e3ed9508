"""Which function makes which layer: what the catalogue says under `build`."""

from collections.abc import Callable
from importlib import import_module

import pandas as pd

from geo.evidence.build.facts import Facts
from geo.evidence.catalogue import Layer

SIMPLE: dict[str, Callable[[Facts, str], pd.DataFrame]] = {
    "table": lambda f, name: f.table(name),
    "named": lambda f, name: f.with_names(f.table(name)),
}


def builder(layer: Layer) -> Callable[[Facts], pd.DataFrame]:
    """The function that makes a layer. Raises LookupError for one that is not there."""
    if layer.build in SIMPLE:
        return lambda f: SIMPLE[layer.build](f, layer.id)
    module, _, function = layer.build.partition(".")
    try:
        return getattr(import_module(f"geo.evidence.build.{module}"), function)
    except (ImportError, AttributeError) as error:
        raise LookupError(f"nothing in geo/evidence/build is called '{layer.build}'") from error


def build_layer(layer: Layer, f: Facts) -> pd.DataFrame:
    """One layer, typed, with the catalogue's columns in their order, rows sorted by them."""
    frame = builder(layer)(f)
    missing = [c for c in layer.columns if c not in frame]
    if missing:
        raise ValueError(f"columns are missing: {', '.join(missing)}")
    frame = f.apply_types(frame.reset_index(drop=True), layer.id)[layer.columns]
    key = [c for c in layer.columns if c != "geometry"]
    return frame.sort_values(key, ignore_index=True, kind="stable")
