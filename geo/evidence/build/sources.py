"""Sources, one row an article."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pandas as pd

from geo.evidence.catalogue import UNSEEN, has_title

if TYPE_CHECKING:
    from geo.evidence.build.facts import Facts


def sources(f: "Facts") -> pd.DataFrame:
    """Adds `also_ids`, the other ids of the article, which fill what its own row leaves blank,
    and `title_is`, how its title came about."""
    rows = f.table("sources")
    rows["article"] = rows["source_id"].map(f.articles)
    other = rows["source_id"] != rows["article"]
    one_each = rows.loc[other.sort_values(kind="stable").index].groupby("article").first()
    also = rows[other].groupby("article")["source_id"].agg(";".join)
    one_each = one_each.assign(also_ids=also).reset_index(drop=True)
    return one_each.assign(title_is=title_is(one_each))


# Words by which a title or an address is known to be English or Spanish.
ENGLISH = re.compile(
    r"(?<![^\W_])(the|of|in|by|and|to|for|with|after|on|at|from|an|over|near|into|against|killed"
    r"|hurt|attacks?|police|army|soldiers?|officers?|bomb|group|held|dead|drones?|alert)(?![^\W_])"
)
SPANISH = re.compile(
    r"(?<![^\W_])(de|la|en|el|los|las|del|por|con|una?|para|que|tras|y|se|su|al)(?![^\W_])"
)
LANGUAGE_PART = re.compile(r"/(en|es)(?=/)")


def title_is(rows: pd.DataFrame) -> pd.Series:
    """How each title came about: as recorded, from the address, not seen, or in our own words.

    Ours are English titles of publishers whose addresses are in Spanish.
    """

    def count(words: re.Pattern[str], texts: pd.Series) -> pd.Series:
        return texts.map(lambda text: len(words.findall(text)))

    paths = rows["url"].fillna("").map(lambda url: unquote(urlsplit(url).path).lower())
    paths = paths.str.replace(LANGUAGE_PART, "", regex=True)
    spanish = count(SPANISH, paths) - count(ENGLISH, paths)
    publishers = spanish.groupby(rows["publisher"]).transform("sum") > 0
    bare = rows["title"].str.replace(r"\([^)]*\)", "", regex=True)
    ours = count(ENGLISH, bare.str.lower()) > count(SPANISH, bare)
    ours &= publishers & (spanish >= 0)
    kind = pd.Series("recorded", rows.index).mask(ours, "ours")
    for code, start in UNSEEN.items():
        kind = kind.mask(rows["title"].str.startswith(start), code)
    return kind


# What an address says beside where the article is; and the last slash.
BESIDE = r"^https?://(?:www\.|m\.)?|#.*$|[?&](?:utm_\w+|fbclid)=[^&#]*"
A_DAY = len("2025-08-21")


def articles(rows: pd.DataFrame) -> pd.Series:
    """By source id the id that stands for its article, the first with a real title.

    One article: the same address, or the same publisher and title, of the same day, unless the
    rows name different parts of it. The front page of a site is no article.
    """
    rows = rows.set_index("source_id", drop=False)
    rows = rows.loc[sorted(rows.index, key=lambda i: not has_title(rows.at[i, "title"]))]
    address = rows["url"].str.lower().str.replace(BESIDE, "", regex=True).str.rstrip("/")
    address = address.where(address.str.contains("/"))
    headline = (rows["publisher"] + " " + rows["title"]).where(rows["title"].map(has_title))
    day = rows["date"].where(rows["date"].str.len() == A_DAY)
    part = rows["where_in_source"].fillna("")
    stands = rows["source_id"]
    for what in (address, headline):
        stands = stands.groupby((what + " " + day + " " + part).fillna(stands)).transform("first")
    return stands


def cite_articles(cell: object, stands: pd.Series) -> object:
    """Ids joined by ; with each article once; an id that is none stays, for the checks to find."""
    if not isinstance(cell, str):
        return cell
    return ";".join(dict.fromkeys(stands.get(i, i) for i in cell.split(";")))
