"""Every file that every page offers, taken by its button and opened by other programs."""

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, expect

from geo.exchange import FORMATS
from geo.language import tell

pytestmark = pytest.mark.long

LANG = "en"
PLACED = "", "cities", "incidents", "places", "aid", "downloads", "corridors?ask=way"
PATHS = [
    *PLACED,
    "corridors",
    "decertification",
    "methods",
    "changes",
    "places?place=19",
    "explore?",
]
DRAWN = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "html": b"<!doctype html>"}


class Panel:
    """The open panel of a page; every file it gives lands in `folder`."""

    def __init__(self, visit, folder: Path):
        self.page, self.visit, self.folder = visit.page, visit, folder
        self.box = self.page.locator('[class*="st-key-take-home-"]').first

    def open(self) -> None:
        if "/downloads" not in self.page.url:  # which shows it open
            self.page.get_by_text(tell("take_home.title", LANG)).click()
        expect(self.part("file")).to_be_visible()

    def part(self, code: str) -> Locator:
        return self.segment(tell(f"take_home.part_{code}", LANG))

    def segment(self, text: str) -> Locator:
        return self.box.get_by_role("radio", name=text, exact=True)

    def options(self, title: str) -> list[str]:
        """What a box holds, first to last; nothing where it is not there."""
        box = self.combobox(title)
        if not box.count():
            return []
        texts = self.visit.options(box).all_inner_texts()
        self.page.keyboard.press("Escape")
        return texts

    def combobox(self, title: str) -> Locator:
        return self.box.get_by_role("combobox", name=re.compile(f"{re.escape(title)}$"))

    def choose(self, title: str, nth: int) -> None:
        self.visit.options(self.combobox(title)).nth(nth).click()
        self.visit.wait_until_still()

    def button(self, label: str) -> Locator:
        return self.box.get_by_role("button", name=label, exact=True)

    def save(self, button: Locator) -> Path:
        with self.page.expect_download() as coming:
            button.click()
        file = self.folder / coming.value.suggested_filename
        coming.value.save_as(file)
        assert file.stat().st_size, file.name
        return file


def features(file: Path) -> int:
    """How many features GDAL finds, over all layers."""
    place = f"/vsizip/{file}" if file.suffix == ".zip" else file
    layers = pyogrio.list_layers(place)
    return sum(len(pyogrio.read_dataframe(place, layer=name)) for name, _ in layers)


def sheets(file: Path) -> list[int]:
    """How many rows each sheet has below its first."""
    book = load_workbook(file, read_only=True)
    return [sum(1 for _ in sheet.iter_rows()) - 1 for sheet in book]


def assert_opens(file: Path, fmt: str, rows: int | None) -> int:
    """Reads the file with another program; returns its rows."""
    if fmt == "csv":
        rows = len(pd.read_csv(file, dtype=str))
    elif fmt == "csv.zip":
        packed = zipfile.ZipFile(file)
        assert packed.testzip() is None
        name = next(n for n in packed.namelist() if n.endswith(".csv"))
        rows = len(pd.read_csv(io.BytesIO(packed.read(name)), dtype=str))
    elif fmt == "xlsx":
        assert rows in sheets(file), file.name
    elif fmt == "parquet":
        assert len(pd.read_parquet(file)) == rows, file.name
    else:
        assert 0 < features(file) <= rows, file.name
    return rows


@pytest.mark.parametrize("path", PATHS)
def test_every_table_opens_in_every_format_that_is_offered(visit, tmp_path, path):
    visit.open(f"/{path}{'&' if '?' in path else '?'}lang={LANG}".replace("?&", "?"))
    if path.startswith("explore"):
        visit.page.get_by_text(tell("explore.how_sample", LANG), exact=True).click()
        visit.wait_for_map()
    panel = Panel(visit, tmp_path)
    panel.open()
    which = tell("take_home.rows", LANG)
    given = set()
    for table in range(max(1, len(panel.options(which)))):
        if table:
            panel.choose(which, table)
        rows = None
        for nth, (fmt, form) in enumerate(FORMATS.items()):
            panel.choose(tell("take_home.format", LANG), nth)
            button = panel.button(tell("frame.download", LANG, format=form.title))
            refused = panel.box.get_by_test_id("stAlert").filter(has_text=form.title)
            expect(button.or_(refused).first).to_be_visible()
            if button.count():
                rows = assert_opens(panel.save(button), fmt, rows)
                given.add(fmt)
    assert given >= {"csv", "csv.zip", "xlsx", "parquet"}
    if path in PLACED:
        assert given == FORMATS.keys()
    if panel.part("map").count():
        maps(panel)
    bundle(panel)
    if panel.part("scenario").count():
        scenario(panel)


def maps(panel: Panel) -> None:
    """The page's map in every kind."""
    panel.part("map").click()
    for kind, start in DRAWN.items():
        name = tell(f"take_home.kind_{kind}", LANG)
        panel.segment(name).click()
        button = panel.button(tell("frame.download", LANG, format=name))
        expect(button).to_be_visible()
        file = panel.save(button)
        assert file.read_bytes().lstrip().lower().startswith(start.lower()), file.name
        if kind == "png":
            Image.open(file).verify()


def bundle(panel: Panel) -> None:
    """Everything in one ZIP, each table of it opened."""
    panel.part("bundle").click()
    button = panel.button(tell("frame.download", LANG, format="ZIP"))
    expect(button).to_be_visible()
    packed = zipfile.ZipFile(panel.save(button))
    assert packed.testzip() is None
    inside = panel.folder / "bundle"
    packed.extractall(inside)
    for file in inside.rglob("*"):
        if file.suffix == ".xlsx":
            assert max(sheets(file)) > 0, file.name
        elif file.suffix in (".gpkg", ".geojson", ".fgb", ".kml"):
            assert features(file), file.name


def scenario(panel: Panel) -> None:
    """The scenario as text, and all its tables and lines in one GeoPackage."""
    panel.part("scenario").click()
    text, lines = (tell(f"corridors.{key}", LANG) for key in ("scenario_file", "export_all"))
    expect(panel.button(text)).to_be_visible()
    assert panel.save(panel.button(text)).suffix == ".toml"
    assert features(panel.save(panel.button(lines)))
