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

    def spend(self) -> None:
        assert self.left > 0, "more clicks than the task may take"
        self.left -= 1

    def click(self, role: str, name: str | re.Pattern, nth: int = 0) -> None:
        self.spend()
        self.page.get_by_role(role, name=name).nth(nth).click()
        self.visit.wait_until_still()

    def choose(self, box: str | re.Pattern, text: str) -> None:
        """Types into a list of choices and takes the first that fits."""
        self.click("combobox", box)
        self.page.keyboard.type(text)  # a click may meet the list while it is still opening
        self.page.keyboard.press("Enter")
        self.visit.wait_until_still()

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def reader(visit):
    return lambda budget: Reader(visit, budget)


def test_what_is_this(reader):
    one = reader(0)
    one.sees(tell("frame.purpose", "en"))
    cards = one.page.locator(".st-key-findings a").filter(visible=True)
    expect(cards).to_have_count(5)
    for card in cards.all():
        assert card.bounding_box()["y"] + card.bounding_box()["height"] < SIZE["height"]


@pytest.mark.long
def test_the_two_roads_and_the_river_to_cali_each_with_its_sources(reader):
    one = reader(4)
    one.click("link", "Corridors")
    for name in ("Pan-American Highway (Nariño", "Ruta 31", "Cauca river"):
        one.spend()
        card = one.page.locator(".st-key-stories-cards [data-testid=stExpander]")
        card = card.filter(has_text=name)
        card.locator("summary").click()
        expect(card.locator(".story ol").last.locator("a[href^=http]").first).to_be_attached()
        one.visit.wait_until_still()


@pytest.mark.long
def test_the_incident_of_21_august_2025_with_card_citation_and_short_link(reader):
    one = reader(1)
    one.click("link", re.compile("killed by the truck bomb"))
    expect(one.page.locator(".corredor-card")).to_contain_text(TRUCK_BOMB)
    one.sees(tell("frame.say_and_cite", "en"))
    expect(
        one.page.get_by_text(re.compile(rf"/incidents\?incident={TRUCK_BOMB}&lang="))
    ).to_be_visible()


@pytest.mark.long
def test_the_municipalities_of_cauca_and_their_programs(reader):
    one = reader(2)
    one.click("link", "Places")
    one.choose(re.compile("Department"), "Cauca")
    sheet = one.page.locator(".sheet")
    expect(sheet).to_contain_text("Santander de Quilichao: 5 programs")
    expect(sheet).to_contain_text("named by a program on the active list of March 2025: 0.")


@pytest.mark.long
def test_santander_closed_and_whether_the_answer_holds(reader):
    one = reader(2)
    one.click("link", "Corridors")
    one.click("radio", "What if a road closes?")
    one.sees(re.compile("with Santander de Quilichao closed, Suárez lies"))
    one.sees(re.compile("changes elsewhere hold under every setting tried"))


@pytest.mark.long
def test_decertification_in_three_sentences(reader):
    one = reader(1)
    one.click("link", "Decertification")
    one.sees(re.compile("Named as failing on September 15, 2025"))
    one.sees(re.compile("Each year the US President"))


@pytest.mark.long
def test_a_place_is_found_by_name_and_enter_and_compared_with_another(reader):
    one = reader(3)
    one.click("link", "Places")
    box = one.page.get_by_role("searchbox")
    box.fill("santander quilichao")
    box.press("Enter")
    expect(one.page.get_by_role("heading", name="Santander de Quilichao, Cauca")).to_be_visible()
    one.choose(re.compile("Compare with"), "Jamundí")
    expect(one.page.locator(".sheet h2")).to_have_count(2)
    expect(one.page).to_have_url(re.compile("place=19698.*beside=76364"))


@pytest.mark.long
def test_three_layers_are_taken_home(reader):
    one, taken = reader(6), []
    one.click("link", "Downloads")
    for layer in (None, "coca", "incidents"):
        if layer:
            one.choose(re.compile("Layer"), f"· {layer}")
            expect(one.page).to_have_url(re.compile(f"={layer}\\b"))
        with one.page.expect_download() as file:
            one.click("button", re.compile(r"Download CSV \(ZIP\)"))
        taken.append(file.value.suggested_filename)
    assert len(set(taken)) == 3 and all(name.endswith(".zip") for name in taken)


def test_an_own_file_is_joined(reader):
    one = reader(2)
    one.click("link", "Your own data")
    rows = "site,municipality,department\nA,Caloto,Cauca\nB,Jamundí,Valle del Cauca\n"
    field = one.page.locator('input[type="file"]').first
    field.set_input_files({"name": "s.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    one.sees(re.compile("Of 2 rows brought, 2 are kept and compared"))


def test_a_copied_link_opens_the_same_and_back_returns_to_the_view_before(reader, visit):
    one = reader(2)
    one.click("link", "Aid")
    finding = one.page.locator(".finding")
    expect(finding).to_contain_text("municipalities of Colombia")  # not what stood there before
    before = finding.inner_text()
    one.click("radio", "Departments")
    expect(one.page).to_have_url(re.compile("view=departments"))
    expect(finding).not_to_have_text(before)
    fresh = visit.context.browser.new_context()
    other = fresh.new_page()
    other.goto(one.page.url)
    expect(other.locator(".finding")).to_have_text(finding.inner_text())
    fresh.close()
    one.page.go_back()
    expect(finding).to_have_text(before)
    assert "view=departments" not in one.page.url
