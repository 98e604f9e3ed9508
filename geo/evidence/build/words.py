"""Short texts for readers, made from columns in both languages."""

import tomllib
from pathlib import Path

import pandas as pd

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _count(low: object, high: object, what: str, words: dict) -> str:
    one, many, nobody, unstated = words[what]
    if pd.isna(high):
        return unstated
    if high == 0:
        return nobody
    number = f"{high}" if low == high else f"{low}–{high}" if low else f"{words['upto']} {high}"
    return f"{number} {one if high == 1 else many}"


def casualty_text(row: dict, lang: str) -> str:
    """Killed and hurt, low to high; a missing figure is said, never taken for zero.

    `attackers` of the row says whether presumed attackers are `among` the killed, left out
    (`besides`), or no matter (empty).
    """
    words = WORDS[lang]
    killed, injured = row["killed_high"], row["injured_high"]
    if pd.isna(killed) and pd.isna(injured):
        return words["unstated"]
    attackers = words.get(row["attackers"], "")
    if not attackers and not pd.isna(killed) and not pd.isna(injured) and killed == injured == 0:
        return words["none"]
    deaths = _count(row["killed_low"], killed, "killed", words) + attackers
    return _capital(f"{deaths}, {_count(row['injured_low'], injured, 'injured', words)}")


def place_text(row: dict, lang: str) -> str:
    """Place, municipality, department; each name once, an unknown place left out."""
    place = row[f"place_{lang}"]
    parts = [] if pd.isna(place) else place.split(", ")
    parts = [*parts, row["municipality"], row["department"]]
    unknown = WORDS[lang]["unknown_place"]
    known = [p for p in parts if not pd.isna(p) and p and p not in unknown]
    return _capital(", ".join(dict.fromkeys(known)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
