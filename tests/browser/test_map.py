"""The one map in a browser without WebGL: seen, told, chosen, walked by key, never torn down."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.visit import Visit

MAP = ".corredor-map .map"
TIP = ".corredor-map .tip"
SCALE = ".corredor-map .leaflet-control-scale-line"
FOCUSED = """() => {
    let node = document.activeElement
    while (node.shadowRoot) node = node.shadowRoot.activeElement
    return node.textContent
}"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(visit):
    visit.open("/?lang=en")
    drawn(visit.page)
    return visit.page


def drawn(page, times: int = 1) -> None:
    """Waits until the map has been drawn so many times."""
    page.wait_for_function(
        """([path, times]) => {
            const find = (root) => [...root.querySelectorAll('*')].flatMap((n) =>
                [...(n.matches(path) ? [n] : []), ...(n.shadowRoot ? find(n.shadowRoot) : [])])
            return find(document).some((map) => Number(map.dataset.drawn) >= times)
        }""",
        arg=[MAP, times],
    )


def rounds(page) -> int:
    return int(page.locator(MAP).get_attribute("data-drawn"))


def greens(visit: Visit) -> int:
    """How many pixels of the map are a strong green: municipalities with much coca."""
    r, g, b = np.asarray(visit.picture()).astype(int).transpose(2, 0, 1)
    return int(((g > r + 40) & (g > b + 15)).sum())


@pytest.mark.long
def test_it_is_drawn_without_webgl(visit, page):
    assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
    assert greens(visit) > 2000
    expect(page.locator(MAP)).to_have_attribute(
        "aria-label", re.compile(tell("overview.map", "en", year=2024))
    )
    assert "San Andrés de Tumaco (31,300" in page.locator(".corredor-map .told").inner_text()


def test_hovering_tells_name_value_unit_and_basis_and_a_click_leads_to_the_place(page):
    page.locator(MAP).hover(position=middle_of(page, "Tibú"))
    expect(page.locator(TIP)).to_contain_text("Tibú")
    expect(page.locator(TIP)).to_contain_text("ha · reported")
    page.locator(MAP).click(position=middle_of(page, "Tibú"))
    page.get_by_role("link", name=tell("frame.open_place", "en", name="Tibú")).click()
    expect(page.locator("h1")).to_contain_text("Tibú")


def middle_of(page, name: str) -> dict:
    """Where a place of the list is on the map: its tip stands beside it."""
    page.locator(".corredor-map summary").click()
    page.locator(".corredor-map .list button", has_text=name).first.focus()
    box = page.locator(TIP).evaluate("n => [n.offsetLeft, n.offsetTop]")
    page.locator(".corredor-map summary").click()
    return {"x": box[0] - 12, "y": box[1] - 12}


def test_the_list_holds_what_is_drawn_the_largest_first_and_is_walked_by_key(page):
    summary = page.locator(".corredor-map summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".corredor-map details button").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    focused = page.evaluate(FOCUSED)
    expect(page.locator(TIP).locator("strong")).to_have_text(focused.split(" · ")[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("^Open "))).to_be_visible()
    page.locator(".corredor-map .list button").last.press("Enter")  # "and so many more"
    assert page.locator(".corredor-map .list button").count() > 180
    assert re.search(" · .+ha · reported$", page.evaluate(FOCUSED))


@pytest.mark.long
def test_arrows_move_it_plus_zooms_and_the_whole_view_comes_back(visit, page):
    before = visit.picture()
    page.locator(MAP).focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    assert visit.picture().tobytes() != before.tobytes()
    page.get_by_role("button", name=tell("map.whole", "en")).click()
    page.mouse.move(0, 0)
    page.locator(MAP).blur()
    page.wait_for_timeout(600)
    assert greens(visit) > 2000


def test_a_year_dragged_recolours_at_once_and_is_chosen_when_let_go(visit, page):
    map_before = page.locator(MAP).element_handle()
    slider = page.get_by_role("slider", name=tell("map.year", "en"))
    before, times = greens(visit), rounds(page)
    slider.evaluate("n => { n.value = 2001; n.dispatchEvent(new Event('input')) }")
    page.wait_for_timeout(300)
    assert abs(greens(visit) - before) > 500
    assert "year=2024" in page.url and rounds(page) == times
    slider.evaluate("n => n.dispatchEvent(new Event('change'))")
    page.wait_for_url("**year=2001**")
    visit.wait_until_still()
    expect(page.locator(".legend").first).to_contain_text("2001")
    assert page.evaluate("n => n.isConnected", map_before)
    expect(slider).to_be_visible()


@pytest.mark.long
def test_the_wheel_scrolls_the_page_and_with_ctrl_it_zooms(page):
    def metres():
        return page.locator(".corredor-map .leaflet-control-scale-line").inner_text()

    before = metres()
    page.locator(MAP).hover()
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(200)
    assert metres() == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    expect(page.locator(".corredor-map .leaflet-control-scale-line")).not_to_have_text(before)


def test_a_layer_that_cannot_be_fetched_is_said_in_words(visit):
    visit.context.route("**/municipalities-*.json", lambda route: route.abort())
    visit.open("/?lang=es")
    expect(visit.page.locator(".corredor-map .notice")).to_contain_text(tell("map.failed", "es"))
    visit.errors.clear()  # the browser's own words about the file that did not come


@pytest.mark.long
def test_a_script_that_does_not_come_is_said_in_words_beside_what_did(visit):
    visit.context.route("**/time-*.js", lambda route: route.abort())
    visit.open("/incidents?lang=en")
    drawn(visit.page)
    expect(visit.page.locator(".corredor-map .notice")).to_contain_text(tell("map.failed", "en"))
    visit.context.route("**/map-*.js", lambda route: route.abort())
    visit.open("/?lang=en")
    expect(visit.page.locator(".loading")).to_have_text(tell("map.failed", "en"))
    visit.errors.clear()  # the browser's own words about what did not come


@pytest.mark.long
def test_figures_whose_shapes_do_not_come_are_told_of_no_other_place(visit):
    visit.open("/aid?lang=en&view=allocation&level=department")
    page = visit.page
    drawn(page)
    page.locator(".corredor-map summary").click()
    entry = page.locator(".corredor-map .list button", has_text=re.compile("^Antioquia"))
    expect(entry.first).to_be_visible()
    visit.context.route("**/municipalities-*.json", lambda route: route.abort())
    levels = visit.options(page.get_by_role("combobox", name=tell("aid.level", "en")))
    levels.filter(has_text=tell("aid.level_municipality", "en")).click()
    expect(page.locator(".corredor-map .notice")).to_contain_text(tell("map.failed", "en"))
    expect(entry).to_have_count(0)
    visit.errors.clear()


@pytest.mark.long
def test_a_rerun_keeps_the_view_and_what_did_not_change_and_an_extent_moves_it(visit):
    visit.open("/incidents?lang=en")
    page = visit.page
    drawn(page)
    before = page.locator(SCALE).inner_text()
    page.get_by_role("button", name=tell("map.zoom_in", "en")).click()
    page.get_by_role("button", name=tell("map.zoom_in", "en")).click()
    expect(page.locator(SCALE)).not_to_have_text(before)
    near, names = page.locator(SCALE).inner_text(), page.locator("canvas.names-names")
    canvas, times = names.element_handle(), rounds(page)
    months = page.get_by_role("slider", name=tell("incidents.play_months", "en"))
    months.press("ArrowLeft")
    months.press("Enter")
    drawn(page, times + 1)
    assert page.locator(SCALE).inner_text() == near
    assert page.evaluate("n => n.isConnected", canvas)
    page.get_by_role("radio", name=tell("incidents.extent_colombia", "en")).click()
    expect(page.locator(SCALE)).to_have_text("300 km")


@pytest.mark.long
def test_full_screen_by_its_button_and_out_again(page):
    button = page.get_by_role("button", name=tell("map.full", "en"))
    button.click()
    page.wait_for_function("document.fullscreenElement !== null")
    expect(page.locator(".corredor-map .legends .legend").first).to_be_visible()
    expect(page.locator(".corredor-map .bar")).to_be_visible()
    page.get_by_role("button", name=tell("map.page", "en")).click()
    page.wait_for_function("document.fullscreenElement === null")


@pytest.mark.long
def test_where_no_element_gets_the_screen_the_map_fills_the_window(page):
    page.evaluate("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    button = page.get_by_role("button", name=tell("map.full", "en"))
    button.click()
    one = page.locator(".corredor-map").first
    assert one.bounding_box() == {"x": 0, "y": 0, **page.viewport_size}
    expect(one.locator(".legends .legend").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_visible()
    assert one.bounding_box()["y"] > 0


def drag(page, fingers: int, up: int) -> None:
    """Draws fingers, side by side, up over the middle of the map."""
    box, session = page.locator(MAP).bounding_box(), page.context.new_cdp_session(page)
    for step in range(9):
        y = box["y"] + box["height"] * 0.6 - up * step / 8
        at = [{"x": box["x"] + 120 + 90 * i, "y": y, "id": i} for i in range(fingers)]
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        page.wait_for_timeout(30)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)


def test_on_a_phone_one_finger_scrolls_two_move_the_map_and_a_tap_tells(browser, server):
    visit = Visit(browser, server, has_touch=True, is_mobile=True, viewport=PHONE)
    visit.open("/?lang=es")
    page = visit.page
    drawn(page)
    place = page.locator(MAP)
    assert place.evaluate("n => getComputedStyle(n).touchAction") == "pan-x pan-y"
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.55)
    expect(page.locator(TIP)).to_be_visible()
    visit.shot("map-phone")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    top, seen = page.evaluate(scrolled), visit.picture().tobytes()
    drag(page, 2, 100)
    moved = visit.picture().tobytes()
    assert moved != seen and page.evaluate(scrolled) == top
    drag(page, 1, 100)
    assert page.evaluate(scrolled) > top + 40
    visit.context.close()
    assert visit.errors == []


@pytest.mark.long
def test_a_picture_shows_what_is_seen_now(visit, page):
    """Zoomed in by two steps, what was seen is drawn larger: other bytes of the same map."""
    page.get_by_text(tell("take_home.title", "en")).click()
    for part in ("part_map", "kind_svg", "extent_screen"):
        page.get_by_text(tell(f"take_home.{part}", "en"), exact=True).click()
    page.wait_for_timeout(1500)  # so long may the map's word travel
    pictures = []
    for _ in range(2):
        with page.expect_download() as taken:
            named = tell("frame.download", "en", format=tell("take_home.kind_svg", "en"))
            page.get_by_role("button", name=named).click()
        pictures.append(taken.value.path().read_text("utf-8"))
        page.locator(MAP).press("+")
        page.locator(MAP).press("+")
        page.wait_for_timeout(1500)
    assert pictures[0] != pictures[1]
    assert not visit.errors


def test_on_a_phone_what_a_place_of_the_list_opens_is_in_sight(browser, server):
    visit = Visit(browser, server, has_touch=True, is_mobile=True, viewport=PHONE)
    visit.open("/?lang=en")
    page = visit.page
    drawn(page)
    listed = page.locator(".list").first
    listed.locator("summary").tap()
    listed.locator("li button").first.tap()
    link = page.get_by_role("link", name=re.compile("^Open the page of"))
    expect(link).to_be_in_viewport()
    expect(listed.locator("li button").first).to_be_hidden()
    visit.context.close()
    assert visit.errors == []
