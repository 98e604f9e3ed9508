"""Files in and out: readers' files with every row accounted for, and downloads."""

from geo.exchange.formats import FORMATS, file_name, formats_for, mime, refusal, view_name
from geo.exchange.read import (
    Options,
    Reading,
    Repair,
    Table,
    Way,
    accept,
    inspect,
    numeric_columns,
    tell_reasons,
    unclear_columns,
)
from geo.exchange.write import write
