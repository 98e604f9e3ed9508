"""A bundle holds all that is needed to read, check and cite its tables; programs agree."""

import hashlib
import io
import json
from datetime import date
from html import unescape
from zipfile import ZipFile

import frictionless
import geopandas as gpd
import pandas as pd
import pytest

from geo.answers import Answer
from geo.answers.coca import coca_by_municipality
from geo.evidence import catalogue
from geo.exchange import cite
from geo.exchange.about import caveats, cited_sources
from geo.exchange.formats import FORMATS
from geo.exchange.package import Rows, package
from geo.exchange.published import layer_answer
from geo.language import LANGUAGES
from geo.views import view
from geo.views.bundle import MapFile, bundle, foot

TITLE = {"en": "Where is coca?", "es": "¿Dónde hay coca?"}
LINK = "https://example.org/places?v=1&lang=es&view=coca"


@pytest.fixture(scope="module")
def made(evidence):
    rows = [
        Rows(coca_by_municipality(evidence, 2024), {"scenario": "year = 2024"}),
        Rows(layer_answer(evidence, "homicides")),
    ]
    options = {"title": TITLE, "link": LINK, "lang": "es", "formats": ("xlsx", "kml")}
    beside = {"map.png": b"\x89PNG", "scenario.toml": b"year = 2024\n"}
    return package(rows, evidence, **options, beside=beside, accessed=date(2026, 11, 30))


@pytest.fixture(scope="module")
def files(made):
    with ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it_and_has_its_checksum(files):
    assert {"data/1_coca_2024.csv", "data/1_coca_2024.xlsx", "data/1_coca_2024.kml"} <= set(files)
    assert "data/2_homicides.csv" in files and "data/2_homicides.kml" in files
    assert {"README.en.md", "README.es.md", "LICENCES.md", "map.png", "scenario.toml"} <= set(files)
    lines = files["checksums.txt"].decode().splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert set(sums) == set(files) - {"checksums.txt"}
    assert all(hashlib.sha256(files[path]).hexdigest() == digest for path, digest in sums.items())


def test_its_catalogue_says_where_when_and_under_which_terms(files):
    told = json.loads(files["catalogue.json"])
    assert told["dct:title"] == TITLE["es"] and told["dct:license"]
    assert "POLYGON" in told["dct:spatial"]["dcat:bbox"]["@value"]
    assert told["dct:temporal"]["dcat:startDate"] <= "2024" <= told["dct:temporal"]["dcat:endDate"]
    assert len(told["dcat:distribution"]) == len(told["distribution"])
    assert told["@context"]["@language"] == "es"
    assert {part["encodingFormat"] for part in told["distribution"]}.isdisjoint(
        {"application/octet-stream"}
    )


def test_layers_in_a_bundle_are_cited_and_named_by_their_titles(evidence):
    layers = ("cities", "homicides")
    rows = [Rows(layer_answer(evidence, code)) for code in layers]
    made = package(rows, evidence, title=dict.fromkeys(LANGUAGES, "Downloads"), formats=["parquet"])
    titles = [catalogue()[code].title["en"] for code in layers]
    with ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert all(title in files["CITATION.txt"] for title in titles)
    assert "Downloads" not in files["CITATION.bib"] + files["catalogue.json"]
    told, package_told = (json.loads(files[f"{n}.json"]) for n in ("catalogue", "datapackage"))
    assert {licence["path"] for licence in package_told["licenses"]} == set(told["license"])
    assert told["name"] == package_told["title"] == "; ".join(titles)
    assert all(catalogue()[code].question["en"] in told["description"] for code in layers)
    assert all(f"`{name}`" in files["README.en.md"] for name in files)
    assert [part["name"] for part in told["recordSet"]] == ["1_cities", "2_homicides"]
    described = {part["@id"] for part in told["distribution"]}
    fields = [field for part in told["recordSet"] for field in part["field"]]
    assert {field["source"]["fileObject"]["@id"] for field in fields} <= described
    assert files["CITATION.ris"].endswith("ER  - \n\n")


def test_frictionless_agrees(files, tmp_path):
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert {"data-1_coca_2024.csv", "columns.csv", "sources.csv"} <= {t.name for t in report.tasks}


def test_dictionary_and_sources_explain_every_column_and_id(files):
    columns = pd.read_csv(io.BytesIO(files["columns.csv"]), dtype=str).set_index("name")
    coca = pd.read_csv(io.BytesIO(files["data/1_coca_2024.csv"]), dtype=str)
    assert set(coca) <= {*columns.index, "longitude", "latitude"}
    assert columns.loc["hectares", "unit"] == "ha"
    assert columns.loc["hectares", ["meaning_en", "meaning_es"]].notna().all()
    sources = pd.read_csv(io.BytesIO(files["sources.csv"]), dtype=str)
    cited = {code for cell in coca["source_ids"] for code in cell.split(";")}
    assert cited <= set(sources["source_id"])
    assert sources["licence"].notna().all()


def test_the_readme_is_there_in_both_languages(files):
    for lang, title in TITLE.items():
        text = files[f"README.{lang}.md"].decode()
        assert text.startswith(f"# {title}\n") and LINK in text and "year = 2024" in text


def test_the_same_view_gives_the_same_bundle(made, evidence):
    rows = [
        Rows(coca_by_municipality(evidence, 2024), {"scenario": "year = 2024"}),
        Rows(layer_answer(evidence, "homicides")),
    ]
    options = {"title": TITLE, "link": LINK, "lang": "es", "formats": ("xlsx", "kml")}
    beside = {"map.png": b"\x89PNG", "scenario.toml": b"year = 2024\n"}
    again = package(rows, evidence, **options, beside=beside, accessed=date(2026, 11, 30))
    assert again == made


def test_a_view_without_rows_is_refused(evidence):
    answer = coca_by_municipality(evidence, 2024)
    with pytest.raises(ValueError, match="rows"):
        package([Rows(answer.__class__("none", answer.frame.head(0), ""))], evidence, title=TITLE)


def test_citations_carry_title_version_link_and_day(evidence):
    answer = coca_by_municipality(evidence, 2024)
    day = date(2026, 11, 30)
    cited = cite.rows(answer, evidence, "en", title="A & B: 50%", link=LINK, accessed=day)
    assert cited.version == evidence.version
    line = cite.line(cited, "en")
    assert line.endswith(f"Retrieved November 30, 2026, from {LINK}") and "A & B: 50%" in line
    assert cite.apa(cited, "en").startswith("Corredor. (2026). A & B: 50% (data version ")
    entry = cite.bibtex(cited, "en")
    assert r"A \& B: 50\%" in entry and f"url = {{{LINK}}}" in entry
    told = cite.ris(cited, "en").splitlines()
    assert told[0] == "TY  - DATA" and told[-1] == "ER  - "
    assert f"UR  - {LINK}" in told and "Y2  - 2026/11/30" in told


def test_a_quotation_lists_every_source(evidence):
    answer = layer_answer(evidence, "homicides")
    cited = cite.rows(answer, evidence, "es", title="x")
    text = cite.quotation(answer, cited, evidence, "es")
    assert f"[{len(answer.source_ids)}] " in text and f"[{len(answer.source_ids) + 1}]" not in text


def test_a_map_cites_what_it_draws_and_nothing_else(evidence):
    def publishers(query):
        rows = view("incidents", query, evidence, "en").mapped
        return {name for a in rows for name in cited_sources(a, evidence, "en")["publisher"]}

    ucdp = "Uppsala Conflict Data Program"
    assert any(ucdp in name for name in publishers({"ucdp": "1"}))
    assert not any(ucdp in name for name in publishers({"view": "ucdp"}))
    seen = view("cities", {"view": "programmes"}, evidence, "en")
    assert seen.answer.id not in [answer.id for answer in seen.mapped]


def test_a_map_alone_says_method_parameters_and_caveats(evidence):
    shown = view("corridors", {"ask": "way", "year": "2010"}, evidence, "en")
    rows = [Rows(answer, scenario=shown.scenario.to_toml()) for answer in shown.mapped]
    text = unescape(MapFile(shown.scene, rows, evidence, "en").file("html").decode())
    assert "year = 2010" in text and "least-time" in text
    assert all(told in text for told in caveats(shown.answer, evidence, "en"))


def test_a_map_alone_keeps_a_readers_columns_under_their_own_names(evidence):
    shown = view("overview", {}, evidence, "en")
    frame = pd.DataFrame({"year": ["about 1990"], "my column": ["x"]})
    answer = Answer("own", frame, "", also_cites=(evidence.sources["source_id"][0],))
    rows = [Rows(answer, own=["year", "my column"])]
    text = MapFile(shown.scene, rows, evidence, "en").file("html").decode()
    assert "my column" in text and "about 1990" in text


def test_the_bundle_of_a_scenario_says_how_it_was_asked(evidence, monkeypatch):
    monkeypatch.setattr(MapFile, "files", lambda _: {})
    made = bundle("corridors", {"ask": "way"}, evidence, "en", formats=())
    with ZipFile(io.BytesIO(made)) as archive:
        assert b"year = 2024" in archive.read("scenario.toml")
        assert "least-time" in archive.read("README.en.md").decode()
        assert "tiempo mínimo" in archive.read("README.es.md").decode()


@pytest.mark.parametrize("fmt", [fmt for fmt, form in FORMATS.items() if form.holds_shapes])
def test_rows_of_codes_get_their_places_in_every_format_of_maps(evidence, fmt, tmp_path):
    rows = Rows(layer_answer(evidence, "homicides"))
    path = tmp_path / f"homicides.{fmt}"
    path.write_bytes(rows.write(fmt, evidence, {}, "en"))
    read = gpd.read_parquet if fmt == "parquet" else gpd.read_file
    found = read(path)
    assert len(found) == len(rows.answer.frame) and found.geometry.notna().all()


def test_a_maps_foot_names_date_version_licences_and_link(evidence):
    answer = coca_by_municipality(evidence, 2024)
    told = foot([answer], evidence, "en", link=LINK)
    assert evidence.version in told[0] and "2024" in told[0] and "not stated" in told[1]
    assert told[2] == LINK
    assert foot([], evidence, "en") == []
