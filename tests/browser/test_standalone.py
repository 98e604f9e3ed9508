"""The stand-alone map from a folder, without network and without WebGL: drawn, told, walked."""

import io
from dataclasses import replace

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from geo.cartography.standalone import embed, standalone
from geo.language import LANGUAGES, tell
from geo.views import PAGES, view
from geo.views.briefing_file import Briefing
from geo.views.briefing_step import step_of
from geo.views.bundle import map_of
from geo.views.handout import handout_file
from tests.browser.test_accessibility import OPTIONS
from tests.browser.visit import blank

MAP, TIP = ".corredor-map .map", ".corredor-map .tip"
HOSTILE = "</script><script>window.ran = 1</script>"


@pytest.fixture
def alone(browser, evidence, tmp_path):
    """Opens a page's map from a file; it fails where that asks for anything or logs an error."""
    asked, errors = [], []
    context = browser.new_context(viewport={"width": 1000, "height": 800}, offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    def opened(name: str, made: bytes = b"", lang: str = "en"):
        scene = view(name, {}, evidence, lang).scene
        file = tmp_path / "map.html"
        if name == "briefing":
            made = handout_file(evidence, lang, "html", briefing=briefing(evidence))
        file.write_bytes(made or standalone(scene, lang=lang, words=[HOSTILE], sources=["DANE"]))
        page.goto(file.as_uri())
        expect(page.locator(f"{MAP}[data-drawn]").first).to_be_visible()
        return page, scene

    yield opened
    assert all(url.startswith(tmp_path.as_uri()) and url.endswith(".html") for url in asked)
    assert errors == []
    context.close()


def test_it_is_drawn_from_a_folder_and_tells_what_lies_under_the_pointer(alone, tmp_path):
    page, scene = alone("overview")
    r, g, b = np.asarray(picture(page)).astype(int).transpose(2, 0, 1)
    assert ((g > r + 40) & (g > b + 15)).sum() > 2000
    expect_legends(page, scene)
    page.get_by_text(tell("map.list", "en")).click()  # the largest first
    expect(page.locator(".list button").first).to_contain_text(
        "San Andrés de Tumaco · Nariño · 31,300 ha"
    )
    page.locator(".list button", has_text="Tibú").first.focus()
    expect(page.locator(TIP)).to_contain_text("Tibú")
    expect(page.locator(TIP)).to_contain_text("ha · reported")
    beside = page.locator(TIP).bounding_box()
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_be_hidden()
    page.mouse.move(beside["x"] - 12, beside["y"] - 12)
    expect(page.locator(TIP)).to_contain_text("Tibú")
    assert page.evaluate("window.ran") is None
    around = tmp_path / "page.html"
    around.write_text(f"<body>{embed('map.html', title='Coca', alt='Coca')}")
    page.goto(around.as_uri())
    inside = page.frame_locator("iframe[title=Coca]")
    expect(inside.locator(f"{MAP}[data-drawn]")).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_pages_map_is_whole_where_nothing_can_be_fetched(alone, evidence, lang):
    """As it is taken home: drawn, its legends open, told by its list; nothing that axe finds."""
    mapped = [name for name in PAGES if view(name, {}, evidence, lang).scene]
    assert len(mapped) > 6
    for name in mapped:
        made = map_of(name, {}, evidence, lang, "http://localhost:8501").file("html")
        assert len(made) < 2_000_000, name
        page, scene = alone(name, made, lang)
        page.keyboard.press("Escape")  # the briefing's own screen
        assert Axe().run(page, options=OPTIONS).response["violations"] == [], name
        if name == "briefing":
            continue
        assert not blank(picture(page)), name
        expect_legends(page, scene)
        page.locator(".list summary").click()
        page.locator(".list button").first.focus()
        expect(page.locator(TIP)).not_to_be_empty()
        expect(page.locator(TIP)).to_be_visible()


def test_incidents_play_and_months_are_chosen_without_a_server(alone):
    page, scene = alone("incidents")
    count = str(len(scene.kinds[0]))
    expect(page.locator(".frame")).to_contain_text(count)
    months = page.locator(".months").bounding_box()
    page.mouse.click(months["x"] + months["width"] - 60, months["y"] + 20)
    expect(page.locator(".frame")).not_to_contain_text(count)
    page.get_by_role("button", name=tell("incidents.play_all", "en")).click()
    expect(page.locator(".frame")).to_contain_text(count)


@pytest.mark.long
def test_a_briefing_plays_from_a_folder_in_both_languages(alone):
    page, _ = alone("briefing")
    for key, step, lang in (("PageDown", 2, "en"), ("l", 2, "es"), ("Home", 1, "es")):
        page.keyboard.press(key)
        expect(page.locator("dialog .stage")).to_have_attribute("lang", lang)
        expect(page.locator("dialog")).to_have_attribute("data-step", str(step))
        expect(page.locator("dialog .on-map.now .map[data-drawn]")).to_be_visible()
    assert page.evaluate("window.ran") is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=tell("briefing.start", "es"))).to_be_visible()
    expect(page.locator("main > h2")).to_have_count(2)


def expect_legends(page, scene) -> None:
    for legend in scene.legends:
        shown = page.locator(".legend", has_text=legend.title).filter(visible=True)
        expect(shown.first).to_be_visible()


def briefing(evidence) -> Briefing:
    steps = [step_of(evidence, name, {}) for name in ("overview", "aid")]
    return Briefing([replace(step, headline={"en": HOSTILE}) for step in steps])


def picture(page) -> Image.Image:
    return Image.open(io.BytesIO(page.locator(MAP).screenshot())).convert("RGB")
