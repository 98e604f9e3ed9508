"""The pages and their addresses."""

from pathlib import Path

import streamlit as st

from pages.frame.language import t

ROOT = Path(__file__).resolve().parents[2]
FIRST = "overview"


def page(name: str) -> st.Page:
    """A page, to go to or to link to; the first has the address `/`, the others `/<name>`."""
    return st.Page(
        ROOT / "pages" / name / "page.py",
        title=t(f"frame.nav_{name}"),
        url_path=None if name == FIRST else name,
        default=name == FIRST,
    )
