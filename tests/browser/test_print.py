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
    expect_whole(page.locator(".rows").first)
    expect(page.locator("p.where")).to_contain_text("/incidents?")
    expect(page.locator("p.on-paper").first).to_contain_text("El Tiempo")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(known).to_be_hidden()
    expect(page.locator(".rows table.block")).to_have_count(0)


def expect_whole(rows) -> None:
    """A wide table stands on paper in blocks of columns: every cell of it, within the margins."""
    whole, blocks = rows.locator("table:not(.block)"), rows.locator("table.block").all()
    expect(whole).to_be_hidden()
    heads = whole.locator("th").all_inner_texts()
    told = [block.locator("th").all_inner_texts() for block in blocks]
    assert len(heads) > 9 and {head for part in told for head in part} == set(heads)
    cells = sum(block.locator("tbody td").count() for block in blocks)
    named = len(blocks) - 1  # the names of rows stand in each
    lines = whole.locator("tbody tr").count()
    assert lines == 80 and cells == lines * (len(heads) + named)
    for block in blocks:
        box = block.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PAPER_PX
        expect(block.locator("tbody tr").last).to_be_visible()


def test_printing_waits_for_the_map(visit):
    """Ctrl+P before its shapes have come; a menu, which cannot wait, prints words."""
    page, held = visit.page, []
    page.add_init_script("window.printed = 0; window.print = () => (window.printed += 1)")
    page.route("**/municipalities-*.json", lambda route: held.append(route))
    visit.open("/?lang=en")
    paper = page.locator(".corredor-map canvas.paper")
    expect(paper).to_be_attached()
    page.keyboard.press("Control+p")
    length = "canvas => canvas.toDataURL().length"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    words = paper.evaluate(length)
    assert held and page.evaluate("window.printed") == 0
    for route in held:
        route.continue_()
    page.wait_for_function("window.printed === 1")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert paper.evaluate(length) > 5 * words


@pytest.mark.long
def test_an_embedded_page_stands_without_its_navigation(visit):
    visit.open("/methods?lang=en&embed=true")
    expect(visit.page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(visit.page.get_by_test_id("stExpandSidebarButton")).to_be_hidden()
