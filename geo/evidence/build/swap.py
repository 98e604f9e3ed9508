"""Putting a finished folder in the place of another, in one step where the system has one."""

import ctypes
import sys
from pathlib import Path

# Linux's renameat2: paths from where the process stands, and the flag that exchanges two.
HERE, EXCHANGE = -100, 2


def swap(fresh: Path, place: Path, aside: Path) -> None:
    """`fresh` takes the place of `place`, whose old content goes to `aside`.

    On Linux there is no moment at which neither stands there. Elsewhere there is one: what
    was there is then at `aside`, and comes back where the second step fails.
    """
    if place.exists() and _exchange(fresh, place):
        fresh.rename(aside)
        return
    if place.exists():
        place.rename(aside)
    try:
        fresh.rename(place)
    except BaseException:
        if aside.exists():
            aside.rename(place)
        raise


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    paths = bytes(one.resolve()), bytes(other.resolve())
    return call is not None and call(HERE, paths[0], HERE, paths[1], EXCHANGE) == 0
