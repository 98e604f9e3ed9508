"""Every page in a real browser with the network off: its own title, the frame, a drawn map."""

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.cartography import palette
from geo.evidence import data_version
from geo.exchange import FORMATS
from geo.language import tell
from geo.views import PAGES
from tests.browser.conftest import launched, visiting
from tests.browser.server import serve
from tests.browser.visit import MAP, WITH_WEBGL

PHONE = {"width": 390, "height": 844}
# Pages whose first view does not reach the coast.
INLAND = ("cities",)
# The record links no account to places, and a reader's data come later: no map at first. The
# briefing has a screen of its own.
MAPLESS = ("methods", "decertification", "explore", "changes", "briefing")


def sampled(*plain: str) -> list:
    """The pages with a map; those that are not named are left to the long run."""
    pages = [page for page in PAGES if page not in MAPLESS]
    return [page if page in plain else pytest.param(page, marks=pytest.mark.long) for page in pages]


def path(page: str, lang: str) -> str:
    return f"/{'' if page == 'overview' else page}?lang={lang}"


def expect_page(visit, page: str, lang: str) -> None:
    """The page's own title and what the frame puts on every page, in the language."""
    expect(visit.page.locator("h1")).to_have_text(tell(f"{page}.title", lang))
    footer = tell("frame.footer", lang, version=data_version())
    expect(visit.page.get_by_text(footer)).to_be_attached()
    links = visit.page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_count(len(PAGES))
    for name, link in zip(PAGES, links.all(), strict=True):
        expect(link).to_contain_text(tell(f"{name}.nav", lang))


def share_of(picture: Image.Image, colour: list[int]) -> float:
    """The share of a picture's pixels that have exactly this colour."""
    pixels = np.asarray(picture)
    return float((pixels == np.array(colour, pixels.dtype)).all(axis=2).mean())


def expect_drawn(picture: Image.Image, sea: bool = True) -> None:
    """Land, sea where the view reaches the coast, and much more than flat fills."""
    assert share_of(picture, palette.LAND) > 0.02
    assert not sea or share_of(picture, palette.SEA) > 0.02
    assert len(picture.getcolors(picture.width * picture.height)) > 200


def expect_map(visit, page: str, lang: str, sea: bool = True) -> Image.Image:
    """The page with its map drawn, whose screenshot is saved; returns the map's picture."""
    expect_page(visit, page, lang)
    picture = visit.wait_for_map()
    expect_drawn(picture, sea)
    visit.shot(f"page-{page}-{lang}")
    return picture


@pytest.mark.parametrize("page", sampled("overview", "corridors"))
def test_page_draws_its_map_with_the_network_off(visit, page):
    visit.open(path(page, "en"))
    without = "document.createElement('canvas').getContext('webgl') === null"
    assert visit.page.evaluate(without)
    expect_map(visit, page, "en", sea=page not in INLAND)


@pytest.mark.parametrize("page", sampled("corridors"))
def test_a_map_is_drawn_too_where_the_graphics_card_is_imitated(browser, server, request, page):
    """The other way in which browsers put a page together, and slower with a canvas."""
    with launched(browser.browser_type, WITH_WEBGL) as other:
        for visit in visiting(other, server, request.node.name):
            visit.open(path(page, "es"))
            expect_map(visit, page, "es", sea=page not in INLAND)


@pytest.mark.long
def test_the_first_request_to_a_fresh_server_may_be_a_deep_link(browser, request):
    with serve("server-fresh") as address:
        for visit in visiting(browser, address, request.node.name):
            visit.open("/corridors?lang=es")
            expect_page(visit, "corridors", "es")
            expect(visit.page).to_have_url(re.compile(r"/corridors\?.*lang=es"))


@pytest.mark.long
def test_the_language_changes_everywhere_and_stays_on_the_next_page(visit):
    visit.open(path("corridors", "en"))
    visit.page.get_by_test_id("stSidebar").get_by_text("Español").click()
    expect_page(visit, "corridors", "es")
    expect(visit.page).to_have_url(re.compile(r"lang=es"))
    visit.page.get_by_test_id("stSidebarNavLink").nth(list(PAGES).index("cities")).click()
    expect_page(visit, "cities", "es")
    expect(visit.page).to_have_url(re.compile(r"/cities\?.*lang=es"))


@pytest.mark.parametrize("page", sampled("incidents"))
def test_on_a_phone_nothing_is_wider_than_the_screen(visit, page):
    visit.page.set_viewport_size(PHONE)
    visit.open(path(page, "es"))
    expect(visit.page.locator(MAP).locator("canvas").first).to_be_visible()
    for part in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert visit.page.evaluate(f"{part}.scrollWidth - {part}.clientWidth") == 0, part


@pytest.mark.long
def test_a_year_by_keyboard_changes_the_map_and_the_link(visit):
    visit.open(path("overview", "es"))
    before = expect_map(visit, "overview", "es")
    visit.page.get_by_role("slider").first.focus()
    visit.page.keyboard.press("Home")
    expect(visit.page).to_have_url(re.compile(r"[?&]year=2001\b"))
    visit.wait_until_still()
    after = visit.wait_for_map()
    expect_drawn(after)
    assert after.tobytes() != before.tobytes()


@pytest.mark.long
def test_the_trucks_by_a_click(visit):
    visit.open(path("corridors", "es") + "&ask=way")
    before = expect_map(visit, "corridors", "es")
    visit.page.get_by_role("button", name=tell("corridors.trucks", "es")).click()
    expect(visit.page).to_have_url(re.compile(r"[?&]corridor=COR15\b"))
    expect(visit.page.get_by_text(tell("caveats.reconstruction", "es")).first).to_be_visible()
    back = visit.page.get_by_role("button", name=tell("corridors.all_again", "es"))
    expect(back).to_be_visible()
    visit.wait_until_still()
    after = visit.wait_for_map()
    expect_drawn(after, sea=False)
    assert after.tobytes() != before.tobytes()


def downloaded(visit, fmt: str, lang: str) -> tuple[str, str]:
    """The name and the text of the file that a click on a download button gives."""
    visit.page.get_by_text(tell("take_home.title", lang)).click()
    visit.wait_until_still()
    choose = visit.page.get_by_role("combobox", name=tell("take_home.format", lang))
    choose.click()
    choose.press_sequentially(tell(f"take_home.format_{fmt}", lang))
    choose.press("Enter")
    save = tell("frame.download", lang, format=FORMATS[fmt].title)
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=save, exact=True).click()
    content = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return waiting.value.suggested_filename, content


def test_a_download_holds_the_rows_of_the_page(visit):
    visit.open(path("overview", "en"))
    name, content = downloaded(visit, "csv", "en")
    assert re.fullmatch(rf"corredor_\w+_{data_version()}\.csv", name)
    rows = {row["divipola"]: row for row in csv.DictReader(io.StringIO(content))}
    assert len(rows) == 180
    assert float(rows["19256"]["hectares"]) == 10_326
    assert {row["year"] for row in rows.values()} == {"2024"}


@pytest.mark.long
def test_a_download_with_shapes_holds_the_corridors_of_the_page(visit):
    visit.open(path("corridors", "es") + "&view=documented")
    name, content = downloaded(visit, "geojson", "es")
    assert re.fullmatch(rf"corredor_\w*corridors_documented_{data_version()}\.geojson", name)
    about = json.loads(content)["about"]
    assert "view=documented" in about["link"] and about["link"].startswith("http")
    features = json.loads(content)["features"]
    ids = [feature["properties"]["corridor_id"] for feature in features]
    assert ids == ["COR03", "COR04", "COR05", "COR12", "COR13", "COR15", "COR19"]
    assert {f["geometry"]["type"] for f in features} <= {"LineString", "MultiLineString"}
