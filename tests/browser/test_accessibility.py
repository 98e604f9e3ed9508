"""For people who see, hear and move differently: axe, the keyboard alone, a cable that is out.

Three tasks were tried by what a screen reader is given, Chromium's accessibility tree, alone:

- A place: skip link, *navigation* with its list of pages, then *main*: searchbox *Find a place by
  name or code*; heading 1 *Toribío, Cauca*, the finding as a paragraph, the map as an image that
  says what it shows, heading 2 *Coca, year by year* and the other sections, each with its text.
- The map: *application* with the page's question, *Arrow keys move the map…*, four named buttons,
  after it the map in words, slider *Year*, and *What is drawn, the largest first*: a list whose
  buttons say all that a pointer would, *Barranquilla · 1,334,509 (2024)*.
- A file: group *Take it home: files, maps, citation, code*, opened; radio group *What to take* with
  *A file* checked, combobox *Format* with what is chosen, button *Download CSV (ZIP)*.
"""

import re
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from geo.evidence import data_version
from geo.language import LANGUAGES, tell
from geo.views import PAGES
from tests.browser.visit import LIMIT_MS, Visit
from tests.pages.test_every_page import VIEWS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}}
# What is Streamlit's own, by rule, with what it is in: nothing of ours may stand here.
THEIRS = {
    # The box a file is dropped on is named though it says that it is only decoration.
    "presentation-role-conflict": 'data-testid="stFileUploaderDropzone"',
    # The label of a choice that cannot be made yet is pale; WCAG exempts it, axe cannot tell.
    "color-contrast": 'data-testid="stWidgetLabel"][disabled=""',
    # A box of fixed height has no tabindex; browsers give the focus to one that scrolls.
    "scrollable-region-focusable": 'data-testid="stVerticalBlock"][overflow="auto"',
}
MOST_TABS = 90
SAMPLED = 3  # of the views of a page one in so many
FADED_MS = 600  # what was stale is pale for a moment longer
FOCUS = """node => {
    const seen = [node, node.parentElement, node.closest('[data-baseweb], [role=group], label')]
    return seen.some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one ?? node)
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 1) || boxShadow !== 'none'
    })
}"""

UNCOVERED = """() => {
    const { left, top } = document.querySelector('.purpose').getBoundingClientRect()
    return document.elementFromPoint(left + 9, top + 3)?.closest('.purpose') !== null
}"""


def address(page: str, lang: str) -> str:
    return f"/{'' if page == 'overview' else page}?lang={lang}"


def expect_accessible(visit, page: str, lang: str, query: str = "") -> None:
    visit.open(address(page, lang) + query)
    visit.page.keyboard.press("Escape")  # the briefing's own screen
    expect_nothing_of_ours(visit)
    assert visit.page.evaluate("document.documentElement.lang") == lang
    expect(visit.page).to_have_title(re.compile(re.escape(tell(f"{page}.title", lang))))
    expect(visit.page.get_by_test_id("stSkipToContent")).to_have_text(tell("frame.skip", lang))
    assert visit.page.locator("h1").count() == 1


def expect_nothing_of_ours(visit) -> None:
    """Axe finds nothing on what is shown now but what is Streamlit's own."""
    expect(visit.page.locator("[data-stale=true]")).to_have_count(0)
    visit.page.wait_for_timeout(FADED_MS)
    found = Axe().run(visit.page, options=OPTIONS).response["violations"]
    ours = [
        (rule["id"], node["html"])
        for rule in found
        for node in rule["nodes"]
        if not is_theirs(visit, rule["id"], node["target"][0])
    ]
    assert ours == []


def is_theirs(visit, rule: str, target: str) -> bool:
    mark = THEIRS.get(rule)
    return mark is not None and visit.page.locator(target).first.evaluate(
        "(node, mark) => node.matches(`[${mark}], [${mark}] *`)", mark
    )


@pytest.mark.parametrize(("page", "lang"), [("overview", "es")])
def test_axe_finds_nothing_of_ours(visit, page, lang):
    expect_accessible(visit, page, lang)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_of_ours_anywhere(visit, page, lang):
    expect_accessible(visit, page, lang)


@pytest.mark.long
@pytest.mark.parametrize("page", VIEWS)
def test_axe_finds_nothing_of_ours_in_other_views(visit, page):
    for n, query in enumerate(VIEWS[page][1::SAMPLED]):
        expect_accessible(visit, page, LANGUAGES[n % 2], f"&{urlencode(query)}")


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_of_ours_on_what_opens(visit, lang):
    visit.open(f"{address('briefing', lang)}&step=1")
    screen = visit.page.locator("dialog.briefing").first
    expect(visit.page.locator("dialog.briefing[open][data-ready]")).to_be_visible(timeout=LIMIT_MS)
    expect_nothing_of_ours(visit)
    for key in "n?p":
        visit.page.keyboard.press(key)
        expect_nothing_of_ours(visit)
        visit.page.keyboard.press("Escape")
    expect(screen).to_be_visible()
    visit.page.goto(f"{visit.address}/briefing?lang={lang}&remote=none")
    expect_nothing_of_ours(visit)
    visit.errors.clear()  # the browser's own words about a code that has ended
    visit.open(address("overview", lang))
    visit.page.get_by_text(tell("take_home.title", lang)).click()
    for part in ("file", "cite", "map", "bundle"):
        name = tell(f"take_home.part_{part}", lang)
        visit.page.get_by_role("radio", name=name, exact=True).click()
        visit.wait_until_still()
        expect_nothing_of_ours(visit)
    visit.page.get_by_role("button", name=tell("briefing.add", lang)).click()
    visit.page.get_by_test_id("stSidebarNavLink").nth(PAGES.index("briefing")).click()
    expect(visit.page.get_by_text(tell("briefing.save_file", lang))).to_be_visible()
    expect_nothing_of_ours(visit)


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_pages_fit_small_and_large_screens_and_twice_the_size(browser, server, page):
    visit = Visit(browser, server)
    for wide, high in ((320, 640), (640, 360), (768, 1024), (1920, 1080)):
        visit.page.set_viewport_size({"width": wide, "height": high})
        visit.open(address(page, "es"))
        visit.page.keyboard.press("Escape")
        across = "document.documentElement.scrollWidth"
        assert visit.page.evaluate(across) <= wide, wide
        visit.page.locator(".purpose").wait_for()
        assert visit.page.evaluate(UNCOVERED), wide
    visit.context.close()


@pytest.mark.long
def test_on_a_phone_the_controls_are_a_sheet(browser, server):
    visit = Visit(browser, server, viewport={"width": 390, "height": 844})
    visit.open("/aid?lang=es")
    page = visit.page
    opener, sheet = page.locator(".to-question"), page.get_by_role("dialog")
    opener.press("Enter")
    expect(sheet).to_be_in_viewport()
    expect_nothing_of_ours(visit)
    held = sheet.get_by_role("combobox").first
    held.click()
    page.keyboard.press("Escape")  # shuts the list
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    page.locator("h1").click()
    expect(sheet).to_have_count(0)
    visit.context.close()


def tab_to(visit, wanted: Locator) -> None:
    """Goes there by Tab alone; where it is must be seen."""
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.matches('.skip-rows')"):
            visit.page.keyboard.press("Enter")
        if wanted.evaluate("node => node.getRootNode().activeElement === node"):
            assert wanted.evaluate(FOCUS), "the focus is not seen"
            return
    raise AssertionError("not reached by Tab")


@pytest.mark.long
def test_a_place_is_found_by_keyboard_alone(visit):
    visit.open("/?lang=en")
    page = visit.page
    tab_to(visit, page.get_by_test_id("stSidebarNavLink").nth(PAGES.index("places")))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(tell("places.title", "en"))
    visit.wait_until_still()
    tab_to(visit, page.get_by_role("searchbox"))
    page.keyboard.type("Toribio")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Toribío"))).to_be_visible()


@pytest.mark.long
def test_the_language_is_changed_by_keyboard_alone(visit):
    visit.open("/methods?lang=en")
    chosen = visit.page.get_by_role("radio", name=tell("frame.en", "en"))
    tab_to(visit, chosen)
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text(tell("methods.title", "es"))
    expect(visit.page.locator("html")).to_have_attribute("lang", "es")


@pytest.mark.long
def test_the_map_is_read_by_keyboard_alone(visit):
    visit.open("/?lang=en")
    ground = visit.page.locator(".corredor-map .map").first
    expect(ground).to_have_attribute("data-drawn", re.compile("."))
    tab_to(visit, ground)
    tab_to(visit, visit.page.locator(".corredor-map .list summary").first)
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(".corredor-map .tip").first).to_be_visible()


@pytest.mark.long
def test_a_file_is_taken_home_by_keyboard_alone(visit):
    visit.open("/aid?lang=en")
    page = visit.page
    tab_to(visit, page.locator(".st-key-take-home-aid summary"))
    page.keyboard.press("Enter")
    button = page.get_by_test_id("stDownloadButton").get_by_role("button").first
    expect(button).to_be_visible()
    tab_to(visit, button)
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.startswith("corredor_")


@pytest.mark.long
def test_the_briefing_is_started_by_keyboard_alone(visit):
    visit.open("/briefing?lang=en&step=1")
    dialog = visit.page.locator("dialog.briefing")
    expect(dialog).to_be_visible(timeout=2 * LIMIT_MS)
    visit.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    visit.wait_until_still()
    tab_to(visit, visit.page.get_by_role("button", name=tell("briefing.start_ours", "en")))
    visit.page.keyboard.press("Enter")
    expect(dialog).to_be_visible()


@pytest.mark.long
def test_a_cable_that_is_out_is_said_and_what_came_is_kept(browser, server):
    visit = Visit(browser, server, service_workers="allow")
    visit.open("/methods?lang=es")
    page = visit.page
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    visit.wait_until_still()
    script = urlsplit(page.locator("script[src]").first.get_attribute("src")).path
    kept = page.evaluate("caches.keys()")
    assert len(kept) == 1 and kept[0].startswith(data_version())  # other data, other files
    visit.context.new_page().goto(f"{server}/_stcore/health")
    names = "name => caches.open(name).then((all) => all.keys()).then((a) => a.map((r) => r.url))"
    paths = {urlsplit(url).path for url in page.evaluate(names, kept[0])}
    assert "/methods" in paths and "/_stcore/health" not in paths  # pages alone
    visit.context.set_offline(True)
    assert page.evaluate("path => fetch(path, { cache: 'no-store' }).then((a) => a.ok)", script)
    page.evaluate("document.querySelector('.stApp').dataset.testConnectionState = 'PINGING_SERVER'")
    notice = page.locator(".connection-cut")
    expect(notice).to_have_text(tell("frame.cut", "es"))
    page.evaluate("document.querySelector('.stApp').dataset.testConnectionState = 'CONNECTED'")
    expect(notice).to_have_count(0)
    visit.context.close()
