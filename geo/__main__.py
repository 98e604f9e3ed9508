"""Corredor without a screen: `python -m geo <command> --help` explains each command."""

import argparse
import sys
from importlib import import_module

from geo.errors import CorredorError

COMMANDS = ("briefing", "join", "journeys", "propose", "refresh")


def main(words: list[str] | None = None) -> int:
    """Runs one command of `geo.commands`; returns 0, or 2 and one message on standard error
    where its input is refused, a path cannot be used or the evidence lacks a layer."""
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    words = sys.argv[1:] if words is None else words
    only = set(words[:1]) & set(COMMANDS)  # the others take a second to import
    for name in only or COMMANDS:
        module = import_module(f"geo.commands.{name}")
        command = commands.add_parser(name, help=module.__doc__, description=module.__doc__)
        command.epilog = getattr(module, "EPILOG", None)
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        module.add(command)
    args = parser.parse_args(words)
    try:
        return import_module(f"geo.commands.{args.command}").run(args)
    except CorredorError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
