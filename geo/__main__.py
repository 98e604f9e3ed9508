"""Corredor without a screen: `python -m geo <command> --help` explains each command."""

import argparse
import sys
from importlib import import_module

from geo.errors import LayerFault

COMMANDS = ("briefing", "join", "journeys", "propose", "refresh")


def main(words: list[str] | None = None) -> int:
    """Runs one command of `geo.commands`; returns 0, or 2 where its input is refused
    or the evidence lacks a layer."""
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    words = sys.argv[1:] if words is None else words
    asked = set(words[:1]) & set(COMMANDS)  # the others take a second to import
    for name in asked or COMMANDS:
        module = import_module(f"geo.commands.{name}")
        module.add(commands.add_parser(name, help=module.__doc__, description=module.__doc__))
    args = parser.parse_args(words)
    try:
        return import_module(f"geo.commands.{args.command}").run(args)
    except LayerFault as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
