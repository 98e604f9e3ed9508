"""What the document builds of the columns of a table, without a server."""

import json
from html import escape

import pytest

from tests.browser.server import ROOT

COLUMNS = [
    {
        "head": "Place",
        "means": "Where",
        "lang": "",
        "texts": ["Ñame", "<img src=x onerror=alert(1)>", "Abc"],
    }
    | {"base": "/places?place=", "to": ["19698", None, None]},
    {"head": "Hectares", "means": "Of coca", "lang": "", "texts": ["1,200", None, "30"]}
    | {"values": [1200, None, 30]},
    {"head": "Link", "means": "", "lang": "es", "texts": ["one", "two", "three"]}
    | {"base": "", "to": ["javascript:alert(1)", "https://example.org/", None]},
]


@pytest.fixture
def page(browser):
    script = (ROOT / "pages" / "frame" / "document.js").read_text("utf-8")
    page = browser.new_page()
    page.set_content(f'<html lang="en"><script>{script}</script></html>')
    sent = escape(json.dumps(COLUMNS), quote=False)
    told = f'<div class="rows" data-target="_self"><pre hidden>{sent}</pre></div><p></p>'
    page.evaluate("told => document.body.insertAdjacentHTML('beforeend', told)", told)
    yield page
    page.close()


def column(page, at: int) -> list[str]:
    return page.locator(f".rows tbody td:nth-child({at})").all_text_contents()


def test_text_is_text_and_leads_to_pages_only(page):
    assert column(page, 1) == ["Ñame", "<img src=x onerror=alert(1)>", "Abc"]
    assert column(page, 2) == ["1,200", "—", "30"]
    assert page.locator(".rows img").count() == 0
    addresses = page.locator(".rows a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert addresses == ["/places?place=19698", "https://example.org/"]
    assert page.locator("td[lang]").all_text_contents() == ["one", "two", "three"]
    assert page.locator("td[lang=es]").count() == 3


def test_a_heading_sorts_by_value_with_blanks_last_and_says_what_it_means(page):
    page.get_by_role("button", name="Hectares").click()
    assert column(page, 2) == ["30", "1,200", "—"]
    assert page.locator("th[aria-sort=ascending]").text_content() == "Hectares"
    page.get_by_role("button", name="Hectares").click()
    assert column(page, 2) == ["1,200", "30", "—"]
    assert page.locator(".rows + p").text_content() == "Of coca"
