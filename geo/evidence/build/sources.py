"""Sources, one row an article."""

import pandas as pd

from geo.evidence.build.facts import Facts


def sources(f: Facts) -> pd.DataFrame:
    """Adds `also_ids`, the other ids of the article; they fill what its own row leaves blank."""
    rows = f.table("sources")
    rows["article"] = rows["source_id"].map(f.articles)
    other = rows["source_id"] != rows["article"]
    merged = rows.loc[other.sort_values(kind="stable").index].groupby("article").first()
    also = rows[other].groupby("article")["source_id"].agg(";".join)
    return merged.assign(also_ids=also).reset_index(drop=True)
