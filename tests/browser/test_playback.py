"""The player of incidents in a real browser: it plays without the server, by pointer and by key."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from shapely import Point

from geo.cartography import palette
from geo.cartography.extents import EXTENTS
from geo.cartography.kinds import Names
from geo.cartography.play import Play
from geo.cartography.scene import Scene, message
from geo.evidence import load
from geo.language import tell

MAP = ".corredor-map .map"
HOSTILE = "<img src=x onerror=\"document.title='broken'\"> **Cali** {rows}"


@pytest.fixture
def messages(visit) -> list:
    """What goes over the page's websocket from now on, either way."""
    kept: list = []
    for way in ("framesent", "framereceived"):
        visit.page.on(
            "websocket", lambda socket, way=way: socket.on(way, lambda sent: kept.append(sent))
        )
    return kept


@pytest.fixture
def page(visit, messages):
    """The incidents page with its player drawn."""
    visit.open("/incidents?lang=en")
    expect(frame(visit.page)).to_contain_text("Incidents on record: 246")
    visit.wait_until_still()
    return visit.page


def frame(page):
    return page.locator(".playback .frame")


def last_day(page) -> str:
    return frame(page).locator("strong").inner_text().split(" – ")[1]


def choices(page) -> dict:
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def test_it_plays_without_a_message_and_pauses_where_it_is(page, messages):
    page.emulate_media(reduced_motion="no-preference")
    page.wait_for_timeout(1500)  # what Streamlit itself still sends after a load
    page.get_by_role("combobox", name=tell("incidents.play_speed", "en")).select_option("7")
    messages.clear()
    page.get_by_role("button", name=tell("incidents.play_play", "en")).click()
    expect(frame(page)).to_contain_text(re.compile(r"– .* 201[89] "))
    days = frame(page).locator("strong")
    expect(days).not_to_have_text(days.inner_text())
    page.get_by_role("button", name=tell("incidents.play_pause", "en")).click()
    paused = last_day(page)
    assert messages == []
    page.wait_for_timeout(300)
    assert last_day(page) == paused
    slider = page.get_by_role("slider", name=tell("incidents.play_scrubber", "en"))
    assert slider.get_attribute("aria-valuetext").endswith(f"– {paused}")
    page.get_by_role("button", name=tell("incidents.play_play", "en")).click()
    slider.press("Home")
    page.wait_for_timeout(300)
    assert last_day(page) == "January 27, 2018"


@pytest.mark.long
def test_where_motion_is_unwanted_it_starts_still_and_goes_by_months(page):
    assert last_day(page) == "September 30, 2026"
    page.get_by_role("button", name=tell("incidents.play_play", "en")).click()
    expect(frame(page)).to_contain_text("– February 27, 2018")
    page.get_by_role("button", name=tell("incidents.play_pause", "en")).click()


@pytest.mark.long
def test_by_keyboard_alone(page):
    page.get_by_role("slider", name=tell("incidents.play_scrubber", "en")).focus()
    page.keyboard.press("Home")
    expect(frame(page)).to_contain_text("– January 27, 2018")
    page.keyboard.press("ArrowRight")
    expect(frame(page)).to_contain_text("– January 28, 2018")
    page.get_by_role("button", name=tell("incidents.play_on", "en")).press("Enter")
    expect(frame(page)).to_contain_text("– February 28, 2018")
    months = page.get_by_role("slider", name=tell("incidents.play_months", "en"))
    months.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(frame(page)).to_contain_text("July 1, 2026 – August 31, 2026")
    assert choices(page)["days"] == "2026-07-01~2026-08-31"
    page.get_by_role("button", name=tell("incidents.play_all", "en")).press("Enter")
    expect(frame(page)).to_contain_text("Incidents on record: 246")


@pytest.mark.long
def test_months_dragged_over_come_back_only_when_let_go(page, messages):
    page.wait_for_timeout(1500)
    months = page.locator(".playback .months")
    months.scroll_into_view_if_needed()
    box = months.bounding_box()
    month = box["width"] / 105
    messages.clear()
    page.mouse.move(box["x"] + 85.5 * month, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 89.5 * month, box["y"] + 20, steps=4)
    assert messages == []
    page.mouse.up()
    expect(frame(page)).to_contain_text("February 1, 2025 – June 30, 2025")
    assert choices(page)["days"] == "2025-02-01~2025-06-30"


@pytest.mark.long
def test_a_click_on_an_incident_opens_its_card(visit):
    rows = load("incidents").query("actor_group == 'Segunda Marquetalia'")
    shot = rows[rows["municipality"] == "Bogotá, D.C."].iloc[0]
    visit.open("/incidents?lang=es&actor_group=Segunda+Marquetalia&extent=colombia")
    expect(frame(visit.page)).to_contain_text("Hechos registrados: 2;")
    visit.page.locator(MAP).scroll_into_view_if_needed()
    place = visit.page.locator(MAP).bounding_box()
    centre, pixels_a_degree = EXTENTS["colombia"], 256 * 2**5 / 360  # lower than 560 pixels
    visit.page.mouse.click(
        place["x"] + place["width"] / 2 + (shot.geometry.x - centre.longitude) * pixels_a_degree,
        place["y"] + place["height"] / 2 - (shot.geometry.y - centre.latitude) * pixels_a_degree,
    )
    card = visit.page.locator("article")
    expect(card).to_contain_text(shot["title_es"])
    expect(card).to_contain_text(shot["incident_id"])
    assert choices(visit.page)["incident"] == shot["incident_id"]


def hostile_scene() -> Scene:
    """A map whose every text is hostile, with two incidents at one spot."""
    rows = load("incidents").head(1)
    rows = rows.loc[rows.index.repeat(2)].assign(
        incident_id=["A", "B"], title=HOSTILE, told=HOSTILE, said=HOSTILE, uncertainty_km=1.0
    )
    rows = rows.set_geometry([Point(-76.45, 3.36)] * 2, crs=rows.crs)
    day = date.fromisoformat(rows["date"].iloc[0])
    words = ("scrubber", "speed", "months", "all", "help", "play", "pause", "pace", "counted")
    play = Play(
        "incidents",
        HOSTILE,
        rows,
        others=rows.head(0),
        months=[2],
        days=(day, day),
        whole=(day, day),
        types=dict.fromkeys(palette.EVENTS, HOSTILE),
        texts=dict.fromkeys((*words, "back", "on", "card", "no_figure", "others"), HOSTILE),
    )
    names = rows.assign(text=HOSTILE, priority=1)
    return Scene(HOSTILE, [play, Names("names", "", names)], extent="cali")


@pytest.mark.long
def test_text_from_data_stays_text(page):
    said = page.evaluate(
        """async (data) => {
            const box = document.createElement('div')
            document.body.append(box)
            const { show, end } = await import(data.urls.script)
            await show({ parentElement: box, data, setTriggerValue: () => {} })
            const canvas = box.querySelector('.map')
            const map = canvas.getBoundingClientRect()
            const at = { clientX: map.x + map.width / 2, clientY: map.y + map.height / 2,
                bubbles: true }
            for (const kind of ['mousemove', 'mousedown', 'mouseup', 'click'])
                canvas.dispatchEvent(new MouseEvent(kind, at))
            const said = box.querySelector('.hits').textContent + box.innerText
            const images = box.querySelectorAll('img').length
            await end(box)
            box.remove()
            return [said, images, document.title]
        }""",
        message(hostile_scene(), "en"),
    )
    assert HOSTILE in said[0]
    assert said[1] == 0 and said[2] != "broken"


@pytest.mark.long
def test_on_a_phone_the_days_are_not_cut_and_the_map_is_there(visit):
    visit.page.set_viewport_size({"width": 390, "height": 800})
    visit.open("/incidents?lang=es")
    expect(frame(visit.page)).to_contain_text("Hechos registrados: 246")
    cut = "node => node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1"
    parts = visit.page.get_by_test_id("stDateInput").locator("*")
    assert not any(parts.evaluate_all(f"nodes => nodes.map({cut})"))
    assert visit.page.locator(MAP).bounding_box()["width"] > 330
    visit.shot("incidents-phone")
