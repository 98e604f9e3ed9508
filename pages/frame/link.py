"""The address and the controls of a page: two sides of the same choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from geo.answers import Answer
from geo.views.link import Choice, decode, different, encode
from pages.frame.language import lang


def moved(page: str) -> bool:
    """Whether a control of the page was moved since its last run."""
    state = st.session_state
    last = state.get(f"{page}:values", {})
    return any(state.get(f"{page}.{name}", value) != value for name, value in last.items())


def read(page: str, choices: Sequence[Choice]) -> list[str]:
    """Copies the link into session_state before widgets are drawn; returns what was ignored.

    Widgets use the keys `<page>.<name>`. A link that the page did not write itself (pasted,
    or reached by the back button) sets every choice, those it leaves out to their defaults;
    but a control that was just moved wins over the address, which lags behind quick moves.
    A link without any choice, as from the sidebar, brings back the page's last ones.
    """
    state, query = st.session_state, dict(st.query_params)
    last = state.get(f"{page}:values", {})
    state["frame:arrived"] = not moved(page) and state.get(f"{page}:link") != query
    if state["frame:arrived"]:
        values, state[f"{page}:ignored"] = decode(choices, query)
        if any(c.name in query for c in choices):
            state.update({f"{page}.{name}": value for name, value in values.items()})
    for choice in choices:
        key = f"{page}.{choice.name}"
        # A control that was not drawn has lost its state; one whose language was changed in
        # haste holds a label of the language before instead of a code.
        if key not in state or not choice.holds(state[key]):
            state[key] = last.get(choice.name, choice.default)
    return [*state.get("lang_ignored", []), *state.get(f"{page}:ignored", [])]


def arrived() -> bool:
    """Whether this run began with a link that its page did not write itself."""
    return st.session_state["frame:arrived"]


def write(page: str, choices: Sequence[Choice], lang: str) -> dict[str, object]:
    """Writes all choices into the address and returns them.

    A choice makes an entry in the browser's history; what the page fills in by itself, on
    arriving, only completes the entry that is there.
    """
    state = st.session_state
    last = state.get(f"{page}:values", {})
    values = {c.name: state[f"{page}.{c.name}"] for c in choices}
    for choice in choices:  # an unfinished range of days keeps its last whole value
        if isinstance(values[choice.name], tuple) and len(values[choice.name]) != 2:
            values[choice.name] = last.get(choice.name, choice.default)
    link = encode(choices, values, lang)
    if dict(st.query_params) != link:
        if arrived():
            state["frame:filled"] = link
        else:
            st.query_params.from_dict(link)
    state.update({f"{page}:link": link, f"{page}:values": values})
    state["frame:here"] = (page, link, different(choices, values))
    return dict(values)


DUTIES = "<i hidden {}></i>"


@dataclass(frozen=True)
class Here:
    """The view that a page shows: its parameters, and the choices not at their defaults."""

    page: str
    query: Mapping[str, str]
    choices: Mapping[str, str]

    @property
    def address(self) -> str:
        """The link of the view, as far as the browser says where the server is."""
        return f"{st.context.url or self.page}?{urlencode(self.query)}"

    @property
    def root(self) -> str:
        """The address of the atlas."""
        return (st.context.url or "").removesuffix(self.page)


def here() -> Here:
    """The view of the page that has just written its link."""
    return Here(*st.session_state["frame:here"])


def address(answer: Answer) -> str:
    """The link of an answer that has one of its own, in the reader's language; else the view's."""
    own = f"{here().root}{answer.address}&lang={lang()}"
    return own if answer.address else here().address


def fill_address() -> None:
    """Completes the browser's address where the page filled in what it left out."""
    if link := st.session_state.pop("frame:filled", None):
        ask_document(query=f"?{urlencode(link)}")


def ask_document(**duties: str) -> None:
    """Has `document.js` do something outside of the page's own elements."""
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in duties.items())
    st.html(DUTIES.format(attributes))
