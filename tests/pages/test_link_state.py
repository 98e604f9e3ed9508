"""The link and the controls of a page keep step: pasted, moved, back, quick, not drawn."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.views.link import many_of, one_of
from pages.frame import link
from pages.frame.map import _arguments


def small_page():
    import streamlit as st

    from geo.views.link import one_of, whole
    from pages.frame import link
    from pages.frame.language import follow_link, lang

    follow_link(link.moved("small"))
    st.selectbox("language", ["en", "es"], key="lang")
    params = [
        whole("year", 2001, 2024, 2024),
        one_of("view", ["near", "table"], "table"),
        whole("km", 1, 50, 15),
    ]
    for notice in link.read("small", params):
        st.text(notice)
    st.slider("year", 2001, 2024, key="small.year")
    st.selectbox("view", ["near", "table"], key="small.view")
    if st.session_state["small.view"] == "near":
        st.slider("km", 1, 50, key="small.km")
    st.session_state.pop("frame:filled", None)
    link.write("small", params, lang())


def link_of(at) -> dict:
    """The address as the browser shows it: written, or filled in on arriving."""
    filled = "frame:filled" in at.session_state and at.session_state["frame:filled"]
    return filled or {
        name: value if isinstance(value, str) else value[-1]
        for name, value in at.query_params.items()
    }


def address(**changed) -> dict:
    return {"v": "1", "lang": "en", "year": "2024", "view": "table", "km": "15"} | changed


@pytest.fixture
def at():
    return AppTest.from_function(small_page)


def visit(at, **query):
    at.query_params.clear()
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def test_a_bare_address_is_filled_in_with_the_defaults(at):
    at.run()
    assert not at.exception
    assert link_of(at) == address()


def test_a_pasted_link_sets_the_controls_and_what_it_leaves_out_to_defaults(at):
    visit(at, year="2010", view="near")
    assert [s.value for s in at.slider] == [2010, 15]
    visit(at, km="20")
    assert at.slider(key="small.year").value == 2024
    assert link_of(at) == address(km="20")


def test_a_moved_control_changes_the_link(at):
    at.run()
    at.slider(key="small.year").set_value(2005).run()
    assert link_of(at) == address(year="2005")


def test_the_back_button_moves_the_controls(at):
    at.run()
    at.slider(key="small.year").set_value(2005).run()
    visit(at, **address())
    assert at.slider(key="small.year").value == 2024


def test_a_control_moved_before_the_address_caught_up_keeps_its_move(at):
    at.run()
    at.slider(key="small.year").set_value(2005).run()
    at.slider(key="small.year").set_value(2006)
    visit(at, **address())
    assert link_of(at) == address(year="2006")


def test_a_language_stays_chosen_while_the_address_lags(at):
    at.run()
    at.selectbox(key="lang").select("es").run()
    at.slider(key="small.year").set_value(2006)
    visit(at, **address())
    assert link_of(at) == address(lang="es", year="2006")
    at.selectbox(key="lang").select("en").run()
    at.selectbox(key="lang").select("es")
    visit(at, **address(lang="en", year="2006"))
    assert link_of(at)["lang"] == "es"
    visit(at, **address(lang="en"))
    assert link_of(at) == address()


def test_a_label_of_the_language_before_is_no_choice(monkeypatch):
    """A select box whose language was changed in haste sends what it does not offer any more."""
    state = {"small.view": "Cerca", "small:values": {"view": "near"}, "small.of": ["a", "Todas"]}
    monkeypatch.setattr("streamlit.session_state", state)
    monkeypatch.setattr("streamlit.query_params", {})
    link.read("small", [one_of("view", ["near", "table"], "table"), many_of("of", ["a"])])
    assert (state["small.view"], state["small.of"]) == ("near", [])


def test_a_control_that_is_not_drawn_keeps_its_choice(at):
    visit(at, view="near", km="30")
    at.selectbox(key="small.view").select("table").run()
    at.slider(key="small.year").set_value(2005).run()
    assert not at.exception
    assert link_of(at) == address(year="2005", km="30")


def test_a_bare_address_of_a_page_seen_before_brings_back_its_choices(at):
    visit(at, year="2010")
    visit(at, lang="en")
    assert link_of(at) == address(year="2010")


def test_what_was_ignored_stays_named_until_another_link_is_read(at):
    visit(at, year="1999", colour="red")
    assert [text.value for text in at.text] == ["year=1999", "colour"]
    at.slider(key="small.year").set_value(2005).run()
    assert [text.value for text in at.text] == ["year=1999", "colour"]
    visit(at, year="2010")
    assert not at.text


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("chosen", {"kind": "place", "code": "19698"}, ("place", "19698")),
        ("days", ["2025-08-21", "2025-08-22"], (date(2025, 8, 21), date(2025, 8, 22))),
        ("seen", ["-77", "1", -76, 2.5], (-77, 1, -76, 2.5)),
        *[("chosen", odd, ()) for odd in ("19698", ["place"], {"kind": "planet", "code": "1"}, {})],
        *[("days", odd, ()) for odd in ("2025-08-21", ["yesterday", "today"], 7)],
        *[("seen", odd, ()) for odd in ([1, 2, 3], "west", None)],
        ("year", "last", ()),
        ("tide", {"kind": "place", "code": "19698"}, ()),
    ],
)
def test_a_map_is_understood_or_taken_for_one_of_an_earlier_version(name, sent, told):
    assert _arguments(name, sent) == told
