"""What every page shares: language, navigation, footer, and plain words when things fail."""

import logging
import traceback
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from geo.cartography import static
from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence import data_version
from geo.language import LANGUAGES, say

ROOT = Path(__file__).resolve().parents[2]
PAGES = {  # in the order of the navigation, with their icons
    "overview": ":material/map:",
    "corridors": ":material/route:",
    "cities": ":material/location_city:",
    "incidents": ":material/crisis_alert:",
    "places": ":material/location_on:",
    "aid": ":material/volunteer_activism:",
    "decertification": ":material/gavel:",
    "explore": ":material/travel_explore:",
    "downloads": ":material/download:",
    "methods": ":material/menu_book:",
}
STYLE = (
    "<style>.stMainBlockContainer{padding:2.2rem 2.5rem 2rem;max-width:1500px}"
    "@media (max-width:640px){.stMainBlockContainer{padding:3rem .8rem 1rem}}</style>"
)
_running: ContextVar[bool] = ContextVar("corredor_running", default=False)


def running() -> bool:
    """Whether `app.py` is running in this script run."""
    return _running.get()


def lang() -> str:
    """The language of this session."""
    return st.session_state.get("lang", "en")


def t(key: str, **values: str) -> str:
    """One message in the session's language."""
    return say(key, lang(), **values)


@st.cache_resource(show_spinner=False)
def _prepared(version: str) -> None:
    static.prepare(ROOT)


def _choose_language() -> None:
    asked = st.query_params.get("lang", st.session_state.get("asked"))
    if asked in LANGUAGES and asked != st.session_state.get("asked"):
        st.session_state["lang"] = asked
        st.session_state["lang_ignored"] = []
    elif asked not in (None, *LANGUAGES):
        st.session_state["lang_ignored"] = [f"lang={asked}"]
    st.session_state.setdefault("lang", "en")
    st.session_state["asked"] = st.query_params["lang"] = st.session_state["lang"]


def _explain(error: LayerMissing | LayerCorrupt) -> None:
    key = "frame.layer_missing" if isinstance(error, LayerMissing) else "frame.layer_corrupt"
    st.error(
        t(
            key,
            file=f"data/{error.file}",
            layer=error.layer_id,
            command="python -m geo.evidence.build",
        )
    )


def run() -> None:
    """The whole application: `app.py` calls this and nothing else."""
    token = _running.set(True)
    try:
        _choose_language()
        st.set_page_config(page_title=t("frame.brand"), layout="wide", page_icon="🧭")
        st.html(STYLE)
        _prepared(data_version())
        pages = [
            st.Page(
                ROOT / "pages" / f"{name}.py",
                title=t(f"frame.nav_{name}"),
                icon=icon,
                url_path=None if name == "overview" else name,
                default=name == "overview",
            )
            for name, icon in PAGES.items()
        ]
        page = st.navigation(pages)
        with st.sidebar:
            st.segmented_control(
                t("frame.language"),
                LANGUAGES,
                key="lang",
                required=True,
                format_func=lambda code: t(f"frame.{code}"),
            )
        try:
            page.run()
        except (LayerMissing, LayerCorrupt) as error:
            _explain(error)
        except Exception as error:
            # A reader never sees a traceback. The log does, without the error's words: they may
            # quote a reader's file.
            where = "".join(traceback.format_tb(error.__traceback__))
            logging.getLogger("corredor").error("%s:\n%s", type(error).__name__, where)
            st.error(t("frame.unexpected"))
        st.divider()
        st.caption(t("frame.footer", version=data_version()))
    finally:
        _running.reset(token)
