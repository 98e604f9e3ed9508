"""Faults while a reader's file is at work: an upload given up, a process that is killed."""

import re

import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.server import ROOT, free_port, serve
from tests.browser.visit import Visit

ROWS = b"lat,lon\n" + b"3.4,-76.5\n" * 300_000
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 50_000}
# The app as it is, but for choices that fail where a click sets them.
BROKEN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pages.frame import controls
def broken(*names, **values):
    raise KeyError("secret of the house")
controls.set_choices = broken
"""
pytestmark = pytest.mark.long


@pytest.fixture
def private(tmp_path, monkeypatch):
    """The server's folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def bring(visit: Visit, data: bytes) -> None:
    field = visit.page.locator('input[type="file"]').first
    field.set_input_files({"name": "sites.csv", "mimeType": "text/csv", "buffer": data})


def test_an_upload_that_is_given_up_leaves_nothing_and_stops_nobody(browser, private):
    with serve("faults-upload") as address:
        one = Visit(browser, address)
        one.open("/explore?lang=en")
        one.context.new_cdp_session(one.page).send("Network.emulateNetworkConditions", SLOW)
        with one.page.expect_request(re.compile("upload_file")):
            bring(one, ROWS)
        one.page.wait_for_timeout(1000)
        one.context.close()
        two = Visit(browser, address)
        two.open("/explore?lang=en")
        bring(two, ROWS[:28])
        expect(two.page.get_by_text("sites.csv · 1 kB")).to_be_visible()
        two.wait_until_still()
        assert two.errors == []
        two.context.close()
        assert list(private.iterdir()) == []


def test_a_process_killed_at_a_join_is_said_and_the_next_one_works(browser, private):
    port = free_port()
    with serve("faults-killed", port=port) as address:
        visit = Visit(browser, address)
        visit.open("/explore?lang=es")
        bring(visit, ROWS)
        expect(visit.page.get_by_role("button", name=tell("explore.stop", "es"))).to_be_visible()
        address.process.kill()
        notice = visit.page.locator(".connection-cut")
        expect(notice).to_have_text(tell("frame.cut", "es"))
    assert list(private.iterdir()) == []
    with serve("faults-again", port=port):
        expect(notice).to_have_count(0)
        visit.open("/explore?lang=es")
        bring(visit, ROWS[:28])
        expect(visit.page.get_by_text("sites.csv · 1 kB")).to_be_visible()
        visit.context.close()


def test_a_click_that_fails_is_told_in_the_readers_language(browser, tmp_path):
    ours = (ROOT / "app.py").read_text("utf-8")
    here = ours.replace("Path(__file__).resolve().parent", f"Path({str(ROOT)!r})")
    (tmp_path / "app.py").write_text(BROKEN + here, "utf-8")
    with serve("faults-callback", root=tmp_path) as address:
        visit = Visit(browser, address)
        visit.open("/corridors?lang=es&ask=close")
        visit.page.get_by_role("button", name=tell("corridors.preset_popayan", "es")).click()
        expect(visit.page.get_by_text(tell("frame.unexpected", "es"))).to_be_visible()
        assert "secret of the house" not in visit.page.content()
