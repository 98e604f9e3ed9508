"""The stand-alone map as a file: whole, small, and nothing in it that data could make run."""

import json
import re
from base64 import b64decode, b64encode
from gzip import decompress
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.cartography.kinds import Dots, Names
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene
from geo.cartography.standalone import embed, standalone
from geo.language import tell
from geo.views import PAGES, view
from tests.sampling import one_in

HOSTILE = '</script><script>window.ran = 1</script><img src=x onerror="window.ran = 1"> {{ 7 * 7 }}'


class Page(HTMLParser):
    """Every tag with its attributes, and what each script and style holds."""

    def __init__(self, content: bytes):
        super().__init__(convert_charrefs=True)
        self.tags, self.held = [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] in ("script", "style") and data.strip():
            self.held.append((*self.tags[-1], data))

    def script(self, **wanted) -> str:
        (found,) = (
            data
            for tag, attributes, data in self.held
            if tag == "script" and attributes.items() >= wanted.items()
        )
        return found


def hostile() -> Scene:
    rows = gpd.GeoDataFrame(
        {"tooltip": [HOSTILE], "text": [HOSTILE], "priority": [1], "row": ["1"]},
        geometry=[Point(-76.5, 3.4)],
        crs="EPSG:4326",
    )
    layers = [Dots("dots", HOSTILE, rows, code="row"), Names("names", HOSTILE, rows)]
    legends = [Legend(HOSTILE, "reported", [Entry("dot", (0, 0, 0), HOSTILE, 1)])]
    return Scene(HOSTILE, layers, legends=legends)


MAPPED = [page for page in PAGES if page not in ("decertification", "explore", "changes")]


@pytest.mark.parametrize("name", one_in(4, MAPPED))
def test_a_page_gives_one_small_file_of_its_own_map_and_asks_for_nothing(evidence, name):
    scene = view(name, {}, evidence, "es").scene
    made = standalone(scene, lang="es")
    assert len(made) < 2_000_000
    page = Page(made)
    assert not [a for _, a in page.tags for key in ("src", "href") if key in a]
    told = json.loads(page.script(id="scene"))
    shapes = json.loads(decompress(b64decode(page.script(id="shapes"))))
    assert {layer["url"] for layer in told["layers"] if "url" in layer} <= set(shapes)
    assert set(shapes) == set(told["files"]) >= {"countries", "departments", "water"}
    assert len(told["layers"]) == len(scene.kinds)
    assert all(legend.title in unescape(made.decode()) for legend in scene.legends)


def test_only_our_script_and_our_style_may_run():
    page = Page(standalone(hostile(), lang="en", title=HOSTILE, words=[HOSTILE]))
    policy = next(a["content"] for tag, a in page.tags if "http-equiv" in a)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"

    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    assert rules["script-src"] == hashed(page.script(type="module"))
    assert rules["style-src-elem"] == hashed(next(d for tag, _, d in page.held if tag == "style"))
    script = page.script(type="module")
    assert not re.search(r"^\s*(import|export)\b|\bimport\(", script, re.M)


def test_text_from_data_becomes_neither_tag_nor_attribute():
    table = pd.DataFrame({HOSTILE: [HOSTILE, None]})
    made = standalone(
        hostile(), lang="en", words=[HOSTILE], table=table, sources=[HOSTILE], notes=[HOSTILE]
    )
    page = Page(made)
    assert sum(tag == "script" for tag, _ in page.tags) == 3
    assert not any(tag == "img" for tag, _ in page.tags)
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)
    told = json.loads(page.script(id="scene"))
    assert told["layers"][0]["tips"] == [HOSTILE] and "49" not in json.dumps(told["title"])


def test_the_table_is_counted_beyond_its_first_rows_and_the_bytes_are_the_same():
    table = pd.DataFrame({"Place": [f"Place {i}" for i in range(620)]})
    made = standalone(hostile(), lang="en", table=table)
    assert made.count(b"<td>Place") == 500
    assert tell("alone.more", "en", n=120).encode() in made
    assert made == standalone(hostile(), lang="en", table=table)


def test_where_its_script_cannot_run_words_say_so(evidence):
    page = standalone(Scene("A map", []), lang="es").decode()
    assert f'<div id="map"><p class="loading">{tell("alone.no_script", "es")}</p></div>' in page


def test_a_map_that_nobody_answers_keeps_its_year_and_opens_no_place(evidence):
    told = json.loads(Page(standalone(view("overview", {}, evidence, "en").scene, lang="en"))
                      .script(id="scene"))  # fmt: skip
    areas = next(layer for layer in told["layers"] if layer["kind"] == "areas")
    assert areas["years"] is None and areas["opens"] == "" and len(areas["values"]) == 180


@pytest.mark.parametrize("picture", ["", "map.png"])
def test_the_lines_that_embed_it_carry_title_height_and_the_words_of_the_picture(picture):
    lines = embed('a"b.html', title=HOSTILE, alt=HOSTILE, picture=picture, height=700)
    page = Page(lines.encode())
    frame = page.tags[0][1]
    assert frame["src"] == 'a"b.html' and frame["title"] == HOSTILE
    assert frame["loading"] == "lazy" and frame["height"] == "700"
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert [image["alt"] for image in images] == ([HOSTILE] if picture else [])
    assert not any(tag == "script" for tag, _ in page.tags)
