"""The panel at the end of a page: closed and light, then files, citations and code."""

import re

import pytest

from geo.exchange import FORMATS, view_name
from geo.language import tell
from geo.views.bundle import MapFile
from pages.frame import kit, take_home
from tests.pages.test_pages import assert_framed, copied, said, visit


def opened(page, lang, **query):
    """The page with its panel open."""
    at = visit(page, lang=lang, **query)
    at.session_state[f"take-home-{page}"] = True
    at.run()
    assert_framed(at, lang)
    return at


def test_citations_and_code_are_boxes_to_copy():
    at = opened("overview", "en", year="2010")
    choose(at, "cite")
    assert "Corredor, “" in copied(at)[-1] and "year=2010" in copied(at)[-1]
    choose(at, "quotation")
    assert "UNODC" in copied(at)[-1] and "hectares" in copied(at)[-1]
    choose(at, "map")
    assert any("Colombia" in text or "hectares" in text for text in copied(at))
    assert not at.exception
    choose(at, "html")
    alone, hosted = copied(at)[-2:]
    assert "<iframe" in alone and 'alt="' in alone
    assert "year=2010&amp;embed=true" in hosted
    still = re.search(r'<noscript><img src="([^"]+)', alone)[1]
    assert still.startswith("corredor_overview") and still.endswith(".png")
    choose(at, "bundle")
    assert not at.exception
    choose(at, "notebook")
    code = copied(at)[-1]
    made = {}
    exec(code.rpartition("leaflet.view")[0], made)
    assert made["answer"].id == "coca_2010" and len(made["answer"].frame)


def choose(at, code):
    """The segment of the panel that has this code."""
    groups = {group.key: group for group in at.button_group}
    key = next(key for key in groups if code in key.removeprefix("take-home-").split("~"))
    groups[key].set_value(code)
    at.run()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_is_closed_until_it_is_opened(lang, monkeypatch):
    shut = visit("overview", lang=lang)
    labels = [box.label for box in shut.expander]
    assert labels.count(tell("take_home.title", lang)) == 1
    assert tell("take_home.format", lang) not in [box.label for box in shut.selectbox]
    at = opened("overview", lang)
    format_box = next(b for b in at.selectbox if b.label == tell("take_home.format", lang))
    assert len(format_box.options) == len(FORMATS)


def test_a_format_that_cannot_hold_the_rows_is_a_sentence():
    at = visit("downloads", lang="en", layer="aid_series")
    box = next(b for b in at.selectbox if b.label == tell("take_home.format", "en"))
    box.set_value("kml").run()
    assert tell("files.without_shapes", "en", format="KML") in said(at.info)
    assert not at.exception


def test_names_of_files_say_page_choices_rows_each_once():
    assert view_name("overview", ["2010"], "coca_2010") == "overview_coca_2010"
    assert view_name("incidents", ["Cauca ¿y?", "19"], "incidents") == "cauca-y_19_incidents"
    assert view_name("corridors", ["documented"], "corridors_documented") == "corridors_documented"
    assert len(view_name("x", ["19698~" * 40], "loads")) < 70


def test_files_of_the_model_say_how_it_was_asked(monkeypatch):
    kept = []
    monkeypatch.setattr(take_home, "_file", kept.append)
    opened("corridors", "en", ask="way", view="loads", year="2010")
    (rows,) = kept
    assert "year = 2010" in rows.scenario


def test_a_map_is_taken_with_what_it_shows_and_the_picker_not_at_all(monkeypatch):
    makers, taken = [], []
    monkeypatch.setattr(take_home, "_save", lambda label, make, *named: makers.append(make))
    monkeypatch.setattr(MapFile, "file", lambda one, *_: taken.append((one.scene, one.rows)))
    at = opened("cities", "en", view="incidents")
    choose(at, "map")
    makers[-1]()
    ((scene, rows),) = taken
    assert scene.title != tell("cities.city", "en")
    assert [part.answer.id for part in rows] == ["reach_km", "incidents_within_km"]


def test_a_picture_can_show_what_its_reader_sees(monkeypatch):
    makers, shown = [], []
    monkeypatch.setattr(take_home, "_save", lambda label, make, *named: makers.append(make))
    monkeypatch.setattr(MapFile, "file", lambda one, *_: shown.append(one.scene.bounds))
    at = opened("overview", "en")
    choose(at, "map")
    choose(at, kit.SCREEN)
    makers[-1]()
    at.session_state[kit.VIEWS]["overview-map"] = (-77.0, 2.0, -76.0, 3.0)
    at.run()
    makers[-1]()
    choose(at, kit.PAGE)
    makers[-1]()
    assert shown == [None, (-77.0, 2.0, -76.0, 3.0), None]


def test_a_view_without_rows_leads_to_the_layers_whole():
    at = opened("incidents", "en", wave_id="WAVE-20250610", department_code="13")
    assert tell("take_home.whole", "en") in [link.proto.label for link in at.get("page_link")]
