"""The aid page: each view with its chart or map, filters on every view, the empty states."""

import json
import re

import pytest

from geo.answers.decertification import MEASURES
from geo.answers.measures import MEASURES as PAIRS
from geo.answers.programmes import LEVELS, places
from geo.evidence import label, load
from geo.exchange.about import about
from geo.exchange.limits import Budget
from geo.language import tell
from geo.views import aid
from pages.frame import uploader
from pages.frame.kit import Kit
from tests.pages.test_pages import SPANISH, assert_framed, copied, said, tables, visit


def charts(at) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]


def legends(at) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("lang", SPANISH)
@pytest.mark.parametrize("measure", MEASURES)
def test_each_measure_is_a_chart_of_its_own(measure, lang):
    at = visit("aid", lang=lang, view="accounts", measure=measure)
    assert_framed(at, lang)
    chart = charts(at)[0]
    years = chart["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert years == [str(year) for year in range(2016, 2027)]
    assert tell("aid.own_figure", lang) in legends(at)


def test_a_measure_without_partial_figures_says_so_in_place_of_the_chart_of_another():
    at = visit("aid", lang="en", view="accounts", measure="obligated")
    titles = [row["title"]["text"] for row in charts(at)[0]["vconcat"]]
    assert titles == ["all accounts, obligated"]


@pytest.mark.parametrize("lang", SPANISH)
def test_the_series_has_its_own_constant_dollars(lang):
    at = visit("aid", lang=lang, view="series")
    assert_framed(at, lang)
    assert tell("aid.constant", lang, base="2024") in legends(at)
    requests = visit("aid", lang=lang, view="series", transaction_type="budget_requests")
    assert tell("aid.constant", lang, base="2022") in legends(requests)


@pytest.mark.parametrize("lang", SPANISH)
def test_planned_ends_are_outlines_and_never_solid(lang):
    at = visit("aid", lang=lang, view="programmes")
    assert_framed(at, lang)
    marks = [layer["mark"] for layer in charts(at)[0]["layer"]]
    planned = next(mark for mark in marks if mark.get("fillOpacity") == 0)
    assert planned["strokeDash"]
    assert tell("aid.planned", lang) in legends(at)
    assert tell("aid.undated", lang, n=4) in said(at.caption)


def test_a_search_and_filters_act_on_every_view():
    at = visit("aid", lang="en", view="programmes", find="jovenes resilientes")
    assert tables(at)[0].shape[0] == 1
    places = visit("aid", lang="en", view="municipalities", find="jovenes resilientes")
    assert tables(places)[0].shape[0] == 25
    wide = visit("aid", lang="en", view="departments", status_code="closed")
    assert tables(wide)[0]["Closed"].gt(0).all()


@pytest.mark.parametrize("view", ["municipalities", "departments", "programmes"])
@pytest.mark.parametrize("lang", SPANISH)
def test_nothing_found_is_said(view, lang):
    at = visit("aid", lang=lang, view=view, find="zzz")
    assert said(at.info) == [tell("aid.nothing_found", lang)]
    if lang == "en":
        at.button(key="aid-widen").click().run()
        assert not at.exception and said(at.info) == []
    assert not at.exception


def test_a_place_shows_the_programmes_that_name_it():
    at = visit("aid", lang="es", view="municipalities", place="19142")
    rows = tables(at)[1]
    assert set(rows["Municipio"]) == {"Caloto"}
    other = visit("aid", lang="es", view="departments", place="19142")
    assert other.session_state["aid:link"]["place"] == "any"


def test_a_department_s_municipalities_and_their_programmes(evidence):
    at = visit("aid", lang="en", department="19")
    table = tables(at)[0]
    named = dict(zip(table["Municipality"], table["Programs naming it"], strict=True))
    assert named == {
        "Santander de Quilichao": 5,
        "Caloto": 2,
        "Corinto": 1,
        "Jambaló": 1,
        "Popayán": 1,
    }
    answer = places(evidence, "municipality", None, "19")
    assert list(answer.frame.set_index("municipality")["active"].unique()) == [0]
    inferred = answer.frame.loc[answer.frame["programmes_counting"] == 0, "municipality"]
    assert list(inferred) == ["Popayán"]
    assert "5 municipalities of Cauca; none naming them was active in March 2025" in legends(at)


def test_the_first_screen_says_the_national_figures_and_how_old_the_statuses_are():
    shown = legends(visit("aid", lang="en"))
    explained = "committed by contract in the fiscal year; not yet spent"
    term = f'<span class="term" data-means="{explained}">obligated</span>'
    assert f"<b>$586.5 million</b> {term}, all assistance, fiscal 2024" in shown
    assert "<b>$234.5 million</b>" in shown and ", security <span" in shown
    assert "active in March 2025" in shown


@pytest.mark.parametrize("lang", SPANISH)
def test_every_municipality_can_be_asked_for_and_silence_proves_nothing(lang):
    at = visit("aid", lang=lang, place="19256")
    assert said(at.info) == [tell("answers_aid.naming_none", lang)]
    assert len(at.selectbox(key="aid.place").options) == 1122


@pytest.mark.parametrize("view", ["municipalities", "departments", "subregions", "cities"])
def test_a_programme_without_places_leaves_the_views_standing(view):
    at = visit("aid", lang="en", view=view, find="WFP lifesaving")
    assert_framed(at, "en")
    assert len(at.info) == 2


@pytest.mark.parametrize("lang", SPANISH)
@pytest.mark.parametrize("view", ["subregions", "cities"])
def test_subregions_and_cities_name_their_programmes(view, lang):
    at = visit("aid", lang=lang, view=view)
    assert_framed(at, lang)
    assert len(tables(at)[0]) == {"subregions": 14, "cities": 5}[view]
    chosen = visit("aid", lang=lang, view="subregions", place="pacifico-medio")
    assert chosen.query_params["place"] in ("pacifico-medio", ["pacifico-medio"])


def test_what_ran_on_19_january_2025_is_said_with_its_rows():
    at = visit("aid", lang="en", view="programmes")
    said_so = [text for text in copied(at) if "January 19, 2025" in text]
    assert len(said_so) == 1
    assert len(tables(at)) == 3  # and the years of the national figure


def scene(at) -> dict[str, dict]:
    """The layers of the map by their key."""
    sent = json.loads(at.get("bidi_component")[0].proto.json)
    return {layer["key"]: layer for layer in sent["layers"]}


def hatched(at) -> bool:
    """Whether a layer of the map carries our mark of the modelled."""
    return any(layer.get("stripes") for layer in scene(at).values())


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        ("municipalities", ["aid-departments", "aid-places", "names"]),
        ("departments", ["aid-departments", "names"]),
        ("subregions", ["aid-municipalities", "names"]),
        ("cities", ["aid-places", "names"]),
    ],
)
def test_each_view_of_places_has_its_own_map(view, keys):
    layers = scene(visit("aid", lang="en", view=view))
    assert list(layers) == keys
    dots = {"municipalities": 64, "cities": 5}
    assert len(layers.get("aid-places", {"at": []})["at"]) == dots.get(view, 0)


def test_a_chosen_subregion_is_outlined_whole():
    at = visit("aid", lang="en", view="subregions", place="pacifico-medio")
    limits = json.loads(at.get("bidi_component")[0].proto.json)["limits"]
    assert [len(codes or ()) for _, _, codes in limits] == [0, 4]


@pytest.mark.parametrize("lang", SPANISH)
@pytest.mark.parametrize("level", list(LEVELS))
@pytest.mark.parametrize("per", ["inhabitant", "total"])
def test_shares_are_marked_as_modelled_in_map_legend_tooltip_column_and_file(level, per, lang):
    at = visit("aid", lang=lang, view="allocation", level=level, per=per)
    assert_framed(at, lang)
    word = {"en": "modeled", "es": "modelado"}[lang]
    assert hatched(at)
    assert f"({word})" in legends(at)
    told = [
        *scene(at)["aid-shared-dots"]["tips"],
        *(t for _, t in scene(at)["aid-shared"]["values"]),
    ]
    assert told and all(word in text for text in told)
    table = tables(at)[0]
    assert set(table.iloc[:, 0]) == {label("figure_kind", "modelled", lang)}


@pytest.mark.parametrize("table", list(aid.TABLES))
def test_each_table_of_the_side_tool(table):
    at = visit("aid", lang="es", view="allocation", table=table, method="population")
    assert_framed(at, "es")
    assert len(tables(at)[0]) == {"places": 37, "shares": 69, "programmes": 7, "refused": 53}[table]


def test_programmes_that_cannot_be_shared_out_are_listed_with_what_they_lack():
    at = visit("aid", lang="en", view="allocation", status_code="active")
    assert said(at.info) == [tell("aid.nothing_to_share", "en")]
    assert len(tables(at)[0]) == 6


@pytest.mark.parametrize("lang", SPANISH)
@pytest.mark.parametrize(
    ("x", "y"), [("coca", "allocation"), ("change", "load"), ("population", "programmes")]
)
def test_two_measures_are_a_map_in_nine_classes_and_a_scatter_with_names(x, y, lang):
    at = visit("aid", lang=lang, view="two", x=x, y=y)
    assert_framed(at, lang)
    modelled = {"allocation", "load"} & {x, y}
    assert hatched(at) == bool(modelled)
    assert legends(at).count("<td style=") == 9
    point = charts(at)[0]["layer"][0]["mark"]
    assert point["shape"] == ("diamond" if modelled else "circle")


def test_a_measure_is_not_set_beside_itself_and_incidents_are_not_offered():
    at = visit("aid", lang="es", view="two", x="coca", y="coca")
    assert said(at.info) == [tell("aid.two_same", "es")]
    assert not {"incidents"} & set(PAIRS)


FIGURES = """divipola,fiscal_year,amount,programme
19142,2023,100000,P_HR4P
19142,2023,100000,P_HR4P
99999,2023,5,P_HR4P
19212,2023,-5,P_HR4P
19364,2023,,P_HR4P
76109,2024,2500.50,Activa Buenaventura
"""


def brought(kind: str, text: str, **query: str):
    at = visit("aid", lang="en", view="allocation", **query)
    place = ["figures", "weights"].index(kind)
    at.file_uploader[place].upload("own.csv", text.encode(), "text/csv")
    return at.run()


def test_reported_figures_win_over_the_model_and_every_row_is_listed():
    at = brought("figures", FIGURES)
    assert_framed(at, "en")
    listed = tables(at)[1]
    assert list(listed.iloc[:, 0]) == [2, 3, 4, 5, 6, 7]
    assert list(listed.iloc[:, 1]) == ["counts", *["does not count"] * 4, "counts"]
    kinds = tables(at)[0].iloc[:, 0].value_counts()
    assert kinds[label("figure_kind", "mixed", "en")] == 2
    assert kinds[label("figure_kind", "modelled", "en")] == 35
    assert tell("aid.own_entry", "en") in legends(at)


def test_a_view_of_a_readers_own_figures_is_no_step_of_a_briefing():
    at = brought("figures", FIGURES)
    assert tell("briefing.not_own", "en") in said(at.caption)
    assert "briefing-add-aid" not in [button.key for button in at.button]


def test_a_figure_stands_beside_the_shares_of_other_programmes():
    at = brought("figures", FIGURES, table="shares")
    table = tables(at)[0]
    caloto = table[table["Municipality"].str.contains("Caloto", na=False)]
    kinds = [label("figure_kind", kind, "en") for kind in ("modelled", "reported")]
    assert sorted(caloto.iloc[:, 0]) == kinds


def test_one_amount_in_pesos_leaves_every_bare_amount_unclear():
    at = brought("figures", FIGURES.replace("-5", "5 pesos"))
    assert set(tables(at)[1].iloc[:, 1]) == {"does not count"}
    assert set(tables(at)[0].iloc[:, 0]) == {label("figure_kind", "modelled", "en")}


def test_a_column_of_weights_is_one_more_method():
    named = load("aid_footprints").query("programme_id == 'P_ACTIVA'")["divipola"]
    rows = [f"{code},{i + 1}" for i, code in enumerate([*named, "99999"])]
    at = brought("weights", "\n".join(["divipola,weight", *rows]))
    method = next(group for group in at.button_group if group.key == "aid.method")
    assert label("allocation_method", "own", "en") in method.options
    assert len(tables(at)[1]) == len(rows)


def test_a_file_that_cannot_be_used_says_why_and_the_page_goes_on():
    at = brought("figures", "\x00\x01nothing")
    assert said(at.error) == [tell("aid.refused_file", "en")]
    assert len(tables(at)[0]) == 37


def test_columns_without_a_known_heading_are_asked_for():
    at = brought("figures", "divipola,a,b,c\n19142,2023,10,P_HR4P\n")
    assert said(at.warning) == [tell("aid.columns_missing", "en")]
    for field, column in (("fiscal_year", "a"), ("amount", "b"), ("programme", "c")):
        box = next(b for b in at.selectbox if b.label == tell(f"aid.field_{field}", "en"))
        box.set_value(column)
    at.run()
    assert said(at.warning) == []
    assert len(tables(at)[1]) == 1


@pytest.mark.parametrize(
    ("page", "query", "parts"),
    [
        ("aid", {"view": "allocation", "method": "population"}, ("method", "parameters")),
        ("aid", {"view": "two"}, ("method", "parameters")),
        ("decertification", {"view": "scenario"}, ("method", "parameters")),
        ("aid", {"view": "accounts"}, ("words", "caveats", "sources", "as_of", "data_version")),
    ],
)
def test_files_say_how_they_came_to_be(monkeypatch, evidence, page, query, parts):
    seen = {}

    def note(_, answer, *, more=None, own=()):
        seen.setdefault(answer.id, about(answer, evidence, "en", more=more))

    monkeypatch.setattr(Kit, "offer", note)
    visit(page, lang="en", **query)
    name, told = next(iter(seen.items()))
    assert all(told[part] for part in parts)
    assert name.endswith("_modelled") == ("method" in told)


def test_a_subregion_counts_once_in_the_legend():
    at = visit("aid", lang="en", view="allocation", level="pdet")
    counts = re.findall(r"\((\d+)\)</span>", legends(at))
    assert sum(map(int, counts)) == len(tables(at)[0]) == 13


def test_a_file_counts_among_those_of_all_readers(monkeypatch):
    monkeypatch.setattr(uploader, "OF_ALL", Budget(40))
    at = brought("figures", FIGURES)
    assert [error.value for error in at.error] == [tell("exchange.no_room", "en", free_mb=0)]
