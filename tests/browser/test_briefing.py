"""The briefing in a real browser: one screen, by key, with the cable out, a link for each step."""

import re

import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.visit import LIMIT_MS, Visit

DIALOG = "dialog.briefing"
# A key, and what has been painted of the next step right after.
NEXT = """async () => {
    const roots = [...document.querySelectorAll('*')].map((node) => node.shadowRoot)
    const root = roots.find((each) => each?.querySelector('.briefing'))
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown' }))
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const { visibility } = getComputedStyle(root.querySelector('.on-map.now'))
    return visibility
}"""

# What of a step does not end on its screen, and whether the keys lie over its sources.
BEYOND = """(stage) => {
    const boxes = [stage, ...stage.querySelectorAll('.said, .on-map.now > .plate, .now .frame')]
    const cut = (n) => n.scrollHeight - n.clientHeight > 1 || n.scrollWidth - n.clientWidth > 1
    stage.querySelector('.moves').classList.add('shown')
    const box = (name) => stage.querySelector(name).getBoundingClientRect()
    const over = box('.moves').bottom > box('.source').top ? ['moves'] : []
    return [...boxes.filter(cut).map((n) => n.className), ...over]
}"""


@pytest.fixture
def page(visit):
    visit.open("/briefing?lang=en&step=1")
    expect(visit.page.locator(f"{DIALOG}[open][data-ready]")).to_be_visible(timeout=2 * LIMIT_MS)
    return visit.page


def expect_step(page, step: int, lang: str) -> None:
    expect(page.locator(DIALOG)).to_have_attribute("data-step", str(step))
    expect(page).to_have_url(re.compile(rf"lang={lang}&step={step}$"))


def test_it_plays_by_key_with_the_cable_out_and_keeps_its_step(visit, page):
    sizes = {
        part: page.locator(f"{DIALOG} .{part}").first.evaluate(
            "node => parseFloat(getComputedStyle(node).fontSize)"
        )
        for part in ("headline", "number", "counts", "text", "source", "plate", "plate .legend")
    }
    assert sizes["number"] >= 60 and min(sizes.values()) >= 24
    assert page.locator(f"{DIALOG} .stage").evaluate("n => [n.scrollHeight, n.scrollWidth]") == [
        *(720, 1280)
    ]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit.context.set_offline(True)
    for step in range(2, 8):
        assert page.evaluate(NEXT) == "visible"
        expect_step(page, step, "en")
        expect(page.locator(f"{DIALOG} .on-map.now .map[data-drawn]")).to_be_visible()
        expect(page.locator(f"{DIALOG}[data-ready='{step}']")).to_be_visible()
    plays = page.locator(f"{DIALOG} .on-map .playback.playing")
    expect(plays).to_have_count(0)
    page.emulate_media(reduced_motion="no-preference")
    page.keyboard.press("PageUp")
    expect_step(page, 6, "en")
    days = page.locator(f"{DIALOG} .on-map.now .frame strong")
    expect(plays).to_have_count(0)  # everything is shown, as the number beside it counts
    expect(days).to_have_text(whole := "January 27, 2018 – September 30, 2026")
    page.keyboard.press("t")
    expect(plays).to_have_count(1)
    expect(days).not_to_have_text(whole)
    page.keyboard.press("PageDown")
    expect(plays).to_have_count(0)
    page.keyboard.press("PageUp")
    expect(days).to_have_text(whole)
    page.keyboard.press("PageDown")
    page.keyboard.press("l")
    expect_step(page, 7, "es")
    plate = page.locator(f"{DIALOG} .on-map.now > .plate")
    expect(plate).to_contain_text(tell("frame.reported", "es"))
    page.keyboard.press("End")
    expect(page.locator(f"{DIALOG} .headline")).to_have_text("La ley, y un escenario sin exención")
    counted = tell("briefing.of", "es", n="8", all="8") + " · " + tell("briefing.end", "es")
    expect(page.locator(f"{DIALOG} .counter")).to_have_text(counted)
    page.keyboard.press("Home")
    expect_step(page, 1, "es")
    assert asked == []
    visit.context.set_offline(False)
    visit.errors.clear()  # the browser's own words about the socket that was cut


@pytest.mark.long
def test_every_step_fits_a_laptop_a_projector_and_a_phone_and_no_keys_lie_on_its_sources(page):
    for step in range(1, 9):
        expect(page.locator(f"{DIALOG}[data-ready='{step}']")).to_be_visible()
        for wide, high in ((1280, 720), (1920, 1080), (390, 844)):
            page.set_viewport_size({"width": wide, "height": high})
            for _ in range(2):  # both languages
                page.keyboard.press("l")
                page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
                assert page.locator(f"{DIALOG} .stage").evaluate(BEYOND) == [], (step, wide)
        page.keyboard.press("PageDown")


@pytest.mark.long
def test_what_the_presenter_has_and_the_way_out(visit, page):
    notes, black = page.locator(".briefing .notes"), page.locator(".briefing .black")
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_contain_text(tell("briefing.of", "en", n="1", all="8"))
    expect(notes).to_contain_text(tell("briefing.held", "en"))
    page.keyboard.press("n")
    page.keyboard.press("p")  # this server listens to its own machine only
    expect(page.locator(".briefing .remote")).to_have_text(tell("remote.unreachable", "en"))
    page.keyboard.press("Escape")
    page.keyboard.press(".")
    expect(black).to_be_visible()
    page.keyboard.press("Escape")
    expect(black).to_be_hidden()
    page.keyboard.press("Tab")  # by screen reader or switch: the keys as buttons
    page.keyboard.press("Enter")
    expect_step(page, 2, "en")
    page.keyboard.press("Escape")
    page.keyboard.press("PageUp")
    page.mouse.click(1200, 300)
    expect_step(page, 2, "en")
    page.mouse.click(60, 300)
    expect_step(page, 1, "en")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()
    behind = tell("briefing.behind", "en", n="2", headline="…").partition("…")[0]
    expect(page.get_by_text(behind)).to_be_visible()
    page.get_by_role("button", name=tell("briefing.start_ours", "en")).click()
    expect_step(page, 2, "en")


@pytest.mark.long
def test_it_is_prepared_and_opens_without_a_connection(browser, server):
    visit = Visit(browser, server, service_workers="allow")
    visit.open("/briefing?lang=en&step=1")
    dialog = visit.page.locator(DIALOG)
    expect(dialog).to_be_visible(timeout=2 * LIMIT_MS)
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name=tell("briefing.prepare", "en")).click()
    expect(visit.page.locator(".loaded")).to_have_text(tell("briefing.prepared", "en"))
    visit.page.close()
    visit.context.set_offline(True)
    page = visit.context.new_page()
    page.goto(f"{server}/briefing?lang=es&step=3")
    expect(page.locator(f"{DIALOG} .on-map.now .map[data-drawn]")).to_be_visible()
    expect_step(page, 3, "es")
    page.keyboard.press("PageDown")
    expect_step(page, 4, "es")
    visit.context.close()
