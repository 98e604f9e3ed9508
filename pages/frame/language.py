"""The session's language, and messages in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import local

import streamlit as st

from geo.language import LANGUAGES, tell

_run = local()  # asked hundreds of times a run: kept for that of this thread


def lang() -> str:
    """The language of this session."""
    return getattr(_run, "lang", None) or st.session_state.get("lang", "en")


def plain(text: str) -> str:
    """Text of data where markdown would be read in it."""
    return "".join(f"\\{c}" if c in r"\`*_[]()#~$:<>!|{}" else c for c in text)


def lang_of(query: Mapping[str, str]) -> str:
    """The language of an address without a session."""
    return query["lang"] if query.get("lang") in LANGUAGES else LANGUAGES[0]


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """The language of this thread for a while, where no session sets it."""
    before = getattr(_run, "lang", None)
    _run.lang = lang
    try:
        yield
    finally:
        _run.lang = before


def t(key: str, **values: object) -> str:
    """One message in the session's language."""
    return tell(key, lang(), **values)


def prose(text: str) -> str:
    """Our own text as markdown in which a dollar sign is one: two would set a formula."""
    return text.replace("$", r"\$")


def follow_link(moved: bool) -> None:
    """Takes the language that the link names; without one the session keeps its own.

    moved: a control was, so that the address may lag behind.
    """
    state = st.session_state
    last = state.get("asked")
    code = st.query_params.get("lang", last)
    if code not in (None, *LANGUAGES):
        state["lang_ignored"] = [f"lang={code}"]
    elif code != last and state.get("lang", last) == last and not moved:
        state.update(lang=code, lang_ignored=[])
    state.setdefault("lang", "en")
    state["asked"] = _run.lang = state["lang"]


def choose_language() -> None:
    """The switch in the sidebar."""
    st.segmented_control(
        t("frame.language"),
        LANGUAGES,
        key="lang",
        required=True,
        format_func=lambda code: t(f"frame.{code}"),
    )
