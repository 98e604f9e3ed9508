"""The one map on a page, with its legend, its words, and what a click on it does."""

from collections.abc import Callable, Sequence

import streamlit as st

from geo.cartography import scene as scenes
from geo.cartography.kinds import OPENS
from geo.cartography.scene import HEIGHT, Scene
from pages.frame import link, navigation
from pages.frame.data import layer
from pages.frame.language import lang, t

# What a click on a place or a row opens where the page has no other use for it: page, parameter.
LEADS = {"incident": ("incidents", "incident"), "corridor": ("corridors", "line")}
PLACES = {2: ("departments", "department_code", "department")}
MUNICIPALITIES = ("municipalities", "divipola", "municipality")


def show_map(
    scene: Scene,
    *,
    key: str,
    on_choose: Callable[[str, str], None] | None = None,
    on_year: Callable[[int], None] | None = None,
    height: int = HEIGHT,
    notes: Sequence[str] = (),
) -> None:
    """A map with its legends, its words and the caveats that belong in sight (message keys).

    A click on what carries a code calls on_choose(kind, code) before the page runs again;
    without on_choose it offers a link to the page of the place, incident or corridor, and only
    the map runs again. on_year takes the year at which a map's slider was let go.
    """
    if on_choose or on_year:
        _mount(scene, key, on_choose or _offer(key), on_year, height)
        _offered(key)
    else:
        _alone(scene, key, height)
    st.html(scene.legend_html(lang()) + scene.words_html(lang()))
    st.caption(" ".join(t(note) for note in (*notes, "map.help")))


@st.fragment
def _alone(scene: Scene, key: str, height: int) -> None:
    _mount(scene, key, _offer(key), None, height)
    _offered(key)


def _mount(
    scene: Scene,
    key: str,
    on_choose: Callable[[str, str], None],
    on_year: Callable[[int], None] | None,
    height: int,
) -> None:
    def choose() -> None:
        sent = st.session_state[key].get("chosen") or {}
        if sent.get("kind") in OPENS.values():
            on_choose(sent["kind"], str(sent.get("code")))

    def date() -> None:
        year = st.session_state[key].get("year")
        if on_year and year is not None:
            on_year(int(year))

    mount = st.components.v2.component(scenes.NAME, js=scenes.LOADER)
    mount(
        key=key,
        data=scenes.message(scene, lang(), height=height),
        on_chosen_change=choose,
        on_year_change=date,
    )


def _offer(key: str) -> Callable[[str, str], None]:
    def take(kind: str, code: str) -> None:
        st.session_state[f"{key}:offered"] = (kind, code)

    return take


def _offered(key: str) -> None:
    """A link to the page of what was clicked last."""
    kind, code = st.session_state.get(f"{key}:offered", ("", ""))
    if kind == "place":
        layer_id, column, name = PLACES.get(len(code), MUNICIPALITIES)
        rows = layer(layer_id)
        named = rows.loc[rows[column] == code, name]
        if len(named):
            told = t("frame.open_place", name=named.iloc[0])
            query = link.place_query(code, lang())
            st.page_link(navigation.page("places"), label=told, query_params=query)
    elif kind in LEADS:
        page, parameter = LEADS[kind]
        query = {"v": link.VERSION, "lang": lang(), parameter: code}
        st.page_link(navigation.page(page), label=t("map.open", name=code), query_params=query)
