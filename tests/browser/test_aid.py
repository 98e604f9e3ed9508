"""Aid and decertification in a browser: a slider by keyboard, the modelled mark without colour."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.language import tell

# A pair of neighbouring coloured pixels differs by more than this in grey across a hatching.
STEP = 14


def hatching(picture: Image.Image) -> float:
    """The share of neighbouring coloured pixels that differ clearly in grey."""
    colour = np.asarray(picture.convert("RGB")).astype(int)
    grey = np.asarray(picture.convert("L")).astype(int)
    coloured = colour.max(axis=2) - colour.min(axis=2) > 25
    beside = coloured[:, 1:] & coloured[:, :-1]
    steps = np.abs(np.diff(grey, axis=1)) > STEP
    return float((steps & beside).sum() / max(beside.sum(), 1))


@pytest.mark.long
def test_a_slider_by_keyboard_cuts_an_account(visit):
    visit.open("/decertification?lang=en&view=scenario&outcome=own_cut")
    expect(visit.page.get_by_role("slider")).to_have_count(6)
    visit.page.get_by_role("slider").first.focus()
    visit.page.keyboard.press("End")
    expect(visit.page).to_have_url(re.compile(r"[?&]cut_incle=100\b"))
    said = visit.page.locator("p", has_text="the cut that you set takes $175.0 million")
    expect(said).to_be_visible()
    visit.shot("decertification-own-cut")


@pytest.mark.long
def test_the_modelled_is_told_without_colour(visit):
    visit.open("/aid?lang=en&view=two&x=coca&y=allocation")
    assert hatching(visit.wait_for_map()) > 0.2
    expect(visit.page.locator(".legend").first).to_contain_text(f"({tell('frame.modelled', 'en')})")
    visit.shot("aid-two")
    visit.open("/aid?lang=en&view=two&x=coca&y=population")
    assert hatching(visit.wait_for_map()) < 0.1
