"""Joining by parts: the same rows as in one piece, counts that add up, workers that may die."""

import json
import os
import signal
import warnings
from pathlib import Path
from time import sleep

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster

from geo.__main__ import main
from geo.answers.joined import joined
from geo.exchange import Options, accept, inspect, partitions

COUNTS = ("rows", "kept", "repaired", "rejected")


def points(rows: int) -> pd.DataFrame:
    """Points in and around Colombia; one in ten without a position that is one."""
    random = np.random.default_rng(1)
    places = {"lat": random.uniform(-6, 14, rows), "lon": random.uniform(-80, -66, rows)}
    frame = pd.DataFrame(places)
    frame["say"] = random.choice(["a", "b, c", 'd "e"\nf', "ñ"], rows)
    frame.loc[::10, ["lat", "lon"]] = 0.0
    return frame


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(partitions, "BLOCK", 3000)
    monkeypatch.setattr(partitions, "ROWS", 70)


def whole(file: Path, evidence) -> tuple[pd.DataFrame, dict]:
    table = accept(inspect(file.name, file.read_bytes(), evidence.municipalities))
    return joined(evidence, table.frame).frame, {name: getattr(table, name) for name in COUNTS}


@pytest.mark.parametrize(
    "name",
    [
        *("in.csv", "geo.parquet"),
        *(pytest.param(n, marks=pytest.mark.long) for n in ("spanish.csv", "in.parquet")),
    ],
)
def test_parts_are_the_rows_of_the_file_in_one_piece(tmp_path, small_parts, evidence, name):
    frame, file, out = points(400), tmp_path / name, tmp_path / "out"
    if name == "in.csv":
        file.write_text("Our sites\n\n" + frame.to_csv(index=False) + "\n")
    elif name == "spanish.csv":
        text = frame.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
        file.write_bytes(text.encode("cp1252"))
    elif name == "in.parquet":
        frame.to_parquet(file, row_group_size=150)
    else:
        places = gpd.points_from_xy(frame.pop("lon"), frame.pop("lat"), crs=4326)
        gpd.GeoDataFrame(frame, geometry=places).to_parquet(file)
    parts = partitions.parts_of([file], Options())
    (out / "rejected").mkdir(parents=True)
    done = [partitions.run_part(part, str(out)) for part in parts]
    told, (rows, counts) = partitions.report(done), whole(file, evidence)
    assert len(parts) > 4 and {name: told[name] for name in COUNTS} == counts
    assert sum(part["rows"] for part in told["parts"]) == 400
    both = pd.concat([gpd.read_parquet(out / part.name) for part in parts], ignore_index=True)
    both = both.drop(columns="bbox", errors="ignore")
    pd.testing.assert_frame_equal(both, rows[list(both)], check_dtype=False)
    lost = pd.concat([pd.read_parquet(file) for file in sorted((out / "rejected").iterdir())])
    assert len(lost) == counts["rejected"] and not set(lost["row"]) & set(both["row"])
    polygons = evidence.municipalities[["geometry"]]
    assert told["placed"] == len(gpd.sjoin(both[["geometry"]], polygons)) > 100


def test_parts_have_a_heading_of_two_lines(tmp_path, small_parts):
    frame, file = points(300).assign(note=1), tmp_path / "in.csv"
    text = frame.to_csv(index=False).replace("say,note", '"say\nwhat",note', 1)
    file.write_text(f"Our sites\n\n{text}", "utf-8-sig")
    parts = partitions.parts_of([file], Options())
    heads = {part.head for part in parts[1:]}
    assert heads == {b'\xef\xbb\xbfOur sites\n\nlat,lon,"say\nwhat",note\n'}
    (tmp_path / "rejected").mkdir()
    assert not any(partitions.run_part(part, str(tmp_path)).refused for part in parts[:2])
    assert sum(part.rows for part in parts) == 300


@pytest.mark.parametrize("asked", [["--choose", "latitude=Nrte"], ["--layer", "other"]])
def test_what_is_asked_for_and_is_not_in_a_part_is_said(tmp_path, capsys, asked, small_parts):
    points(300).to_csv(tmp_path / "in.csv", index=False)
    words = ["--out", str(tmp_path / "out"), "--workers", "1", *asked]
    assert main(["join", str(tmp_path / "in.csv"), *words]) == 2
    assert asked[1] in capsys.readouterr().err


def test_workers_of_a_scheduler_do_the_parts(tmp_path, small_parts):
    files = [tmp_path / name for name in ("a.csv", "b.parquet")]
    points(100).to_csv(files[0], index=False)
    points(100).to_parquet(files[1])
    with LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as one:
        words = ["--out", str(tmp_path / "out"), "--scheduler", one.scheduler_address]
        assert main(["join", str(tmp_path / "*.csv"), str(files[1]), *words]) == 0
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (told["rows"], told["rejected"], len(told["parts"])) == (200, 20, 4)
    assert {part["file"] for part in told["parts"]} == {"a.csv", "b.parquet"}


def test_what_cannot_be_joined_by_parts_is_one_message(tmp_path, capsys):
    (tmp_path / "in.csv").write_text("a,b\n1,2\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for file, out in (("nowhere.csv", "new"), ("in.csv", "full")):
        words = ["join", str(tmp_path / file), "--out", str(tmp_path / out), "--workers", "1"]
        assert main(words) == 2
        told = capsys.readouterr().err
        assert len(told.strip().splitlines()) == 1 and "Traceback" not in told
    assert main(["join", "a.csv", "b.csv", "--out", "o.csv", "--report", "r.json"]) == 2
    (tmp_path / "in.csv").write_text("lat,lon\n3.45,-76.53\n")
    capsys.readouterr()
    words = ["--out", str(tmp_path / "new"), "--scheduler", "nonsense"]
    assert main(["join", str(tmp_path / "in.csv"), *words]) == 2
    assert "nonsense" in capsys.readouterr().err and not (tmp_path / "new").exists()


@pytest.mark.long
def test_a_worker_that_is_killed_changes_nothing(tmp_path):
    file = tmp_path / "in.csv"
    points(400_000).to_csv(file, index=False)
    folders = [tmp_path / name for name in ("quiet", "killed")]
    for folder in folders:
        (folder / "rejected").mkdir(parents=True)
    parts = partitions.parts_of([file], Options())
    for part in parts:
        partitions.run_part(part, str(folders[0]))
    with (
        warnings.catch_warnings(action="ignore"),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as two,
        Client(two) as client,
    ):
        before = list(client.run(os.getpid).values())
        futures = client.map(partitions.run_part, parts, out=str(folders[1]))
        while not any(future.done() for future in futures):
            sleep(0.2)
        os.kill(before[0], signal.SIGKILL)
        done = client.gather(futures)
    assert partitions.report(done)["rows"] == 400_000
    one, other = ({p.name: p.read_bytes() for p in f.glob("*.parquet")} for f in folders)
    assert one == other and len(one) == len(parts) > 1
