"""Commands on the evidence that is read already, where a test does not bring its own."""

import pytest


@pytest.fixture(autouse=True)
def at_hand(evidence, monkeypatch):
    """What a command would read anew each time."""
    for command in ("join", "journeys"):
        monkeypatch.setattr(f"geo.commands.{command}.Evidence", lambda: evidence)
