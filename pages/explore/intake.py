"""What a reader brings: a file, pasted text, a drawing, or our sample. Kept in the session only."""

import streamlit as st

from geo.exchange import limits
from geo.exchange.pasted import pasted_file, sample
from pages.explore.draw import as_geojson, draw
from pages.frame.data import layer
from pages.frame.language import t
from pages.frame.uploader import Upload, upload_of, uploader

FILE, PASTE = "explore:file", "explore:paste"
MADE = "explore:made:"


def promises() -> None:
    """What is taken and what becomes of it, before anything is brought."""
    st.markdown(t("explore.privacy"))
    st.caption(
        t(
            "explore.limits",
            mb=limits.BYTES // limits.MB,
            rows=limits.ROWS,
            columns=limits.COLUMNS,
            vertices=limits.VERTICES,
        )
    )


def free() -> None:
    """Lets go of everything that was made of a reader's data."""
    for slot in [key for key in st.session_state if str(key).startswith(MADE)]:
        del st.session_state[slot]


def bring(how: str) -> Upload | None:
    """What the reader brought in this way, or None."""
    if how == "file":
        return uploader(FILE, t("explore.upload"), free=free)
    if how == "sample":
        st.caption(t("explore.sample_note"))
        return upload_of(*sample())
    if how == "draw":
        shapes = draw("explore-draw")
        return upload_of("drawn.geojson", as_geojson(shapes)) if shapes else None

    def take() -> None:
        text = st.session_state["explore-paste"]
        st.session_state[PASTE] = (
            text,
            upload_of(*pasted_file(text, layer("municipalities"))) if text.strip() else None,
        )

    text, file = st.session_state.get(PASTE, ("", None))
    st.session_state.setdefault("explore-paste", text)
    st.text_area(
        t("explore.paste"),
        key="explore-paste",
        height=160,
        max_chars=limits.PASTED,
        on_change=take,
        help=t("explore.forms"),
    )
    return file
