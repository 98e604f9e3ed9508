"""A box whose text is sent while it is typed, for suggestions; Streamlit's waits for Enter."""

from pathlib import Path

BROWSER = Path(__file__).with_name("browser")
NAME = "corredor.typing"
PAUSE_MS = 200
STYLE = (BROWSER / "typing_box.css").read_text("utf-8")
SCRIPT = (BROWSER / "typing_box.js").read_text("utf-8")


def message(label: str, example: str) -> dict:
    """What the box shows; its text comes back as `typed` after a pause, as `opened` on Enter."""
    return {"label": label, "example": example, "pause": PAUSE_MS}
