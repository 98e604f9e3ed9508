"""The pages and their addresses."""

from pathlib import Path

import streamlit as st

from pages.frame.language import lang, t

ROOT = Path(__file__).resolve().parents[2]
FIRST = "overview"
PAGES = "frame:pages"  # by name and language: making one looks at the disk


def path_of(name: str) -> str:
    """The path of a page."""
    return "/" if name == FIRST else f"/{name}"


def page(name: str) -> st.Page:
    """A page, to go to or to link to; the first has the address `/`, the others `/<name>`."""
    pages = st.session_state.setdefault(PAGES, {})
    if (name, lang()) not in pages:
        pages[name, lang()] = st.Page(
            ROOT / "pages" / name / "page.py",
            title=t(f"{name}.nav"),
            url_path=None if name == FIRST else name,
            default=name == FIRST,
        )
    return pages[name, lang()]
