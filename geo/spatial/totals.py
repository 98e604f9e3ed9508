"""Totals by place, with what has no figure counted beside them: blank is not zero."""

from collections.abc import Sequence

import pandas as pd

from geo.spatial.places import DEPARTMENT, PLACE

BY_MUNICIPALITY, BY_DEPARTMENT = tuple(PLACE), tuple(DEPARTMENT)


def totals(frame: pd.DataFrame, by: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    """Sums of extensive columns by place (or by any columns), in the order of `by`.

    by: BY_MUNICIPALITY, BY_DEPARTMENT, or columns of the frame; rows without a place make a
    group of their own, so nothing is lost. values: extensive columns (counts, hectares,
    dollars), never rates.

    Columns: by, `rows`, and per value its sum over the rows that have a figure (null where
    none has) and `<value>_without_figure`, the rows that have none; `source_ids` where the
    frame has them.
    """
    groups = frame.groupby(list(by), dropna=False, sort=True)
    out = groups.size().to_frame("rows")
    for value in values:
        out[value] = groups[value].sum(min_count=1)
        out[f"{value}_without_figure"] = out["rows"] - groups[value].count()
    if "source_ids" in frame.columns:
        out["source_ids"] = groups["source_ids"].agg(_cited)
    return out.reset_index()


def _cited(cells: pd.Series) -> str:
    return ";".join(sorted({i for cell in cells.dropna() for i in cell.split(";")}))
