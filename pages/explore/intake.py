"""What a reader brings: a file, pasted text, a drawing, or our sample. Kept in the session only."""

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.budget import Budget
from geo.exchange.pasted import pasted
from geo.exchange.sample import sample
from geo.language import Sentence, tell
from pages.explore.draw import as_geojson, draw
from pages.frame.language import lang, t
from pages.frame.uploader import upload

FILE, PASTE = "explore:file", "explore:paste"
OF_ALL = Budget()  # readers' files in this process
MADE = "explore:made:"


@dataclass(frozen=True, eq=False)
class Given:
    """A file's name and bytes; `key` changes when either does."""

    name: str
    data: bytes
    key: str


def given_as(name: str, data: bytes) -> Given:
    """These bytes with the key that caches go by."""
    return Given(name, data, sha256(name.encode() + b"\0" + data).hexdigest())


def promises() -> None:
    """What is taken and what becomes of it, before anything is brought."""
    st.markdown(t("explore.privacy"))
    mb = 1_000_000
    st.caption(
        t(
            "explore.limits",
            mb=round(limits.BYTES / mb),
            rows=limits.ROWS,
            columns=limits.COLUMNS,
            vertices=limits.VERTICES,
        )
    )


def uploader(kept: str, text: str) -> Given | None:
    """A file that stays in session_state[kept] while the reader looks at other pages."""
    count, refused = f"{kept}:count", f"{kept}:refused"
    widget = f"{kept}:{st.session_state.setdefault(count, 0)}"

    def take() -> None:
        brought = st.session_state[widget]
        st.session_state[kept] = None
        _free()
        if brought:
            given = given_as(brought.name, brought.getvalue())
            try:
                OF_ALL.take(given, brought.size)
            except FileRefused as error:
                st.session_state[refused] = Sentence(error.key, error.values)
                st.session_state[count] += 1  # another widget: the server forgets this one's file
            else:
                st.session_state[kept] = given

    def forget() -> None:
        st.session_state[kept] = None
        st.session_state[count] += 1
        _free()

    most = limits.BYTES // 1_000_000
    upload(text, key=widget, on_change=take, max_upload_size=most)
    if refused in st.session_state:
        st.error(tell(st.session_state.pop(refused), lang()))
    given = st.session_state.get(kept)
    if given is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(
                t("explore.using", name=given.name[:80], kb=max(round(len(given.data) / 1000), 1))
            )
            st.button(
                t("explore.forget"), key=f"{kept}:forget", on_click=forget, icon=":material/delete:"
            )
    return given


def _free() -> None:
    """Lets go of everything that was made of a reader's data."""
    for made in [key for key in st.session_state if str(key).startswith(MADE)]:
        del st.session_state[made]


def given(how: str) -> Given | None:
    """What the reader brought in this way, or None."""
    if how == "file":
        return uploader(FILE, t("explore.upload"))
    if how == "sample":
        st.caption(t("explore.sample_note"))
        return given_as(*sample())
    if how == "draw":
        shapes = draw("explore-draw")
        return given_as("drawn.geojson", as_geojson(shapes)) if shapes else None

    def take() -> None:
        st.session_state[PASTE] = st.session_state["explore-paste"]

    st.session_state.setdefault("explore-paste", st.session_state.get(PASTE, ""))
    text = st.text_area(
        t("explore.paste"), key="explore-paste", height=160, on_change=take, help=t("explore.forms")
    )
    return given_as(*pasted(text)) if text.strip() else None
