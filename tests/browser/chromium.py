"""Where Chromium is, and how to get it where it is not."""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
HOW = (
    "The browser tests need Chromium and could not get it. Install it (Debian: "
    "`apt-get install chromium`; elsewhere: `python -m playwright install chromium`), or name "
    "its program in CORREDOR_CHROMIUM, or set CORREDOR_NO_BROWSER=1 to leave these tests out."
)


class NoChromium(Exception):
    """There is no Chromium and none could be installed."""


def find(playwrights_own: str) -> str | None:
    """The program named by CORREDOR_CHROMIUM, else one on PATH, else Playwright's own."""
    named = os.environ.get("CORREDOR_CHROMIUM")
    if named and not shutil.which(named):
        raise NoChromium(f"CORREDOR_CHROMIUM names {named}, which is not a program. {HOW}")
    on_path = (shutil.which(name) for name in NAMES)
    own = playwrights_own if Path(playwrights_own).exists() else None
    return named or next(filter(None, on_path), own)


def ways_to_get_it() -> list[list[list[str]]]:
    """Commands to try, in order: Debian's package for root on Debian, else Playwright's."""
    own = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    try:
        debian = platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        debian = False
    if debian and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        return [[["apt-get", "update", "-qq"], install], own]
    return [own]


def find_or_get(playwrights_own: str) -> str:
    """Chromium's program, installed first if need be, by one worker at a time."""
    lock = Path(tempfile.gettempdir()) / f"corredor-chromium-{os.getuid()}.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        found, said = find(playwrights_own), ""
        for commands in [] if found else ways_to_get_it():
            for command in commands:
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    said += f"\n$ {' '.join(command)}\n{done.stdout}{done.stderr}"
                    break
            found = find(playwrights_own)
            if found:
                break
    if not found:
        raise NoChromium(HOW + said)
    return found
