"""The corridors page: each view, what bad input is told, links that come back."""

import tomllib
from dataclasses import replace

import pyogrio
import pytest

from geo.answers import documents
from geo.answers.way import CAUCA_TO_CALI
from geo.exchange import bundle
from geo.language import tell
from pages.corridors import controls, stories
from tests.pages.test_pages import assert_framed, copied, said, visit


def corridors(**query):
    at = visit("corridors", **{"lang": "en"} | query)
    assert_framed(at, query.get("lang", "en"))
    return at


VIEWS = [
    ({"ask": "along"}, "Along “COR05"),
    ({"ask": "along", "by": "minutes", "line": "19050", "lang": "es"}, "Argelia (Cauca)"),
    ({"ask": "along", "line": "COR12", "read": "incidents"}, "rows of a press sample"),
    ({"ask": "documents", "lang": "es"}, "suma"),
    ({"ask": "documents", "beside": "places"}, "Named by sources although the way costs more"),
    ({"ask": "documents", "beside": "notes"}, "Sources bear on"),
    (
        {"ask": "documents", "beside": "closing"},
        "the documented corridor “Suárez–Timba–Jamundí corridor",
    ),
    (
        {"ask": "documents", "beside": "closing", "closed": "76364~19573"},
        "the documented corridor “Ruta 31: Santander–Corinto–Miranda–Florida–Pradera”",
    ),
    ({"ask": "close"}, "Suárez gains 76 points"),
    ({"ask": "close", "part": "why", "lang": "es"}, "De El Tambo a Suárez"),
    ({"ask": "close", "part": "checkpoint"}, "At a delay of 24"),
    ({"ask": "close", "part": "holds", "act": "hold"}, "changes named elsewhere"),
    ({"ask": "close", "part": "journeys", "shown": "after"}, "from Caldono, the worst"),
    ({"ask": "close", "shown": "before", "act": "hold"}, "a checkpoint of 30"),
    ({"ask": "cost", "rank": "cut"}, "El Tambo cuts off the most"),
    ({"ask": "compare", "year2": "2010"}, "% in 2010"),
    ({"ask": "compare", "against": "closing"}, "Suárez lies on the way of 9–16%"),
    ({"ask": "compare", "against": "destination"}, "going to Buenaventura"),
    ({"ask": "compare", "against": "origins", "origins2": "all"}, "from all Colombia"),
    ({"to": "76109~19318", "limit": "0"}, "to Guapi and Buenaventura"),
    ({"origins": "picked", "from": "19256~05001"}, "No coca was detected"),
    ({"access": "1"}, "leaving from the seat of Argelia"),
]
# Every third in the plain run, all in the long one.
SOME = [
    pytest.param(*one, marks=pytest.mark.long if number % 3 else ())
    for number, one in enumerate(VIEWS)
]


@pytest.mark.parametrize(("query", "words"), SOME)
def test_a_view_says_what_it_shows(query, words):
    at = corridors(**query)
    assert any(words in text for text in copied(at))
    for name, value in query.items():
        assert at.query_params[name] in (value, [value])


def test_too_near_a_line_is_refused_with_the_least_distance():
    at = corridors(ask="along", line="COR04", km="3")
    least = tell("corridors.below_uncertainty", "en", distance=3, uncertainty=4)
    assert said(at.info) == [least]


def test_a_line_from_a_place_that_sends_nothing_is_explained():
    at = corridors(ask="along", line="05001")
    assert said(at.info) == [tell("corridors.no_way_from", "en", place="Medellín (Antioquia)")]


def test_no_destination_and_no_origin_are_asked_for():
    at = corridors(to="", origins="picked")
    assert said(at.info) == [
        tell("corridors.pick_destination", "en"),
        tell("corridors.pick_origin", "en"),
    ]


def test_a_preset_sets_the_destinations_and_the_link():
    at = corridors(ask="way")
    at.button(key="corridors.preset_buenaventura").click().run()
    assert at.multiselect(key="corridors.to").value == ["76109"]
    assert at.query_params["to"] in ("76109", ["76109"])


def test_links_of_the_first_edition_still_work():
    old = {"view": "near", "km": "15", "corridor": "COR12", "scope": "all", "to": "76001"}
    at = corridors(**old)
    assert at.slider(key="corridors.km").value == 15
    assert said(at.info) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"closed": "76001"}, "Nothing arrives: there is no way left to compare"),
        ({"closed": "19050"}, "4,008\u00a0ha of the 30,567\u00a0ha sent are cut off"),
        ({"closed": ""}, "Nothing is closed"),
        ({"closed": "", "part": "holds"}, "No change is named"),
        ({"origins": "picked", "from": "05001"}, "no coca area of 2024 is sent"),
        ({"origins": "picked", "from": "05001~19050"}, "2024 in: Medellín"),
    ],
)
def test_closing_everything_or_nothing_is_told_in_plain_words(query, words):
    at = corridors(ask="close", **query)
    told = [*copied(at), *said(at.info), *said(at.warning)]
    assert any(words in text for text in told)


def test_a_checkpoint_of_nothing_asks_for_a_place():
    at = corridors(ask="close", closed="", part="checkpoint")
    assert tell("corridors.hold_nothing", "en") in said(at.info)


def test_presets_close_and_hold():
    at = corridors(ask="close", closed="")
    at.button(key="corridors.closing_jamundi").click().run()
    assert at.multiselect(key="corridors.closed").value == ["76364", "19573"]
    at.button(key="corridors.closing_checkpoint").click().run()
    assert at.query_params["act"] in ("hold", ["hold"])
    assert at.slider(key="corridors.hold").value == 30


def test_a_link_with_every_choice_comes_back():
    query = {
        "ask": "close",
        "year": "2019",
        "origins": "picked",
        "from": "19050~19256",
        "to": "76001~76109",
        "limit": "0",
        "tolerance": "12",
        "access": "1",
        "closed": "19001~19548",
        "act": "hold",
        "width": "0",
        "hold": "45",
        "click": "why",
        "place": "19001",
        "shown": "after",
        "part": "journeys",
        "ways": "0",
    }
    at = corridors(**query)
    assert said(at.info) == []
    for name, value in query.items():
        assert at.query_params[name] in (value, [value])


def test_the_scenario_file_and_the_bundle_are_of_what_is_shown(tmp_path, evidence):
    asked = replace(CAUCA_TO_CALI, closed=("19698",), hold_minutes=30)
    replayed = tomllib.loads(asked.to_toml())
    assert replayed["closed"] == ["19698"] and replayed["hold_minutes"] == 30
    path = tmp_path / "all.gpkg"
    said = {"title": "Closed", "link": "https://x.org/corridors"}
    path.write_bytes(bundle.scenario_package(evidence, asked, "en", **said))
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert layers == {"municipalities", "journeys", "cost", "ways_before", "ways_after"}
    rows = pyogrio.read_dataframe(path, layer="municipalities")
    assert {"share_modelled", "share_after_low_modelled"} <= set(rows.columns)
    assert rows.geometry.notna().all()
    notes = pyogrio.read_info(path, layer="cost")["layer_metadata"]
    assert notes["scenario"] == asked.to_toml() and "Bravo-Vega" in notes["sources"]
    assert notes["title"] == "Closed" and notes["link"].startswith("https://x.org")
    assert "load_ha_modelled" not in notes["columns"]


def test_corridors_of_explosives_are_not_set_beside_the_ways_of_coca(evidence):
    ids = set(documents.drug_corridors(evidence)["corridor_id"])
    assert not ids & {"COR15", "COR16", "COR30"}
    assert {"COR04", "COR05", "COR12"} <= ids


def test_closing_the_destination_is_told_beside_the_map():
    at = corridors(ask="close", closed="76001", lang="es")
    assert any("no llega" in text.lower() for text in said(at.warning))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"year2": "2010"}, ("in 2024", "in 2010")),
        ({"against": "destination"}, ("going to Cali", "going to Buenaventura")),
        ({"against": "closing"}, ("with nothing closed", "with Santander de Quilichao closed")),
        ({"against": "closing", "act": "hold"}, ("a checkpoint of 30",)),
    ],
)
def test_what_is_compared_is_told(query, told):
    heads = said(corridors(ask="compare", **query).markdown)
    for side in told:
        assert any(text.startswith("**Share") and side in text for text in heads)


def test_the_page_opens_with_closed_cards_and_a_link_opens_one():
    at = corridors()
    cards = [box for box in at.expander if " · " in box.label]
    assert len(cards) == 30 and not any("<b>13:56" in html for html in said(at.get("html")))
    at = corridors(story="COR15", lang="es")
    assert at.session_state["corridors:link"]["ask"] == "stories"
    cards = [box.label for box in at.expander if "confianza" in box.label]
    assert "camiones" in cards[0] and len(set(cards)) == len(cards) == 30  # whole, above the others
    assert any("<b>13:56</b> Puerto Tejada" in html.proto.body for html in at.get("html"))


def test_a_card_and_a_line_choose_each_other(monkeypatch):
    state = {"corridors.story": "", "story-COR05": True}
    monkeypatch.setattr("streamlit.session_state", state)
    stories._toggle("COR05")
    assert state["corridors.story"] == "COR05"
    stories._pick("place", "19698")
    stories._pick("corridor", "COR12")
    assert state["corridors.story"] == "COR12"
    state["story-COR12"] = False
    stories._toggle("COR12")
    assert state["corridors.story"] == ""


def test_a_click_closes_opens_and_asks_why(monkeypatch):
    state = {"corridors.click": "close", "corridors.closed": ["19698"]}
    monkeypatch.setattr("streamlit.session_state", state)
    controls.on_the_map("place", "19001")
    assert state["corridors.closed"] == ["19698", "19001"]
    controls.on_the_map("place", "19698")
    controls.on_the_map("place", "94663")  # no travel times
    controls.on_the_map("corridor", "COR05")
    assert state["corridors.closed"] == ["19001"]
    state["corridors.click"] = "why"
    controls.on_the_map("place", "19698")
    assert (state["corridors.place"], state["corridors.part"]) == ("19698", "why")
    assert state["corridors.closed"] == ["19001"]
