"""The incidents page: filters that explain themselves, cards at their address, coverage."""

import json
from datetime import date
from html import unescape

import pytest

from geo.answers.incidents import casualty_figures
from geo.cartography.scene import NAME
from geo.evidence import column_title, data_version, editorial, load
from geo.language import Range, tell
from tests.pages.test_pages import SPANISH, assert_framed, copied, said, tables, visit


def scene(at) -> dict:
    """What the map gets, its time layer spread out in it."""
    (drawn,) = (e for e in at.get("bidi_component") if e.proto.component_name == NAME)
    sent = json.loads(drawn.proto.json)
    (played,) = (layer for layer in sent.pop("layers") if layer["kind"] == "time")
    return sent | played


def cards(at) -> list[str]:
    return [unescape(html.proto.body) for html in at.get("html") if "<article" in html.proto.body]


# The page's title, the player and the card, in the order of an address that asks for one.
FIRST = (
    lambda e: e.type == "title",
    lambda e: e.type == "bidi_component" and e.proto.component_name == NAME,
    lambda e: e.type == "html" and "<article" in e.proto.body,
)


def button(at, label: str):
    return next(b for b in at.button if b.label == label)


def test_the_player_gets_every_row_in_one_small_message():
    sent = scene(visit("incidents", lang="en"))
    assert len(sent["rows"]) == 246 and sent["others"] == []
    assert sum(sent["months"]) == 246 and len(sent["months"]) == 105
    assert len(json.dumps(sent)) < 100_000
    blank = [row for row in sent["rows"] if row[6] is None]
    assert len(blank) == 20


def test_filters_reach_the_map_and_the_months_stay_whole():
    sent = scene(visit("incidents", lang="en", days="2025-06-10~2025-06-10", confidence="high"))
    shown = load("incidents").query("date == '2025-06-10' and confidence == 'high'")
    assert {row[0] for row in sent["rows"]} == set(shown["incident_id"])
    assert sum(sent["months"]) == (load("incidents")["confidence"] == "high").sum()


@pytest.mark.parametrize("lang", SPANISH)
def test_an_empty_result_names_the_filter_and_one_click_widens_it(lang):
    at = visit("incidents", lang=lang, wave_id="WAVE-20250610", department_code="13")
    assert said(at.warning) == [tell("incidents.emptied", lang)]
    assert [b.key for b in at.button if ":set-" in b.key] == [
        "incidents:set-department_code",
        "incidents:set-wave_id",
    ]
    assert "17" in at.button[0].label and "2" in at.button[1].label


def test_the_click_leaves_the_other_filters_alone():
    at = visit("incidents", lang="en", wave_id="WAVE-20250610", department_code="13")
    at.button(key="incidents:set-department_code").click().run()
    assert_framed(at, "en")
    assert said(at.warning) == []
    assert len(scene(at)["rows"]) == 17
    assert at.query_params["wave_id"] in ("WAVE-20250610", ["WAVE-20250610"])


def test_where_no_single_filter_is_to_blame_all_can_be_opened():
    at = visit(
        "incidents",
        lang="en",
        wave_id="WAVE-20250610",
        department_code="13",
        days="2019-02-01~2019-02-28",
    )
    assert said(at.warning) == [tell("incidents.emptied_together", "en")]
    button(at, tell("incidents.widen_all", "en")).click().run()
    assert len(scene(at)["rows"]) == 246


def test_a_distance_below_the_uncertainty_is_refused_with_one_that_can_be_told():
    at = visit("incidents", lang="en", around="corridors", km="3")
    told = tell("incidents.below_uncertainty", "en", distance=3, uncertainty=15)
    assert said(at.info) == [told]
    button(at, tell("incidents.use_km", "en", km=15)).click().run()
    assert said(at.info) == []
    certain = visit("incidents", lang="en", around="corridors", km="15", certain="1")
    assert 0 <= len(scene(certain)["rows"]) < len(scene(at)["rows"]) < 246


@pytest.mark.parametrize("lang", SPANISH)
def test_the_card_tells_figures_and_on_whose_word(lang):
    at = visit("incidents", lang=lang, incident="CO-20250821-01")
    assert_framed(at, lang)
    (card,) = cards(at)
    row = load("incidents").set_index("incident_id").loc["CO-20250821-01"]
    assert row[f"title_{lang}"] in card and row[f"casualty_text_{lang}"] in card
    assert row[f"actor_{lang}"][1:] in card
    assert tell("answers_incidents.said_attributed_by_authorities", lang) in card
    (note,) = (n for n in editorial("incidents") if n["id"] == "CO-20250821-01")
    assert note["body"][lang] in card
    figures, sources = tables(at)[:2]
    assert len(figures) == 12
    assert set(sources.iloc[:, 0]) == set(row["source_ids"].split(";"))
    titles = sources[column_title("title", lang)]
    assert tell("frame.title_not_known", lang) in set(titles)
    assert not titles.str.startswith("[").any()
    assert scene(at)["chosen"] == "CO-20250821-01"


@pytest.mark.parametrize("lang", SPANISH)
def test_an_address_shows_its_card_beside_the_map_and_a_paragraph_about_it(lang):
    at = visit("incidents", lang=lang, incident="CO-20250821-01")
    drawn = list(at.main)
    order = [next(i for i, e in enumerate(drawn) if test(e)) for test in FIRST]
    assert order == sorted(order)
    row = load("incidents").set_index("incident_id").loc["CO-20250821-01"]
    told = copied(at)[0]
    for part in (f"{row[f'title_{lang}']} (CO-20250821-01).", row[f"casualty_text_{lang}"]):
        assert part in told
    assert tell("answers_incidents.said_attributed_by_authorities", lang) in told
    assert tell("caveats.press_sample", lang) in told
    assert scene(at)["view"]["name"] == "cali"
    far = visit("incidents", lang=lang, incident="CO-20190117-01")
    assert scene(far)["view"]["name"] == "colombia"
    asked = visit("incidents", lang=lang, incident="CO-20250821-01", extent="southwest")
    assert scene(asked)["view"]["name"] == "southwest"
    asked.session_state["report-card:CO-20250821-01"] = True
    asked.run()
    (text,) = [text for text in copied(asked) if text.startswith(tell("report.subject", lang))]
    for part in ("CO-20250821-01: ", "incidents?incident=CO-20250821-01", data_version()):
        assert part in text


def test_choosing_from_the_list_moves_the_map_and_the_card_closes():
    at = visit("incidents", lang="en")
    assert scene(at)["view"]["name"] == "southwest"
    for one in ("CO-20250717-02", "CO-20250821-01"):
        at.selectbox(key="incidents.incident").set_value(one).run()
        asked = [part.proto.body for part in at.get("html") if "data-sight" in part.proto.body]
        assert len(asked) == 1 and one in asked[0]  # on a phone each card comes into sight
    assert scene(at)["view"]["name"] == "cali"
    at = visit("incidents", lang="en", incident="CO-20250821-01")
    button(at, tell("incidents.close", "en")).click().run()
    assert_framed(at, "en")
    assert cards(at) == []


@pytest.mark.parametrize("typed", ["August 21, 2025", "2025-08-21", "21/08/2025"])
def test_a_day_typed_opens_its_incidents(typed):
    at = visit("incidents", lang="en")
    at.text_input(key="incidents:typed").set_value(typed).run()
    there = load("incidents").query("date == '2025-08-21'")["incident_id"]
    assert there.min() in cards(at)[0]
    others = [b.key for b in at.button if (b.key or "").startswith("incidents:day:")]
    assert len(others) == len(there) - 1
    assert f"incidents?incident={there.min()}&lang=" in copied(at)[1]


def test_a_day_outside_the_sample_says_so_and_changes_nothing():
    at = visit("incidents", lang="es")
    chosen = at.session_state["incidents.days"]
    at.text_input(key="incidents:typed").set_value("15 de octubre de 2026").run()
    assert_framed(at, "es")
    first, last = "2018-01-27", chosen[1].isoformat()  # the sample's own, not UCDP's of January 10
    assert at.date_input(key="incidents:day-0").value.isoformat() == first
    days = Range(first, last)
    assert tell("incidents.day_outside", "es", days=days) in said(at.caption)
    assert at.session_state["incidents.days"] == chosen


def test_choosing_a_first_day_keeps_the_last():
    at = visit("incidents", lang="en", days="2025-06-01~2025-06-30")
    at.date_input(key="incidents:day-0").set_value(date(2025, 6, 10)).run()
    assert at.session_state["incidents.days"] == (date(2025, 6, 10), date(2025, 6, 30))


def test_a_casualty_figure_says_when_it_was_reported_or_that_it_is_not_known(evidence):
    rows = casualty_figures(evidence, ("CO-20250821-01",)).frame.set_index("source_ids")
    dates = load("sources").set_index("source_id")["date"]
    assert rows.loc["pulzo-20250822", "reported_on"] == dates["pulzo-20250822"]
    assert rows.loc[~rows["source_recorded"], "reported_on"].isna().all()


def test_an_incident_without_any_figure_says_that_this_is_not_zero():
    known = set(load("casualty_reports")["incident_id"])
    one = next(i for i in load("incidents")["incident_id"] if i not in known)
    at = visit("incidents", lang="en", incident=one)
    assert tell("answers_incidents.no_figures", "en") in said(at.caption)


@pytest.mark.parametrize("lang", SPANISH)
def test_a_corrected_id_leads_to_the_incident_and_says_so(lang):
    at = visit("incidents", lang=lang, incident="CO-20250827-01")
    told = tell("incidents.renamed", lang, old="`CO-20250827-01`", new="`CO-20250826-01`")
    assert said(at.info) == [told]
    assert "CO-20250826-01" in cards(at)[0]
    assert at.session_state["incidents:link"]["incident"] == "CO-20250826-01"


def test_an_unknown_id_is_told_plainly_with_the_nearest_a_click_away():
    at = visit("incidents", lang="en", incident="CO-20250821-09")
    assert said(at.info) == [tell("incidents.unknown", "en", asked="`CO-20250821-09`")]
    assert cards(at) == []
    nearest = next(b for b in at.button if b.label.startswith("CO-20250821-01"))
    nearest.click().run()
    assert "CO-20250821-01" in cards(at)[0]
    assert said(at.info) == []


def test_what_is_asked_for_is_quoted_never_obeyed():
    at = visit("incidents", lang="en", incident="`![x](http://example.org/x)` <b>")
    assert said(at.info) == [
        tell("incidents.unknown", "en", asked="`![x](http://example.org/x) <b>`")
    ]


@pytest.mark.parametrize("view", ["months", "publishers", "municipalities"])
def test_what_is_covered_is_drawn_and_said_not_to_be_a_rate(view):
    at = visit("incidents", lang="en", view=view)
    assert_framed(at, "en")
    assert len(at.get("vega_lite_chart")) == 1
    assert "no rate and no trend can be taken from it" in copied(at)[0]


def test_ucdp_is_a_layer_of_its_own_with_its_own_source():
    at = visit("incidents", lang="en", ucdp="1", view="ucdp")
    assert_framed(at, "en")
    sent = scene(at)
    assert len(sent["rows"]) == 246
    wide = load("incidents_ucdp")["where_prec"] >= "4"
    assert len(sent["others"]) == (~wide).sum()
    assert len(tables(at)[0]) == 57
    assert "57 of the 57 UCDP events" in copied(at)[0]
