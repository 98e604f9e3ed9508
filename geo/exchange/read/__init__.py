"""Reading users' files: by content, with every row accounted for."""

from geo.exchange.read.ledger import Repair, reasons_told
from geo.exchange.read.numbers import numeric_columns
from geo.exchange.read.options import Options
from geo.exchange.read.reading import Reading, Table, accept, inspect

__all__ = [
    "Options",
    "Reading",
    "Repair",
    "Table",
    "accept",
    "inspect",
    "numeric_columns",
    "reasons_told",
]
