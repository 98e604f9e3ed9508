"""What stands there before the page has come is what the page then says."""

import re

import pytest

from geo.errors import LayerMissing
from geo.language import LANGUAGES
from geo.views import PAGES
from pages.frame.early import first
from tests.pages.test_pages import visit

LINKS = [
    ("corridors", {"ask": "closures", "closed": "19698"}),
    ("corridors", {"story": "COR05"}),
    ("incidents", {"incident": "CO-20250821-01"}),
    ("places", {"place": "19698"}),
    ("places", {"place": "19698", "beside": "19142"}),
    ("places", {"place": "19"}),
    ("aid", {"view": "accounts"}),
    ("overview", {"year": "2010"}),
    ("overview", {"year": "1492"}),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "query"), [*((page, {}) for page in PAGES), *LINKS], ids=lambda one: str(one)
)
def test_it_says_what_the_page_says(page, query, lang):
    early = first(page, query, lang).get("html", "")
    at = visit(page, lang=lang, **query)
    drawn = [element.proto.body for element in at.get("html")]
    if not early:  # only where the page finds it out by itself
        assert page in ("explore", "downloads")
        return
    assert re.search("<h1>(.*?)</h1>", early)[1] in [title.value for title in at.title]
    assert re.search('<p class="finding">.*?</p>', early)[0] in drawn
    if page == "overview":  # which shows its map's number among the cards
        return
    for number in re.findall('<a href="#[^"]*" target="_self"><b>(.*?)</b>', early):
        assert any(number in text for text in drawn)


def test_a_view_that_cannot_be_had_is_left_to_the_page(monkeypatch):
    def broken(*asked):
        raise LayerMissing("coca", "layers/coca.parquet")

    monkeypatch.setattr("pages.frame.early.view", broken)
    assert first("places", {}, "en") == {}


def test_a_map_stands_first_only_where_the_page_has_it_there():
    drawn = {page for page in PAGES if "map" in first(page, {}, "en")}
    assert {"overview", "corridors", "cities", "incidents", "places", "aid"} <= drawn
    assert not drawn & {"methods", "decertification", "changes"}


def test_what_a_link_says_never_becomes_markup():
    for page in PAGES:
        text = str(first(page, {"place": "<b>x", "year": "<b>x", "lang": "<b>x"}, "en"))
        assert "<b>x" not in text
