"""The licences of the packages in requirements.txt, as their metadata state them.

    python -m tests.licences

writes `.github/LICENCES.md`; a test says when it is no longer what is installed.
"""

from importlib.metadata import files, metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LISTED = ROOT / ".github" / "LICENCES.md"
HEAD = """# Licences of the packages

What Corredor is built and tested with, as the packages' own metadata state it; made by
`python -m tests.licences`. The licences of the data are in `data/LICENCES.md`.

| Package | Licence |
|---|---|
"""
# Said in words only.
SAID = {"(same as Leaflet)": "BSD-2-Clause (as Leaflet)"}


def pinned() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [Requirement(line).name for line in lines if line and not line.startswith("#")]


def licence_of(package: str) -> str:
    """The expression, the classifier or the first line of a text, in this order; "" for none."""
    told = metadata(package)
    kinds = [c for c in told.get_all("Classifier") or [] if c.startswith("License :: ")]
    kind = kinds[0].rpartition(" :: ")[2] if kinds else ""
    packed = [f.read_text() for f in files(package) or [] if f.name.startswith("LICEN")]
    lines = "\n".join([told.get("License") or "", *packed]).strip().splitlines()
    licence = told.get("License-Expression") or kind or next(iter(lines), "")
    return SAID.get(licence, licence)


def listed() -> str:
    rows = [f"| {name} | {licence_of(name)} |\n" for name in sorted(pinned(), key=str.lower)]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    LISTED.write_text(listed(), "utf-8")
