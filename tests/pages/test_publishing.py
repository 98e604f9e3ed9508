"""Lasting addresses: layers, catalogue, maps; tags, parts and any site's reading."""

import hashlib
import io
import json
import re
from zipfile import ZipFile

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from PIL import Image
from starlette.applications import Starlette

from geo.evidence import catalogue, columns
from geo.exchange import schema_org
from geo.exchange.formats import FORMATS
from geo.exchange.schema_org import CONTEXT
from geo.language import LANGUAGES, tell
from geo.views import PAGES
from geo.views.bundle import MapFile
from pages.frame import documents, publishing
from pages.frame.store import Store, StoredFile
from tests.pages.client import Client


@pytest.fixture(scope="module")
def client(evidence):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_evidence", lambda: evidence)
        yield Client(Starlette(routes=[*publishing.routes(), *documents.routes()]))


def test_a_layer_lies_at_an_address_that_lasts(client, evidence):
    latest = client.get("/data/latest/cities.geojson")
    assert latest.headers["content-type"].startswith("application/geo+json")
    assert latest.headers["cache-control"] == "no-cache"
    assert len(gpd.read_file(io.BytesIO(latest.content))) == 5
    held = client.get(f"/data/{evidence.version}/cities.geojson")
    assert held.content == latest.content and held.headers["cache-control"] == "no-cache"
    told = json.loads(latest.content)["about"]
    assert told["title"] == catalogue()["cities"].title["en"] and told["sources"]
    assert told["link"] == "/downloads?v=1&lang=en&layer=cities"
    elsewhere = client.get("/data/latest/cities.geojson", headers={"Host": "another.org"})
    assert elsewhere.content == latest.content


def test_it_is_sent_once_in_parts_and_to_any_site(client):
    whole = client.get("/data/latest/cities.csv")
    tag = whole.headers["etag"]
    again = client.get("/data/latest/cities.csv", headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.content
    part = client.get("/data/latest/cities.csv", headers={"Range": "bytes=10-29"})
    assert part.status_code == 206 and part.content == whole.content[10:30]
    assert part.headers["access-control-allow-origin"] == "*"
    asked = client.ask("OPTIONS", "/data/latest/cities.csv")
    assert asked.status_code == 204 and "Range" in asked.headers["access-control-allow-headers"]
    past = client.get("/data/latest/cities.csv", headers={"Range": "bytes=99999999-"})
    assert past.status_code == 416 and past.headers["access-control-allow-origin"] == "*"
    for odd in ("rows=1-2", "bytes=5-2", "bytes=a-b", "bytes=" + "9" * 5000 + "-"):
        assert client.get("/data/latest/cities.csv", headers={"Range": odd}).status_code == 200
    any_of = client.get("/data/latest/cities.csv", headers={"If-None-Match": "*"})
    assert any_of.status_code == 304
    head = client.ask("HEAD", "/data/latest/cities.csv", {"Range": "bytes=1-2"})
    assert int(head.headers["content-length"]) == len(whole.content) and not head.content


def test_a_full_disk_is_a_sentence(client, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pages.frame.store.Path.write_bytes", full)
    answer = client.get("/data/latest/aid_accounts.csv?lang=es")
    assert answer.status_code == 503 and answer.headers["access-control-allow-origin"] == "*"
    assert answer.text == tell("files.not_now", "es", address="http://testserver/catalogue.json")


def test_what_changed_is_a_feed(client):
    feed = client.get("/changes.atom?lang=es")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert b'xml:lang="es"' in feed.content and feed.content.startswith(b"<?xml")
    assert client.get("/changes.atom").content != feed.content


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/data/latest/nothing.csv", "files.not_here"),
        ("/data/latest/cities.exe", "files.not_here"),
        ("/data/00000000/cities.csv", "files.other_version"),
        ("/data/latest/..%2F..%2Fapp.py", ""),
        ("/map/decertification", "files.no_map files.not_here"),
        ("/map/aid?department=88", "files.no_map files.not_here"),
        ("/map/nowhere", "files.not_here"),
    ],
)
def test_what_is_not_there_is_said_in_sentences(client, path, keys, lang):
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 404
    if keys:
        address = "http://testserver/catalogue.json"
        assert answer.text == " ".join(tell(key, lang, address=address) for key in keys.split())
    assert "Traceback" not in answer.text


def test_layers_of_codes_have_shapes_and_others_say_what_can_be_had(client):
    found = gpd.read_file(io.BytesIO(client.get("/data/latest/pdet.geojson").content))
    assert len(found) == 170 and found.geometry.notna().all()
    answer = client.get("/data/latest/aid_accounts.kml?lang=es")
    assert answer.status_code == 404
    assert answer.text.startswith(tell("files.without_shapes", "es", format="KML"))


def test_the_catalogue_tells_every_layer_with_checksums_that_hold(client, monkeypatch, evidence):
    few = {code: catalogue()[code] for code in ("cities", "coca", "countries")}
    monkeypatch.setattr("geo.exchange.schema_org.catalogue", lambda *_: few)
    told = client.get("/catalogue.json").json()
    assert told["@type"] == ["DataCatalog", "dcat:Catalog"]
    assert [dataset["name"] for dataset in told["dataset"]] == list(few)
    assert told["@context"] == CONTEXT
    cities = told["dataset"][0]
    west, east = (float(cities["spatialCoverage"]["geo"]["box"].split()[n]) for n in (1, 3))
    assert -78 < west < east < -72
    assert told["dataset"][1]["temporalCoverage"] == "2001/2024"
    stated = {dataset["name"]: "license" in dataset for dataset in told["dataset"]}
    assert stated == {code: layer.licence != "not_stated" for code, layer in few.items()}
    measured = [file for file in cities["distribution"] if "sha256" in file]
    assert len(cities["distribution"]) == len(FORMATS) and len(measured) == 4
    assert "POLYGON" in cities["dct:spatial"]["dcat:bbox"]["@value"]
    assert {title["@language"] for title in cities["dct:title"]} == set(LANGUAGES)
    period = told["dataset"][1]["dct:temporal"]
    assert (period["dcat:startDate"], period["dcat:endDate"]) == ("2001", "2024")
    for file in measured:
        sent = client.get(file["contentUrl"].removeprefix("http://testserver"))
        assert hashlib.sha256(sent.content).hexdigest() == file["sha256"]
        assert int(file["contentSize"]) == len(sent.content)


def test_croissant_names_the_columns_of_a_file(client):
    told = client.get("/data/latest/coca.croissant.json").json()
    assert told["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    (file,) = [f for f in told["distribution"] if f["encodingFormat"] == "application/x-parquet"]
    sent = client.get(file["contentUrl"].removeprefix("http://testserver"))
    table = pd.read_parquet(io.BytesIO(sent.content)).drop(columns=["geometry", "bbox"])
    (rows,) = told["recordSet"]
    assert [field["source"]["extract"]["column"] for field in rows["field"]] == list(table)
    assert all(field["source"]["fileObject"]["@id"] == file["@id"] for field in rows["field"])
    kinds = {field["name"]: field["dataType"] for field in rows["field"]}
    assert kinds["divipola"] == "sc:Text" and kinds["hectares"] == "sc:Float"


@pytest.mark.parametrize(
    "layer_id", ["cities", *(pytest.param(name, marks=pytest.mark.long) for name in catalogue())]
)
def test_a_layer_is_there_in_every_format_or_says_why_not(layer_id, client, evidence, tmp_path):
    rows, placed = evidence[layer_id], {"divipola", "department_code", "geometry"}
    for fmt, form in FORMATS.items():
        sent = client.get(f"/data/latest/{layer_id}.{fmt}")
        assert sent.headers["access-control-allow-origin"] == "*"
        if form.shapes and not placed & set(rows):
            assert sent.status_code == 404
            assert sent.text.startswith(tell("files.without_shapes", "en", format=form.title))
            continue
        assert sent.status_code == 200 and sent.headers["etag"], fmt
        assert count(sent.content, fmt, tmp_path / f"{layer_id}.{fmt}") == len(rows), fmt


def count(content: bytes, fmt: str, path) -> int:
    """How many rows another program finds."""
    path.write_bytes(content)
    if fmt == "csv":
        return len(pd.read_csv(path, dtype=str))
    if fmt == "csv.zip":
        with ZipFile(path) as archive, archive.open("data.csv") as file:
            return len(pd.read_csv(file, dtype=str))
    if fmt == "xlsx":
        return len(pd.read_excel(path, "corredor", engine="calamine", dtype=str))
    if fmt == "parquet":
        return pq.read_metadata(path).num_rows
    place = f"/vsizip/{path}" if fmt == "shp.zip" else path
    names = [name for name, _ in pyogrio.list_layers(place)]
    info = [pyogrio.read_info(place, layer=name, force_feature_count=True) for name in names]
    return sum(layer["features"] for layer in info)


@pytest.mark.long
@pytest.mark.parametrize("layer_id", catalogue())
def test_every_layer_has_its_record(layer_id, evidence):
    told = json.loads(schema_org.croissant(evidence, layer_id))
    assert told["distribution"] and told["isBasedOn"] and told["spatialCoverage"]
    assert set(catalogue()[layer_id].columns) <= set(columns())


def test_a_views_map_is_a_page_and_a_picture(client):
    page = client.get("/map/places?lang=es&view=coca")
    assert page.headers["content-type"].startswith("text/html")
    assert "view=coca" in page.text and 'lang="es"' in page.text
    picture = client.get("/picture/places.png?lang=es")
    with Image.open(io.BytesIO(picture.content)) as seen:
        assert seen.width / seen.height == pytest.approx(16 / 9, abs=0.01)


def test_a_picture_is_one_for_the_same_choices_and_tells_its_own_host(
    client, monkeypatch, tmp_path
):
    told = []
    monkeypatch.setattr(MapFile, "file", lambda taken, *_: told.append(taken.link) or b"")
    held = Store(tmp_path)
    monkeypatch.setattr(publishing, "_store", lambda: held)
    for query in ("lang=es&view=coca", "view=coca&lang=es&utm_source=x", "lang=es&view=nonsense"):
        client.get(f"/picture/places.png?{query}")
    client.get("/picture/places.png?lang=es&view=coca", headers={"Host": "another.org"})
    client.get("/picture/overview.png")
    asked = [link.partition("lang=")[0] for link in told]
    there, elsewhere = (f"http://{host}/places?v=1&" for host in ("testserver", "another.org"))
    assert asked == [there, elsewhere, "http://testserver/?v=1&"]


@pytest.mark.parametrize("page", PAGES)
def test_a_shared_address_has_title_sentence_and_picture(client, page):
    path = "/" if page == PAGES[0] else f"/{page}"
    text = client.get(f'{path}?lang=es&x="><script>').text
    told = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', text))
    assert tell(f"{page}.title", "es") in told["og:title"]
    assert told["og:description"] == tell(f"{page}.about", "es")
    assert told["og:image"].startswith(f"http://testserver/picture/{page}.png?lang=es")
    assert '<script>"' not in text and '"><script>' not in told["og:url"]


def test_files_are_made_once_and_the_oldest_go_when_they_are_sent(tmp_path):
    store, made = Store(tmp_path, most=2), []

    def content(text):
        return lambda: made.append(text) or text.encode()

    sent = StoredFile(store.file("a", content("a")))
    assert store.file("a", content("a")).path.read_bytes() == b"a" and made == ["a"]
    store.file("b", content("b"))
    with pytest.raises(ZeroDivisionError):
        store.file("c", lambda: 1 // 0)
    assert list(store.files) == ["a", "b"]
    store.file("c", content("c"))
    assert list(store.files) == ["b", "c"] and len(list(tmp_path.iterdir())) == 3
    del sent
    assert len(list(tmp_path.iterdir())) == 2
