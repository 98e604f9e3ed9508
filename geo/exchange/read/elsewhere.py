"""Rows that name one municipality and lie in another, or in none."""

import numpy as np
import pandas as pd

from geo.exchange.read.codes import stated_codes
from geo.exchange.read.reading import Reading


def apart(reading: Reading, placed: pd.DataFrame) -> pd.DataFrame:
    """The rows whose own name or code is of another municipality, and those that lie in none.

    placed: `row`, `basis`, `divipola` (null in no municipality). Rows that go by their code are
    compared by their name. Columns: `row`, `named` (blank where nothing surely is), `position`
    (latitude, longitude), `lies` (blank in no municipality).
    """
    of, places = reading.options, reading.municipalities
    raw, lies = reading.loaded.raw.frame.loc[placed["row"]], placed["divipola"].to_numpy(object)
    named = _named(raw, of.code, of.municipality, of.department, places)
    if of.code and of.municipality:
        by_name = _named(raw, None, of.municipality, of.department, places)
        named = np.where(placed["basis"].eq("code"), by_name, named)
    nowhere = pd.isna(lies)
    found = placed[nowhere | (~pd.isna(named) & (named != lies))]
    title = places.set_index("divipola")[["municipality", "department"]].agg(", ".join, axis=1)
    told = {
        name: pd.Series(codes, placed.index)[found.index].map(title).fillna("")
        for name, codes in {"named": named, "lies": lies}.items()
    }
    spots = found.geometry.representative_point()
    position = [f"{p.y:.5f}, {p.x:.5f}" if p is not None else "" for p in spots]
    return pd.DataFrame({"row": found["row"], **told, "position": position})


def _named(
    raw: pd.DataFrame,
    code: str | None,
    name: str | None,
    department: str | None,
    places: pd.DataFrame,
) -> np.ndarray:
    """As `stated_codes`, what is written alike looked at once."""
    used = [column for column in (code, name, department) if column]
    if not used:
        return np.full(len(raw), None, object)
    group = raw.groupby(used, sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    return stated_codes(raw.iloc[first], code, name, department, places)[group]
