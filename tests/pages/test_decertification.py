"""The decertification page: what is not known first, then law, record, scenario and fact apart."""

import json

import pytest

from geo.answers.decertification import split_accounts
from geo.cartography import scene
from geo.language import LANGUAGES, messages, tell
from tests.pages.test_pages import assert_framed, copied, said, visit

PAGE = "decertification"


def html(at) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def charts(at) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["law", "record", "scenario", "fact"])
def test_the_first_line_says_what_is_not_known(view, lang):
    at = visit(PAGE, lang=lang, view=view)
    assert_framed(at, lang)
    before = messages()["decertification_law.unknown"][lang].partition("{")[0]
    first = said(at.markdown)[0]
    assert first.startswith(f"**{before}") and "2027" in first
    number = {"en": r"\$310.5 million", "es": "310,5 millones de dólares"}[lang]
    assert number in said(at.markdown)[1]
    names = [box.proto.component_name for box in at.get("bidi_component")]
    assert scene.NAME not in names  # no account has a place, so there is no map


def test_statute_and_readings_stand_apart_with_citations():
    shown = html(visit(PAGE, lang="en", view="law"))
    for text in (
        "<h3>Older procedure",
        "<h4>statute</h4>",
        "<h4>agency&#x27;s reading</h4>",
        "22 USC 2291j-1(3)",
    ):
        assert text in shown
    for claim in ("C05", "C06"):
        assert f"<b>{claim}</b>" in shown


def test_years_without_a_determination_row_are_outlines():
    at = visit(PAGE, lang="en", view="record")
    years, events = charts(at)
    known, blank, marks = years["layer"]
    assert blank["mark"]["fillOpacity"] == 0
    assert known["data"]["name"] != blank["data"]["name"]
    assert events["mark"]["type"] == "point"
    assert marks["mark"]["type"] == "text"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_range_says_record_and_scenario_and_the_fiscal_year(lang):
    at = visit(PAGE, lang=lang, view="scenario", outcome="designated_without_waiver")
    shown = html(at)
    words = {
        "en": ("(record)", "(scenario)", "FY2023"),
        "es": ("(registro)", "(escenario)", "AF2023"),
    }
    assert all(word in shown for word in words[lang])
    assert "repeating-linear-gradient" in shown
    assert f"**{tell('decertification_law.no_places', lang)}**" in said(at.markdown)


def test_with_a_waiver_nothing_is_hatched_account_by_account():
    at = visit(PAGE, lang="en", view="scenario", outcome="designated_with_waiver")
    accounts = [element for element in at.main if element.type == "html"][-1].proto.body
    assert "INCLE" in accounts and "(law)" in accounts
    assert "repeating-linear-gradient" not in accounts


def test_a_slider_sets_an_account_s_own_cut(evidence):
    at = visit(PAGE, lang="en", view="scenario", outcome="own_cut", cut_fmf="40")
    accounts = split_accounts(evidence)
    assert [s.key for s in at.slider] == [f"{PAGE}.cut_{a.lower()}" for a in accounts]
    assert at.slider(key=f"{PAGE}.cut_fmf").value == 40
    assert "$15.4 million" in copied(at)[0]
    at.slider(key=f"{PAGE}.cut_incle").set_value(100).run()
    assert "$190.4 million" in copied(at)[0]
    assert at.query_params["cut_incle"] in ("100", ["100"])


def test_what_happened_stands_apart_from_the_scenario():
    at = visit(PAGE, lang="en", view="fact")
    shown = html(at)
    for text in (
        "January 24, 2025",
        "March 2025",
        "September 15, 2025",
        "October 19, 2025",
        "OFAC",
    ):
        assert text in shown
    assert "scenario)" not in shown
