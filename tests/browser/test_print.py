"""A page on paper, and within another page: without what is only for its own screen."""

import pytest
from playwright.sync_api import expect

PAPER_PX = 718  # A4 less its margins, at 96 dots an inch


def test_a_page_prints_its_whole_map_its_table_and_its_address(visit):
    visit.open("/incidents?lang=en")
    visit.wait_for_map()
    page = visit.page
    map_ = page.locator(".corredor-map .map")
    wide = map_.bounding_box()["width"]
    known = page.locator("[class*=st-key-caveats-] li").first
    expect(known).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_PX, "height": 1000})
    expect(map_).to_be_hidden()
    paper = page.locator(".corredor-map canvas.paper")
    expect(paper).to_be_visible()
    assert paper.evaluate("canvas => canvas.width") == round(wide)
    box = paper.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PAPER_PX
    colours = paper.evaluate("canvas => canvas.toDataURL().length")
    assert colours > 50_000
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(known).to_be_visible()
    rows = page.locator(".rows").first.locator("tbody tr")
    expect(rows.nth(39)).to_be_visible()
    expect(rows.nth(40)).to_be_hidden()
    expect(page.locator("p.where")).to_contain_text("/incidents?")
    expect(page.locator("p.on-paper").first).to_contain_text("El Tiempo")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(known).to_be_hidden()


@pytest.mark.long
def test_an_embedded_page_stands_without_its_navigation(visit):
    visit.open("/methods?lang=en&embed=true")
    expect(visit.page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(visit.page.get_by_test_id("stExpandSidebarButton")).to_be_hidden()
