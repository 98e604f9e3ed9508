"""The served folder: filled whole, quick the second time, and honest about what is missing."""

import json
import os
import re
from pathlib import Path

import pytest

from geo.cartography import static
from geo.errors import LayerCorrupt, LayerMissing

NAMES = {
    "countries.json", "departments.json", "leaflet.css", "leaflet.js",
    "leaflet-module.js", "municipalities.json", "rivers.json", "roads.json",
    "style.json", "water.json", "map.css", "map.js", "parts.js", "layers.js",
    "reading.js", "years.js", "remote.js", "months.js", "incidents.js", "time.js", "tools.js",
    "briefing.js", "briefing.css", "drawn.js", "prepare.js", "paper.js",
}  # fmt: skip


def plain(name: str) -> str:
    return re.sub(r"-[0-9a-f]{10}", "", name)


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def copied_data(folder: Path) -> Path:
    display = folder / "data" / "layers" / "display"
    display.mkdir(parents=True)
    for name in static.DISPLAY:
        file = static.DATA / "layers" / "display" / f"{name}.json"
        (display / file.name).write_bytes(file.read_bytes())
    return folder / "data"


def test_it_holds_everything_once_with_the_hash_of_its_content(tmp_path):
    static.prepare(tmp_path)
    names = [path.name for path in (tmp_path / "static").iterdir()]
    assert len(names) == len(NAMES) and {plain(name) for name in names} == NAMES
    for name in NAMES:
        assert (tmp_path / static.url(name).removeprefix("/app/")).exists()


def test_a_second_time_nothing_is_written_and_strays_go_when_all_has_been_there_a_week(tmp_path):
    static.prepare(tmp_path)
    before = times(tmp_path / "static")
    stray = tmp_path / "static" / "style-0000000000.json"
    stray.write_text("{}")
    os.utime(stray, (0, 0))
    static.prepare(tmp_path)
    assert stray.exists()  # the others are new: a process that runs may send it still
    for path in (tmp_path / "static").iterdir():
        os.utime(path, (0, 0))
    static.prepare(tmp_path)
    assert not stray.exists() and times(tmp_path / "static").keys() == before.keys()


def test_a_file_that_was_cut_short_is_made_whole(tmp_path):
    static.prepare(tmp_path)
    path = tmp_path / static.url("style.json").removeprefix("/app/")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    static.prepare(tmp_path)
    assert path.read_bytes() == whole


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    def fails(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        static.prepare(tmp_path)
    assert list((tmp_path / "static").iterdir()) == []


def test_the_style_asks_only_this_server(tmp_path):
    static.prepare(tmp_path)
    path = tmp_path / static.url("style.json").removeprefix("/app/")
    style = json.loads(path.read_text())
    assert "http" not in path.read_text() and "glyphs" not in style and "sprite" not in style
    for source in style["sources"].values():
        assert (tmp_path / source["data"].removeprefix("/app/")).exists()
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(
        style["sources"]
    )


def test_municipalities_are_in_the_order_of_their_index(tmp_path):
    static.prepare(tmp_path)
    path = tmp_path / static.url("municipalities.json").removeprefix("/app/")
    features = [f["properties"] for f in json.loads(path.read_text())["features"]]
    assert [f["i"] for f in features] == list(range(1121))
    assert sorted(f["divipola"] for f in features) == [f["divipola"] for f in features]
    assert path.stat().st_size <= 1_000_000


def test_a_missing_or_broken_display_file_is_named_and_the_others_are_served(tmp_path, monkeypatch):
    data = copied_data(tmp_path)
    monkeypatch.setattr(static, "DATA", data)
    display = data / "layers" / "display"
    (display / "roads.json").unlink()
    (display / "departments.json").write_text('{"features": [')
    static.prepare(tmp_path)
    with pytest.raises(LayerMissing) as missing:
        static.url("roads.json")
    assert missing.value.file == "layers/display/roads.json"
    with pytest.raises(LayerCorrupt):
        static.url("departments.json")
    with pytest.raises((LayerMissing, LayerCorrupt)):
        static.url("style.json")
    assert (tmp_path / static.url("municipalities.json").removeprefix("/app/")).exists()


def test_a_rebuilt_display_file_gets_a_new_name(tmp_path, monkeypatch):
    data = copied_data(tmp_path)
    monkeypatch.setattr(static, "DATA", data)
    before, style = static.url("roads.json"), static.url("style.json")
    (data / "layers" / "display" / "roads.json").write_text('{"features": []}')
    assert static.url("roads.json") != before and static.url("style.json") != style


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        static.url("secrets.json")


def test_the_modules_of_the_map_import_each_other_by_their_hashed_names(tmp_path):
    static.prepare(tmp_path)
    script = (tmp_path / static.url("map.js").removeprefix("/app/")).read_text()
    imported = re.findall(r"(?:from |import\()'\./([^']+)'", script)
    assert {plain(name) for name in imported} == {
        *("leaflet-module.js", "parts.js", "layers.js", "reading.js", "years.js", "paper.js"),
        *("time.js", "tools.js"),
    }
    assert all((tmp_path / "static" / name).exists() for name in imported)
