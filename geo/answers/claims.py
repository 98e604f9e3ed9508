"""What the source article says, claim by claim, beside the record."""

from collections.abc import Collection

import pandas as pd

from geo.answers.answer import Answer, Sentence

RECORD = ("confirmed", "quoted", "partly", "open", "opinion")


def claims(rows: pd.DataFrame, statuses: Collection[str] = (), as_of: str = "") -> Answer:
    """The claims of the chosen record statuses (none: all), in the article's order.

    rows: the `claims` layer. The sentences count every claim of the layer, whatever is
    chosen, so that a quotation of the whole cannot be cut to the confirmed ones.
    """
    counts = rows["record_status"].value_counts()
    return Answer(
        id="claims",
        frame=rows[rows["record_status"].isin(list(statuses or RECORD))].reset_index(drop=True),
        as_of=as_of,
        caveats=("caveats.claims",),
        sentences=(
            Sentence(
                "answers_claims.counted",
                {"claims": len(rows), **{s: int(counts.get(s, 0)) for s in RECORD}},
            ),
        ),
    )


def argued_by(rows: pd.DataFrame, mayor: str) -> pd.DataFrame:
    """The claims whose speaker is this mayor, in the article's order."""
    return rows[rows["speaker_en"].str.startswith(f"{mayor} (")]
