"""Corredor's server: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ROOT = Path(__file__).resolve().parent

app = st.App(
    ROOT / "pages" / "frame" / "script.py",
    routes=[Mount("/app/static", StaticFiles(directory=ROOT / "static", check_dir=False))],
)
