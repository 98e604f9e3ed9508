"""A reader's own data on the page: found out, repaired by consent, accounted for, joined."""

import io
import json
import logging
import re
import tempfile

import pandas as pd
import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from geo.answers import joined
from geo.evidence import column_title
from geo.exchange import FORMATS, formats_for, limits, write
from geo.exchange.about import about
from geo.exchange.limits import Budget
from geo.exchange.pasted import pasted_file, sample
from geo.language import tell
from geo.views import explore as views
from pages.explore import intake
from pages.explore.views import FOUND
from pages.frame import data, uploader
from pages.frame.kit import Kit
from pages.frame.navigation import ROOT
from tests.pages.test_pages import SPANISH, assert_framed, said, tables, visit

EVIL = "<img src=x onerror=alert(1)>"
MARKED = "**bold** [link](http://example.org) :red[x] $x$ `code`"


def explore(**query: str) -> AppTest:
    return visit("explore", **{"lang": "en", **query})


def upload(at: AppTest, name: str, data: bytes) -> AppTest:
    return at.file_uploader[0].set_value((name, data, "")).run()


def account(at: AppTest) -> list[int]:
    """Kept, repaired, rejected, as the page tells them."""
    return [int(metric.value.replace(",", "").replace(".", "")) for metric in at.metric[:3]]


def drawn(at: AppTest) -> list[dict]:
    """The layers of the page's map; those of the component that asks for a card are none."""
    sent = (json.loads(node.proto.json or "null") for node in at.get("bidi_component"))
    return next(message["layers"] for message in sent if message and "layers" in message)


def own(at: AppTest, key: str = "own-rows") -> dict:
    return next(layer for layer in drawn(at) if layer["key"] == key)


def written(at: AppTest) -> str:
    return " ".join(node.proto.body for node in at.get("html"))


def with_card(at: AppTest, card: bool) -> AppTest:
    """The same where the browser has said whether it has a graphics card."""
    at.session_state[FOUND] = card
    return at


def many(rows: int) -> bytes:
    lines = [f"{2 + i % 70 / 20:.4f},{-76 - i % 31 / 20:.4f},{i}" for i in range(rows)]
    return "\n".join(["lat,lon,n", *lines]).encode()


@pytest.mark.parametrize("lang", SPANISH)
def test_the_sample_is_accounted_for_and_drawn(lang):
    at = explore(lang=lang, how="sample")
    assert_framed(at, lang)
    assert sum(account(at)) == 24
    assert len(own(at)["at"]) == 22
    assert at.query_params["how"] in ("sample", ["sample"])


def test_a_name_that_nearly_matches_is_joined_only_by_consent():
    at = explore(how="sample")
    before = account(at)
    every = tell("explore.all_names", "en")
    next(toggle for toggle in at.toggle if toggle.label == every).set_value(True).run()
    assert_framed(at, "en")
    kept, repaired, rejected = account(at)
    assert (kept + repaired, rejected) == (sum(before[:2]) + 1, before[2] - 1)


def test_an_unticked_repair_is_not_made():
    at = explore(how="sample")
    swap = next(box for box in at.checkbox if ":swapped:" in box.key)
    assert all(y > 0 for _, y in own(at)["at"])
    swap.set_value(False).run()
    assert_framed(at, "en")
    assert sum(account(at)) == 24
    assert [x for x, y in own(at)["at"] if y < 0] == [3.1808]


def test_what_was_found_out_can_be_changed_and_changed_back():
    at = upload(explore(), "x.csv", b"n;lat;lon\n1;3.4;-76.5\n2;3.5;-76.4\n")
    assert account(at) == [2, 0, 0]
    choose(at, "separator", ",")
    assert said(at.error) == [tell("explore.refused", "en")]
    back = tell("explore.back", "en")
    next(button for button in at.button if button.label == back).click().run()
    assert_framed(at, "en")
    assert account(at) == [2, 0, 0]


def choose(at: AppTest, option: str, value: object) -> AppTest:
    label = tell(f"explore.option_{option}", "en")
    return next(box for box in at.selectbox if box.label == label).set_value(value).run()


def test_columns_that_were_not_recognised_can_be_named():
    at = upload(explore(), "x.csv", b"p;q;n\n300000;-700000;1\n3.4;-76.5;1\n")
    assert said(at.error) == [tell("explore.refused", "en")]
    choose(at, "latitude", "p")
    choose(at, "longitude", "q")
    assert_framed(at, "en")
    assert sum(account(at)) == 2


@pytest.mark.parametrize("lang", SPANISH)
def test_a_refused_file_gives_one_plain_message(lang):
    at = upload(explore(lang=lang), f"{EVIL}.csv", b"")
    assert said(at.error) == [tell("explore.refused", lang)]
    assert len(at.text) == 2  # the file's name and why
    assert not at.exception
    assert at.get("bidi_component") == []


def test_hostile_cells_headings_and_names_are_never_markdown_or_html():
    rows = f'lat,lon,"{EVIL}","{MARKED}",Municipality\n3.4,-76.5,"{EVIL}","{MARKED}",=1+1\n'
    rows += f"0,0,{EVIL},{MARKED},{EVIL}\n"
    at = upload(explore(), f"{EVIL}{MARKED}.csv", rows.encode())
    assert_framed(at, "en")
    assert account(at) == [1, 0, 1]
    plain = ("text", "code", "bidi_component", "selectbox", "file_uploader")
    for node in at.main:
        if node.type in plain or getattr(node, "proto", None) is None:
            continue
        sent = json.dumps(MessageToDict(node.proto))
        address = "http://example.org" if node.type != "html" else 'href=\\"http://example.org'
        assert EVIL not in sent and address not in sent, node.type
    assert EVIL in own(at)["tips"][0]  # as text, which the map never makes an element of


def test_many_points_are_counted_before_they_travel():
    at = upload(explore(), "many.csv", many(3000))
    assert_framed(at, "en")
    assert account(at) == [3000, 0, 0]
    assert own(at)["kind"] == "areas"
    assert sum(len(node.proto.json) for node in at.get("bidi_component")) < 60_000
    at = upload(explore(shown_as="hexagons"), "many.csv", many(3000))
    assert_framed(at, "en")
    assert own(at)["kind"] == "hexagons" and 1 < len(own(at)["at"]) <= 1200


@pytest.mark.parametrize("lang", SPANISH)
def test_without_a_card_many_points_are_counted_and_the_page_says_why(lang):
    at = upload(with_card(explore(lang=lang), False), "many.csv", many(3000))
    assert_framed(at, lang)
    assert said(at.info) == [tell("explore.no_card", lang, n=3000)]
    assert own(at)["kind"] == "areas" and not at.get("deck_gl_json_chart")


@pytest.mark.parametrize("lang", SPANISH)
def test_with_a_card_every_one_of_many_points_is_drawn(lang):
    at = upload(with_card(explore(lang=lang), True), "many.csv", many(3000))
    assert_framed(at, lang)
    assert said(at.info) == []
    chart = json.loads(at.get("deck_gl_json_chart")[0].proto.json)
    rows = [row for one in chart["layers"] if "Scatter" in one["@@type"] for row in one["data"]]
    assert len(rows) == 3000 and {row["tooltip"].split("\n")[1] for row in rows} >= {"lat: 2.0000"}
    html = written(at)
    assert tell("explore.not_near", lang) in html and tell("map.in_words", lang) in html
    if lang == "en":  # what is near is told anew where more is near
        assert written(at.slider(key="explore.km").set_value(60).run()) != html


def test_more_points_than_any_map_can_hold_are_counted():
    at = upload(explore(), "many.csv", many(50_001))
    assert_framed(at, "en")
    assert said(at.info) == [tell("explore.too_many", "en", n=50_001)]
    assert own(at)["kind"] == "areas"


def test_names_without_positions_are_drawn_by_municipality():
    rows = b"Municipio;Depto\nCALOTO;CAUCA\nNEIVA;HUILA\nNEIVA;HUILA\n"
    at = upload(explore(), "names.csv", rows)
    assert_framed(at, "en")
    assert account(at) == [3, 0, 0]
    assert own(at, "own-rows-seats")["tips"] == [
        f"Caloto\n{tell('explore.rows_here', 'en', rows=1)}",
        f"Neiva\n{tell('explore.rows_here', 'en', rows=2)}",
    ]
    page = re.sub(r"<[^>]+>", "", " ".join(element.proto.body for element in at.get("html")))
    legends = f"{tell('explore.own_placed', 'en')} (3)", f"({tell('frame.unchecked', 'en')})"
    assert all(legend in page for legend in legends)
    counted = upload(explore(shown_as="municipalities"), "names.csv", rows)
    assert own(counted)["url"].rpartition("-")[0] == "/app/static/municipalities"


def test_a_distance_below_the_uncertainty_leaves_the_other_joins():
    at = explore(how="sample", km="2")
    assert len(at.info) == 1
    assert len(own(at)["at"]) == 22
    assert not any("Corridor" in str(name) for table in tables(at) for name in table)


def test_an_area_beside_points_is_added_up_with_them():
    at = explore(how="sample", view="areas")
    ring = [[-77, 2.9], [-76, 2.9], [-76, 3.6], [-77, 3.6], [-77, 2.9]]
    area = {"type": "Polygon", "coordinates": [ring]}
    at.file_uploader[0].set_value(("a.geojson", json.dumps(area).encode(), "")).run()
    assert_framed(at, "en")
    title = column_title("own_rows", "en")
    totals = next(table for table in tables(at) if title in table)
    assert totals[title].tolist() == [12]
    at.file_uploader[0].set_value(("a.csv", many(3), "")).run()
    assert said(at.info) == [tell("explore.no_area", "en")]


def test_a_column_called_note_goes_home_under_another_name(monkeypatch, evidence):
    offered = []
    monkeypatch.setattr(Kit, "offer", lambda _, answer, **__: offered.append(answer))
    upload(explore(), "x.csv", b"lat,lon,note,year\n3.4,-76.5,mine,last\n")
    (answer,) = offered
    frame, told = answer.frame, about(answer, evidence, "en")
    assert formats_for(frame) == list(FORMATS)
    assert all(write(frame, fmt, told) for fmt in FORMATS)
    assert frame["note_input"].tolist() == ["mine"] and frame["year"].tolist() == ["last"]
    meaning = {column["name"]: column["meaning"] for column in told["columns"]}
    assert "own file" in meaning["note_input"]
    assert all("own file" not in meaning[name] for name in set(frame) & set(joined.ADDED))


def test_figures_are_added_up_by_municipality():
    at = explore(how="sample", view="places")
    at.multiselect[0].set_value(["Asistentes"]).run()
    assert_framed(at, "en")
    file = pd.read_csv(io.BytesIO(sample()[1]), sep=";", encoding="cp1252")
    added = next(table for table in tables(at) if "Asistentes_sum (yours)" in table)
    assert added["Asistentes_sum (yours)"].sum() == file["Asistentes"].head(22).sum()


def test_nothing_of_a_file_is_in_the_link_the_log_or_a_folder(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    static = {path.name for path in (ROOT / "static").iterdir()}
    secret = b"lat,lon,Zanahoria\n3.4,-76.5,Perejil\n3.5,200,Perejil\n"
    at = upload(explore(), "Cilantro.csv", secret)
    assert sum(account(at)) == 2
    for broken in (secret[:9], b"PK\x03\x04Perejil", b"SQLite format 3\0Perejil"):
        upload(at, "Cilantro.csv", broken)
        assert not at.exception
    kinds = (1, "Perejil", ["Perejil"], {"x": "Perejil"})
    place = {"type": "Point", "coordinates": [-76.5, 3.4]}
    rows = [{"type": "Feature", "properties": {"a": k}, "geometry": place} for k in kinds]
    mixed = json.dumps({"type": "FeatureCollection", "features": rows})
    upload(at, "Cilantro.geojson", mixed.encode())
    assert_framed(at, "en")
    monkeypatch.setattr(views, "_each", lambda *_: int(rows[1]["properties"]["a"]))
    assert said(at.run().error) == [tell("frame.unexpected", "en")]
    assert "ValueError" in caplog.text
    for told in (str(dict(at.query_params)), caplog.text):
        assert not any(word in told for word in ("Zanahoria", "Perejil", "Cilantro"))
    assert {path.name for path in (ROOT / "static").iterdir()} == static
    assert list(tmp_path.rglob("*")) == []


def test_a_file_outlives_a_visit_to_another_page_until_it_is_removed():
    at = upload(explore(), "x.csv", many(3))
    at.switch_page("../changes/page.py").run()
    at.switch_page("../explore/page.py").run()
    assert account(at) == [3, 0, 0]
    at.button(f"{intake.FILE}:forget").click().run()
    assert_framed(at, "en")
    assert len(at.metric) == 0
    assert "explore:made:own-table" not in at.session_state


@pytest.mark.parametrize(
    ("text", "name", "rows"),
    [
        ("3.45, -76.53\n 2.44;-76.61 ", "pasted.csv", 2),
        ("POINT (-76.5 3.4)\nPOLYGON ((-77 2, -76 2, -76 3, -77 2))", "pasted.csv", 2),
        ("POINT (-76.5 3.4)\nPOINT (oops)", "pasted.csv", 2),
        ('{"type": "Point", "coordinates": [-76.5, 3.4]}', "pasted.geojson", 1),
        ("3°27' N 76°32' O\n(2.44, -76.61)\nSRID=4326;POINT(-76.5 3.4)", "pasted.csv", 3),
        ("Municipio\tDepartamento\nCaloto\tCauca", "pasted.csv", 1),
        ("Cali\nJamundi\nXyz", "pasted.csv", 3),
        ("Xyz\nVillanueva, Bolívar\nSuárez, Cauca", "pasted.csv", 3),
        ("municipality\nVillanueva, Bolívar\nXyz", "pasted.csv", 2),
    ],
)
def test_pasted_text_becomes_rows(text, name, rows):
    assert pasted_file(text, data.layer("municipalities"))[0] == name
    at = explore(how="paste")
    at.text_area[0].set_value(text).run()
    assert_framed(at, "en")
    assert sum(account(at)) == rows


def test_the_server_takes_as_much_as_the_page_says():
    config = (ROOT / ".streamlit" / "config.toml").read_text()
    assert f"maxUploadSize = {limits.BYTES // limits.MB}\n" in config


@pytest.mark.parametrize("lang", SPANISH)
def test_the_reader_is_asked_where_two_readings_are_possible(lang):
    at = upload(
        explore(lang=lang), "x.csv", b"sitio;Este;Norte\nA;330047;381478\nB;321263;270034\n"
    )
    assert said(at.error) == [tell("explore.refused", lang)]
    asked = at.radio(key=next(box.key for box in at.radio if ":ways:" in str(box.key)))
    assert asked.value is None and any("Cali" in text for text in asked.options)
    label = tell("explore.option_crs", lang)
    assert all(f"{label}: " in text for text in asked.options)


def test_a_reading_that_the_reader_chose_is_taken():
    at = upload(explore(), "x.csv", b"sitio;Este;Norte\nA;330047;381478\nB;321263;270034\n")
    asked = at.radio(key=next(box.key for box in at.radio if ":ways:" in str(box.key)))
    chosen = next(i for i, text in enumerate(asked.options) if "32618" in text)
    asked.set_value(chosen).run()
    assert_framed(at, "en")
    assert sum(account(at)) == 2 and not at.error
    assert {round(x, 2) for x, _ in own(at)["at"]} == {-76.53, -76.61}


def test_a_file_for_which_others_leave_no_room_is_refused_and_a_smaller_one_is_taken(monkeypatch):
    monkeypatch.setattr(uploader, "OF_ALL", Budget(40))
    at = upload(explore(), "large.csv", b"lat,lon\n" + b"3.4,-76.5\n" * 9)
    assert said(at.error) == [tell("exchange.no_room", "en", free_mb=0)]
    at = upload(at, "small.csv", b"lat,lon\n3.4,-76.5\n")
    assert said(at.error) == [] and account(at) == [1, 0, 0]


@pytest.mark.parametrize("lang", SPANISH)
def test_the_finding_before_a_file_is_brought_names_formats_that_are_read(lang):
    page = visit("explore", lang=lang)
    [finding] = [x.proto.body for x in page.get("html") if 'class="finding"' in x.proto.body]
    for name in ("CSV", "Excel", "GeoJSON", "KML", "Shapefile"):
        assert name in finding
