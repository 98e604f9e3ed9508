"""The address and the controls keep step in a real browser."""

import re

import pytest
from playwright.sync_api import expect

YEAR = 1  # the second slider of the cities, after that of the reach


def expect_year(visit, year: int) -> None:
    expect(visit.page.get_by_test_id("stSliderThumbValue").nth(YEAR)).to_have_text(str(year))
    expect(visit.page).to_have_url(re.compile(rf"[?&]year={year}\b"))


@pytest.mark.long
def test_the_back_button_moves_the_control_and_a_reload_keeps_it(visit):
    visit.open("/cities?lang=en&year=2020")
    expect_year(visit, 2020)
    visit.page.get_by_role("slider").nth(YEAR).press("ArrowLeft")
    expect_year(visit, 2019)
    visit.page.go_back()
    expect_year(visit, 2020)
    visit.page.reload()
    expect_year(visit, 2020)


@pytest.mark.long
def test_quick_moves_are_not_undone_by_an_address_that_lags_behind(visit):
    visit.open("/cities?lang=es&year=2020")
    for _ in range(8):
        visit.page.get_by_role("slider").nth(YEAR).press("ArrowLeft")
        visit.page.wait_for_timeout(60)
    expect_year(visit, 2012)
    visit.wait_until_still()
    expect_year(visit, 2012)
