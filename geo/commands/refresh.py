"""Ask the official sources what is new, and propose it; nothing becomes a fact by itself."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from geo.errors import RefreshFailed
from geo.evidence import Evidence

OWN = "acled"
EPILOG = """
Each answer is kept in OUT/answers with its day and hash and compared with data/facts; what is
new or other becomes a folder in OUT for `python -m geo propose`. Sources and their addresses:
data/refresh.toml. It needs: pip install "corredor[refresh]". Keys are read from the environment:
UCDP_ACCESS_TOKEN for ucdp and ucdp_candidate, ACLED_EMAIL and ACLED_PASSWORD for acled, whose
rows stay in a folder of yours (OWN), since its terms forbid passing them on; open them on the
page Your own data. Without --only, what has no key is left out. Something failed: exit 2, one
message each; what is held stays as it was.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", metavar="NAME", help="one source of data/refresh.toml")
    parser.add_argument("--out", type=Path, default=Path("proposals"), help="(proposals)")
    own = Path.home() / ".local" / "share" / "corredor"
    parser.add_argument("--own", type=Path, default=own, help=f"({own})")
    parser.add_argument(
        "--smaller", action="store_true", help="believe a total that fell to half or less"
    )


def run(args: argparse.Namespace) -> int:
    """Asks every source; 2 and one message each where it failed."""
    try:
        from geo.refresh import SECRETS, settings
    except ImportError:
        print('Install what it needs first: pip install "corredor[refresh]"', file=sys.stderr)
        return 2
    known = settings()
    if args.only and args.only not in known:
        print(f"No source '{args.only}'; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    code = 0
    for name in [args.only] if args.only else known:
        wanted = SECRETS.get(known[name]["interface"], ())
        if not args.only and not all(os.environ.get(secret) for secret in wanted):
            print(f"{name}: left out, without {' and '.join(wanted)} in the environment.")
            continue
        try:
            print(f"{name}: {_told(name, known[name], args)}")
        except RefreshFailed as error:
            print(f"{name}: {error}", file=sys.stderr)
            code = 2
    return code


def _told(name: str, of: dict, args: argparse.Namespace) -> str:
    """What came of asking one source."""
    from geo.refresh import Fetch, keep_own, refresh

    today = date.today()
    if of["interface"] == OWN:
        path = keep_own(of, Fetch(), args.own, day=today)
        return f"kept for you alone in {path}; its terms forbid passing it on."
    fetch = Fetch(args.out / ".cache")
    places = Evidence().municipalities
    done = refresh(name, of, fetch, places, args.out, day=today, smaller=args.smaller)
    if done.folder is None:
        return "nothing that is not held."
    return (
        f"{done.added} rows new, {done.changed} changed, {done.missing} held that it lacks. "
        f"Look at it: python -m geo propose {done.folder}"
    )
