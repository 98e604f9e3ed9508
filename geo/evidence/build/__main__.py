"""Builds `data/layers` from the facts: checks everything, then swaps the whole folder in.

python -m geo.evidence.build
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import BuildFailed
from geo.evidence.build.checks import catalogue_problems, problems
from geo.evidence.build.display import display_files
from geo.evidence.build.facts import Facts
from geo.evidence.build.layers import build_layer
from geo.evidence.catalogue import DATA, catalogue, columns, manifest


def content_hash(frame: pd.DataFrame) -> str:
    """Hash of what the rows say: sorted, numbers and coordinates to six decimals."""
    plain = pd.DataFrame(frame).copy()
    if isinstance(frame, gpd.GeoDataFrame):
        plain["geometry"] = shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=6)
    lines = sorted(plain.to_csv(index=False, header=False, float_format="%.6f").splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def make(data: Path = DATA) -> dict[str, pd.DataFrame]:
    """Every layer of the catalogue in `data`, built and checked.

    Raises BuildFailed with every problem found.
    """
    layers, words = catalogue(data), columns(data)
    found = catalogue_problems(layers, words)
    _raise(found)
    facts = Facts(data, words)
    frames = {}
    for name, layer in layers.items():
        try:
            frames[name] = build_layer(layer, facts)
        except Exception as error:  # all that is wrong is told at once, whatever its kind
            found.append(f"{name}: {type(error).__name__}: {error}")
    found = list(dict.fromkeys(facts.problems)) + found
    if {"municipalities", "sources"} <= frames.keys():
        found += problems(frames, layers, words)
    _raise(found)
    return frames


def _raise(found: list[str]) -> None:
    if found:
        many = f"{len(found)} problems" if len(found) > 1 else "1 problem"
        raise BuildFailed("\n".join([f"{many}; nothing was written.", *found]))


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, dict]:
    """Layers, display copies and manifest into an empty folder. Same frames, same bytes."""
    entries = {}
    for name, frame in frames.items():
        path = folder / f"{name}.parquet"
        frame.to_parquet(path, index=False, compression="zstd")
        entries[name] = {
            "rows": len(frame),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "content_hash": content_hash(frame),
        }
    (folder / "display").mkdir()
    for name, content in display_files(frames).items():
        (folder / "display" / name).write_bytes(content)
    text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return entries


def build(data: Path = DATA, out: Path | None = None) -> dict[str, dict]:
    """Builds every layer into `out` (default `data/layers`); returns the manifest.

    Raises BuildFailed with every problem found; `out` is then as it was before.
    """
    out = out or data / "layers"
    frames = make(data)
    with tempfile.TemporaryDirectory(prefix=".layers-", dir=out.parent) as scratch:
        fresh, old = Path(scratch) / "fresh", Path(scratch) / "old"
        fresh.mkdir()
        entries = write(frames, fresh)
        if out.exists():
            out.rename(old)
        try:
            fresh.rename(out)
        except BaseException:
            old.rename(out)
            raise
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
