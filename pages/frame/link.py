"""The link codec: every choice of a page as stable codes in the address, and back.

A link holds the version, the language and all values, defaults included, so that it shows
the same view in either language and after a default has changed. What it does not know it
ignores and names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from re import fullmatch
from urllib.parse import urlencode

import streamlit as st

VERSION = "1"
COMMON = ("v", "lang", "embed", "embed_options")


class Unknown(ValueError):
    """A value that the parameter does not know; `kept` is the part that it does."""

    def __init__(self, text: str, kept: object = None):
        self.text, self.kept = text, kept
        super().__init__(text)


@dataclass(frozen=True)
class Param:
    """One choice: its name in the link, default, and how it becomes text and back."""

    name: str
    default: object
    encode: Callable[[object], str]
    decode: Callable[[str], object]


def one_of(name: str, codes: list[str], default: str) -> Param:
    """Exactly one of the codes."""

    def decode(text: str) -> str:
        if text not in codes:
            raise Unknown(text)
        return text

    return Param(name, default, str, decode)


def many_of(name: str, codes: list[str], default: tuple[str, ...] = ()) -> Param:
    """Any of the codes, joined by `~` (codes may hold commas); unknown ones drop out."""

    def decode(text: str) -> list[str]:
        asked = list(dict.fromkeys(c for c in text.split("~") if c))
        kept, unknown = [c for c in asked if c in codes], [c for c in asked if c not in codes]
        if unknown:
            raise Unknown("~".join(unknown), kept or list(default))
        return kept

    return Param(name, list(default), "~".join, decode)


def whole(name: str, low: int, high: int, default: int) -> Param:
    """A whole number from low to high."""

    def decode(text: str) -> int:
        if not fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise Unknown(text)
        return int(text)

    return Param(name, default, str, decode)


def yes_no(name: str, default: bool) -> Param:
    """True or false, as 1 or 0."""

    def decode(text: str) -> bool:
        if text not in ("0", "1"):
            raise Unknown(text)
        return text == "1"

    return Param(name, default, lambda value: "1" if value else "0", decode)


def words(name: str, longest: int = 60) -> Param:
    """A few words to search for, empty by default."""

    def decode(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise Unknown(text)
        return text

    return Param(name, "", str, decode)


def days(name: str, first: date, last: date) -> Param:
    """A range of days within first and last, as two ISO days joined by `~`."""

    def decode(text: str) -> tuple[date, date]:
        try:
            start, end = (date.fromisoformat(part) for part in text.split("~"))
        except ValueError as error:
            raise Unknown(text) from error
        if not first <= start <= end <= last:
            raise Unknown(text)
        return start, end

    return Param(name, (first, last), lambda v: "~".join(d.isoformat() for d in v), decode)


def encode(params: list[Param], values: Mapping[str, object], lang: str) -> dict[str, str]:
    """All values as query parameters."""
    return {"v": VERSION, "lang": lang} | {p.name: p.encode(values[p.name]) for p in params}


def place_query(place: str, lang: str) -> dict[str, str]:
    """The parameters of the page of a place: a municipality (5 digits) or department (2)."""
    return {"v": VERSION, "lang": lang, "place": place}


def to_place(place: str, lang: str) -> str:
    """The address of the page of a place, from the root of this server."""
    return f"/places?{urlencode(place_query(place, lang))}"


def to_one(page: str, name: str, code: str, lang: str) -> str:
    """The address of another page with one choice made, all others left as they are."""
    return f"/{page}?{urlencode({'v': VERSION, 'lang': lang, name: code})}"


def _unless_unknown(param: Param, text: str, ignored: list[str]) -> object:
    """The value of a text, or what can be kept of it, noting the rest as ignored."""
    try:
        return param.decode(text)
    except Unknown as error:
        ignored.append(f"{param.name}={error.text}")
        return param.default if error.kept is None else error.kept


def decode(params: list[Param], query: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Values from query parameters, defaults where absent, and what was not understood."""
    ignored: list[str] = []
    values = {
        p.name: _unless_unknown(p, query[p.name], ignored) if p.name in query else p.default
        for p in params
    }
    known = {p.name for p in params} | set(COMMON)
    ignored += [name for name in query if name not in known]
    if query.get("v", VERSION) != VERSION:
        ignored.append(f"v={query['v']}")
    return values, ignored


def read(page: str, params: list[Param]) -> list[str]:
    """Copies the link into session_state before widgets are drawn; returns what was ignored.

    Widgets use the keys `<page>.<name>`. A link that the page did not write itself (pasted,
    or reached by the back button) sets every choice, those it leaves out to their defaults;
    but a control that was just moved wins over the address, which lags behind quick moves.
    A link without any choice, as from the sidebar, brings back the page's last ones.
    """
    state, query = st.session_state, dict(st.query_params)
    last = state.get(f"{page}:values", {})
    moved = any(state.get(f"{page}.{name}", value) != value for name, value in last.items())
    if not moved and state.get(f"{page}:link") != query:
        values, state[f"{page}:ignored"] = decode(params, query)
        if any(p.name in query for p in params):
            state.update({f"{page}.{name}": value for name, value in values.items()})
    for param in params:  # a control that was not drawn has lost its state
        state.setdefault(f"{page}.{param.name}", last.get(param.name, param.default))
    return [*state.get("lang_ignored", []), *state.get(f"{page}:ignored", [])]


def write(page: str, params: list[Param], lang: str) -> dict[str, object]:
    """Writes all choices into the address and returns them."""
    last = st.session_state.get(f"{page}:values", {})
    values = {p.name: st.session_state[f"{page}.{p.name}"] for p in params}
    for param in params:  # an unfinished range of days keeps its last whole value
        if isinstance(values[param.name], tuple) and len(values[param.name]) != 2:
            values[param.name] = last.get(param.name, param.default)
    link = encode(params, values, lang)
    if dict(st.query_params) != link:
        st.query_params.from_dict(link)
    st.session_state[f"{page}:link"] = link
    st.session_state[f"{page}:values"] = values
    return dict(values)
