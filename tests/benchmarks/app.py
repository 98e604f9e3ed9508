"""Time the app as a reader meets it: start, first map, reruns, bytes.

    python -m tests.benchmarks.app

Starts a fresh server each for the time to the first title and the cold map; then, in one
warm server, for each page: the bytes of its first load besides static files, the median bytes
of a rerun (its first slider moved, or the language switched where it has none), as they are read
and as they are packed on the wire, and the median time of its script when all is warm.
"""

import subprocess
import sys
from contextlib import suppress
from statistics import median
from time import perf_counter

from playwright.sync_api import Error, sync_playwright

from geo.views import PAGES
from tests.browser.chromium import find_or_get
from tests.browser.server import ROOT, free_port, serve
from tests.browser.visit import ARGS, MAP, Visit
from tests.pages.test_pages import visit as open_page

MOVES = 5
# Notes when and how much comes over the page's websocket.
WATCH = """
const Plain = window.WebSocket
window.received = []
window.WebSocket = class extends Plain {
    constructor(...args) {
        super(...args)
        this.addEventListener('message', ({data}) => {
            const size = data.byteLength ?? data.size ?? data.length
            window.received.push([performance.now(), size, data])
        })
    }
}
"""
# As the connection packs them: deflate, one stream for all.
PACKED = """async () => {
    const all = new Blob(window.received.map(([, , data]) => data)).stream()
    return (await new Response(all.pipeThrough(new CompressionStream('deflate-raw'))).blob()).size
}"""
QUIET_MS = 500


def first_title_s(browser) -> float:
    """Seconds from `streamlit run` to the title and finding of the first page."""
    port = free_port()
    start = perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        page = browser.new_page()
        try:
            while True:
                with suppress(Error):
                    page.goto(f"http://127.0.0.1:{port}/?lang=en")
                    break
                page.wait_for_timeout(50)
            page.wait_for_function("performance.getEntriesByName('first-words').length")
            return perf_counter() - start
        finally:
            page.close()
            process.terminate()


def first_map_s(browser, address: str) -> float:
    """Seconds from the request to the first map drawn, as the browser notes it."""
    visit = Visit(browser, address)
    visit.page.goto(f"{address}/?lang=en")
    visit.wait_for_map()
    drawn = visit.page.evaluate("performance.getEntriesByName('first-map')[0].startTime")
    visit.context.close()
    return drawn / 1000


def place_s(browser, address: str) -> float:
    """Median seconds from the request to the sheet of a place, all its pictures seen."""
    seconds = []
    for _ in range(MOVES):
        visit = Visit(browser, address)
        start = perf_counter()
        visit.page.goto(f"{address}/places?lang=en&place=19698")
        visit.page.wait_for_function(
            "document.querySelectorAll('.sheet img').length == 4 &&"
            "[...document.querySelectorAll('.sheet img')].every(img => img.complete)"
        )
        seconds.append(perf_counter() - start)
        visit.context.close()
    return median(seconds)


def quiet(page) -> list[list[float]]:
    """Waits until nothing more comes over the websocket; returns [time, bytes] of all that did."""
    page.wait_for_function(
        f"window.received.length && performance.now() - window.received.at(-1)[0] > {QUIET_MS}"
    )
    return page.evaluate("window.received.map(([at, size]) => [at, size])")


def rerun_bytes(page, act) -> tuple[int, int]:
    """Bytes that the browser receives after an action, and of these on the wire."""
    page.evaluate("window.received.length = 0")
    act()
    return sum(size for _, size in quiet(page)), page.evaluate(PACKED)


def script_ms(name: str) -> float:
    """Milliseconds of a warm run of the page's script, without server and browser."""
    app = open_page(name)
    seconds = []
    for _ in range(MOVES):
        start = perf_counter()
        app.run()
        seconds.append(perf_counter() - start)
    return 1000 * median(seconds)


def measure_page(browser, address: str, name: str) -> str:
    visit = Visit(browser, address)
    page = visit.page
    page.add_init_script(WATCH)
    visit.open(f"/{'' if name == 'overview' else name}?lang=en")
    first = sum(size for _, size in quiet(page))
    if page.locator(MAP).first.is_visible():
        visit.wait_for_map()
    languages = page.get_by_test_id("stSidebar").get_by_role("radio")
    moves = [rerun_bytes(page, languages.nth(i % 2).click) for i in range(1, MOVES + 1)]
    slider = page.get_by_test_id("stSlider").get_by_role("slider")
    if slider.count():
        moves = [rerun_bytes(page, lambda: slider.first.press("ArrowLeft")) for _ in range(MOVES)]
    visit.context.close()
    read, packed = (median(sizes) / 1000 for sizes in zip(*moves, strict=True))
    return (
        f"{name:10} first load {first / 1000:4.0f} kB, rerun {read:4.0f} kB, "
        f"{packed:3.0f} kB on the wire, script {script_ms(name):4.0f} ms"
    )


def main() -> None:
    with sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        starts = [first_title_s(browser) for _ in range(3)]
        print(f"start to first title: {median(starts):.1f} s (median of {len(starts)})")
        with serve("benchmark") as address:
            print(f"first map, cold: {first_map_s(browser, address):.1f} s")
            print(f"first map, warm: {first_map_s(browser, address):.1f} s")
            print(f"sheet of a place, warm: {place_s(browser, address):.1f} s")
            for page in PAGES:
                print(measure_page(browser, address, page), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
