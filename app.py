"""Corredor's server: `streamlit run app.py`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from pages.frame import documents, publishing, symbols
from pages.frame.compression import Compression, HashedFiles

ROOT = Path(__file__).resolve().parent


def warm() -> None:
    """Reads all layers before a reader asks, and spares the collector from walking them."""
    from geo.errors import LayerCorrupt, LayerMissing
    from geo.evidence import catalogue
    from pages.frame.data import evidence

    for layer_id in catalogue():
        with suppress(LayerMissing, LayerCorrupt):  # a page says so to who asks for it
            evidence()[layer_id]
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    Thread(target=warm, daemon=True).start()
    yield


app = st.App(
    ROOT / "pages" / "frame" / "script.py",
    lifespan=lifespan,
    middleware=[Middleware(Compression, kept=symbols.instead())],
    routes=[
        *documents.routes(),
        *publishing.routes(),
        Mount("/app/static", HashedFiles(directory=ROOT / "static", check_dir=False)),
    ],
)
