"""What a fresh visit gets over the wire, and the box that copies."""

import os
import re
from subprocess import run
from urllib.request import Request, urlopen

import pyogrio
import pytest
from playwright.sync_api import expect

from geo.language import tell
from tests.browser.server import ROOT

UTF8 = os.environ | {"LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize(
    ("path", "lang"), [("/?lang=en", "en"), ("/aid?lang=es", "es"), ("/aid?lang=<b>", "en")]
)
def test_the_document_comes_in_the_language_of_the_link(server, path, lang):
    with urlopen(server + path.replace("<b>", "%3Cb%3E")) as answer:
        text = answer.read().decode()
    page = "aid" if "aid" in path else "overview"
    assert f'<html lang="{lang}">' in text and tell(f"{page}.about", lang) in text


def test_our_static_files_come_compressed_and_stay(visit, server):
    visit.open("/?lang=en")
    file = next((ROOT / "static").glob("municipalities-*.json"))
    asked = Request(f"{server}/app/static/{file.name}", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.read()) < file.stat().st_size / 2


@pytest.mark.long
def test_a_text_is_copied_by_keyboard_and_says_so_in_the_language(visit):
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/decertification?lang=es")
    visit.page.get_by_text(tell("frame.say_and_cite", "es")).first.click()
    box = visit.page.get_by_role("textbox", name=tell("frame.copy_label", "es")).first
    expect(box).to_be_visible()
    button = visit.page.get_by_role("button", name=tell("frame.copy_copy", "es"), exact=True).first
    button.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text(tell("frame.copy_copied", "es"))).to_be_visible()
    assert visit.page.evaluate("navigator.clipboard.readText()") == box.inner_text()


def test_the_readmes_example_reads_a_layer_from_the_server(server):
    text = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"import geopandas as gpd\n\nincidents = .*", text)[0]
    made = {}
    exec(example.replace("http://localhost:8501", server), made)
    assert len(made["incidents"]) > 200 and made["incidents"].crs.to_epsg() == 4326
    address = f"/vsicurl/{server}/data/latest/corridors_documented.fgb"
    assert pyogrio.read_info(address, force_feature_count=True)["features"] > 300


@pytest.mark.long
def test_the_readmes_example_for_r_reads_the_same_rows(server, evidence):
    """By Debian's r-cran-sf, which the README names for this part of the tests."""
    text = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"incidents <- sf::st_read.*", text)[0]
    asked = """
    cat(nrow(incidents), sf::st_crs(incidents)$epsg, class(incidents$divipola), "\n")
    cat(incidents$divipola[1:3], sum(is.na(incidents$killed_low)), "\n")
    cat(sum(grepl("\u00f1", incidents$title_es)), sf::st_coordinates(incidents)[1, ], "\n")
    """
    for fmt, way in (("gpkg", ""), ("fgb", ""), ("kml", ""), ("shp.zip", "/vsizip/")):
        place = f"{way}/vsicurl/{server}/data/latest/incidents.{fmt}"
        asked += f'more <- sf::st_read("{place}", quiet = TRUE)\n'
        asked += 'cat(nrow(more), class(more$divipola), sf::st_crs(more)$epsg, "\\n")\n'
    script = example.replace("http://localhost:8501", server) + asked
    told = run(["Rscript", "-e", script], capture_output=True, text=True, check=True, env=UTF8)
    first, second, third, *others = (line.split() for line in told.stdout.splitlines()[-7:])
    rows = evidence.incidents
    assert first == [str(len(rows)), "4326", "character"]
    assert others == [[str(len(rows)), "character", "4326"]] * 4
    assert second == [*rows["divipola"][:3], str(rows["killed_low"].isna().sum())]
    assert int(third[0]) == rows["title_es"].str.contains("ñ").sum() > 0
    place = rows.geometry.iloc[0]
    assert list(map(float, third[1:])) == pytest.approx([place.x, place.y], abs=1e-4)
