"""The decertification page: what it is, what happened, then law, scenario and record apart."""

import json
import re

import pytest

from geo.answers.decertification import split_accounts, totals
from geo.cartography import palette, scene
from geo.language import messages, tell
from tests.pages.test_pages import SPANISH, assert_framed, copied, said, visit

PAGE = "decertification"


def html(at) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def charts(at) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]


@pytest.mark.parametrize("lang", SPANISH)
@pytest.mark.parametrize("view", ["law", "record", "scenario", "fact"])
def test_it_says_what_it_is_what_happened_and_what_is_not_known(view, lang):
    at = visit(PAGE, lang=lang, view=view)
    assert_framed(at, lang)
    shown = html(at)
    what = tell("decertification.what", lang)
    plain = re.sub("<[^>]+>", "", shown)
    assert what in plain
    finding = re.search('<p class="finding">(.*?)</p>', shown)[1]
    own = {
        "law": {"en": "the law cut $0.", "es": "la ley recortó 0 dólares."},
        "scenario": {"en": "of the $485.5 million", "es": "de los 485,5 millones"},
        "fact": {"en": "79 of 86 award lines", "es": "79 de 86 líneas"},
        "record": {"en": "not certified in 1996–1997", "es": "no fue certificada en 1996–1997"},
    }
    assert own[view][lang] in re.sub("<[^>]+>", "", finding).replace("\u00a0", " ")
    assert {"en": "$310.5 million</b>", "es": "310,5 millones de dólares</b>"}[lang] in shown
    before = messages()["decertification_law.unknown"][lang].partition("{")[0]
    assert any(text.startswith(before) and "2027" in text for text in said(at.markdown))
    assert all(len(chart["description"].split()) > 5 for chart in charts(at))
    names = [box.proto.component_name for box in at.get("bidi_component")]
    assert scene.NAME not in names  # no account has a place, so there is no map


def test_statute_and_readings_stand_apart_with_citations():
    at = visit(PAGE, lang="en", view="law")
    shown = html(at)
    for text in ("<h3>statute</h3>", "<h3>agency&#x27;s reading</h3>", "22 USC 2291j-1(3)"):
        assert text in shown
    labels = [part.label for part in at.expander]
    assert labels[5] == "Older law: older procedure (22 USC 2291j)"
    assert not any(part.proto.expanded for part in at.expander)


def test_the_claims_of_the_article_stand_beside_the_record():
    at = visit(PAGE, lang="en", view="claims")
    shown = html(at)
    assert all(f"<b>C{n:02}</b>" in shown for n in (*range(1, 10), 19))
    assert_framed(at, "en")
    assert html(at.run()) == shown  # sent again, not drawn
    assert_framed(at, "en")
    at = visit(PAGE, lang="en", view="claims", record_status="open")
    assert html(at).count("<li><div><b>C") == 1


def test_years_without_a_determination_row_are_outlines():
    at = visit(PAGE, lang="en", view="record")
    years, events = charts(at)
    known, blank, marks = years["layer"]
    assert blank["mark"]["fillOpacity"] == 0
    assert known["transform"] != blank["transform"]
    assert events["mark"]["type"] == "point"
    assert marks["mark"]["type"] == "text"


def test_the_year_on_a_tile_can_be_read():
    def light(colour: list[int]) -> float:
        parts = [c / 255 for c in colour[:3]]
        parts = [c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.05 + sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for colour in palette.DETERMINATIONS.values():
        one, other = sorted(map(light, (colour, palette.stripe(colour))))
        assert other / one >= 4.5 and colour[3] == 255


def test_the_totals_of_the_split_s_year_stand_side_by_side_and_say_why_they_differ(evidence):
    answer = totals(evidence, 2023)
    assert [round(usd / 1e6, 1) for usd in answer.frame["amount_usd"]] == [
        *(453.9, 485.5, 487.0, 496.0, 743.4)
    ]
    assert list(answer.frame["total_of"]) == [
        *("appropriated", "split", "press", "whole", "obligated")
    ]
    assert answer.frame["source_ids"].str.len().gt(0).all()


@pytest.mark.parametrize("lang", SPANISH)
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
    bars = [x.proto.body for x in at.get("html") if "(law)" in x.proto.body]
    [accounts] = [each for each in bars if "INCLE" in each]
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
    shown = next(x.proto.body for x in at.get("html") if x.proto.body.startswith("<ol>"))
    for text in (
        "January 24, 2025",
        "March 2025",
        "September 15, 2025",
        "October 19, 2025",
        "OFAC",
    ):
        assert text in shown
    assert "scenario" not in shown
