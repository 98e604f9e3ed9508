"""Time a click on the map of the corridors page until the map shows what it changed.

    python -m tests.benchmarks.corridors

In one warm server, a click in the middle of the map closes Piendamó, the next opens it again;
a click is over when a corner of the map away from the pointer, where ways move, has changed.
Prints the median and the worst of the clicks; each includes up to one picture of that corner
and its own time, which is printed too.
"""

import io
from statistics import median
from time import perf_counter

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, MAP, NOT, Visit

CLICKS = 20
CORNER = 60  # pixels of the corner that is watched
LIMIT_S = 20


def clicks(visit: Visit) -> tuple[list[float], float]:
    """Seconds of each click, and of a picture alone."""
    page = visit.page
    page.locator(MAP).first.scroll_into_view_if_needed()
    visit.wait_for_map()
    box = page.locator(MAP).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    clip = {"x": x, "y": y - 2 * CORNER, "width": CORNER, "height": CORNER}

    def corner() -> bytes:
        return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB").tobytes()

    page.mouse.move(x, y)
    page.wait_for_timeout(1000)
    taken = []
    for _ in range(CLICKS):
        before = corner()
        start = perf_counter()
        page.mouse.down()
        page.mouse.up()
        while corner() == before and perf_counter() - start < LIMIT_S:
            pass
        taken.append(perf_counter() - start)
        visit.wait_until_still()
        page.wait_for_timeout(1500)
    start = perf_counter()
    corner()
    return taken, perf_counter() - start


def main() -> None:
    with sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(
            executable_path=program, args=ARGS, ignore_default_args=NOT
        )
        with serve("benchmark") as address:
            visit = Visit(browser, address)
            visit.open("/corridors?lang=en&ask=close&closed=")
            taken, picture = clicks(visit)
        print(
            f"click to changed map: median {1000 * median(taken):.0f} ms, "
            f"worst {1000 * max(taken):.0f} ms of {CLICKS}; one picture {1000 * picture:.0f} ms"
        )
        browser.close()


if __name__ == "__main__":
    main()
