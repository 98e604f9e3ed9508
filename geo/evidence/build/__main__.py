"""Builds `data/layers` from the facts: checks everything, then swaps the whole folder in.

python -m geo.evidence.build
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import BuildFailed
from geo.evidence.build.checks import catalogue_problems, expectation_problems, layer_problems
from geo.evidence.build.display import KEEP, display_files
from geo.evidence.build.facts import Facts
from geo.evidence.build.layers import build_layer
from geo.evidence.build.swap import swap
from geo.evidence.catalogue import DATA, catalogue, columns, data_version, manifest


def content_hash(frame: pd.DataFrame) -> str:
    """Hash of what the rows say: sorted, numbers and coordinates to six decimals."""
    plain = pd.DataFrame(frame).copy()
    if isinstance(frame, gpd.GeoDataFrame):
        plain["geometry"] = shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=6)
    lines = sorted(plain.to_csv(index=False, header=False, float_format="%.6f").splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Build:
    """Layers that were built and checked, and by name the files of facts that each was made of."""

    frames: dict[str, pd.DataFrame]
    facts: dict[str, list[str]]


def make(data: Path = DATA, *, only: Collection[str] | None = None, expected: bool = True) -> Build:
    """The layers of the catalogue in `data` (only: of these names), built and checked.

    expected: whether known totals and days must hold. Raises BuildFailed with every problem found.
    """
    layers, words = catalogue(data), columns(data)
    _raise(catalogue_problems(layers, words))
    facts, result, problems = Facts(data, words), Build({}, {}), list[str]()
    for name, layer in layers.items():
        if only is not None and name not in only:
            continue
        facts.files = set()
        try:
            result.frames[name] = build_layer(layer, facts)
        except Exception as error:  # all that is wrong is told at once, whatever its kind
            problems.append(f"{name}: {type(error).__name__}: {error}")
        result.facts[name] = sorted(facts.files)
    problems = [*dict.fromkeys(facts.problems), *problems]
    if (data / "facts" / "sources.csv").exists():
        units, sources = set(facts.municipality_names.index), set(facts.articles)
        problems += layer_problems(result.frames, layers, words, units, sources)
    if expected:
        problems += expectation_problems(result.frames, data)
    _raise(problems)
    return result


def _raise(problems: list[str]) -> None:
    if problems:
        many = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        raise BuildFailed("\n".join([f"{many}; nothing was written.", *problems]))


def write(layers: Build, folder: Path, before: Path | None = None) -> dict[str, dict]:
    """Layers, display copies and manifest into an empty folder. Same layers, same bytes.

    before: a folder of layers from which those that were not built are taken as they stand.
    """
    entries = {}
    if before:
        entries = manifest(before.parent)
        for name in entries.keys() - layers.frames.keys():
            os.link(before / f"{name}.parquet", folder / f"{name}.parquet")
    for name, frame in layers.frames.items():
        path = folder / f"{name}.parquet"
        frame.to_parquet(path, index=False, compression="zstd")
        entries[name] = {
            "rows": len(frame),
            "facts": layers.facts[name],
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "content_hash": content_hash(frame),
        }
    if before and layers.frames.keys().isdisjoint(KEEP):
        shutil.copytree(before / "display", folder / "display", copy_function=os.link)
    else:
        (folder / "display").mkdir()
        shapes = {name: gpd.read_parquet(folder / f"{name}.parquet") for name in KEEP}
        for name, content in display_files(shapes).items():
            (folder / "display" / name).write_bytes(content)
    text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return entries


def build(data: Path = DATA, out: Path | None = None) -> dict[str, dict]:
    """Builds every layer into `out` (default `data/layers`); returns the manifest.

    Raises BuildFailed with every problem found; `out` is then as it was before.
    """
    out = out or data / "layers"
    layers = make(data)
    with tempfile.TemporaryDirectory(prefix=".layers-", dir=out.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        entries = write(layers, fresh)
        swap(fresh, out, Path(scratch) / "old")
    return entries


def main() -> int:
    before = manifest()
    try:
        after = build()
    except BuildFailed as error:
        print(error, file=sys.stderr)
        return 1
    for name, entry in sorted(after.items()):
        same = before.get(name, {}).get("content_hash") == entry["content_hash"]
        word = "as before" if same else "changed" if name in before else "new"
        print(f"{name:28} {entry['rows']:7} rows  {entry['content_hash'][:12]}  {word}")
    size = sum(path.stat().st_size for path in (DATA / "layers").rglob("*.*")) / 1e6
    print(f"{len(after)} layers in data/layers, {size:.1f} MB, all checks passed")
    print(f"data version {data_version()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
