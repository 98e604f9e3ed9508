"""Check briefing files: whole, or every fault by step and line."""

import argparse
import sys
from pathlib import Path

from geo.errors import PathRefused
from geo.evidence import Evidence
from geo.exchange.bundle import read_text
from geo.views.briefing import played
from geo.views.briefing_file import BriefingRefused, read


def add(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("files", nargs="*", type=Path, help="TOML; without any those we show")


def run(args: argparse.Namespace) -> int:
    """Reads each as the page would; 2 where one is refused."""
    evidence, status = Evidence(), 0
    ours = sorted((evidence.data / "editorial" / "briefings").glob("*.toml"))
    for path in args.files or ours:
        try:
            played(evidence, read(read_text(path), evidence))
        except (BriefingRefused, PathRefused) as error:
            print(f"{path}: {error}", file=sys.stderr)
            status = 2
    return status
