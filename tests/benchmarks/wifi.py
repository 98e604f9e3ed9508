"""Time a visit over bad Wi-Fi: 400 kbit/s and 400 ms, to the words, to the map, to the page.

    python -m tests.benchmarks.wifi [page …]

Each page (overview, corridors and incidents where none is named) is opened over a connection that
Chromium slows down: cold, with nothing kept, and warm, with what the service worker and the cache
kept of a visit before. Bytes are what the page received until then, websocket included; cold it
has no service worker, whose own connection Chromium would neither slow down nor count.
"""

import sys
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, SIZE

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LIMIT_MS, QUIET_MS = 300_000, 2_000
# What the browser notes of the first screen; the page's own title and map; its script's end.
MARKS = {"words": "first-words", "map": "first-map"}
STAGES = {
    "page": "h1",
    "its map": ".corredor-map .map[data-drawn]",
    "all": '[data-testid="stApp"][data-test-script-state="notRunning"]',
}


def visit(browser: Browser, url: str, name: str) -> None:
    """Prints seconds and kB to each stage of a first (cold) or a second (warm) visit."""
    warm = name == "warm"
    context = browser.new_context(
        viewport=SIZE, reduced_motion="reduce", service_workers="allow" if warm else "block"
    )
    if warm:
        before = context.new_page()
        before.goto(url)
        for mark in STAGES.values():
            before.locator(mark).first.wait_for(timeout=LIMIT_MS)
        before.wait_for_timeout(QUIET_MS)
        before.reload()  # what came before its worker was ready is kept now
        before.wait_for_timeout(QUIET_MS)
        before.close()
    tab, come = context.new_page(), [0]
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)

    def take(event: dict) -> None:
        frame = event.get("response", {}).get("payloadData", "")
        come[0] += int(event.get("encodedDataLength", len(frame) * 3 // 4))

    session.on("Network.dataReceived", take)
    session.on("Network.webSocketFrameReceived", take)
    start = perf_counter()
    tab.goto(url, timeout=LIMIT_MS, wait_until="commit")
    told = []
    for stage, mark in MARKS.items():
        there = f"performance.getEntriesByName('{mark}').length"
        tab.wait_for_function(there, timeout=LIMIT_MS, polling=50)
        told.append(f"{stage} {perf_counter() - start:5.1f} s {come[0] / 1000:5.0f} kB")
    for stage, mark in STAGES.items():
        tab.locator(mark).first.wait_for(timeout=LIMIT_MS)
        told.append(f"{stage} {perf_counter() - start:5.1f} s {come[0] / 1000:5.0f} kB")
    print(f"{url} {name}: {', '.join(told)}", flush=True)
    context.close()


def main() -> None:
    with sync_playwright() as playwright, serve("benchmark-wifi") as address:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        for page in sys.argv[1:] or ["overview", "corridors", "incidents"]:
            url = f"{address}/{'' if page == 'overview' else page}?lang=en"
            for name in ("cold", "warm"):
                visit(browser, url, name)
        browser.close()


if __name__ == "__main__":
    main()
