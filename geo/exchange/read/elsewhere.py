"""Rows that name one municipality and lie in another, or in none."""

import numpy as np
import pandas as pd

from geo.exchange.read.codes import stated_codes
from geo.exchange.read.reading import Reading


def apart(reading: Reading, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose own name or code is of another municipality, and those that lie in none.

    rows: `row`, `basis`, `divipola` (null in no municipality). Rows that go by their code are
    compared by their name. Columns: `row`, `named` (blank where nothing surely is), `position`
    (latitude, longitude), `lies` (blank in no municipality).
    """
    of, places = reading.options, reading.municipalities
    raw, lies = reading.loaded.raw.frame.loc[rows["row"]], rows["divipola"].to_numpy(object)
    stated = stated_codes(raw, of.code, of.municipality, of.department, places)
    if of.code and of.municipality:
        by_name = stated_codes(raw, None, of.municipality, of.department, places)
        stated = np.where(rows["basis"].eq("code"), by_name, stated)
    nowhere = pd.isna(lies)
    others = rows[nowhere | (~pd.isna(stated) & (stated != lies))]
    title = places.set_index("divipola")[["municipality", "department"]].agg(", ".join, axis=1)
    labels = {
        name: pd.Series(codes, rows.index)[others.index].map(title).fillna("")
        for name, codes in {"named": stated, "lies": lies}.items()
    }
    spots = others.geometry.representative_point()
    position = [f"{p.y:.5f}, {p.x:.5f}" if p is not None else "" for p in spots]
    return pd.DataFrame({"row": others["row"], **labels, "position": position})
