"""What readers come for, found without typing an address, each within a budget of clicks."""

import re

import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.visit import SIZE

TRUCK_BOMB = "CO-20250821-01"


class Reader:
    """Someone at the overview who clicks, at most `budget` times."""

    def __init__(self, visit, budget: int):
        self.visit, self.page, self.left = visit, visit.page, budget
        visit.open("/?lang=en")

    def click(self, role: str, name: str | re.Pattern, nth: int = 0) -> None:
        assert self.left > 0, "more clicks than the task may take"
        self.left -= 1
        self.page.get_by_role(role, name=name).nth(nth).click()
        self.visit.wait_until_still()

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def reader(visit):
    return lambda budget: Reader(visit, budget)


def test_what_is_this(reader):
    one = reader(0)
    one.sees(tell("frame.purpose", "en"))
    cards = one.page.locator(".st-key-findings a")
    expect(cards).to_have_count(5)
    for card in cards.all():
        assert card.bounding_box()["y"] + card.bounding_box()["height"] < SIZE["height"]


def test_the_incident_of_21_august_2025_with_card_citation_and_short_link(reader):
    one = reader(1)
    one.click("link", re.compile("killed by the truck bomb"))
    expect(one.page.locator(".corredor-card")).to_contain_text(TRUCK_BOMB)
    one.sees(tell("frame.say_and_cite", "en"))
    expect(one.page.get_by_text(re.compile(rf"/incidents\?incident={TRUCK_BOMB}$"))).to_be_visible()


def test_the_municipalities_of_cauca_and_their_programs(reader):
    one = reader(2)
    one.click("link", "Places")
    one.click("combobox", re.compile("Department"))
    one.page.keyboard.type("Cauca")  # a click may meet the list while it is still opening
    one.page.keyboard.press("Enter")
    sheet = one.page.locator(".sheet")
    expect(sheet).to_contain_text("Santander de Quilichao: 5 programs")
    expect(sheet).to_contain_text("on the active list of March 2025: 0.")


def test_decertification_in_three_sentences(reader):
    one = reader(1)
    one.click("link", "Decertification")
    one.sees(re.compile("was named on September 15, 2025"))
    one.sees(re.compile("Each year the US President"))


def test_a_place_is_found_by_name_and_enter(reader):
    one = reader(1)
    one.click("link", "Places")
    box = one.page.get_by_role("searchbox")
    box.fill("santander quilichao")
    box.press("Enter")
    expect(one.page.get_by_role("heading", name="Santander de Quilichao, Cauca")).to_be_visible()


def test_a_layer_is_taken_home(reader):
    one = reader(2)
    one.click("link", "Downloads")
    with one.page.expect_download() as taken:
        one.click("button", re.compile(r"Download CSV \(ZIP\)"))
    assert taken.value.suggested_filename.endswith(".zip")


def test_the_link_opens_the_same_and_back_returns_to_the_view_before(reader):
    one = reader(2)
    one.click("link", "Aid")
    before = one.page.url
    one.click("radio", "Departments")
    expect(one.page).to_have_url(re.compile("view=departments"))
    one.page.go_back()
    one.visit.wait_until_still()
    assert "view=departments" not in one.page.url and before
