import json
import re
from html import unescape

import pandas as pd
import pytest

from geo.cartography.drawing import bars
from geo.evidence import label
from geo.language import tell
from geo.views import view
from pages.frame.kit import Kit
from pages.frame.table import draw_rows
from tests.pages.test_pages import SPANISH, assert_framed, said, sent, tables, visit


def links(at) -> list[tuple[str, str]]:
    """Label and query of every link to a page in the main part."""
    return [(node.proto.label, node.proto.query_string) for node in at.get("page_link")]


def offered(at) -> list[str]:
    """The places that are offered instead."""
    return [name for name, query in links(at) if "place=" in query]


def sheet(at) -> str:
    return next(node.proto.body for node in at.get("html") if 'class="sheet"' in node.proto.body)


@pytest.mark.parametrize("lang", SPANISH)
def test_an_unknown_place_in_the_link_is_answered_with_the_nearest(lang):
    at = visit("places", lang=lang, place="Quilicaho`**x**")
    assert_framed(at, lang)
    assert said(at.warning) == [tell("places.unknown", lang, asked="`Quilicaho **x**`")]
    name, query = links(at)[0]
    assert name == "Santander de Quilichao, Cauca"
    assert "place=19698" in query and f"lang={lang}" in query
    beside_itself = visit("places", lang=lang, place="19698", beside="19698")
    assert_framed(beside_itself, lang)
    nothing = visit("places", lang=lang, place="99999")
    country = tell("places.colombia", lang)
    answer = tell("places.nothing_like", lang, text="`99999`", stays=country)
    assert said(nothing.info) == [answer] and not offered(nothing)
    far = visit("places", lang=lang, place="xyzzy")
    assert "`xyzzy`" in said(far.info)[0] and len(offered(far)) == 4


def test_the_lists_lead_to_departments_and_municipalities():
    at = visit("places", lang="en")
    at.selectbox[0].set_value("19").run()
    assert at.query_params["place"] in ("19", ["19"])
    assert at.title[0].value == "Cauca (department)"
    at.selectbox[1].set_value("19050").run()
    assert at.title[0].value == "Argelia, Cauca"
    at.selectbox[1].set_value("").run()
    assert at.title[0].value == "Cauca (department)"
    at.selectbox[0].set_value("").run()
    assert at.title[0].value == tell("places.title", "en")


@pytest.mark.parametrize("lang", SPANISH)
def test_a_sheet_sets_the_modelled_apart_and_says_what_is_not_there(lang):
    at = visit("places", lang=lang, place="19698")
    assert at.title[0].value == "Santander de Quilichao, Cauca"
    html = sheet(at)
    modelled = html.split('<section class="modelled">')[1:]
    assert len(modelled) == 2
    assert all(f" · {tell('frame.modelled', lang)}</h2>" in part for part in modelled)
    assert label("presence_type", "entry_reported", lang) in html
    assert f"lang={lang}&amp;place=19050" in html
    empty = sheet(visit("places", lang=lang, place="88001"))
    assert empty.count(tell("places.nothing", lang)) >= 3
    # Warnings and structures: nobody looked in San Andrés.
    assert empty.count("Cauca, Valle del Cauca") == 2 and "Cauca, Valle del Cauca" not in html
    assert "<li>0" not in empty


@pytest.mark.parametrize("lang", SPANISH)
def test_hot_spots_are_not_offered_for_the_press_sample_and_the_page_says_why(lang):
    at = visit("places", lang=lang, view="hotspots")
    assert_framed(at, lang)
    assert tell("places.no_press", lang) in said(at.markdown)
    later = visit("places", lang=lang, view="hotspots", of="change", year="2010", since="2012")
    assert said(later.info) == [tell("places.since_later", lang)]


def test_names_in_tables_are_links_in_the_language_and_downloads_keep_the_names(monkeypatch):
    offered = []
    monkeypatch.setattr(Kit, "offer", lambda _, a, **__: offered.append(a.frame))
    at = visit("places", lang="es", view="coca")
    first = tables(at)[0].iloc[0]
    assert (first["Municipio"], first["Departamento"]) == ("San Andrés de Tumaco", "Nariño")
    of = {column["head"]: column for column in sent(at)[0]}
    for place, head in (("52835", "Municipio"), ("52", "Departamento")):
        assert of[head]["base"] + of[head]["to"][0] == f"/places?v=1&lang=es&place={place}"
    assert offered[0]["municipality"].iloc[0] == "San Andrés de Tumaco"


def test_text_of_a_table_is_text_and_its_blanks_lead_nowhere(monkeypatch):
    drawn = []
    monkeypatch.setattr("streamlit.html", drawn.append)
    monkeypatch.setattr("streamlit.session_state", {"lang": "en"})
    cells = pd.DataFrame({"<b>Own</b>": ["javascript:alert(1)", "<script>x</script>", None]})
    draw_rows(cells, "'\"<i>", addresses={"<b>Own</b>": ["", "", "/places"]})
    [told] = drawn
    assert not re.search("<(b|i|script)>|<a ", told)
    [column] = json.loads(unescape(re.search("<pre hidden>(.*)</pre>", told)[1]))
    assert column["texts"] == ["javascript:alert(1)", "<script>x</script>", None]


def test_a_department_says_which_of_its_municipalities_programmes_name():
    html = sheet(visit("places", lang="en", place="19"))
    told = html.partition("Municipalities that US programs name")[2][:1500]
    assert "5 municipalities; named by a program on the active list of March 2025: 0." in told
    for name, programs in (
        ("Santander de Quilichao", ": 5 programs"),
        ("Caloto", ": 2 programs"),
        ("Corinto", ": 1 program"),
        ("Jambaló", ": 1 program"),
        ("Popayán", ": 1 program, not as a place of implementation"),
    ):
        assert f"{name}</a>{programs}" in told


def test_a_corridor_leads_to_its_story_and_a_way_only_where_one_starts():
    at = visit("places", lang="en", place="19418")
    leads = set(re.findall(r"/corridors\?[^\"]*", sheet(at)))
    assert leads and all(re.search("&amp;story=COR", address) for address in leads)
    assert tell("places.on_corridors", "en") not in [e.proto.label for e in at.get("page_link")]


def test_two_places_stand_side_by_side():
    at = visit("places", lang="es", place="19698", beside="19142")
    assert_framed(at, "es")
    html = sheet(at)
    assert [html.count(f"<h2>{name}</h2>") for name in ("Santander de Quilichao", "Caloto")] == [
        1,
        1,
    ]
    assert html.count(f"<h3>{tell('places.section_population', 'es')}</h3>") == 2
    assert "no sirven para comparar dos lugares" in html
    assert '<th scope="row">Población (personas)</th><td>118.031</td><td>31.552</td>' in html


def test_what_maps_of_places_mark_is_in_their_legends(evidence):
    for chosen in ({"view": "coca"}, {"view": "departments"}):
        legends = view("places", chosen, evidence, "en").scene.legends
        texts = [entry.text for legend in legends for entry in getattr(legend, "entries", ())]
        assert tell("overview.city", "en") in texts


def test_bars_of_two_places_share_a_scale():
    values = pd.Series([1.0, 4.0], [2023, 2024])
    look = (0, 0, 0), "", "", ("", "")
    alone, beside = (
        re.findall(r"height='([\d.]+)' fill='[^']+'/>", bars(values, *look, scale=scale))[1:]
        for scale in (None, 8.0)
    )
    assert [float(a) / float(b) for a, b in zip(alone, beside, strict=True)] == [2, 2]
