"""Join a file of yours to everything that is held, row by row."""

import argparse
import codecs
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.answers.joined import joined, own_columns
from geo.errors import FileRefused, PathRefused
from geo.evidence import Evidence
from geo.exchange import Options, Table, accept, inspect, partitions, tell_reasons
from geo.exchange.about import describe_columns
from geo.exchange.partitions import Part, PartReport, parts_of, run_part
from geo.exchange.read.inspection import check_request
from geo.exchange.read.options import CHOICES
from geo.exchange.read.systems import stated_crs
from geo.exchange.sheets import csv_pieces, for_sheets
from geo.exchange.whole import read_whole, write_whole

ESCAPES = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")  # codecs of no text files
AXES = ("latitude", "longitude")


def _decodes(encoding: str) -> bool:
    try:
        plain = codecs.lookup(encoding).name not in ESCAPES
        return plain and " ".encode(encoding).decode(encoding) == " "
    except (LookupError, ValueError):
        return False


# What can be chosen besides columns, and whether a value of it means something.
MEANT: dict[str, Callable] = {
    "crs": lambda text: text.isdigit() and stated_crs(f"EPSG:{text}") is not None,
    "encoding": _decodes,
    "separator": re.compile(r"[\t!#-/:-@[-`{-~]").fullmatch,
    "decimal": (".", ",").__contains__,
}
TABS = {"tab": "\t", "\\t": "\t"}

EPILOG = """
Reads CSV, Excel, GeoJSON and other JSON, GeoPackage, a zipped Shapefile, KML, KMZ, GPX,
GeoParquet or FlatGeobuf, one such file in a ZIP too.
OUT.csv holds the rows that were kept, in their order, with `row` (from 1, headings not
counted), `divipola`, `municipality`, `department`, `basis` (point, code or name; a line or a
polygon goes by a point inside it) and the joined columns; a column of yours with such a name
ends in `_input`. REPORT.json has `rows`, `kept` (unchanged), `repaired`, `rejected`, which add
up, `placed` (rows that lie in a municipality), `reasons`, and `columns`: what each column of
OUT.csv means, its unit, what a blank means, whether it is modeled. Repairs with one possible
reading are made and counted as `repairs`, others only as `offered`; a name that only nearly
matches is rejected with its suggestion. Where two readings would put rows in different
places the file is refused with the choices named: repeat the command with one of them, as in
--choose latitude=Norte longitude=Este crs=3115. A file that cannot be used: exit 2, one
message, no files written.

With --workers or --scheduler any number of files is joined by parts (CSV, Parquet, GeoParquet;
others whole), as large as they are, into the new folder OUT: part-….parquet, rejected/ with the
rows that were not kept and why, and report.json, whose counts add up over the parts.
"""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="file", help="the file to join")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write, or folder for parts")
    parser.add_argument("--report", type=Path, help="JSON to write, where --out is a CSV")
    parser.add_argument("--workers", type=int, help="join by parts, with so many processes")
    parser.add_argument("--scheduler", help="join by parts, on the Dask workers of this address")
    parser.add_argument(
        "--layer", help="layer of a GeoPackage, sheet of a workbook, folder of a KML"
    )
    parser.add_argument(
        "--choose",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help=f"what cannot be known: {', '.join(CHOICES)}; NAME= for no such column",
    )


def run(args: argparse.Namespace) -> int:
    if args.workers or args.scheduler:
        return _by_parts(args)
    if len(args.files) > 1 or not args.report:
        raise PathRefused("Several files need --workers or --scheduler, one needs --report.")
    (file,) = args.files
    if len({path.resolve() for path in (file, args.out, args.report)}) < 3:
        raise PathRefused("Two of FILE, --out and --report are the same file.")
    data, evidence = read_whole(file), Evidence()
    reading = check_request(inspect(file.name, data, evidence.municipalities, _options(args)))
    table = accept(reading)
    account, rows = report(table), table.frame
    del data, reading, table  # a large file should not be held beside its join
    frame = joined(evidence, rows).frame
    frame["basis"] = frame["basis"].replace("shape", "point")
    account |= {"placed": int(frame["divipola"].notna().sum())}
    sheet = for_sheets(frame)
    account["columns"] = describe_columns(sheet, "en", own_columns(rows))
    content = json.dumps(account, ensure_ascii=False, indent=1)
    write_whole({args.out: csv_pieces(sheet), args.report: [content.encode()]})
    return 0


def _by_parts(args: argparse.Namespace) -> int:
    """Joins on many processes; a pattern that the shell left alone is filled in here."""
    matches = [sorted(file.parent.glob(file.name)) or [file] for file in args.files]
    files = list(dict.fromkeys(file for each in matches for file in each))
    places = {"workers": args.workers, "scheduler": args.scheduler}
    account = join(files, args.out, _options(args), **places)
    counts = [f"{name} {account[name]:,}" for name in ("rows", "kept", "repaired", "rejected")]
    print(f"{len(account['parts'])} parts: {', '.join(counts)}")
    return 0


def _options(args: argparse.Namespace) -> Options:
    """What the caller has chosen. Raises FileRefused for what cannot be chosen."""
    options: dict[str, Any] = {"layer": args.layer}
    for choice in args.choose:
        name, sign, value = choice.partition("=")
        value = TABS.get(value, value) if name == "separator" else value
        if name not in CHOICES or not sign:
            names = list(CHOICES)
            raise FileRefused("exchange.no_such_choice", choice=choice[:80], names=names)
        same = name in AXES and value in (options.get(axis) for axis in AXES)
        if name in options or (value and same) or (name in MEANT and not MEANT[name](value)):
            raise FileRefused("exchange.no_such_value", choice=choice[:80])
        options[name] = int(value) if name == "crs" else value
    return Options(**options)


def report(table: Table) -> dict:
    """The account of all rows as the report holds it."""
    return {
        **table.account(),
        "offered": table.ledger.offered(),
        "reasons": tell_reasons(table.reasons, "en").to_dict("records"),
    }


PARTS, MISSING = "*.part", "This needs Dask: pip install 'corredor[cluster]'."


def join(
    files: Sequence[Path],
    out: Path,
    options: Options,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
) -> dict:
    """Joins all files into the new or empty folder OUT: Parquet by part, and `report.json`.

    scheduler: address of one that runs; else one is started here, with so many workers.
    Returns the report. Raises FileRefused or PathRefused; the report is written last, so a
    folder without one is not finished.
    """
    parts = parts_of(files, options)
    with _client(workers, scheduler) as client:
        _make(out)
        account = partitions.report(_run_all(client, parts, out.resolve()))
    for remnant in [*out.glob(f".{PARTS}"), *out.glob(f"rejected/.{PARTS}")]:
        remnant.unlink()  # of workers that were killed
    content = json.dumps(account, ensure_ascii=False, indent=1)
    write_whole({out / "report.json": [content.encode()]})
    return account


def _make(out: Path) -> None:
    try:
        (out / "rejected").mkdir(parents=True)
    except OSError:
        if not out.is_dir() or any(out.iterdir()):
            raise PathRefused(f"{out} cannot be made, or is not empty.") from None
        (out / "rejected").mkdir()


def _run_all(client: Any, parts: Sequence[Part], out: Path) -> list[PartReport]:
    """Every part done by some worker; one that is killed has its part done by another."""
    from distributed import KilledWorker

    futures = client.map(run_part, parts, out=str(out), key=[part.name for part in parts])
    try:
        return client.gather(futures)
    except KilledWorker as error:
        raise PathRefused(f"Workers died again and again at one part: {error}") from error


@contextmanager
def _client(workers: int | None, scheduler: str | None) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise PathRefused(MISSING) from error
    if scheduler:
        try:
            client = Client(scheduler, timeout=20)
        except (OSError, ValueError) as error:
            raise PathRefused(f"{scheduler}: {error}") from error
        with client:
            yield client
        return
    count = workers or os.cpu_count()
    with (
        LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield client
