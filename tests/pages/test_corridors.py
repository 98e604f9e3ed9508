"""The corridors page: each view, what bad input is told, links that come back."""

import pytest

from geo.language import say
from tests.pages.test_pages import assert_framed, said, visit


def corridors(**query):
    at = visit("corridors", **{"lang": "en"} | query)
    assert_framed(at, query.get("lang", "en"))
    return at


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"ask": "along"}, "Along “COR05"),
        ({"ask": "along", "by": "minutes", "line": "19050", "lang": "es"}, "Argelia (Cauca)"),
        ({"ask": "along", "line": "COR12", "read": "incidents"}, "rows of a press sample"),
        ({"ask": "documents", "lang": "es"}, "suma"),
        ({"to": "76109~19318", "limit": "0"}, "to Guapi and Buenaventura"),
        ({"origins": "picked", "from": "19256~05001"}, "No coca was detected"),
        ({"access": "1"}, "leaving from the seat of Argelia"),
    ],
)
def test_a_view_says_what_it_shows(query, words):
    at = corridors(**query)
    assert any(words in text for text in said(at.code))
    for name, value in query.items():
        assert at.query_params[name] in (value, [value])


def test_too_near_a_line_is_refused_with_the_least_distance():
    at = corridors(ask="along", line="COR04", km="3")
    least = say("corridors.below_uncertainty", "en", distance="3", uncertainty="4")
    assert said(at.info) == [least]


def test_a_line_from_a_place_that_sends_nothing_is_explained():
    at = corridors(ask="along", line="05001")
    assert said(at.info) == [say("corridors.no_way_from", "en", place="Medellín (Antioquia)")]


def test_no_destination_and_no_origin_are_asked_for():
    at = corridors(to="", origins="picked")
    assert said(at.warning) == [
        say("corridors.pick_destination", "en"),
        say("corridors.pick_origin", "en"),
    ]


def test_a_preset_sets_the_destinations_and_the_link():
    at = corridors()
    at.button(key="corridors.preset_buenaventura").click().run()
    assert at.multiselect(key="corridors.to").value == ["76109"]
    assert at.query_params["to"] in ("76109", ["76109"])


def test_links_of_the_first_edition_still_work():
    old = {"view": "near", "km": "15", "corridor": "COR12", "scope": "all", "to": "76001"}
    at = corridors(**old)
    assert at.slider(key="corridors.km").value == 15
    assert said(at.info) == []
