"""What is known of a file: before its rows are decided on, and after."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Sentence
from geo.errors import FileRefused
from geo.exchange.read.ledger import Ledger, Repair
from geo.exchange.read.loaded import Loaded
from geo.exchange.read.options import Options, Way
from geo.language import tell


def no_choices() -> pd.DataFrame:
    """Plausible systems (EPSG number, share) before any is looked for."""
    return pd.DataFrame({"crs": pd.Series(dtype=int), "share": pd.Series(dtype=float)})


@dataclass(frozen=True)
class Reading:
    """What was found out about a file, and what would have to be repaired.

    format, layers (to choose from; empty for one), options (all of them resolved), columns,
    rows. place: how most rows are placed (point, shape, code or name). crs_choices: crs,
    share; repairs: with the rows each concerns. names: near matches for consent (value,
    divipola, municipality, department, score, rows). notes: sentences on the whole file.
    ways: the readings between which its owner has to choose, of a draft that was refused.
    request: the options as they were given; change one with `dataclasses.replace` and inspect
    again, so that what depends on it is found out anew.
    """

    name: str
    format: str
    layers: tuple[str, ...]
    request: Options
    options: Options
    columns: tuple[str, ...]
    rows: int
    place: str
    loaded: Loaded = field(repr=False)
    municipalities: gpd.GeoDataFrame = field(repr=False)
    ways: tuple[Way, ...] = ()
    crs_choices: pd.DataFrame = field(default_factory=no_choices)
    repairs: tuple[Repair, ...] = ()
    names: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[Sentence, ...] = ()
    # The rows and their account with every repair made: most readers agree to all.
    whole: tuple[gpd.GeoDataFrame, Ledger] | None = field(default=None, repr=False)

    def unclear(self) -> FileRefused:
        """The refusal of a draft with several ways: only the system is unclear, or more."""
        columns = {tuple(c for n, c in way.options.items() if n != "crs") for way in self.ways}
        key = "exchange.several_readings" if len(columns) > 1 else "exchange.crs_unclear"
        return FileRefused(key, choices="; ".join(map(str, self.ways))).after(self)


@dataclass(frozen=True)
class Table:
    """The rows that were kept, and an account of all.

    frame: the file's columns (`<name>_input` where a name is ours), `row` (from 1, headings
    not counted), `basis` (point, shape, code, name), `divipola` (of codes and names; null for
    shapes), `uncertainty_km` where the file states it, geometry in EPSG:4326 (null for codes
    and names). kept (as they were) + repaired + rejected = rows. reasons: row, column, value,
    reason (a code), suggestion. notes: sentences.
    """

    frame: gpd.GeoDataFrame
    rows: int
    kept: int
    repaired: int
    rejected: int
    reasons: pd.DataFrame
    notes: tuple[Sentence, ...]
    ledger: Ledger = field(repr=False)

    def account(self) -> dict[str, Any]:
        """How many rows there are, by their fate, the repairs that were made, and the notes."""
        counts = {name: getattr(self, name) for name in ("rows", "kept", "repaired", "rejected")}
        notes = [tell(note, "en") for note in self.notes]
        return counts | {"repairs": self.ledger.counts(), "notes": notes}

    @cached_property
    def repaired_cells(self) -> pd.DataFrame:
        """row, column, before, after, repair: every change to a row that was kept."""
        return self.ledger.cells()
