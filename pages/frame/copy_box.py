"""A box with a text to copy; Streamlit's own brings a syntax highlighter of 1.6 MB."""

from pathlib import Path

import streamlit as st

from pages.frame.language import t

NAME = "corredor.copy"
PARTS = {
    part: Path(__file__).with_suffix(f".{part}").read_text("utf-8")
    for part in ("html", "css", "js")
}


def copy_box(text: str) -> None:
    """Plain text with a button that copies it; without a clipboard it selects it."""
    words = {name: t(f"frame.copy_{name}") for name in ("label", "copy", "copied", "selected")}
    mount = st.components.v2.component(NAME, **PARTS)
    mount(data={"text": text, **words})
