"""Time a visit over bad Wi-Fi: 400 kbit/s and 400 ms, to the words, to the map, to all of it.

    python -m tests.benchmarks.wifi [page …]

Each page (overview, corridors and incidents where none is named) is opened twice in one browser,
whose connection Chromium slows down: cold, with nothing kept, and warm, with what the service
worker and the cache kept. Bytes are what the browser received until then, websocket included.
"""

import sys
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, SIZE

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LIMIT_MS, QUIET_MS = 300_000, 2_000
STAGES = {
    "words": "h1",
    "map": ".corredor-map .map[data-drawn]",
    "all": '[data-testid="stApp"][data-test-script-state="notRunning"]',
}


def visits(browser: Browser, address: str, page: str) -> None:
    """Prints seconds and kB to each stage of a first and a second visit."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    for name in ("cold", "warm"):
        tab, come = context.new_page(), [0]
        session = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)

        def take(event: dict, come: list[int] = come) -> None:
            frame = event.get("response", {}).get("payloadData", "")
            come[0] += int(event.get("encodedDataLength", len(frame) * 3 // 4))

        session.on("Network.dataReceived", take)
        session.on("Network.webSocketFrameReceived", take)
        start = perf_counter()
        tab.goto(f"{address}/{'' if page == 'overview' else page}?lang=en", timeout=LIMIT_MS)
        told = []
        for stage, mark in STAGES.items():
            tab.locator(mark).first.wait_for(timeout=LIMIT_MS)
            told.append(f"{stage} {perf_counter() - start:5.1f} s {come[0] / 1000:5.0f} kB")
        print(f"{page:12} {name}: {', '.join(told)}", flush=True)
        tab.wait_for_timeout(QUIET_MS)
        tab.close()
    context.close()


def main() -> None:
    with sync_playwright() as playwright, serve("benchmark-wifi") as address:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        for page in sys.argv[1:] or ["overview", "corridors", "incidents"]:
            visits(browser, address, page)
        browser.close()


if __name__ == "__main__":
    main()
