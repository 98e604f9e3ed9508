"""Every page in both languages: its own title, the common frame, a link with all its choices."""

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import zip_longest

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence import Evidence, data_version, evidence
from geo.language import tell
from pages.frame import data
from pages.frame.navigation import ROOT
from pages.frame.own_briefing import Slot

SCRIPT = ROOT / "pages" / "frame" / "script.py"
LIMIT_S = 120
ANEW = {"es": "Otro título"}
# Of a page of its own the plain run reads the Spanish; the long run both.
SPANISH = [pytest.param("en", marks=pytest.mark.long), "es"]


def visit(page: str, **query: str) -> AppTest:
    at = AppTest.from_file(SCRIPT, default_timeout=LIMIT_S)
    for name, value in query.items():
        at.query_params[name] = value
    if page != "overview":
        at._page_hash = calc_hash(page)  # switch_page goes by the file's name before the first run
    return at.run()


def said(elements) -> list[str]:
    return [element.value for element in elements]


def copied(at: AppTest) -> list[str]:
    """The texts offered to copy."""
    bodies = [element.proto.body for element in at.get("html")]
    boxes = [body for body in bodies if body.startswith('<div class="copy">')]
    return [unescape(re.search(r">\n(.*?)</pre>", box, re.DOTALL)[1]) for box in boxes]


def sent(at: AppTest) -> list[list[dict]]:
    """The columns of each table of a page, as they travel."""
    bodies = [element.proto.body for element in at.get("html")]
    held = [re.search(r"<pre hidden>(.*?)</pre>", body, re.DOTALL) for body in bodies]
    return [json.loads(unescape(found[1])) for found in held if found]


def tables(at: AppTest) -> list[pd.DataFrame]:
    """What the tables of a page hold: numbers where cells sort as such, blanks as None."""
    return [
        pd.DataFrame(
            {
                column["head"]: [
                    text if value is None else float(value)
                    for text, value in zip_longest(column["texts"], column.get("values", []))
                ]
                for column in columns
            },
            dtype=object,
        )
        for columns in sent(at)
    ]


def assert_framed(at: AppTest, lang: str) -> None:
    """What the frame puts on every page is there, and nothing went wrong."""
    assert not at.exception
    assert said(at.error) == []
    assert tell("frame.footer", lang, version=data_version()) in said(at.caption)
    assert [group.key for group in at.sidebar.button_group] == ["lang"]


@pytest.mark.parametrize("page", ["overview", "places", "briefing"])
def test_what_a_link_does_not_know_is_named_on_the_page(page):
    at = visit(page, lang="fr", colour="![x](http://example.org/`x`)")
    assert said(at.title) == [tell(f"{page}.title", "en")]
    assert_framed(at, "en")
    notice = at.info[0].value
    assert "`lang=fr`" in notice and "`colour`" in notice


def test_a_link_of_nonsense_shows_the_defaults():
    at = visit("corridors", v="9", year="1999", km="-1", to="76001~00000", evidence="rumour")
    assert_framed(at, "en")
    assert at.slider(key="corridors.year").value == 2024
    notice = at.info[0].value
    for item in ("`v=9`", "`year=1999`", "`km=-1`", "`to=00000`", "`evidence=rumour`"):
        assert item in notice


@pytest.mark.parametrize("error", [LayerMissing, LayerCorrupt])
def test_a_broken_layer_is_named_with_its_cure_and_other_pages_work(monkeypatch, error):
    whole = evidence.load

    def broken(layer_id, *data):
        if layer_id == "incidents":
            raise error("incidents", "layers/incidents.parquet", *["x"][: error is LayerCorrupt])
        return whole(layer_id, *data)

    monkeypatch.setattr(evidence, "load", broken)
    monkeypatch.setattr(data, "_layers", cache(lambda version: Evidence()))
    at = visit("incidents", lang="es")
    assert len(at.error) == 1
    assert "data/layers/incidents.parquet" in at.error[0].value
    assert "python -m geo.evidence.build" in at.error[0].value
    assert tell("frame.footer", "es", version=data_version()) in said(at.caption)
    assert_framed(visit("aid", lang="es"), "es")


def test_an_unforeseen_error_is_told_in_plain_words(monkeypatch):
    def explode(layer_id, *data):
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(evidence, "load", explode)
    monkeypatch.setattr(data, "_layers", cache(lambda version: Evidence()))
    at = visit("overview", lang="es")
    assert said(at.error) == [tell("frame.unexpected", "es")]
    assert not at.exception


def test_a_view_that_is_added_becomes_a_step_of_ones_own_briefing():
    at = visit("cities", lang="es", city="11001")
    drawn = " ".join(node.proto.body for node in at.get("html"))
    assert re.search(r'href="\?[^"]*city=11001[^"]*view=programmes[^"]*#evidence"', drawn)
    assert re.search(r'class="finding">.*href="#evidence"', drawn)  # each number leads to its rows
    at.button(key="briefing-add-cities").click().run()
    assert tell("briefing.added", "es", n=1) in said(at.caption)
    [slot] = at.session_state["briefing:own"]
    step = slot.step
    assert (step.page, step.query) == ("cities", {"city": "11001"})
    assert "Bogotá" in step.headline["es"]
    assert_framed(at, "es")
    other = visit("briefing", lang="es")
    assert other.session_state["briefing:waits"] and "#own" in " ".join(said(other.markdown))
    other.session_state["briefing:own"] = [slot]
    other.run()
    downs = [button for button in other.button if button.label == tell("briefing.later", "es")]
    assert [button.disabled for button in downs] == [True]  # the last of one
    headings = [heading.value for heading in other.header]
    assert headings.index(tell("briefing.own", "es")) < headings.index(tell("briefing.ours", "es"))
    headline = next(box for box in other.text_input if box.value == step.headline["es"])
    headline.set_value("Ayuda de 2025").run()
    assert any(tell("briefing.stays", "es", why="").strip() in text for text in said(other.warning))
    sentences = next(box for box in other.text_area if "{finding}" in box.value)
    sentences.set_value("").run()
    cut = other.session_state["briefing:own"][0].step
    assert cut.text["es"] == [] and cut.headline == step.headline
    assert tell("briefing.save_file", "es") in [b.label for b in other.get("download_button")]
    other.session_state["briefing:own"] = [Slot(replace(step, seen="another", headline=ANEW))]
    other.session_state["briefing:data"] = "00000000"
    other.run()
    assert ANEW["es"] in [
        box.value for box in other.text_input
    ]  # as the file has it, not as before
    assert any("00000000" in text for text in said(other.info))
    remove = tell("briefing.remove", "es")
    next(button for button in other.button if button.label == remove).click().run()
    assert other.session_state["briefing:own"] == []
    assert_framed(other, "es")
