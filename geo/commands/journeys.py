"""Answer a scenario file: what lies on the way, before and after what it closes or holds."""

import argparse
import sys
from pathlib import Path

from geo.answers.answer import gather_source_ids, sources_of
from geo.answers.loads import access_places
from geo.errors import CorredorError
from geo.evidence import load
from geo.exchange import bundle
from geo.journeys import TravelTimes, ask, read_scenario, trips_of

EPILOG = """
The scenario needs `year`, `origins` (codes of 2 or 5 digits, in quotes) and `destinations` (5);
it may have `limit_hours`, `tolerance_hours` (0.1), `closed`, `closure_width_hours` (0.1),
`hold_minutes` (the closed places are a checkpoint of that delay) and `access_places` (false).
OUT gets municipalities.csv, journeys.csv, lines.geojson, summary.json and README.md, which says
what is modelled and how. A scenario that is refused: exit 2, one message that names each problem
with its line, no files written.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("scenario", type=Path, help="scenario file (TOML)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")


def run(args: argparse.Namespace) -> int:
    """Writes the scenario's files; 2 and one message on standard error where it is refused."""
    try:
        bundle.write_folder(_files(args.scenario), args.out)
    except CorredorError as error:
        print(f"{args.scenario}: {error}", file=sys.stderr)
        return 2
    return 0


def _files(path: Path) -> dict[str, bytes]:
    text = bundle.read_text(path)
    coca, municipalities, pairs = load("coca"), load("municipalities"), load("travel_time")
    notes = load("origin_notes")
    times = TravelTimes.from_pairs(pairs)
    places = {*municipalities["divipola"], *municipalities["department_code"]}
    seats = places.intersection(times.codes.tolist())
    scenario = read_scenario(text, places, seats, set(coca["year"].tolist()))
    asked = ask(scenario, trips_of(scenario, times, coca, access_places(notes)))
    used = [coca[coca["year"] == scenario.year], pairs.head(1)]
    if scenario.access_places:
        used.append(notes[notes["origin_note"] == "access"])
    cited = sources_of(gather_source_ids(*used), load("sources"))
    return bundle.scenario_files(asked, municipalities, load("seats"), cited)
