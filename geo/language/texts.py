"""The texts for readers by key, in both languages: `messages/*.toml`."""

import re
import tomllib
from functools import cache
from importlib import resources

LANGUAGES = ("en", "es")
LOCALES = {"en": "en_US", "es": "es_CO"}


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every message by key `<file>.<name>`, as {en, es}."""
    texts: dict[str, dict[str, str]] = {}
    files = resources.files("geo.language").joinpath("messages").iterdir()
    for file in sorted(files, key=lambda file: file.name):
        if file.name.endswith(".toml"):
            area = file.name.removesuffix(".toml")
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            texts |= {f"{area}.{name}": both for name, both in table.items()}
    return texts


@cache
def _table(name: str) -> dict:
    file = resources.files("geo.language").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def place_text(names: str, lang: str) -> str:
    """One or more places (apart by "; "), what is said of them in Spanish told in English."""
    english = _table("place_names") if lang == "en" else {}
    return "; ".join(english.get(name, name) for name in names.split("; "))


@cache
def _notes(lang: str) -> re.Pattern[str]:
    longest_first = sorted(_table("publishers")[lang], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def publisher_text(names: str, lang: str) -> str:
    """One or more publishers, what our facts note beside their names told in the language."""
    notes = _table("publishers")[lang]
    return _notes(lang).sub(lambda note: notes[note[0]], names)


def both(row: object, name: str) -> dict[str, str]:
    """A text that a row of data has in both languages: its `<name>_en` and `<name>_es`."""
    return {lang: getattr(row, f"{name}_{lang}") for lang in LANGUAGES}


def text(key: str, lang: str) -> str:
    """One message as it stands; an unknown key raises KeyError."""
    return messages()[key][lang]
