"""A place in a real browser: found by typing, reached from a map, printed on one page."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from geo.language import tell
from tests.browser.visit import MAP

PHONE = {"width": 390, "height": 844}
CLICKS, WAIT_MS = 6, 5000


@pytest.mark.long
def test_typing_finds_the_place_and_its_sheet_prints_on_one_page(visit):
    visit.open("/places?lang=es")
    box = visit.page.get_by_role("searchbox", name=tell("places.find", "es"))
    found = visit.page.get_by_test_id("stPageLink-NavLink")
    for typed in ("Quilichao", "quilicaho", "santander quilichao"):
        box.fill(typed)
        expect(found.first).to_have_text("Santander de Quilichao, Cauca")
    found.first.click()
    expect(visit.page.locator("h1")).to_have_text("Santander de Quilichao, Cauca")
    expect(visit.page).to_have_url(re.compile("place=19698"))
    visit.wait_until_still()
    pictures = visit.page.locator(".sheet img")
    expect(pictures).to_have_count(4)
    sizes = pictures.evaluate_all("all => all.map(img => img.naturalWidth)")
    assert min(sizes) > 0
    visit.shot("place-es")
    printed = visit.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    visit.page.set_viewport_size(PHONE)
    wide = visit.page.evaluate("document.querySelector('.sheet').scrollWidth")
    assert wide <= PHONE["width"]


@pytest.mark.long
def test_a_click_on_a_map_leads_to_the_place(visit):
    visit.open("/places?lang=en")
    visit.wait_for_map()
    chart = visit.page.locator(MAP).first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    before, after = tell("frame.open_place", "en", name="…").split("…")
    link = visit.page.get_by_role("link", name=re.compile(f"{before}.+{after}"))
    for _ in range(CLICKS):  # a busy machine loses clicks on a map
        visit.page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.5)
        visit.page.mouse.down()
        visit.page.mouse.up()
        with suppress(Error):
            link.wait_for(timeout=WAIT_MS)
            break
    expect(link).to_be_visible()
    name = link.inner_text().removeprefix(before)
    link.click()
    expect(visit.page.locator("h1")).to_have_text(re.compile(f"^{name}, "))
