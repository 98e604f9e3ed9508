"""Whether the browser draws with a graphics card: it is asked, the server cannot know."""

from pathlib import Path

BROWSER = Path(__file__).with_name("browser")
NAME = "corredor.graphics"
# Where a card is only imitated, or WebGL is off, no context comes. A test may say what it likes
# in `corredorGraphics`. What was found goes back once, as the state `card`.
SCRIPT = (BROWSER / "graphics.js").read_text("utf-8")
