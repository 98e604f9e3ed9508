"""What is installed for what: the library without the app, and every pin within its bounds."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.licences import LISTED, licence_of, listed, pinned

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
COMES_WITH = {
    "branca": "folium",
    "google": "streamlit",
    "markupsafe": "jinja2",
    "packaging": "pytest",
}


def named(requirements: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(r.name): r for r in map(Requirement, requirements)}


def imports(folder: str) -> set[str]:
    """Packages that the modules of a folder import, whatever the place in the module."""
    names = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add(node.module)
    tops = {name.partition(".")[0] for name in names}
    return tops - set(sys.stdlib_module_names) - {"geo", "pages", "tests"}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("geo", ["cluster", "refresh"]),
        ("pages", ["app"]),
        ("tests", ["app", "cluster", "refresh", "test"]),
    ],
)
def test_what_is_imported_is_declared(folder, extras):
    declared = named([*PROJECT["dependencies"], *(r for extra in extras for r in EXTRAS[extra])])
    known = packages_distributions()
    missing = [
        name
        for name in imports(folder)
        if not {canonicalize_name(d) for d in known.get(name, [])} & set(declared)
        and COMES_WITH.get(name) not in declared
    ]
    assert missing == []


def test_the_library_needs_neither_streamlit_nor_what_tests_it():
    assert (
        named(PROJECT["dependencies"])
        .keys()
        .isdisjoint({"streamlit", "playwright", "pytest", "hypothesis", "ruff", "mypy"})
    )


def test_everything_is_pinned_within_its_bounds():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = named([line for line in lines if line and not line.startswith("#")])
    declared = named([*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)])
    assert pins.keys() == declared.keys()
    for name, pin in pins.items():
        (version,) = pin.specifier
        assert version.operator == "=="
        assert Version(version.version) in declared[name].specifier, name


def test_every_package_has_a_licence_and_it_is_listed():
    assert [name for name in pinned() if not licence_of(name)] == []
    assert LISTED.read_text("utf-8") == listed(), "run python -m tests.licences"
