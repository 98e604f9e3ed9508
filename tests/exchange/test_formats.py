"""Every format, read back by another program, holds the rows and says what they are."""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import frictionless
import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from shapely import LineString, MultiPoint, Point, box

from geo.answers import Answer
from geo.answers.coca import coca_by_municipality
from geo.answers.corridors import documented
from geo.answers.joined import joined
from geo.exchange import FORMATS, accept, formats_for, inspect, refusal, write
from geo.exchange.about import SHAPES, about, with_shapes
from geo.exchange.shapefile import short_names
from geo.language import tell
from geo.views import PAGES, view

GOLDEN = Path(__file__).with_name("golden")
SHAPED = ("geojson", "gpkg", "shp.zip", "kml", "parquet", "fgb")
RISKY = "<script>alert(1)</script> $[name] =1+1"


def opened(content, fmt, folder):
    """A file with shapes as GDAL reads it, its geometry last."""
    path = folder / f"x.{fmt}"
    path.write_bytes(content)
    if fmt == "parquet":  # this GDAL comes without Arrow
        return gpd.read_parquet(path)
    return gpd.read_file(f"/vsizip/{path}" if fmt == "shp.zip" else path)


def small():
    rows = {
        "divipola": ["05001", "19698", None],
        "municipality": ["Medellín", "Ñuñoa «la única»", RISKY],
        "killed": pd.array([None, 3, 0], dtype="Int64"),
        "load_ha_modelled": [1.5, np.nan, 2.25],
        "counts_as_attack": pd.array([True, None, False], dtype="boolean"),
    }
    shapes = [Point(-75.5, 6.25), Point(-76.4812345, 3.0054321), None]
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=4326)


def lines():
    ways = [LineString([(-76.5, 3.0), (-76.4, 3.2)]), box(-75, 3, -74, 4)]
    rows = {"corridor_id": ["COR01", "COR02"], "name_es": ["Río Cauca", "-"], "year": [2016, 2026]}
    return gpd.GeoDataFrame(rows, geometry=ways, crs=4326)


@pytest.fixture(scope="module")
def coca(evidence):
    answer = coca_by_municipality(evidence, 2024)
    link = "https://example.org/places?view=coca"
    return answer, about(answer, evidence, "es", title="¿Dónde hay coca?", link=link)


@pytest.mark.parametrize("fmt", SHAPED)
def test_rows_codes_letters_blanks_and_places_come_back(fmt, tmp_path):
    back, was = opened(write(small(), fmt), fmt, tmp_path), small()
    name = next(c for c in back if c.startswith("municipali"))
    back = back.sort_values(name, key=lambda names: names.map(list(was["municipality"]).index))
    assert list(back["divipola"].fillna("")) == ["05001", "19698", ""]
    assert list(back[name]) == list(was["municipality"])
    assert list(back["killed"].isna()) == [True, False, False]
    assert list(back["killed"].iloc[1:]) == [3, 0]
    attack = next(c for c in back if c.startswith("counts_as"))
    assert [None if pd.isna(cell) else bool(cell) for cell in back[attack]] == [True, None, False]
    load = next(c for c in back if c.startswith("load_ha"))
    assert back[load].fillna(-1).tolist() == [1.5, -1, 2.25]
    assert back.crs.to_epsg() == 4326
    assert back.geometry.iloc[1].equals_exact(was.geometry.iloc[1], 1e-7)
    assert back.geometry.iloc[2] is None


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_rows_and_words_give_the_same_bytes(fmt, coca, monkeypatch):
    answer, notes = coca
    first = write(answer.frame, fmt, notes)
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert write(answer.frame, fmt, notes) == first
    assert pd.Timestamp.now(tz="UTC").date().isoformat().encode() not in first


@pytest.mark.parametrize("crs", [9377, 3116])
@pytest.mark.parametrize("fmt", [fmt for fmt in SHAPED if 9377 in FORMATS[fmt].crs])
def test_national_projections_where_the_format_allows(fmt, crs, tmp_path):
    back = opened(write(small(), fmt, crs=crs), fmt, tmp_path)
    assert back.crs.to_epsg() == crs
    expected = small().to_crs(crs).geometry.iloc[0]
    assert back.geometry.map(lambda p: p is not None and p.equals_exact(expected, 1e-3)).any()


@pytest.mark.parametrize("fmt", ["csv", "geojson", "kml"])
def test_other_formats_refuse_them(fmt):
    with pytest.raises(ValueError, match="9377"):
        write(small(), fmt, crs=9377)


def told(content, fmt, folder):
    """What a file says of itself, as text."""
    path = folder / f"x.{fmt}"
    path.write_bytes(content)
    if fmt in ("csv.zip", "shp.zip"):
        with ZipFile(path) as archive:
            return "".join(archive.read(n).decode() for n in archive.namelist() if "README" in n)
    if fmt == "xlsx":
        book = openpyxl.load_workbook(path)
        cells = [str(c) for n in book.sheetnames[1:] for row in book[n].values for c in row]
        return "\n".join(cells)
    if fmt == "parquet":
        return pq.read_schema(path).metadata[b"corredor"].decode()
    if fmt in ("gpkg", "fgb"):
        info = pyogrio.read_info(path)
        return " ".join([*info["layer_metadata"].values(), *(info["dataset_metadata"] or {})])
    return path.read_text("utf-8")


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "csv"])
def test_each_says_what_it_is(fmt, coca, tmp_path):
    answer, notes = coca
    said = told(write(answer.frame, fmt, notes, lang="es"), fmt, tmp_path)
    version, link = notes["data_version"], notes["link"]
    for part in ("¿Dónde hay coca?", "reportado", version, answer.as_of, link):
        assert part in said, part
    source = notes["sources"][0]
    assert all(source[name] in said for name in ("source_id", "publisher", "licence"))
    for column in notes["columns"]:
        assert column["name"] in said and column["meaning"] in said
    blank = next(c["blank"] for c in notes["columns"] if c["name"] == "hectares")
    assert blank in said or not blank


def test_a_file_of_the_model_says_what_is_modelled(evidence):
    seen = view("corridors", {"ask": "way", "view": "loads"}, evidence, "en").answers["loads"]
    assert "modeled" in about(seen, evidence, "en")["modelled"]
    layer = view("downloads", {"layer": "travel_time"}, evidence, "en").answer
    said = about(layer, evidence, "en")
    assert said["basis"] == "modeled" and said["method"] and said["caveats"]


def test_frictionless_finds_nothing_to_complain_of(coca, tmp_path):
    answer, notes = coca
    with ZipFile(io.BytesIO(write(answer.frame, "csv.zip", notes))) as archive:
        archive.extractall(tmp_path)
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = package.resources[0].read_rows()
    assert len(rows) == len(answer.frame)
    assert rows[0]["divipola"] == answer.frame["divipola"].iloc[0]
    assert isinstance(rows[0]["year"], int)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    content = (tmp_path / "data.csv").read_bytes()
    assert descriptor["resources"][0]["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_shapefiles_say_what_their_short_names_stand_for(evidence, tmp_path):
    answer = documented(evidence)
    frame = answer.frame.copy()
    frame.loc[frame.index[0], "description_en"] = "ñ" * 200
    content = write(frame, "shp.zip", about(answer, evidence, "en"))
    back = opened(content, "shp.zip", tmp_path)
    with ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("columns.csv").decode("utf-8-sig")
    names = {row["short"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(back.columns) - {"geometry"} == set(names)
    assert [row["name"] for row in names.values()] == [c for c in answer.frame if c != "geometry"]
    cut = {row["name"]: int(row["cut"]) for row in names.values()}
    assert cut["description_en"] == 1 and cut["corridor_id"] == 0
    assert "ñ" * 127 in set(back["descriptio"])
    assert names["corridor_i"]["meaning"]


def test_short_names_are_ten_plain_characters_each_once():
    names = ["Año_2024", "description_en", "description_es", "DESCRIPTION", "x" * 12, "ñ", "漢字"]
    short = short_names(names)
    assert list(short) == names
    assert len({name.lower() for name in short.values()}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_]{1,10}", name) for name in short.values())


def test_kinds_of_shapes_are_shapefiles_of_their_own(tmp_path):
    shapes = [Point(-75, 5), MultiPoint([(-75, 5), (-74, 4)]), box(-75, 3, -74, 4), None]
    shapes += [LineString([(-75, 5), (-74, 4)])]
    mixed = gpd.GeoDataFrame({"n": range(5)}, geometry=shapes, crs=4326)
    path = tmp_path / "x.zip"
    path.write_bytes(write(mixed, "shp.zip"))
    inside = f"/vsizip/{path}"
    names = [name for name, _ in pyogrio.list_layers(inside)]
    back = {name: gpd.read_file(inside, layer=name) for name in names}
    assert {name: sorted(rows["n"]) for name, rows in back.items()} == {
        "corredor_points": [0, 3],
        "corredor_multipoints": [1],
        "corredor_lines": [4],
        "corredor_areas": [2],
    }


def test_balloons_of_kml_show_data_as_text_alone():
    text = write(small(), "kml", {"title": "<b>x</b> $[y]"}).decode()
    balloons = re.findall(r"<description>(.*?)</description>", text, re.S)
    assert len(balloons) == 4
    shown = "".join(b.replace("&lt;", "<").replace("&amp;", "&") for b in balloons)
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "$[" not in "".join(balloons)
    assert "$[description]" in text and text.count("<styleUrl>#text</styleUrl>") == 3


def test_geojson_follows_its_standard():
    clockwise = gpd.GeoDataFrame({"n": [1]}, geometry=[box(-75, 3, -74, 4).reverse()], crs=4326)
    told = json.loads(write(clockwise, "geojson"))
    assert "crs" not in told and told["type"] == "FeatureCollection"
    (ring,) = told["features"][0]["geometry"]["coordinates"]
    area = sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise(ring))
    assert area > 0


def test_geoparquet_covers_every_row(tmp_path):
    path = tmp_path / "x.parquet"
    path.write_bytes(write(small(), "parquet"))
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    found = gpd.read_parquet(path, bbox=(-77, 2, -76, 4))
    assert list(found["divipola"]) == ["19698"]


@pytest.mark.parametrize(
    "name",
    ["places.csv", "places.geojson", "places.kml", "lines.csv", "lines.geojson", "lines.kml"],
)
def test_small_layers_are_written_as_ever(name):
    layer, _, fmt = name.partition(".")
    assert write({"places": small, "lines": lines}[layer](), fmt) == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_format_that_cannot_hold_the_rows_says_what_can(lang):
    flat = pd.DataFrame({"n": range(3)})
    assert "Excel" in tell(refusal(flat, "kml"), lang)
    long = pd.DataFrame(index=range(1_048_576), columns=["n"])
    assert "1" in tell(refusal(long, "xlsx"), lang) and refusal(long, "csv") is None
    wide = gpd.GeoDataFrame(pd.DataFrame([range(300)]), geometry=[Point(0, 0)], crs=4326)
    assert "255" in tell(refusal(wide, "shp.zip"), lang)


EVERY = [*((page, {}) for page in PAGES), ("places", {"place": "19"})]


def answers(evidence, links):
    """Of these views and a reader's own rows, by id."""
    views = (view(page, query, evidence, "en").answers.values() for page, query in links)
    own = write(small().rename(columns={"killed": "fid"}).iloc[:2], "csv")
    mine = joined(evidence, accept(inspect("own.csv", own, evidence.municipalities)).frame)
    return {answer.id: answer for some in [*views, [mine]] for answer in some}


@pytest.mark.parametrize(
    ("links", "rows"), [([("incidents", {})], 8), pytest.param(EVERY, None, marks=pytest.mark.long)]
)
def test_every_format_of_every_answer_of_every_page_opens(links, rows, evidence, tmp_path):
    for answer in answers(evidence, links).values():
        some = replace(answer, frame=answer.frame.head(rows or len(answer.frame)))
        notes = about(some, evidence, "en")
        for fmt in formats_for(some.frame, SHAPES) if len(some.frame) else ():
            opens(some, fmt, notes, evidence, tmp_path)


def opens(answer: Answer, fmt, notes, evidence, folder):
    shaped = FORMATS[fmt].shapes
    frame = with_shapes(answer.frame, evidence) if shaped else answer.frame
    content = write(frame, fmt, notes)
    where = f"{answer.id}.{fmt}"
    if fmt == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book["corredor"].max_row == len(frame) + 1, where
    elif fmt == "csv":
        assert len(pd.read_csv(io.BytesIO(content), dtype=str)) == len(frame), where
    elif fmt == "csv.zip":
        with ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(folder)
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, (where, report.flatten(["type", "note"]))
    elif fmt == "parquet":
        assert pq.read_table(io.BytesIO(content)).num_rows == len(frame), where
    elif fmt == "shp.zip":
        path = folder / where
        path.write_bytes(content)
        names = [name for name, _ in pyogrio.list_layers(f"/vsizip/{path}")]
        rows = [pyogrio.read_info(f"/vsizip/{path}", layer=name)["features"] for name in names]
        assert sum(rows) == len(frame), where
    else:
        path = folder / where
        path.write_bytes(content)
        info = pyogrio.read_info(path, force_feature_count=True)
        assert info["features"] == len(frame), where
        assert info["driver"] == {"geojson": "GeoJSON", "gpkg": "GPKG", "fgb": "FlatGeobuf"}.get(
            fmt, info["driver"]
        ), where
