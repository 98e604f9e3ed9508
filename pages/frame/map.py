"""The one map on a page, with its legend, its words, and what a click on it does."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date as Day
from functools import partial
from typing import Any

import streamlit as st

from geo.answers import Answer
from geo.cartography import scene as scenes
from geo.cartography.kinds import OPENS
from geo.cartography.scene import HEIGHT, Scene
from geo.views.link import VERSION, place_query
from pages.frame import kit, navigation
from pages.frame.data import layer
from pages.frame.language import lang, t
from pages.frame.terms import explained_html

# What a click on a place or a row opens where the page has no other use for it: page, parameter.
LEADS = {"incident": ("incidents", "incident"), "corridor": ("corridors", "story")}
PLACES = {2: ("departments", "department_code", "department")}
MUNICIPALITIES = ("municipalities", "divipola", "municipality")


def show_map(
    scene: Scene,
    *,
    key: str,
    on_choose: Callable[[str, str], None] | None = None,
    on_year: Callable[[int], None] | None = None,
    on_days: Callable[[Day, Day], None] | None = None,
    on_shapes: Callable[[list[dict]], None] | None = None,
    height: int = HEIGHT,
    bare: bool = False,
    answers: Iterable[Answer] | None = (),
) -> None:
    """A map with its legends, and its words.

    What a reader does calls back before the page runs again: on_choose(kind, code) for a click
    on what carries a code; on_year and on_days when a slider or months are let go; on_shapes
    with what has been drawn, GeoJSON to be read like any file. Without on_choose a click offers
    a link to the page of the place, incident or corridor; where nothing else calls back, only
    the map runs again. bare: without anything beneath, where several maps share it. answers:
    what it shows, for what is taken home of it; None where it is a control, which nobody takes.
    """
    if answers is not None:
        kit.kit().scenes[key] = scene, tuple(answers)
    callbacks = {"chosen": on_choose, "year": on_year, "days": on_days, "shapes": on_shapes}
    takes = {name: take for name, take in callbacks.items() if take}
    mount = _mount if takes else _alone
    own = {"chosen": partial(_offer, key), "seen": partial(kit.keep_view, key)}
    mount(scene, key, height, own | takes)
    if bare:
        return
    st.html(explained_html(scene.legend_html(lang())) + scene.words_html(lang()))
    st.caption(t("map.help"))


def _mount(scene: Scene, key: str, height: int, takes: Mapping[str, Callable[..., None]]) -> None:
    def taking(name: str) -> Callable[[], None]:
        def take() -> None:
            value = st.session_state[key].get(name)
            if value is not None and (arguments := _arguments(name, value)):
                takes[name](*arguments)

        return take

    # The ground that the map will cover stands while it loads, so that nothing jumps.
    box = re.sub(r"[^a-zA-Z0-9_-]", "-", key)
    st.html(scenes.ground_html(f"st-key-{box}", lang(), height=height))
    mount = st.components.v2.component(scenes.NAME, js=scenes.LOADER)
    mount(
        key=key,
        data=scenes.message(scene, lang(), height=height) | {"watch": kit.watches()},
        **{f"on_{name}_change": taking(name) for name in takes},
    )
    _draw_link(key)


_alone = st.fragment(_mount)


def _arguments(name: str, value: Any) -> tuple[Any, ...]:
    """What a map says, as arguments; none where a tab of an earlier version says it otherwise."""
    with suppress(TypeError, ValueError, LookupError):
        match name:
            case "chosen" if value["kind"] in OPENS.values():
                return value["kind"], str(value["code"])
            case "year":
                return (int(value),)
            case "days":
                first, last = map(Day.fromisoformat, value)
                return first, last
            case "shapes":
                return (list(value),)
            case "seen":
                west, south, east, north = map(float, value)
                return west, south, east, north
    return ()


def _offer(key: str, kind: str, code: str) -> None:
    st.session_state[f"{key}:offered"] = (kind, code)


def _draw_link(key: str) -> None:
    """A link to the page of what was clicked last."""
    kind, code = st.session_state.get(f"{key}:offered", ("", ""))
    if kind == "place":
        layer_id, column, name = PLACES.get(len(code), MUNICIPALITIES)
        rows = layer(layer_id)
        names = rows.loc[rows[column] == code, name]
        if len(names):
            label = t("frame.open_place", name=names.iloc[0])
            query = place_query(code, lang())
            st.page_link(navigation.page("places"), label=label, query_params=query)
    elif kind in LEADS:
        page, parameter = LEADS[kind]
        query = {"v": VERSION, "lang": lang(), parameter: code}
        st.page_link(navigation.page(page), label=t("map.open", name=code), query_params=query)
