"""Streamlit's uploader in the language of the page: its own words are English everywhere."""

import json
from typing import Any

import streamlit as st

from pages.frame.language import t

TOLD = ("choose", "drag")
STYLE = (
    "<style>[data-testid=stFileUploaderDropzone] button p,"
    "[data-testid=stFileUploaderDropzoneInstructions] span{{font-size:0}}"
    "[data-testid=stFileUploaderDropzone] button p::after{{content:{choose};font-size:.875rem}}"
    "[data-testid=stFileUploaderDropzoneInstructions] span::after"
    "{{content:{drag};font-size:.875rem}}</style>"
)


def upload(label: str, **options: Any) -> Any:
    """A file that the reader chooses or drags here: `st.file_uploader`."""
    words = {name: json.dumps(t(f"frame.upload_{name}"), ensure_ascii=False) for name in TOLD}
    st.html(STYLE.format(**words))
    return st.file_uploader(label, **options)
