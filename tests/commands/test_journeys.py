"""`python -m geo journeys`: the files it writes, and what it refuses."""

import json
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest

from geo.__main__ import main
from geo.evidence.catalogue import DATA

LEAST = 'year = 2024\norigins = ["19"]\ndestinations = ["76001"]\n'
FILES = {"municipalities.csv", "journeys.csv", "lines.geojson", "summary.json", "README.md"}
OPEN = [
    "divipola",
    "municipality",
    "department",
    "hectares",
    "hectares_low",
    "hectares_high",
    "mean_detour_minutes",
]
AFTER = ["hectares_after", "hectares_after_low", "hectares_after_high"]


@pytest.fixture
def run(tmp_path):
    """Runs a scenario; returns (folder, summary, municipalities, journeys)."""

    def go(text, name="out"):
        file, out = tmp_path / "s.toml", tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert main(["journeys", str(file), "--out", str(out)]) == 0
        tables = (
            pd.read_csv(out / f"{t}.csv", dtype={"divipola": str, "origin": str})
            for t in ("municipalities", "journeys")
        )
        return out, json.loads((out / "summary.json").read_text()), *tables

    return go


def test_santander_closed(run):
    out, summary, places, ways = run(LEAST + 'closed = ["19698"]\n')
    assert {p.name for p in out.iterdir()} == FILES
    assert list(places) == [*OPEN, *AFTER, "hectares_gained", "hectares_lost"]
    assert list(ways) == ["origin", "destination", "hectares", "hours", "hours_after"]
    assert summary["sent_hectares"] == 36876.50
    assert summary["beyond_limit_hectares"] == 0
    assert summary["cut_off_hectares"] == 312.79
    assert round(summary["added_hours_mean"], 2) == 0.33
    suarez = places.set_index("divipola").loc["19780"]
    found = [round(suarez[c] / 368.765, 1) for c in ("hectares", *AFTER, "hectares_gained")]
    assert found == [10.4, 93.1, 93.1, 93.2, 79.8]
    arriving = ways[ways["hours_after"].notna()]
    assert arriving["hectares"].sum() + 312.79 == pytest.approx(36876.50)
    added = (arriving["hectares"] * (arriving["hours_after"] - arriving["hours"])).sum()
    assert added == pytest.approx(summary["added_hectare_hours"], abs=0.01)
    lines = gpd.read_file(out / "lines.geojson")
    assert set(lines["when"]) == {"before", "after"}
    assert lines.crs == 4326
    for when, hectares in (("before", 36876.50), ("after", 36563.71)):
        into = lines[(lines["when"] == when) & (lines["to_divipola"] == "76001")]
        assert into["hectares"].sum() == pytest.approx(hectares)
    said = (out / "README.md").read_text()
    assert "Modeled, not observed" in said and "Modelado, no observado" in said


def test_origins_that_share_an_access_place_are_one_row_and_the_readme_says_so(run):
    out, _, _, ways = run(LEAST + "access_places = true\n")
    by = ways.set_index("origin")["hectares"]
    assert by["19050"] == pytest.approx(14334.42)  # Argelia's 4,008.42 and El Tambo's 10,326
    assert "19256" not in by.index
    assert "El Tambo's in Argelia's" in (out / "README.md").read_text()


def test_open_with_a_limit_and_an_origin_without_coca(run):
    out, summary, places, ways = run(
        'year = 2024\norigins = ["19", "11001"]\ndestinations = ["76001"]\nlimit_hours = 6\n'
    )
    assert list(places) == OPEN
    assert (summary["sent_hectares"], summary["beyond_limit_hectares"]) == (30567.30, 6309.20)
    assert (ways["hours"] == ways["hours_after"]).all()
    said = (out / "README.md").read_text()
    assert "Guapi" in said and "11001" in said


def test_a_checkpoint(run):
    _, summary, places, ways = run(LEAST + 'closed = ["19698"]\nhold_minutes = 25\n')
    assert list(places) == [*OPEN, *AFTER]
    held = places.set_index("municipality").loc["Santander de Quilichao"]
    assert round(held["hectares_after"] / 368.765, 1) == 32.4
    assert summary["cut_off_hectares"] == 0
    added = (ways["hectares"] * (ways["hours_after"] - ways["hours"])).sum()
    assert added / summary["sent_hectares"] == pytest.approx(summary["added_hours_mean"], abs=1e-5)


def test_closed_destination_is_answered_not_refused(run):
    _, summary, places, ways = run(LEAST + 'closed = ["76001"]\n')
    assert summary["cut_off_hectares"] == summary["sent_hectares"]
    assert summary["added_hours_mean"] is None
    assert places["hectares_after_high"].max() == 0
    assert ways["hours_after"].isna().all()


def test_nothing_to_send(run):
    _, summary, _, ways = run('year = 2024\norigins = ["11"]\ndestinations = ["76001"]\n')
    assert summary["sent_hectares"] == 0 and ways.empty


def test_a_scenario_replays_to_the_same_bytes(run):
    """In any order, and from the scenario that its own README gives."""
    codes = ["19698", "19001"]
    one, *_ = run(LEAST + f"closed = {json.dumps(codes)}\n", "one")
    two, *_ = run(f"closed = {json.dumps(codes[::-1])}\n" + LEAST, "two")
    given = (one / "README.md").read_text().split("```toml\n")[1].split("```")[0]
    three, *_ = run(given, "three")
    for name in FILES:
        content = (one / name).read_bytes()
        assert content == (two / name).read_bytes() == (three / name).read_bytes()


def test_refused_with_one_message_and_nothing_written(tmp_path, capsys):
    file = tmp_path / "bad.toml"
    file.write_text('year = 1990\norigins = ["19"]\ndestinations = ["76001"]\nhold_minutes = -1\n')
    out = tmp_path / "out"
    assert main(["journeys", str(file), "--out", str(out)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert "line 1: year 1990" in said.err and "line 4: hold_minutes = -1" in said.err
    assert not out.exists()


@pytest.mark.parametrize("kind", ["missing", "folder", "not text", "out is a file"])
def test_files_that_cannot_be_used(tmp_path, capsys, kind):
    file, out = tmp_path / "s.toml", tmp_path / "out"
    if kind == "folder":
        file.mkdir()
    elif kind == "not text":
        file.write_bytes(b"year = 2024\xff")
    elif kind == "out is a file":
        file.write_text(LEAST)
        out.write_text("mine")
    assert main(["journeys", str(file), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert out.read_text() == "mine" if kind == "out is a file" else not out.exists()


def test_it_runs_from_the_shell(tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text("year = 2024\n")
    words = [sys.executable, "-m", "geo", "journeys", str(file), "--out", str(tmp_path / "out")]
    done = subprocess.run(words, cwd=DATA.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "origins is missing" in done.stderr


@pytest.mark.parametrize("held", ["README.md", "summary.json"])
def test_files_of_others_are_never_written_over(tmp_path, held, monkeypatch, capsys):
    file, out = tmp_path / "s.toml", tmp_path / "out"
    file.write_text(LEAST, encoding="utf-8")
    out.mkdir()
    (out / held).write_text("mine")
    monkeypatch.chdir(out)
    assert main(["journeys", str(file), "--out", ""]) == (0 if held == "summary.json" else 2)
    if held == "README.md":
        assert (out / held).read_text() == "mine" and "of others" in capsys.readouterr().err


def test_a_folder_that_cannot_take_all_files_gets_none(tmp_path, capsys):
    file, out = tmp_path / "s.toml", tmp_path / "out"
    file.write_text(LEAST, encoding="utf-8")
    (out / "summary.json").mkdir(parents=True)
    assert main(["journeys", str(file), "--out", str(out)]) == 2
    assert f"{out / 'summary.json'} cannot be written" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["summary.json"]
