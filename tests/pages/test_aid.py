"""The aid page: each view with its chart or map, filters on every view, the empty states."""

import json

import pytest

from geo.language import LANGUAGES, number, say
from pages.parts import aid_accounts
from tests.pages.test_pages import assert_framed, said, visit


def charts(at) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]


def legends(at) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", aid_accounts.MEASURES)
def test_each_measure_is_a_chart_of_its_own(measure, lang):
    at = visit("aid", lang=lang, view="accounts", measure=measure)
    assert_framed(at, lang)
    chart = charts(at)[0]
    years = chart["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert years == [str(year) for year in range(2016, 2026)]
    assert say("aid.own_figure", lang) in legends(at)


def test_a_measure_without_partial_figures_says_so_in_place_of_the_chart_of_another():
    at = visit("aid", lang="en", view="accounts", measure="obligated")
    titles = [row["title"]["text"] for row in charts(at)[0]["vconcat"]]
    assert titles == ["all accounts, obligated"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_series_has_its_own_constant_dollars(lang):
    at = visit("aid", lang=lang, view="series")
    assert_framed(at, lang)
    assert say("aid.constant", lang, base="2024") in legends(at)
    requests = visit("aid", lang=lang, view="series", transaction_type="budget_requests")
    assert say("aid.constant", lang, base="2022") in legends(requests)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_planned_ends_are_outlines_and_never_solid(lang):
    at = visit("aid", lang=lang, view="programmes")
    assert_framed(at, lang)
    marks = [layer["mark"] for layer in charts(at)[0]["layer"]]
    planned = next(mark for mark in marks if mark.get("fillOpacity") == 0)
    assert planned["strokeDash"]
    assert say("aid.planned", lang) in legends(at)
    assert say("aid.undated", lang, n=number(4, lang)) in said(at.caption)


def test_a_search_and_filters_act_on_every_view():
    at = visit("aid", lang="en", view="programmes", find="jovenes resilientes")
    assert at.dataframe[0].value.shape[0] == 1
    places = visit("aid", lang="en", view="municipalities", find="jovenes resilientes")
    assert places.dataframe[0].value.shape[0] == 25
    wide = visit("aid", lang="en", view="departments", status_code="closed")
    assert wide.dataframe[0].value["Closed"].gt(0).all()


@pytest.mark.parametrize("view", ["municipalities", "departments", "programmes"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_is_said(view, lang):
    at = visit("aid", lang=lang, view=view, find="zzz")
    assert said(at.info) == [say("aid.nothing_found", lang)]
    assert not at.exception


def test_a_place_shows_the_programmes_that_name_it():
    at = visit("aid", lang="es", view="municipalities", place="19142")
    rows = at.dataframe[1].value
    assert set(rows["Municipio"]) == {"Caloto"}
    other = visit("aid", lang="es", view="departments", place="19142")
    assert other.query_params["place"] in ("any", ["any"])
