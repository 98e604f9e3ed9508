"""Join a file of yours to everything that is held, row by row."""

import argparse
import json
import sys
from pathlib import Path

from geo.answers.answer import Sentence
from geo.answers.joined import LAYERS, joined
from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import Options, Table, accept, inspect, reasons_told, write
from geo.journeys import TravelTimes
from geo.language import tell

EPILOG = """
Reads CSV, Excel, GeoJSON, GeoPackage, a zipped Shapefile, KML, GeoParquet or FlatGeobuf.
OUT.csv holds the rows that were kept, in their order, with `row` (from 1, headings not
counted), `divipola`, `municipality`, `department`, `basis` (point, code or name; a line or a
polygon goes by a point inside it) and the joined columns; a column of yours with such a name
ends in `_input`. REPORT.json has `rows`, `kept` (unchanged), `repaired`, `rejected`, which add
up, and `reasons`. Repairs with one possible reading are made and reported; a name that only
nearly matches is rejected with its suggestion. A file that cannot be used: exit 2, one message,
no files written.
"""


def add(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", type=Path, help="the file to join")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write")
    parser.add_argument("--report", type=Path, required=True, help="JSON to write")
    parser.add_argument(
        "--layer", help="layer of a GeoPackage, sheet of a workbook, folder of a KML"
    )


def run(args: argparse.Namespace) -> int:
    try:
        data = args.file.read_bytes()
    except OSError as error:
        print(f"{args.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    layers = {name: load(name) for name in LAYERS}
    try:
        reading = inspect(args.file.name, data, layers["municipalities"], Options(layer=args.layer))
        if args.layer and args.layer not in (*reading.layers, reading.options.layer):
            raise FileRefused(
                "exchange.no_such_layer", layer=args.layer, layers=list(reading.layers)
            )
        table = accept(reading)
    except FileRefused as error:
        print(tell(Sentence(error.key, error.values), "en"), file=sys.stderr)
        return 2
    content, rows = json.dumps(report(table), ensure_ascii=False, indent=1), table.frame
    del data, reading, table  # a large file should not be held beside its join
    frame = joined(rows, layers, TravelTimes.from_pairs(layers["travel_time"])).frame
    frame["basis"] = frame["basis"].replace("shape", "point")
    try:
        args.report.write_text(content, "utf-8")
        args.out.write_bytes(write(frame, "csv"))
    except OSError as error:
        args.report.unlink(missing_ok=True)
        print(f"{error.filename} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def report(table: Table) -> dict:
    """The account of all rows as the report holds it."""
    return {
        "rows": table.rows,
        "kept": table.kept,
        "repaired": table.repaired,
        "rejected": table.rejected,
        "repairs": table.ledger.made(),
        "notes": [tell(note, "en") for note in table.notes],
        "reasons": reasons_told(table.reasons, "en").to_dict("records"),
    }
