"""A click on the map of the corridors page closes a place, and opens it again."""

import re

from playwright.sync_api import expect

from geo.language import say
from tests.browser.visit import MAP


def click_on_map(visit) -> None:
    """Presses and releases at once, in the middle of the map."""
    box = visit.page.locator(MAP).first.bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.page.mouse.down()
    visit.page.mouse.up()


def test_a_click_closes_a_place_and_the_map_changes(visit):
    visit.open("/corridors?lang=en&ask=close&closed=")
    expect(visit.page.get_by_text(say("closures.open", "en")).first).to_be_visible()
    visit.page.locator(MAP).first.scroll_into_view_if_needed()
    before = visit.wait_for_map()
    click_on_map(visit)
    expect(visit.page).to_have_url(re.compile(r"[?&]closed=[0-9]{5}&"))
    visit.wait_until_still()
    assert visit.wait_for_map().tobytes() != before.tobytes()
    click_on_map(visit)
    expect(visit.page).to_have_url(re.compile(r"[?&]closed=&"))
    expect(visit.page.get_by_text(say("closures.open", "en")).first).to_be_visible()
