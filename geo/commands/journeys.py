"""Answer a scenario file: what lies on the way, before and after what it closes or holds."""

import argparse
from pathlib import Path

from geo.errors import PathRefused
from geo.evidence import Evidence
from geo.exchange import bundle
from geo.exchange.whole import write_whole
from geo.journeys import read_scenario

EPILOG = """
The scenario needs `year`, `origins` (codes of 2 or 5 digits, in quotes) and `destinations` (5);
it may have `limit_hours`, `tolerance_hours` (0.1), `closed`, `closure_width_hours` (0.1),
`hold_minutes` (the closed places are a checkpoint of that delay) and `access_places` (false).
OUT gets municipalities.csv, journeys.csv, lines.geojson, summary.json and README.md, which says
what is modelled and how; files of others by these names are never written over. A scenario that
is refused: exit 2, one message that names each problem with its line, no files written.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("scenario", type=Path, help="scenario file (TOML)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")


def run(args: argparse.Namespace) -> int:
    """Writes the scenario's files into a folder, over none but its own."""
    files = _files(args.scenario)
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        theirs = [name for name in files if (args.out / name).exists()]
        if theirs and not (args.out / "summary.json").exists():
            raise PathRefused(
                f"{args.out.resolve()} has a {theirs[0]} of others: choose a new folder."
            )
    except OSError as error:
        raise PathRefused(f"{args.out} cannot be written: {error.strerror}.") from error
    write_whole({args.out / name: [content] for name, content in files.items()})
    return 0


def _files(path: Path) -> dict[str, bytes]:
    text, evidence = bundle.read_text(path), Evidence()
    units, seats = evidence.municipalities, evidence.travel_times.codes.tolist()
    places = {*units["divipola"], *units["department_code"]}
    years = set(evidence.coca["year"].tolist())
    scenario = read_scenario(text, places, places.intersection(seats), years)
    return bundle.scenario_files(evidence, scenario)
