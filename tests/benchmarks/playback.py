"""Play all incidents in a browser without a graphics card: frames a second, messages.

    python -m tests.benchmarks.playback

Points, clusters and hexagons in turn, as time runs through the last year at the default speed:
frames in a second (each moves time on; the map is drawn anew when its incidents change), how
many of them drew the map, how often the words changed, and the messages on the page's websocket
while it plays (none).
"""

from playwright.sync_api import sync_playwright

from geo.language import tell
from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, Visit

SECONDS = 3
# While it plays, each frame asks for the next; one that draws the map clears the incidents'
# canvas once.
WATCH = """
window.maps_drawn = window.words_written = window.frames_shown = 0
let last = 0
const ask = window.requestAnimationFrame
window.requestAnimationFrame = (callback) => ask.call(window, (time) => {
    if (time !== last) window.frames_shown += 1
    last = time
    callback(time)
})
const write = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent')
Object.defineProperty(Node.prototype, 'textContent', { ...write, set(text) {
    const says = this.nodeName === 'STRONG' && this.parentNode?.className === 'frame'
    if (says) window.words_written += 1
    write.set.call(this, text)
} })
const clear = CanvasRenderingContext2D.prototype.clearRect
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.classList.contains('points')) window.maps_drawn += 1
    return clear.apply(this, box)
}
"""


def play(browser, address: str, marks: str) -> str:
    visit, messages = Visit(browser, address), []
    page = visit.page
    page.emulate_media(reduced_motion="no-preference")
    page.add_init_script(WATCH)
    for way in ("framesent", "framereceived"):
        page.on("websocket", lambda ws, way=way: ws.on(way, lambda sent: messages.append(sent)))
    visit.open(f"/incidents?lang=en&extent=colombia&marks={marks}")
    page.locator(".playback .frame").wait_for()
    slider = page.get_by_role("slider", name=tell("incidents.play_scrubber", "en"))
    slider.evaluate(
        "(node, day) => { node.value = Date.parse(day) / 864e5;"
        " node.dispatchEvent(new Event('input')) }",
        "2025-03-01",
    )
    page.wait_for_timeout(2000)
    page.get_by_role("button", name=tell("incidents.play_play", "en")).click()
    page.wait_for_timeout(500)
    messages.clear()
    page.evaluate("window.frames_shown = window.maps_drawn = window.words_written = 0")
    page.wait_for_timeout(1000 * SECONDS)
    shown, drawn, written = page.evaluate(
        "[window.frames_shown, window.maps_drawn, window.words_written]"
    )
    rows = page.locator(".playback .frame span").inner_text().split(";")[0]
    visit.context.close()
    return (
        f"{marks:9} {shown / SECONDS:4.1f} frames a second, {drawn / SECONDS:4.1f} with a new map, "
        f"{written / SECONDS:4.1f} with new words, {len(messages)} messages ({rows})"
    )


def main() -> None:
    with sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        with serve("playback") as address:
            for marks in ("points", "clusters", "hexagons"):
                print(play(browser, address, marks), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
