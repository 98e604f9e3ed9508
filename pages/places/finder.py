"""Finding a place: by a name with its slips, from lists, or from an unknown link."""

import streamlit as st

from geo.cartography import typing_box
from geo.spatial.search import search
from geo.views.link import place_query
from geo.views.places import title_of, titles
from pages.frame import navigation
from pages.frame.data import evidence, layer
from pages.frame.language import lang, t
from pages.frame.panel import quoted

CLOSE = 4
FAR = 30.0  # how alike a name is at least that is offered where none comes near


def name(place: str) -> str:
    """A municipality with its department, or a department."""
    return title_of(evidence(), place, lang())


def _candidates(text: str, *, asks: bool = False) -> None:
    close = search(text, layer("municipalities"), CLOSE)
    if close.empty:
        place = st.session_state.get("places.place", "")
        stays = name(place) if place else t("places.colombia")
        st.info(t("places.nothing_like", text=quoted(text), stays=stays))
        close = search(text, layer("municipalities"), CLOSE, least=FAR)
    if asks and len(close):
        st.markdown(t("places.did_you_mean"))
    for code in close["place"]:
        query = place_query(code, lang())
        st.page_link(navigation.page("places"), label=name(code), query_params=query)


def unknown(text: str) -> None:
    """Says that a link names no place that we know, and which ones come near."""
    st.warning(t("places.unknown", asked=quoted(text)))
    _candidates(text, asks=True)


@st.fragment
def _typing(key: str, place_key: str) -> None:
    """A box that suggests places while a name or code is typed; Enter opens the first."""
    mount = st.components.v2.component(typing_box.NAME, css=typing_box.STYLE, js=typing_box.SCRIPT)
    state = mount(
        key=key,
        data=typing_box.message(t("places.find"), t("places.find_example")),
        on_typed_change=lambda: None,
        on_opened_change=lambda: None,
    )
    if opened := str(state.get("opened") or ""):
        first = search(opened, layer("municipalities"), 1)["place"]
        if len(first):
            st.session_state[place_key] = first.iloc[0]
            st.rerun()
    typed = opened or str(st.session_state[key].get("typed") or "")
    if typed.strip():
        _candidates(typed)


def finder(key: str) -> None:
    """A box for a name or code, and lists; a choice goes into session_state[key]."""
    state, place = st.session_state, st.session_state[key]
    department, municipality = f"{key}:department", f"{key}:municipality"
    rows = layer("municipalities")
    state[department] = place[:2]
    state[municipality] = place if len(place) == 5 else ""

    def take(widget: str) -> None:
        code = state[widget] or (place[:2] if widget == municipality else "")
        if not code or code in names:  # else a label of the language before
            state[key] = code

    names, within = titles(evidence()), rows[rows["department_code"] == place[:2]]
    box, departments, municipalities = st.columns(3)
    with box:
        _typing(f"{key}:box:{place}:{lang()}", key)
    with departments:
        st.selectbox(
            t("places.by_department"),
            ["", *dict.fromkeys(rows["department_code"])],
            key=department,
            format_func=lambda c: names.get(c, t("places.any_department")),
            on_change=take,
            args=(department,),
        )
    with municipalities:
        st.selectbox(
            t("places.by_municipality"),
            ["", *within["divipola"]],
            key=municipality,
            format_func=lambda c: evidence().names[c] if c else t("places.any_municipality"),
            on_change=take,
            args=(municipality,),
            disabled=within.empty,
        )
