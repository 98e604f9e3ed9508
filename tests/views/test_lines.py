"""Documented corridors as maps, stories and legends tell them."""

import re

import pytest

from geo.views import view
from geo.views.story import story


@pytest.mark.parametrize(
    ("corridor", "last"),
    [("COR17", "julio de 2025"), ("COR18", "2025"), ("COR28", "sin fecha"), ("COR30", "sin fecha")],
)
def test_a_tooltip_says_when_as_precisely_as_sources_do(evidence, corridor, last):
    """COR28 and COR30 have no period; that is no missing figure."""
    lines = view("downloads", {"layer": "corridors_documented"}, evidence, "es").scene.kinds[0]
    rows = lines.rows[lines.rows["corridor_id"] == corridor]
    assert {tip.split("\n")[-1] for tip in rows["tooltip"]} == {last}


def test_a_story_writes_its_day_and_whole_kilometers_as_its_reader_does(evidence):
    told = story(evidence, "COR15", "es")
    assert "21 de agosto de 2025" in told and "a 15 km o menos" in told
    assert not re.search(r"\d,0\skm|>2025-08-21<", told)


@pytest.mark.parametrize(("place", "legends"), [("19364", 2), ("19698", 3)])
def test_a_place_that_only_lists_name_has_no_legend_of_lines(evidence, place, legends):
    """Lists name Jambaló, 19364, in corridors that no source draws."""
    scene = view("places", {"place": place}, evidence, "en").scene
    assert len(scene.legends) == legends
    assert all(sum(entry.count or 0 for entry in legend.entries) for legend in scene.legends)


def test_stories_ask_the_model_nothing_and_so_need_no_destination(evidence):
    notices = [
        view("corridors", {"to": "", "ask": a}, evidence, "en").notices for a in ("stories", "way")
    ]
    assert [[notice.name for notice in each] for each in notices] == [[], ["pick_destination"]]
