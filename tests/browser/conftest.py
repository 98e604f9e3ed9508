"""One server and one browser for each worker; a visit for each test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, LIMIT_MS, NOT, Visit

expect.set_options(timeout=LIMIT_MS)


@contextmanager
def launched(chromium: BrowserType, args: list[str]) -> Iterator[Browser]:
    """A browser with these switches."""
    program = find_or_get(chromium.executable_path)
    browser = chromium.launch(executable_path=program, args=args, ignore_default_args=NOT)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, launched(playwright.chromium, ARGS) as browser:
        yield browser


@pytest.fixture(scope="session")
def server(worker_id):
    with serve(f"server-{worker_id}") as address:
        yield address


@pytest.fixture
def visit(browser, server, request):
    """A visit to the app; it fails if the page asked another host or logged an error."""
    yield from visiting(browser, server, request.node.name)


def visiting(browser, address, name):
    visit = Visit(browser, address)
    yield visit
    visit.shot(name)
    visit.context.close()
    assert visit.outside == []
    assert visit.errors == []
