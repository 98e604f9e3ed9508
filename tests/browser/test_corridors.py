"""A click on the map of the corridors page closes a place, and opens it again."""

import re

import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.visit import MAP


def click(visit, address: str) -> None:
    """Clicks the middle of the map, once, and waits until the address fits and all is still."""
    box = visit.page.locator(MAP).first.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(visit.page).to_have_url(re.compile(address))
    visit.wait_until_still()


def test_a_click_closes_a_place_and_the_map_changes(visit):
    visit.open("/corridors?lang=en&ask=close&closed=")
    expect(visit.page.get_by_text(tell("closures.open", "en")).first).to_be_visible()
    visit.page.locator(MAP).first.scroll_into_view_if_needed()
    before, one = visit.wait_for_map(), visit.page.locator(MAP).first.element_handle()
    click(visit, r"[?&]closed=[0-9]{5}&")
    assert visit.wait_for_map().tobytes() != before.tobytes()
    assert visit.page.evaluate("n => n.isConnected", one)  # never made anew
    click(visit, r"[?&]closed=&")
    expect(visit.page.get_by_text(tell("closures.open", "en")).first).to_be_visible()


@pytest.mark.long
def test_a_click_asks_why_a_place_is_on_the_way(visit):
    visit.open("/corridors?lang=en&ask=close&click=why&part=changes")
    visit.page.locator(MAP).first.scroll_into_view_if_needed()
    visit.wait_for_map()
    click(visit, r"[?&]part=why")
    expect(visit.page.get_by_text("straight to Cali takes").first).to_be_visible()
