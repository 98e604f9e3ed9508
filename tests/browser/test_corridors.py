"""A click on the map of the corridors page closes a place, and opens it again."""

import re
from contextlib import suppress

from playwright.sync_api import Error, expect

from geo.language import tell
from tests.browser.visit import MAP

CLICKS, WAIT_MS = 6, 8000


def click_until(visit, address: str) -> None:
    """Clicks the middle of the map until the address fits: a busy machine loses clicks."""
    box = visit.page.locator(MAP).first.bounding_box()
    for _ in range(CLICKS):
        visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        visit.page.mouse.down()
        visit.page.mouse.up()
        with suppress(Error):
            visit.page.wait_for_url(re.compile(address), wait_until="commit", timeout=WAIT_MS)
            break
    expect(visit.page).to_have_url(re.compile(address))
    visit.wait_until_still()


def test_a_click_closes_a_place_and_the_map_changes(visit):
    visit.open("/corridors?lang=en&ask=close&closed=")
    expect(visit.page.get_by_text(tell("closures.open", "en")).first).to_be_visible()
    visit.page.locator(MAP).first.scroll_into_view_if_needed()
    before = visit.wait_for_map()
    click_until(visit, r"[?&]closed=[0-9]{5}&")
    assert visit.wait_for_map().tobytes() != before.tobytes()
    click_until(visit, r"[?&]closed=&")
    expect(visit.page.get_by_text(tell("closures.open", "en")).first).to_be_visible()
