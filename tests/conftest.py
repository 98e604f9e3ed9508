"""What all tests share: the switch for browser tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from pages.frame.data import evidence as held

BROWSER = Path(__file__).parent / "browser"
# The plain run tries the same examples each time; the long one looks for others.
settings.register_profile("plain", derandomize=True)
settings.load_profile("plain")
OFF = os.environ.get("CORREDOR_NO_BROWSER") == "1"


@pytest.fixture(scope="session")
def evidence():
    """All layers and the travel matrix, read once a worker, pages included; tests copy before
    they change."""
    return held()


def pytest_terminal_summary(terminalreporter):
    if OFF:
        terminalreporter.write_line("CORREDOR_NO_BROWSER=1: tests/browser was left out")


def pytest_collection_modifyitems(config, items):
    """Marks the tests in tests/browser, and leaves them out where the switch says so."""
    inside = [item for item in items if item.path.is_relative_to(BROWSER)]
    for item in inside:
        item.add_marker(pytest.mark.browser)
    if OFF and inside:
        config.hook.pytest_deselected(items=inside)
        items[:] = [item for item in items if item not in inside]
