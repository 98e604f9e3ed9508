"""Controls with stable codes behind labels in the session's language."""

from collections.abc import Callable, Sequence

import streamlit as st

from geo.evidence import column_title, columns
from pages.frame.language import lang, t


def _title(page: str, name: str, given: str | None) -> str:
    if given is not None:
        return given
    return column_title(name, lang()) if name in columns() else t(f"{page}.{name}")


def choose_one(
    page: str, name: str, codes: Sequence[str], text: Callable[[str], str], title: str | None = None
) -> None:
    """One of a few, always one chosen."""
    st.segmented_control(
        _title(page, name, title), codes, key=f"{page}.{name}", format_func=text, required=True
    )


def choose(
    page: str, name: str, codes: Sequence[str], text: Callable[[str], str], title: str | None = None
) -> None:
    """One of many."""
    st.selectbox(_title(page, name, title), codes, key=f"{page}.{name}", format_func=text)


def choose_many(
    page: str, name: str, codes: Sequence[str], text: Callable[[str], str], title: str | None = None
) -> None:
    """Any of many; none chosen keeps all."""
    st.multiselect(
        _title(page, name, title),
        codes,
        key=f"{page}.{name}",
        format_func=text,
        placeholder=t("frame.any"),
    )
