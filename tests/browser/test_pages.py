"""Every page in a real browser with the network off: its own title, the frame, a drawn map."""

import re

import pytest
from playwright.sync_api import expect

from geo.evidence import data_version
from geo.language import LANGUAGES, say
from pages.parts.frame import PAGES
from tests.browser.conftest import visiting
from tests.browser.server import serve


def path(page: str, lang: str) -> str:
    return f"/{'' if page == 'overview' else page}?lang={lang}"


def expect_page(visit, page: str, lang: str) -> None:
    """The page's own title and what the frame puts on every page, in the language."""
    expect(visit.page.locator("h1")).to_have_text(say(f"{page}.title", lang))
    footer = say("frame.footer", lang, version=data_version())
    expect(visit.page.get_by_text(footer)).to_be_attached()
    links = visit.page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_count(len(PAGES))
    for name, link in zip(PAGES, links.all(), strict=True):
        expect(link).to_contain_text(say(f"frame.nav_{name}", lang))


@pytest.mark.parametrize("page", PAGES)
def test_page_draws_its_map_with_the_network_off(visit, page):
    lang = LANGUAGES[PAGES.index(page) % len(LANGUAGES)]
    visit.open(path(page, lang))
    expect_page(visit, page, lang)
    visit.wait_for_map()
    visit.shot(f"page-{page}-{lang}")


def test_the_first_request_to_a_fresh_server_may_be_a_deep_link(browser, request):
    with serve("server-fresh") as address:
        for visit in visiting(browser, address, request.node.name):
            visit.open("/corridors?lang=es")
            expect_page(visit, "corridors", "es")
            expect(visit.page).to_have_url(re.compile(r"/corridors\?.*lang=es"))


def test_the_language_changes_everywhere_and_stays_on_the_next_page(visit):
    visit.open(path("corridors", "en"))
    visit.page.get_by_test_id("stSidebar").get_by_text("Español").click()
    expect_page(visit, "corridors", "es")
    expect(visit.page).to_have_url(re.compile(r"lang=es"))
    visit.page.get_by_test_id("stSidebarNavLink").nth(PAGES.index("cities")).click()
    expect_page(visit, "cities", "es")
    expect(visit.page).to_have_url(re.compile(r"/cities\?.*lang=es"))
