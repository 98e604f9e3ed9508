"""A page opened by a deep link before `app.py` has run hands over to `app.py`.

Streamlit takes a folder named `pages` for pages of its own until `st.navigation` has run
once in the server; then the first deep link would run the page without the common frame.
"""

import runpy
from pathlib import Path

import streamlit as st

from pages.parts import frame

APP = Path(__file__).resolve().parents[2] / "app.py"


def guarded() -> None:
    """First line of each page: runs `app.py` and stops, unless it runs already."""
    if not frame.running():
        runpy.run_path(str(APP), run_name="__main__")
        st.stop()
