"""Reading users' files: by content, with every row accounted for."""

from geo.exchange.read.elsewhere import apart
from geo.exchange.read.inspection import accept, inspect
from geo.exchange.read.ledger import Repair, tell_reasons
from geo.exchange.read.numbers import numeric_columns, unclear_columns
from geo.exchange.read.options import Options, Way
from geo.exchange.read.reading import Reading, Table
