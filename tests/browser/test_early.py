"""The first screen while Streamlit's own scripts are still on their way."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.visit import Visit, blank

HOST = "#early"
SCRIPTS = "**/static/js/index*.js"
SCALE = ".corredor-map .leaflet-control-scale-line"
MARKED = "(name) => performance.getEntriesByName(name).length > 0"


@pytest.fixture(params=[(1280, 720), (390, 844)], ids=["desk", "phone"])
def held(browser, server, request):
    """A visit whose page waits for its scripts until `SCRIPTS` are let go."""
    wide, high = request.param
    visit = Visit(browser, server, viewport={"width": wide, "height": high})
    visit.page.route(SCRIPTS, lambda route: None)  # waits until `unroute`
    yield visit
    visit.context.close()
    assert visit.errors == [] and visit.outside == []


def test_words_and_map_are_there_before_the_page_which_takes_the_map_over(held):
    page = held.page
    page.goto(f"{held.address}/?lang=es", wait_until="commit")
    page.wait_for_function(MARKED, arg="first-map")
    expect(page.locator(HOST)).to_have_count(1)
    assert page.locator(".stApp h1").count() == 0
    wide, high = page.viewport_size.values()
    middle = (0.35 * wide, 0.5 * high) if wide > 640 else (0.5 * wide, 0.55 * high)
    x, y = middle
    shown = page.screenshot(clip={"x": x - 100, "y": y - 100, "width": 200, "height": 200})
    assert not blank(Image.open(io.BytesIO(shown)).convert("RGB"))
    page.mouse.click(*middle)  # a reader looks closer meanwhile
    for _ in range(4):
        page.keyboard.press("+")
    held.page.unroute(SCRIPTS)
    expect(page.locator(".stApp h1")).to_have_text(tell("overview.title", "es"))
    expect(page.locator(HOST)).to_have_count(0)
    expect(page.locator(SCALE)).to_have_text(re.compile("^(50|100) km$"))  # where it opens: 300


def test_a_page_without_it_opens_as_ever(held):
    held.page.route("**/early/*", lambda route: route.fulfill(json={}))
    held.page.goto(f"{held.address}/places?lang=en", wait_until="commit")
    held.page.unroute(SCRIPTS)
    expect(held.page.locator(".stApp h1")).to_have_text(tell("places.title", "en"))
    expect(held.page.locator(HOST)).to_have_count(0)
