"""Pictures to print: their size, their words, true to scale, whatever the title or the rows."""

import io
import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pytest
from PIL import Image
from pyproj import Geod
from shapely import Point

from geo.cartography import palette, static
from geo.cartography.kinds import Dots, Lines, Names
from geo.cartography.legend import Entry, Legend, stripes
from geo.cartography.paper import marks
from geo.cartography.paper import type as letters
from geo.cartography.paper.ground import Ground, reach
from geo.cartography.paper.measures import bar_km
from geo.cartography.paper.sheet import Box, Sheet
from geo.cartography.picture import SIZES, picture
from geo.cartography.scene import Scene, describe
from geo.errors import LayerMissing
from geo.language import tell
from geo.views import view
from tests.sampling import one_in

TITLES = [
    "Ñandú & <b>bold</b> <script>alert(1)</script>",
    "$x_{1$ \\frac{ % # ~ {n}",
    "Coca \U0001f4b8\U0001f1e8\U0001f1f4 in 汉字 " + "a" * 40,
    "\U0001f4b8",
    "many words " * 28,
    "n" * 300,
    "two\nlines\tand\x00more",
]
CALI, BOGOTA = (-76.532, 3.4516), (-74.0721, 4.711)
SVG = "{http://www.w3.org/2000/svg}"


def small(**options) -> Scene:
    rows = gpd.GeoDataFrame(
        {"tooltip": ["Cali", "Bogotá"], "text": ["Cali", "Bogotá"], "priority": [2, 1]},
        geometry=[Point(CALI), Point(BOGOTA)],
        crs="EPSG:4326",
    )
    layers = [Dots("dots", "Cities", rows, radius=5), Names("names", "", rows)]
    legend = Legend("Cities", "reported", [Entry("dot", (0, 72, 116), "a city", 2)])
    return Scene("Two cities", layers, legends=[legend], **options)


def drawn(scene: Scene, kind: str = "png", size: str = "square", **options) -> bytes:
    return picture(scene, lang=options.pop("lang", "en"), kind=kind, size=size, **options)


def svg_of(scene: Scene, **options) -> tuple[ElementTree.Element, str]:
    text = drawn(scene, "svg", **options).decode()
    return ElementTree.fromstring(text), text


def pdf_words(content: bytes) -> str:
    """All strings of a PDF, one after the other."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.S)
    opened = [zlib.decompress(s) for s in streams if s[:1] == b"\x78"]
    said = re.findall(rb"\(((?:\\.|[^\\()])*)\)", b"".join(opened))
    return b"".join(said).decode("latin-1").replace("\0", "")


@pytest.mark.parametrize(
    ("size", "pixels", "dpi"),
    one_in(
        3,
        [
            ("a4", (3508, 2480), 300),
            ("a4_portrait", (2480, 3508), 300),
            ("a3", (4961, 3508), 300),
            ("slide", (4000, 2250), 300),
            ("screen", (1920, 1080), 144),
            ("square", (2250, 2250), 300),
            ("portrait", (2250, 2812), 300),
        ],
    ),
)
def test_a_png_is_as_large_as_its_paper_and_says_what_it_is(size, pixels, dpi):
    scene = small()
    made = Image.open(io.BytesIO(drawn(scene, size=size, sources=["DANE"], notes=["2026"])))
    assert np.abs(np.array(made.size) - pixels).max() <= 1
    assert made.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
    assert made.info["Title"] == "Two cities"
    assert made.info["Description"] == describe(scene, "en")
    assert made.info["Source"] == "DANE 2026"


def test_two_readers_at_once_get_what_one_gets():
    with ThreadPoolExecutor(4) as readers:
        made = list(readers.map(lambda _: drawn(small(), "svg"), range(4)))
    assert set(made) == {drawn(small(), "svg")}


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_scene_gives_the_same_bytes(kind):
    assert drawn(small(), kind) == drawn(small(), kind)


def test_every_page_is_drawn_with_its_legend_in_both_languages(evidence):
    for page, lang in (("corridors", "en"), ("incidents", "es"), ("aid", "es")):
        scene = view(page, {"ask": "way"}, evidence, lang).scene
        root, text = svg_of(scene, size="a4", lang=lang)
        assert root.find(f"{SVG}title").text == scene.title
        assert root.find(f"{SVG}desc").text == describe(scene, lang)
        written = " ".join(re.findall("<!-- (.*?) -->", text))
        for legend in scene.legends:
            assert legend.title.split()[0] in written
            assert all(entry.text.split()[0] in written for entry in legend.entries)
        marked = tell("picture.modelled", lang).split()[0]
        assert (marked in written) == (page == "corridors")
        assert not re.search(r'(href|src)="(?!#)', text) and "<script" not in text


def test_a_pdf_holds_its_font_and_its_words_as_text():
    made = drawn(small(), "pdf", "a4", sources=["Observatorio de Drogas"])
    assert b"/FontFile2" in made and b"DejaVuSans" in made and b"/Type3" not in made
    words = pdf_words(made)
    assert "Two cities" in words and "Observatorio de Drogas" in words and "Cali" in words


def test_sources_that_do_not_fit_are_counted_and_no_name_is_cut():
    names = [f"Publisher {n} of many" for n in range(60)]
    _, text = svg_of(small(), sources=names, size="square")
    written = " ".join(re.findall("<!-- (.*?) -->", text))
    told = [name for name in names if f"{name};" in written]
    assert 5 < len(told) < 60 and told == names[: len(told)]
    assert f"; {60 - len(told)} more publishers." in written and "…" not in written


@pytest.mark.parametrize("title", one_in(2, TITLES))
def test_any_title_is_drawn_as_text(title):
    root, text = svg_of(small(), title=title)
    assert root.find(f"{SVG}title").text == " ".join(title.replace("\0", " ").split())
    assert "<script" not in text and "<b>" not in text
    assert Image.open(io.BytesIO(drawn(small(), title=title))).size == (2250, 2250)


def test_a_title_that_is_too_long_is_cut_and_one_without_letters_is_the_scenes():
    assert len(letters.wrap("n" * 300, 400, 14, bold=True, most=3)) == 3
    assert letters.wrap("n" * 300, 400, 14, bold=True, most=3)[-1].endswith("…")
    lines = letters.wrap("many words " * 28, 400, 14)
    assert all(letters.width(line, 14) <= 400 for line in lines)
    assert " ".join(lines) == ("many words " * 28).strip()
    assert "<!-- Two cities -->" in svg_of(small(), title="\U0001f4b8")[1]


def test_a_view_without_rows_says_so_and_a_missing_file_is_named(monkeypatch):
    nothing = gpd.GeoDataFrame({"tooltip": []}, geometry=[], crs="EPSG:4326")
    _, text = svg_of(Scene("Nothing", [Dots("dots", "Cities", nothing)]))
    assert tell("map.empty", "en")[:20] in text
    real = static.url

    def without(name: str) -> str:
        if name in ("departments.json", "roads.json"):
            raise LayerMissing(name, f"layers/display/{name}")
        return real(name)

    monkeypatch.setattr(static, "url", without)
    assert "data/layers/display/roads.json" in svg_of(small())[1].replace("-->", "")


def test_distances_on_paper_are_true_to_the_scale_that_is_printed():
    sheet = Box(20, 20, 600, 400)
    ground = Ground(sheet, reach("colombia"), rounded=True)
    one, other = ground.at([CALI, BOGOTA])
    metres = np.hypot(*(one - other)) * 0.0254 / 72 * ground.scale
    assert metres == pytest.approx(Geod(ellps="GRS80").inv(*CALI, *BOGOTA)[2], rel=0.002)
    assert ground.scale == 14_000_000
    assert bar_km(1000, 99) == 50 and bar_km(1000, 100) == 100 and bar_km(10, 30) == 0.2


@pytest.mark.parametrize("size", SIZES)
def test_what_must_be_seen_is_whole_on_the_map(size):
    wide, high, *_ = SIZES[size]
    for extent in ("colombia", "cali", (-77.0, 3.0, -76.0, 4.0)):
        ground = Ground(Box(0, 0, wide, high), reach(extent), rounded=True)
        west, south, east, north = reach(extent)
        corners = ground.laid(np.array([(west, south), (east, north)]))
        assert corners.min() > -0.1 and (corners[1] <= np.array([wide, high]) + 0.1).all()


def test_names_keep_out_of_each_others_way(evidence):
    scene = view("corridors", {"ask": "way"}, evidence, "en").scene
    names = next(kind for kind in scene.kinds if isinstance(kind, Names))
    ground = Ground(Box(0, 0, 600, 400), reach("cauca_cali"))
    boxes = marks.names(Sheet(600, 400), ground, names.message("en"), 0.7)
    assert 5 < len(boxes) < len(names)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(b.bottom >= -4 and b.top <= 404 for b in boxes)  # 4 points around each are free


def test_no_name_lies_nearer_to_another_mark_than_to_its_own(evidence):
    scene = view("aid", {"department": "19"}, evidence, "en").scene
    names = next(kind for kind in scene.kinds if isinstance(kind, Names)).message("en")
    dots = next(kind for kind in scene.kinds if isinstance(kind, Dots)).message("en")["at"]
    ground = Ground(Box(0, 0, 600, 400), reach(scene.bounds))
    sheet = Sheet(600, 400)
    boxes = marks.names(sheet, ground, names, 0.7, dots=[dots])
    spots = [tuple(spot) for spot in ground.at(dots)]
    assert len(boxes) >= 3
    tight = [Box(b.left + 2.8, b.bottom + 3.5, b.wide - 5.6, 7.3) for b in boxes]
    owners = [min(spots, key=lambda spot, box=box: box.far(*spot)) for box in tight]
    assert len(set(owners)) == len(boxes)


def test_modelled_lines_are_striped_also_in_grey():
    rows = gpd.GeoDataFrame(
        {"load_ha_modelled": [10.0], "tooltip": ["way"]},
        geometry=gpd.GeoSeries.from_wkt(["LINESTRING(-76.5 3.4, -75 3.4)"]),
        crs="EPSG:4326",
    )

    def along(basis: str) -> np.ndarray:
        scene = Scene("Ways", [Lines("w", "Ways", rows, basis=basis, width=20)], extent="cali")
        return np.asarray(Image.open(io.BytesIO(drawn(scene))).convert("L")).astype(int)

    dark = {basis: along(basis) for basis in ("reported", "modelled")}
    changes = {basis: (np.abs(np.diff(grey, axis=1)) > 25).sum() for basis, grey in dark.items()}
    assert changes["modelled"] > changes["reported"] + 500


def test_what_falls_is_striped_the_other_way_so_that_grey_tells_it_apart():
    rises, falls = (
        marks.hatching(ramp[1], False, 1)[0] for ramp in (palette.GAINS, palette.LOSSES)
    )
    assert {rises, falls} == {"///", "\\\\\\"}
    assert marks.hatching(palette.css(palette.LOSSES[1]), False, 1)[0] == falls
    assert marks.hatching(palette.LOSSES[1], True, 1)[0] not in (rises, falls)
    boxes = [stripes(ramp[1]).split(",")[0] for ramp in (palette.GAINS, palette.LOSSES)]
    assert [box[-6:] for box in boxes] == ["135deg", "(45deg"]


def test_a_legend_that_does_not_fit_is_smaller_but_never_left_out():
    entries = [Entry("dot", palette.CITY, f"entry {i}", i) for i in range(90)]
    scene = Scene("Many", [], legends=[Legend("Kinds", "reported", entries)])
    _, text = svg_of(scene, size="slide")
    assert all(f"<!-- entry {i} ({i}) -->" in text for i in range(90))


def test_what_is_written_beyond_the_frame_of_the_map_is_cut():
    sheet = Sheet(200, 100)
    sheet.cut_to(Box(0, 50, 200, 50))
    sheet.text(50, 10, "3", 20)
    sheet.figure.savefig(out := io.BytesIO(), dpi=72)
    below = np.asarray(Image.open(out).convert("L"))[60:]
    assert below.min() == below.max()
