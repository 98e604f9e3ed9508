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
    sources = settings()
    if args.only and args.only not in sources:
        print(f"No source '{args.only}'; there are: {', '.join(sources)}.", file=sys.stderr)
        return 2
    code = 0
    for name in [args.only] if args.only else sources:
        secrets = SECRETS.get(sources[name]["interface"], ())
        if not args.only and not all(map(os.environ.get, secrets)):
            print(f"{name}: left out, without {' and '.join(secrets)} in the environment.")
            continue
        try:
            print(f"{name}: {_ask(name, sources[name], args)}")
        except RefreshFailed as error:
            print(f"{name}: {error}", file=sys.stderr)
            code = 2
    return code


def _ask(name: str, of: dict, args: argparse.Namespace) -> str:
    """What came of asking one source."""
    from geo.refresh import Fetch, keep_own, refresh

    today = date.today()
    if of["interface"] == OWN:
        path = keep_own(of, Fetch(), args.own, day=today)
        return f"kept for you alone in {path}; its terms forbid passing it on."
    fetch, places = Fetch(args.out / ".cache"), Evidence().municipalities
    outcome = refresh(name, of, fetch, places, args.out, day=today, smaller=args.smaller)
    if outcome.folder is None:
        return "nothing that is not held."
    return (
        f"{outcome.added} rows new, {outcome.changed} changed, {outcome.missing} held that it "
        f"lacks. Look at it: python -m geo propose {outcome.folder}"
    )
