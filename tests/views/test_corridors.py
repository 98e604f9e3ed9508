"""The views of the corridors page: each question's answers, map, legend and words."""

import pytest

from geo.cartography.scene import describe, message
from geo.journeys import Scenario
from geo.language import LANGUAGES, tell
from geo.views import choices, view
from geo.views.corridor_choices import ASKS, closing_scenario
from geo.views.link import decode

# Findings that are shorter than what their answers say.
SHORT = {
    *("closures.finding", "closures.finding_cost"),
    *("corridors.finding_along", "corridors.finding_documents"),
}


def scenario(evidence, **query):
    return closing_scenario(evidence, decode(choices("corridors", evidence), query)[0])


def test_a_link_is_a_scenario_of_the_command_line(evidence):
    assert scenario(evidence, year="2019", limit="0", tolerance="12", width="0") == Scenario(
        2019, ("19",), ("76001",), None, 0.2, closed=("19698",), closure_width_hours=0.0
    )
    held = scenario(evidence, origins="picked", **{"from": "05001"}, act="hold", hold="45")
    assert (held.origins, held.hold_minutes) == (("05001",), 45)
    assert scenario(evidence, closed="", act="hold").hold_minutes is None


@pytest.mark.parametrize(
    ("query", "ask"),
    [
        ({}, "stories"),
        ({"story": "COR05"}, "stories"),
        ({"colour": "red"}, "stories"),
        ({"scope": "all"}, "way"),  # as links of before there were stories
        ({"ask": "close", "scope": "all"}, "close"),
    ],
)
def test_a_link_that_does_not_say_what_it_asks(evidence, query, ask):
    assert decode(choices("corridors", evidence), query)[0]["ask"] == ask


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ask", ASKS)
def test_each_question_has_an_answer_a_map_and_words(evidence, ask, lang):
    shown = view("corridors", {"ask": ask}, evidence, lang)
    said = {s.key for s in shown.answer.sentences} | SHORT
    assert len(shown.answer.frame) and shown.finding.key in said
    assert not any("{" in tell(number, lang) for number in shown.numbers)
    for scene in (shown.scene, *shown.beside):
        assert message(scene, lang)["notices"] == []
        assert "{" not in describe(scene, lang) and "{" not in scene.legend_html(lang)


@pytest.mark.parametrize(
    ("closed", "key"),
    [
        ("76001", "closures.destination_closed"),
        ("19050", "closures.cut_off"),
        ("", "closures.open"),
        ("19698", "closures.finding"),
    ],
)
def test_every_closure_has_a_finding(evidence, closed, key):
    assert view("corridors", {"ask": "close", "closed": closed}, evidence, "en").finding.key == key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"ask": "way"}, "corridors.off_way"),
        ({"ask": "close"}, "corridors.unchanged"),
        ({"ask": "close", "shown": "after"}, "corridors.off_way"),
        ({"ask": "cost"}, "corridors.costs_nothing"),
        ({"ask": "along", "by": "minutes"}, "corridors.off_detour"),
    ],
)
def test_the_legend_says_what_a_blank_place_is(evidence, query, key):
    assert tell(key, "en") in view("corridors", query, evidence, "en").scene.legend_html("en")


def test_the_chosen_corridor_is_lit_with_its_places_and_their_times(evidence):
    layers = {k.key: k for k in view("corridors", {"story": "COR15"}, evidence, "es").scene.kinds}
    assert set(layers["chosen"].rows["corridor_id"]) == {"COR15"}
    assert "Puerto Tejada 13:56" in set(layers["names"].visible["text"])
    assert len(layers["incident-dots"]) == 1
    every = {k.key: k for k in view("corridors", {}, evidence, "es").scene.kinds}
    assert every["documented"].rows["corridor_id"].nunique() == 7
    assert every["others"].rows["corridor_id"].nunique() == 23


def test_the_place_that_changes_most_has_its_name_on_the_map(evidence):
    scene = view("corridors", {"ask": "close"}, evidence, "en").scene
    names = next(kind for kind in scene.kinds if kind.key == "names").visible["text"].tolist()
    assert names[0] == "Santander de Quilichao ✕"
    assert any(name.startswith(("Suárez +", "Morales +")) for name in names[1:3])


def test_the_layer_of_certain_incidents_says_and_counts_the_certain(evidence):
    shown = view("corridors", {"ask": "along", "line": "COR04"}, evidence, "en")
    sure = (shown.answers["incidents"].frame["certainty"] == "certain").sum()
    [dots] = [kind for kind in shown.scene.kinds if kind.title == "Certainly within"]
    assert len(dots.rows) == sure == dots.entries[0].count == 93


def test_what_is_taken_away_says_how_many_changes_hold_and_what_errors_do(evidence):
    shown = view("corridors", {"ask": "close"}, evidence, "en")
    plain, whole = (each.answers["changes"].said for each in (shown, shown.whole))
    assert {"holds", "errors"} <= whole.keys() and not {"holds", "errors"} & plain.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_of_the_model_is_named_by_year_destination_and_what_is_closed(evidence, lang):
    """What a reader pastes elsewhere says that it is modeled, and under which condition."""
    closed = view("corridors", {"ask": "close", "closed": "19698", "year": "2010"}, evidence, lang)
    for part in (tell("frame.modelled", lang), "2010", "Cali", "Santander de Quilichao"):
        assert part in closed.scene.title
    for ask in ("way", "cost", "documents", "compare"):
        title = view("corridors", {"ask": ask}, evidence, lang).scene.title
        assert tell("frame.modelled", lang) in title
    story = view("corridors", {"ask": "stories", "story": "COR12"}, evidence, lang)
    assert "Ruta 31" in story.scene.title and story.scene.title != tell("corridors.title", lang)


def test_maps_of_a_year_or_of_days_are_named_by_them(evidence):
    coca = {
        page: view(page, {"year": "2010"}, evidence, "en").scene for page in ("overview", "places")
    }
    assert all("2010" in scene.title and "?" not in scene.title for scene in coca.values())
    days = {"days": "2025-01-01~2025-03-31"}
    assert "March 31, 2025" in view("incidents", days, evidence, "en").scene.title
