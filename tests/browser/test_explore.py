"""A reader's own data in a real browser: hostile content stays text, drawings become totals."""

import io
import json
import re
import zipfile
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.cartography import palette
from geo.exchange import FORMATS
from geo.language import tell
from tests.browser.conftest import launched, visiting
from tests.browser.visit import LIMIT_MS, MAP, WITH_WEBGL

TIP = ".corredor-map .tip"
MANY = 3000

EVIL = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
FORMULA = '=HYPERLINK("http://example.org","x")'
NAME = "<img src=x onerror=window.hacked=1> **b**.csv"


def explore(visit, **query: str) -> None:
    asked = "&".join(f"{name}={value}" for name, value in {"lang": "en", **query}.items())
    visit.open(f"/explore?{asked}")


def bring(visit, name: str, data: bytes, chooser: int = 0) -> None:
    field = visit.page.locator('input[type="file"]').nth(chooser)
    field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def expect_text_only(visit) -> None:
    """Nothing of the file has become an element, and none of it ran."""
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator('img[src="x"], [onerror], a[href*="example.org"]').count() == 0


def dots(visit) -> list[tuple[float, float]]:
    """Where on the screen the map shows the reader's points: middles of their pixels."""
    chart = visit.page.locator(MAP).first
    chart.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    ys, xs = np.where((np.asarray(picture) == palette.HIGHLIGHT[:3]).all(axis=2))
    box = chart.bounding_box()
    return [(box["x"] + float(x), box["y"] + float(y)) for x, y in zip(xs, ys, strict=True)]


def saved(visit, fmt: str) -> bytes:
    box = visit.page.get_by_text(tell("take_home.title", "en"))
    choose = visit.page.get_by_role("combobox", name=tell("take_home.format", "en"))
    if not choose.is_visible():
        box.click()
    choose.click()
    choose.press_sequentially(tell(f"take_home.format_{fmt}", "en"))
    choose.press("Enter")
    save = tell("frame.download", "en", format=FORMATS[fmt].title)
    with visit.page.expect_download() as download:
        panel = visit.page.locator('[class*="st-key-take-home-explore"]').first
        panel.get_by_role("button", name=save, exact=True).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.long
def test_the_sample_is_one_click_from_a_map(visit):
    explore(visit)
    visit.page.get_by_text(tell("explore.how_sample", "en"), exact=True).click()
    visit.wait_for_map()
    assert len(dots(visit)) > 100
    expect(visit.page.get_by_test_id("stMetricValue")).to_have_count(3)


@pytest.mark.long
def test_hostile_content_stays_text_everywhere(visit):
    cells = f'"{EVIL}","{FORMULA.replace(chr(34), chr(34) * 2)}"'
    rows = [f'lat,lon,"{EVIL}",{FORMULA[:5]}', f"3.4,-76.5,{cells}", f"0,0,{cells}"]
    explore(visit)
    bring(visit, NAME, "\n".join(rows).encode())
    visit.wait_for_map()
    for summary in visit.page.locator('[data-testid="stExpander"] summary').all():
        summary.click()
    visit.wait_until_still()
    spots = dots(visit)
    visit.page.mouse.move(*spots[len(spots) // 2])
    tip = visit.page.locator(TIP)
    expect(tip).to_contain_text("<img src=x")
    expect_text_only(visit)
    csv = saved(visit, "csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in csv and not re.search(r'(^|[,"\n])=', csv)
    with zipfile.ZipFile(io.BytesIO(saved(visit, "xlsx"))) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    shape = json.loads(saved(visit, "geojson"))["features"][0]
    assert EVIL in shape["properties"].values()
    expect_text_only(visit)


def test_long_work_shows_how_far_it_is_and_can_be_stopped(visit):
    lines = [f"{2 + i % 7001 / 2000:.4f},{-77 + i % 3001 / 1000:.4f}" for i in range(200_000)]
    explore(visit)
    bring(visit, "many.csv", "\n".join(["lat,lon", *lines]).encode())
    visit.page.get_by_role("button", name=tell("explore.stop", "en"), exact=True).click()
    expect(visit.page.get_by_text(tell("explore.stopped", "en"))).to_be_visible()
    again = visit.page.get_by_role("button", name=tell("explore.again", "en"), exact=True)
    visit.wait_until_still()
    expect(visit.page.get_by_test_id("stMetricValue")).to_have_count(0)
    expect(again).to_be_visible()


@pytest.mark.long
def test_hostile_polygons_stay_text_in_both_views(visit):
    ring = [[-76.6, 3.3], [-76.4, 3.3], [-76.4, 3.5], [-76.6, 3.3]]
    feature = {
        "type": "Feature",
        "properties": {"name": EVIL, EVIL: {"deep": [EVIL]}},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    explore(visit, view="rows")
    bring(visit, NAME, json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    visit.wait_for_map()
    chart = visit.page.locator(MAP).first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] * 0.52, box["y"] + box["height"] * 0.55)
    expect(visit.page.locator(TIP)).to_contain_text("<img src=x")
    expect_text_only(visit)


def expect_totals(visit) -> None:
    expect(visit.page.get_by_text(tell("explore.overlaps", "en").strip("*"))).to_be_visible()


@pytest.mark.long
def test_a_polygon_drawn_by_mouse_gives_totals(visit):
    explore(visit, how="draw")
    visit.page.get_by_role("button", name=tell("explore.draw_Polygon", "en")).click()
    box = visit.page.locator(".corredor-map:has(.tools) .map").bounding_box()
    x, y = box["x"] + box["width"] / 2 - 50, box["y"] + box["height"] / 2
    for across, down in ((0, 0), (50, 0), (50, 50)):
        visit.page.mouse.click(x + across, y + down)
    visit.page.mouse.click(x, y)  # the first corner again
    expect_totals(visit)
    visit.wait_for_map()


@pytest.mark.long
def test_a_polygon_drawn_by_keyboard_gives_totals_and_goes_when_cleared(visit):
    explore(visit, how="draw")
    board = visit.page.locator(".corredor-map:has(.tools) .map")
    visit.page.get_by_role("button", name=tell("explore.draw_Polygon", "en")).click()
    expect(board).to_be_focused()
    for key in ("Enter", "ArrowLeft", "Enter", "ArrowDown", "Enter"):
        board.press(key)
        visit.page.wait_for_timeout(400)  # the map glides
    board.press("Shift+Enter")
    expect_totals(visit)
    visit.page.get_by_role("button", name=tell("explore.draw_clear", "en")).click()
    expect(visit.page.get_by_test_id("stMetricValue")).to_have_count(0)


def many() -> bytes:
    """Points in a grid around Cali."""
    rows = (f"{2.6 + i % 60 / 40:.5f},{-77.2 + i // 60 / 40:.5f},{i}" for i in range(MANY))
    return "\n".join(["lat,lon,n", *rows]).encode()


def strong(visit) -> int:
    """How many pixels of the map are of a strong colour, as no part of the base map is."""
    pixels = np.asarray(visit.picture()).astype(int)
    return int((pixels.max(axis=2) - pixels.min(axis=2) > 90).sum())


@pytest.fixture
def with_card(browser, server, request):
    """A visit that says it has a graphics card; the processor imitates one."""
    with launched(browser.browser_type, WITH_WEBGL) as carded:
        for visit in visiting(carded, server, request.node.name):
            visit.page.add_init_script("window.corredorGraphics = true")
            yield visit


@pytest.mark.long
def test_without_a_graphics_card_many_points_are_counted_and_the_page_says_why(visit):
    explore(visit)
    bring(visit, "many.csv", many())
    expect(visit.page.get_by_text(tell("explore.no_card", "en", n=MANY))).to_be_visible()
    visit.wait_for_map()
    expect(visit.page.locator(".corredor-map .told")).to_contain_text(tell("frame.unchecked", "en"))
    expect(visit.page.get_by_test_id("stDeckGlJsonChart")).to_have_count(0)


@pytest.mark.long
def test_with_a_graphics_card_every_point_is_drawn_and_travels_once(with_card):
    sizes: list[int] = []
    with_card.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    explore(with_card)
    bring(with_card, "many.csv", many())
    expect(with_card.page.get_by_test_id("stDeckGlJsonChart")).to_be_visible()
    with_card.wait_until_still()
    limit = monotonic() + LIMIT_MS / 1000
    while strong(with_card) < 3000 and monotonic() < limit:
        with_card.page.wait_for_timeout(500)
    assert strong(with_card) >= 3000
    assert sum(sizes) < 8_000_000
    whole = sum(sizes)
    sizes.clear()
    with_card.page.locator(".st-key-explore-joined-sources label").first.click()
    with_card.page.get_by_text(tell("frame.blank_address", "en")).first.wait_for()
    with_card.wait_until_still()
    assert 0 < sum(sizes) < whole / 2
