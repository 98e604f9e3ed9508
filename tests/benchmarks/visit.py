"""Weigh a first visit of a page: bytes over the wire and requests, by kind.

    python -m tests.benchmarks.visit [page …]

Each page (corridors where none is named) is opened once with an empty cache, in a fresh server.
Counted is what the browser received, headers included, and the websocket's messages.
"""

import sys
from collections import defaultdict
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, SIZE

QUIET_MS, LIMIT_MS = 4000, 240_000
LARGEST = 8


def kind(path: str, resource: str) -> str:
    """What a request fetches: ours by its folder, Streamlit's by its type."""
    return "static files of ours" if path.startswith("/app/static/") else resource.lower()


def weigh(browser, address: str, page: str) -> None:
    """Prints what the first visit of a page costs."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    visit = context.new_page()
    visit.set_default_timeout(LIMIT_MS)
    session = context.new_cdp_session(visit)
    session.send("Network.enable")
    asked: dict[str, tuple[str, str]] = {}
    sizes: dict[str, list[int]] = defaultdict(list)
    files: list[tuple[int, str]] = []

    def finish(event: dict) -> None:
        path, resource = asked.get(event["requestId"], ("?", "other"))
        sizes[kind(path, resource)].append(int(event["encodedDataLength"]))
        files.append((int(event["encodedDataLength"]), path))

    def receive(event: dict) -> None:
        frame = event["response"]
        binary = frame["opcode"] == 2  # base64
        size = len(frame["payloadData"]) * 3 // 4 if binary else len(frame["payloadData"])
        sizes["websocket"].append(size)

    session.on(
        "Network.requestWillBeSent",
        lambda e: asked.update({e["requestId"]: (urlsplit(e["request"]["url"]).path, e["type"])}),
    )
    session.on("Network.loadingFinished", finish)
    session.on("Network.webSocketFrameReceived", receive)
    visit.goto(f"{address}/{'' if page == 'overview' else page}?lang=en")
    visit.locator("h1").first.wait_for()
    visit.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    visit.wait_for_timeout(QUIET_MS)
    total = sum(map(sum, sizes.values()))
    print(f"{page}: {total / 1e6:.2f} MB, {sum(map(len, sizes.values()))} requests and messages")
    for name, each in sorted(sizes.items(), key=lambda item: -sum(item[1])):
        print(f"  {name:22} {sum(each) / 1000:8.0f} kB in {len(each):3}")
    for size, path in sorted(files, reverse=True)[:LARGEST]:
        print(f"    {size / 1000:8.0f} kB {path}")
    context.close()


def main() -> None:
    with sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        for page in sys.argv[1:] or ["corridors"]:
            with serve("benchmark-visit") as address:
                weigh(browser, address, page)
        browser.close()


if __name__ == "__main__":
    main()
