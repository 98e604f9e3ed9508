"""Time the one map as a reader meets it, and peers' maps of the same municipalities.

    python -m tests.benchmarks.maps

Ours, WebGL off: seconds to the first screen's words, from there to its map drawn, and to the same
map in the page that has come (cold: a new server and an empty cache; warm: the second visit), a
city chosen by a click, a year dragged, frames a second while the map is dragged, bytes of the
first visit. In the same run, each as a Streamlit page of its
own without network: folium as `GeoDataFrame.explore` writes it, and pydeck (WebGL in software,
since it draws nothing without). Times on a busy machine mean little alone: the load is printed.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from PIL import Image
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from geo.cartography import palette
from geo.language import tell
from tests.browser.chromium import find_or_get
from tests.browser.server import ROOT, serve
from tests.browser.visit import ARGS, NOT, SIZE, WITH_WEBGL, blank

DRAWN = ".corredor-map .map[data-drawn]"
CLICKS, YEARS, DRAG_STEPS = 10, 12, 60
DRAG_S = 10  # a map that takes longer over its steps is let go
SLOWEST_MS = 180_000  # WebGL in software, on a busy machine
CITIES = ("Bogotá", "Medellín", "Barranquilla", "Cali")
SHAPES = f"""
import geopandas as gpd, streamlit as st
rows = gpd.read_file({str(ROOT / "data" / "layers" / "display" / "municipalities.json")!r})
rows["class"] = rows["i"] % 6
st.title("Peer")
"""
PEERS = {
    "folium": SHAPES
    + f"""
import folium
from geo.cartography.leaflet import _empty
made = _empty()
colours = {[palette.css(c) for c in palette.steps(palette.GREENS, 6)]!r}
folium.GeoJson(rows.to_json(), style_function=lambda f: {{
    "fillColor": colours[f["properties"]["class"]], "fillOpacity": 1, "weight": 0.7}}).add_to(made)
st.components.v1.html(made.get_root().render(), height=560)
""",
    "pydeck": SHAPES
    + f"""
import json, pydeck as pdk
rows["fill"] = [{palette.steps(palette.GREENS, 6)!r}[k] for k in rows["class"]]
layer = pdk.Layer("GeoJsonLayer", json.loads(rows.to_json()), get_fill_color="properties.fill",
    stroked=True, get_line_width=1, line_width_units=pdk.types.String("pixels"), pickable=True)
view = pdk.ViewState(longitude=-73.4, latitude=4.4, zoom=4.5)
# Without a style of its own Streamlit waits for one of Carto's, which no network brings.
style = 'data:application/json,{{"version":8,"sources":{{}},"layers":[]}}'
deck = pdk.Deck([layer], initial_view_state=view, map_provider="carto", map_style=style)
st.pydeck_chart(deck, height=560)
""",
}
MARK = "(name) => performance.getEntriesByName(name)[0].startTime"
FRAMES = """() => {
    window.frames_ms = []
    let last = performance.now()
    const note = (now) => {
        window.frames_ms.push(now - last)
        last = now
        requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
}"""
# From the slider's event to the frame after the one that shows it.
RECOLOUR = """(slider) => new Promise((done) => {
    slider.value = 2001 + Math.floor(Math.random() * 24)
    const start = performance.now()
    slider.dispatchEvent(new Event('input'))
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))
})"""


def seen(page: Page, path: str) -> Callable[[], bool]:
    """Whether the picture of a part of the page is more than one flat colour."""

    def look() -> bool:
        box = page.locator(path).first.bounding_box()
        picture = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")
        return not blank(picture)

    return look


def after_title(page: Page, url: str, ready: Callable[[], None]) -> tuple[float, float]:
    """Seconds to the page's title, and from there to its map."""
    start = perf_counter()
    page.goto(url)
    page.locator("h1").first.wait_for()
    title = perf_counter()
    ready()
    return title - start, perf_counter() - title


def frames_a_second(page: Page, path: str) -> float:
    """While the map is dragged to and fro."""
    page.locator(path).first.scroll_into_view_if_needed()
    box = page.locator(path).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    end = perf_counter() + DRAG_S
    for step in range(DRAG_STEPS):
        if perf_counter() > end:
            break
        away = step if step < DRAG_STEPS / 2 else DRAG_STEPS - step
        page.mouse.move(x + 4 * away, y + 2 * away)
        page.wait_for_timeout(16)
    frames = page.evaluate("window.frames_ms")
    page.mouse.up()
    return 1000 * len(frames) / sum(frames)


def click_ms(page: Page, address: str) -> float:
    """Median from a click on a city to the map of its reach drawn anew."""
    page.goto(f"{address}/cities?lang=en")
    page.locator(DRAWN).first.wait_for()
    reach = page.locator(".corredor-map .map").first.element_handle()
    taken = []
    for click in range(CLICKS):
        before = reach.get_attribute("data-drawn")
        page.get_by_role("combobox", name=tell("cities.city", "en")).first.click()
        city = page.get_by_role("option", name=CITIES[click % len(CITIES)])
        start = perf_counter()
        city.click()
        page.wait_for_function("([map, old]) => map.dataset.drawn !== old", arg=[reach, before])
        taken.append(perf_counter() - start)
    return 1000 * median(taken)


class Wire:
    """Bytes that a page received, by address."""

    def __init__(self, page: Page):
        self.urls, self.came = {}, []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", self._began)
        wire.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict) -> None:
        self.urls[event["requestId"]] = event["response"]["url"]

    def _ended(self, event: dict) -> None:
        self.came.append((self.urls.get(event["requestId"], ""), event["encodedDataLength"]))

    def bytes(self, part: str = "") -> int:
        return sum(size for url, size in self.came if part in url)


def ours(browser: Browser) -> None:
    with serve("benchmark-maps") as address:
        context = browser.new_context(viewport=SIZE, service_workers="block")
        for name in ("cold", "warm"):
            page = context.new_page()
            wire = Wire(page)
            title, drawn = after_title(page, f"{address}/?lang=en", page.locator(DRAWN).wait_for)
            page.wait_for_timeout(1000)
            words, first = (
                page.evaluate(MARK, f"first-{what}") / 1000 for what in ("words", "map")
            )
            print(
                f"ours, {name}: words {words:.2f} s, map {first - words:.2f} s later; the page's "
                f"own title {title:.2f} s, map {drawn:.2f} s later; "
                f"{wire.bytes() / 1e6:.2f} MB, of these static files of ours "
                f"{wire.bytes('/app/static/') / 1e3:.0f} kB"
            )
        slider = page.locator(".corredor-map input[type=range]")
        recolour = median(slider.evaluate(RECOLOUR) for _ in range(YEARS))
        print(f"ours, a year dragged: {recolour:.0f} ms (median of {YEARS})")
        print(f"ours, dragging the map: {frames_a_second(page, DRAWN):.0f} frames a second")
        print(f"ours, click on a city to map: {click_ms(page, address):.0f} ms (of {CLICKS})")
        context.close()


def peer(browser: Browser, name: str, path: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "app.py").write_text(PEERS[name])
        with serve(f"benchmark-{name}", Path(folder)) as address:
            context = browser.new_context(viewport=SIZE)
            context.set_default_timeout(SLOWEST_MS)
            for visit in ("cold", "warm"):
                page = context.new_page()
                look = seen(page, path)

                def ready(page: Page = page, look: Callable[[], bool] = look) -> None:
                    end = perf_counter() + SLOWEST_MS / 1000
                    page.locator(path).first.wait_for()
                    while not look():
                        if perf_counter() > end:
                            raise TimeoutError("nothing is drawn")
                        page.wait_for_timeout(30)

                title, drawn = after_title(page, address, ready)
                print(f"{name}, {visit}: title {title:.2f} s, map {drawn:.2f} s later")
            print(f"{name}, dragging the map: {frames_a_second(page, path):.0f} frames a second")
            context.close()


def main() -> None:
    os.environ["PYTHONPATH"] = str(ROOT)
    print(f"load: {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores")
    with sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        launch = playwright.chromium.launch
        plain = launch(executable_path=program, args=ARGS, ignore_default_args=NOT)
        ours(plain)
        peer(plain, "folium", "iframe")
        plain.close()
        software = launch(executable_path=program, args=WITH_WEBGL, ignore_default_args=NOT)
        try:
            peer(software, "pydeck", '[data-testid="stDeckGlJsonChart"]')
        except TimeoutError as error:
            print(f"pydeck: more than {SLOWEST_MS // 1000} s ({str(error).splitlines()[0]})")
        software.close()
    print(f"load: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
