"""One reader's visit: a browser page that may talk to our server only."""

import io
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from PIL import Image, ImageStat
from playwright.sync_api import Browser, Locator, Page, Request, WebSocket, expect

from tests.browser.server import OUTPUT

# No WebGL: as on thin clients, remote desktops and where drivers are blocked.
ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# WebGL by the processor, for what only a graphics card draws.
WITH_WEBGL = [
    *(arg for arg in ARGS if arg not in ("--disable-gpu", "--disable-software-rasterizer")),
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
# What Playwright would add to them.
NOT = ["--enable-unsafe-swiftshader"]
SIZE = {"width": 1280, "height": 720}
# The one map, a map of deck.gl, or the one that plays incidents.
MAP = '.corredor-map .map, [data-testid="stDeckGlJsonChart"], .playback .map'
LIMIT_MS = 60_000
# The base map is complete when the browser has these; what they hold is drawn soon after.
BASE_MAP = ("departments", "countries", "water", "roads", "rivers")


class Visit:
    """A page in a browser context of its own; `outside` and `errors` must stay empty."""

    def __init__(self, browser: Browser, address: str, **device: object):
        self.address, self.outside, self.errors = address, [], []
        self.arrived: set[str] = set()
        options = {
            "viewport": SIZE,
            "reduced_motion": "reduce",
            "service_workers": "block",
        } | device
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LIMIT_MS)
        self.context.on("request", self._look)
        self.context.on("requestfinished", self._note)
        self.page.on("websocket", self._watch)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._listen)

    def _ours(self, url: str) -> bool:
        return urlsplit(url).netloc in ("", urlsplit(self.address).netloc)

    def _look(self, request: Request) -> None:
        if not self._ours(request.url):  # no other host's name leads anywhere: see ARGS
            self.outside.append(request.url)

    def _watch(self, socket: WebSocket) -> None:
        if not self._ours(socket.url):
            self.outside.append(socket.url)

    def _note(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if path.startswith("/app/static/"):
            self.arrived.add(Path(path).name.partition("-")[0])

    def _listen(self, message) -> None:
        place = message.location["url"]
        if message.type == "error":
            self.errors.append(f"{message.text} ({place})")

    def open(self, path: str) -> None:
        """Goes to a path with its query, and waits until the page's title is painted."""
        self.page.goto(self.address + path)
        expect(self.page.locator("h1").first).to_be_visible(timeout=LIMIT_MS)
        self.wait_until_still()

    def wait_until_still(self) -> None:
        """Waits until the script has run to its end, and the page stands there itself."""
        app = self.page.locator('[data-testid="stApp"]')
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=LIMIT_MS)
        expect(self.page.locator("#early")).to_have_count(0)

    def options(self, box: Locator) -> Locator:
        """The choices of a list, opened; one that is clicked while its page scrolls shuts again."""
        self.wait_until_still()
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        box.click()
        options = self.page.get_by_role("option")
        expect(options.first).to_be_visible()
        return options

    def picture(self) -> Image.Image:
        """What the page's first map shows now."""
        chart = self.page.locator(MAP).first
        expect(chart.locator("canvas").first).to_be_visible(timeout=LIMIT_MS)
        return Image.open(io.BytesIO(chart.screenshot())).convert("RGB")

    def drawn(self, picture: Image.Image) -> bool:
        """Whether the base map has come and the picture is not blank."""
        return self.arrived.issuperset(BASE_MAP) and not blank(picture)

    def wait_for_map(self) -> Image.Image:
        """Waits until the map's sources have come and its picture rests; returns the picture.

        Fails where the picture stays blank: nearly one colour.
        """
        limit = monotonic() + LIMIT_MS / 1000
        last, picture = None, self.picture()
        while monotonic() < limit:
            if self.drawn(picture) and picture.tobytes() == last:
                return picture
            last = picture.tobytes()
            self.page.wait_for_timeout(400)
            picture = self.picture()
        raise AssertionError(
            f"the map did not come to rest: {sorted(self.arrived)} arrived, blank: {blank(picture)}"
        )

    def shot(self, name: str) -> Path:
        """Saves what is seen as test-output/<name>.png."""
        path = OUTPUT / f"{name}.png"
        self.page.screenshot(path=path)
        return path


def blank(picture: Image.Image) -> bool:
    """Whether a picture is nearly one colour."""
    return max(ImageStat.Stat(picture).stddev) < 5
