"""A reader's own figures or weights by municipality: the cells of chosen columns, as text."""

from collections.abc import Mapping

import pandas as pd

from geo.exchange.read import Reading
from geo.exchange.read.headings import VOCABULARY, folded

HEADINGS = VOCABULARY["figures"] | {"divipola": VOCABULARY["hints"]["code"]}


def guess(reading: Reading, field: str) -> str:
    """The column of this field by its heading, "" where none says so."""
    by_fold = {folded(name): name for name in reversed(reading.columns)}
    return next((by_fold[word] for word in HEADINGS[field] if word in by_fold), "")


def figures(reading: Reading, columns: Mapping[str, str]) -> pd.DataFrame:
    """Every row of the file: the fields' cells as text, and `row`, its line in the file.

    columns: the file's column by field. A row with more cells than there are headings has
    lost its order (a comma inside an amount, say): what is beyond is put to its first number
    field, so that no number is read from it and the reader sees why.
    """
    raw = reading.loaded.raw
    cells = {field: raw.frame[name].fillna("").astype(str) for field, name in columns.items()}
    frame = pd.DataFrame(cells)
    number = next(field for field in columns if field in ("amount", "weight"))
    for row, beyond in raw.long.items():
        frame.loc[row, number] = f"{frame.loc[row, number]} | {beyond}"
    return frame.assign(row=raw.frame.index + raw.header + raw.tags).reset_index(drop=True)
