"""Sources, one row an article."""

from typing import TYPE_CHECKING

import pandas as pd

from geo.evidence.catalogue import title_seen

if TYPE_CHECKING:
    from geo.evidence.build.facts import Facts


def sources(f: "Facts") -> pd.DataFrame:
    """Adds `also_ids`, the other ids of the article; they fill what its own row leaves blank."""
    rows = f.table("sources")
    rows["article"] = rows["source_id"].map(f.articles)
    other = rows["source_id"] != rows["article"]
    merged = rows.loc[other.sort_values(kind="stable").index].groupby("article").first()
    also = rows[other].groupby("article")["source_id"].agg(";".join)
    return merged.assign(also_ids=also).reset_index(drop=True)


# What an address says beside where the article is; and the last slash.
BESIDE = r"^https?://(?:www\.|m\.)?|#.*$|[?&](?:utm_\w+|fbclid)=[^&#]*"
A_DAY = len("2025-08-21")


def articles(rows: pd.DataFrame) -> pd.Series:
    """By source id the id that stands for its article, the first with a real title.

    One article: the same address, or the same publisher and title, of the same day, unless the
    rows name different parts of it. The front page of a site is no article.
    """
    rows = rows.set_index("source_id", drop=False)
    rows = rows.loc[sorted(rows.index, key=lambda i: not title_seen(rows.at[i, "title"]))]
    address = rows["url"].str.lower().str.replace(BESIDE, "", regex=True).str.rstrip("/")
    address = address.where(address.str.contains("/"))
    headline = (rows["publisher"] + " " + rows["title"]).where(rows["title"].map(title_seen))
    day = rows["date"].where(rows["date"].str.len() == A_DAY)
    part = rows["where_in_source"].fillna("")
    stands = rows["source_id"]
    for what in (address, headline):
        stands = stands.groupby((what + " " + day + " " + part).fillna(stands)).transform("first")
    return stands


def cited(cell: object, stands: pd.Series) -> object:
    """Ids joined by ; with each article once; an id that is none stays, for the checks to find."""
    if not isinstance(cell, str):
        return cell
    return ";".join(dict.fromkeys(stands.get(i, i) for i in cell.split(";")))
