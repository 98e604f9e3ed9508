"""Time a reader's CSV of points on the page: from choosing the file to the drawn map.

    python -m tests.benchmarks.explore [ROWS …]

For 10,000, 100,000 and 1,000,000 rows, each on a fresh server: the seconds until the map is
drawn with the joins that the page begins with (uploading, reading, accounting, joining,
counting by municipality), those until hexagons are drawn instead, the largest map that
travelled, and the server's peak memory.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from geo.evidence import load
from geo.language import tell
from tests.benchmarks.reading import ROWS, points_csv
from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, Visit

LIMIT_MS = 600_000


def peak_mb(address: str) -> float:
    """Peak memory of the server at this address."""
    port = f"--server.port={urlsplit(address).port}"
    for process in Path("/proc").glob("[0-9]*"):
        if port in (process / "cmdline").read_bytes().decode(errors="replace").split("\0"):
            status = (process / "status").read_text().split("VmHWM:")[1]
            return int(status.split()[0]) / 1024
    raise LookupError(f"no server with {port}")


def measure(browser, rows: int, folder: Path) -> str:
    file = folder / "points.csv"
    file.write_bytes(points_csv(rows, load("municipalities")))
    with serve(f"benchmark-explore-{rows}") as address:
        visit = Visit(browser, address)
        visit.page.set_default_timeout(LIMIT_MS)
        sizes = [0]
        visit.page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda data: sizes.append(len(data))),
        )
        visit.open("/explore?lang=en&shown_as=municipalities")
        start = perf_counter()
        visit.page.locator('input[type="file"]').first.set_input_files(file)
        choice = visit.page.get_by_text(tell("explore.shown_as_hexagons", "en"), exact=True)
        choice.wait_for(timeout=LIMIT_MS)
        visit.wait_for_map()
        drawn = perf_counter()
        choice.click()
        visit.page.wait_for_timeout(200)
        visit.wait_until_still()
        visit.wait_for_map()
        again = perf_counter()
        peak = peak_mb(address)
        visit.context.close()
    return (
        f"{rows:>9,} rows ({file.stat().st_size / 1e6:.0f} MB): drawn by municipality in "
        f"{drawn - start:.1f} s, in hexagons {again - drawn:.1f} s later, largest message "
        f"{max(sizes) / 1000:,.0f} kB, server's peak memory {peak:,.0f} MB"
    )


def main() -> None:
    asked = [int(text) for text in sys.argv[1:]] or ROWS
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        for rows in asked:
            print(measure(browser, rows, Path(folder)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
