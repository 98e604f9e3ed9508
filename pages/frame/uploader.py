"""A file that a reader brings, on any page: counted among all, kept in the session only."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

import streamlit as st

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.limits import Budget
from geo.language import Sentence, tell
from pages.frame.language import lang, t

OF_ALL = Budget()  # readers' files in this process
WORDS = ("choose", "drag")
# Streamlit's own words are English everywhere.
STYLE = Template(Path(__file__).with_suffix(".css").read_text("utf-8"))


@dataclass(frozen=True, eq=False)
class Upload:
    """A file's name and bytes; `key` changes when either does."""

    name: str
    data: bytes
    key: str


def upload_of(name: str, data: bytes) -> Upload:
    """These bytes with the key that caches go by."""
    return Upload(name, data, sha256(name.encode() + b"\0" + data).hexdigest())


def uploader(
    slot: str,
    text: str,
    *,
    free: Callable[[], object] = lambda: None,
    most_mb: int = limits.BYTES // limits.MB,
    **options: Any,
) -> Upload | None:
    """A file that stays in session_state[slot] while the reader looks at other pages.

    free: lets go of what was made of the file before. options: of `st.file_uploader`.
    """
    count, refused = f"{slot}:count", f"{slot}:refused"
    widget = f"{slot}:{st.session_state.setdefault(count, 0)}"

    def take() -> None:
        file = st.session_state[widget]
        st.session_state[slot] = None
        free()
        if file:
            upload = upload_of(file.name, file.getvalue())
            try:
                OF_ALL.take(upload, file.size)
            except FileRefused as error:
                st.session_state[refused] = Sentence(error.key, error.values)
                st.session_state[count] += 1  # another widget: the server forgets this one's file
            else:
                st.session_state[slot] = upload

    def forget() -> None:
        st.session_state[slot] = None
        st.session_state[count] += 1
        free()

    words = {name: json.dumps(t(f"frame.upload_{name}"), ensure_ascii=False) for name in WORDS}
    style = f"<style>{STYLE.substitute(words)}</style>"
    st.html(style)
    st.file_uploader(text, key=widget, on_change=take, max_upload_size=most_mb, **options)
    if refused in st.session_state:
        st.error(tell(st.session_state.pop(refused), lang()))
    upload = st.session_state.get(slot)
    if upload is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            kb = max(round(len(upload.data) / 1000), 1)
            st.text(t("frame.file_used", name=upload.name[:80], kb=kb))
            st.button(
                t("frame.file_forget"),
                key=f"{slot}:forget",
                on_click=forget,
                icon=":material/delete:",
            )
    return upload
