"""The command line: what it writes, what it reports, what it refuses."""

import csv
import io
import json
import resource
import zipfile

import pytest

from geo.__main__ import main
from geo.errors import LayerMissing
from geo.evidence import Evidence

POINTS = "lat;lon;n\n3,45;-76,53;1\n2.4419;-76.6063;=2\n0;0;3\n0,5;-85;4\n6.2442;-75.5812;5\n"
NAMES = (
    "cod;municipio;divipola\n5001;Medellin;a\n76001;Cali;b\n;POPAYAN;c\n;Argelia;d\n;Popayam;e\n"
)


def join(tmp_path, text, name="in.csv", *words):
    file, out, told = tmp_path / name, tmp_path / "out.csv", tmp_path / "report.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    status = main(["join", str(file), "--out", str(out), "--report", str(told), *words])
    if status:
        assert not out.exists() and not told.exists()
        return status, None, None
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    return status, rows, json.loads(told.read_text(encoding="utf-8"))


def test_points_are_placed_and_every_row_is_accounted_for(tmp_path):
    status, rows, report = join(tmp_path, POINTS)
    assert status == 0
    assert [row["row"] for row in rows] == ["1", "2", "4", "5"]
    assert [row["divipola"] for row in rows] == ["76001", "19001", "", "05001"]
    assert [row["basis"] for row in rows] == ["point"] * 4
    assert rows[0]["municipality"] == "Cali" and rows[0]["department"] == "Valle del Cauca"
    assert rows[0]["lat"] == "3,45" and rows[1]["n"] == "'=2"
    assert float(rows[1]["cali_hours_modelled"]) > 0 and rows[1]["population"] != ""
    meaning = {column["name"]: column["meaning"] for column in report["columns"]}
    assert set(rows[0]) <= {*meaning, "longitude", "latitude"}
    counts = {name: report[name] for name in ("rows", "kept", "repaired", "rejected")}
    assert counts == {"rows": 5, "kept": 2, "repaired": 2, "rejected": 1}
    assert report["reasons"][0] | {"reason": ""} == {
        "row": 3,
        "column": "lat, lon",
        "value": "0, 0",
        "reason": "",
    }


def test_codes_and_names_and_a_column_of_our_name(tmp_path):
    _, rows, report = join(tmp_path, NAMES)
    assert [(r["row"], r["divipola"], r["basis"]) for r in rows] == [
        ("1", "05001", "code"),
        ("2", "76001", "code"),
        ("3", "19001", "name"),
    ]
    assert [r["divipola_input"] for r in rows] == ["a", "b", "c"]
    assert report["kept"] == 1 and report["repaired"] == 2
    ambiguous, near = report["reasons"]
    assert "Argelia, Cauca (19050)" in ambiguous["reason"]
    assert near["value"] == "Popayam" and "Popayán, Cauca" in near["reason"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"a": 1}', b"\x00\x01\x02", "PK\x03\x04"])
def test_what_cannot_be_used_is_refused_with_one_message(tmp_path, capsys, text):
    assert join(tmp_path, text)[0] == 2
    told = capsys.readouterr().err
    assert len(told.strip().splitlines()) == 1 and "Traceback" not in told


def test_a_file_in_a_zip_can_be_chosen(tmp_path):
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        for name in "ab":
            archive.writestr(f"{name}.csv", f"lat,lon,n\n3.45,-76.53,{name}\n")
    told = join(tmp_path, packed.getvalue(), "in.zip", "--layer", "b.csv")
    assert [row["n"] for row in told[1]] == ["b"]


def test_a_layer_that_is_not_there_and_a_file_that_is_not_there(tmp_path, capsys):
    assert join(tmp_path, POINTS, "in.csv", "--layer", "x")[0] == 2
    assert main(["join", "nowhere.csv", "--out", "o.csv", "--report", "r.json"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_two_readings_are_refused_with_the_choices_and_one_can_be_chosen(tmp_path, capsys):
    text = "sitio;Este;Norte\nA;330047;381478\nB;321263;270034\n"
    assert join(tmp_path, text)[0] == 2
    told = capsys.readouterr().err
    assert "crs=32618" in told and "crs=3118" in told and "Traceback" not in told
    _, rows, report = join(tmp_path, text, "in.csv", "--choose", "crs=32618")
    assert [row["divipola"] for row in rows] == ["76001", "19001"]
    assert report["rejected"] == 0


@pytest.mark.parametrize("choice", [
    "crs=x", "crs=999999", "crs=5703", "colour=red", "latitude", "latitude=nowhere",
    "encoding=ansi", "encoding=hex", "separator=;;", "decimal=point",
])  # fmt: skip
def test_what_cannot_be_chosen_is_said(tmp_path, capsys, choice):
    assert join(tmp_path, POINTS, "in.csv", "--choose", choice)[0] == 2
    assert choice in capsys.readouterr().err


@pytest.mark.parametrize("tab", ["tab", r"\t", "\t"])
def test_a_tab_can_be_written(tmp_path, tab):
    text = "lat\tlon\tn\n3.45\t-76.53\ta,b\n"
    assert join(tmp_path, text, "in.csv", "--choose", f"separator={tab}")[1][0]["n"] == "a,b"


def test_no_two_of_file_rows_and_report_can_be_one(tmp_path, capsys):
    file = tmp_path / "in.csv"
    file.write_text(POINTS)
    assert main(["join", str(file), "--out", str(file), "--report", f"{tmp_path}/./in.csv"]) == 2
    assert main(["join", str(file), "--out", f"{tmp_path}/./in.csv", "--report", "r.json"]) == 2
    assert file.read_text() == POINTS and "same file" in capsys.readouterr().err


def test_repairs_that_were_not_made_and_rows_in_no_municipality_are_told(tmp_path):
    _, _, report = join(tmp_path, "name,lat,lon\nA,2.44,76.61\nB,4.6,74.08\n")
    assert report["offered"] == {"lost_minus": 2} and report["repairs"] == {}
    assert (report["kept"], report["placed"]) == (2, 0)


def test_a_missing_layer_is_one_plain_message(tmp_path, capsys, monkeypatch):
    def missing(layer_id, data):
        raise LayerMissing(layer_id, "layers/coca.parquet")

    monkeypatch.setattr("geo.evidence.evidence.load", missing)
    monkeypatch.setattr("geo.commands.join.Evidence", Evidence)
    assert join(tmp_path, POINTS)[0] == 2
    told = capsys.readouterr().err
    assert "data/layers/coca.parquet" in told and len(told.strip().splitlines()) == 1


def test_a_full_disk_is_one_message_and_leaves_no_half_file(tmp_path, capsys):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(POINTS)
    out.write_text("before")
    words = ["join", str(file), "--out", str(out), "--report", str(tmp_path / "report.json")]
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        assert main(words) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    told = capsys.readouterr().err
    assert str(out) in told and len(told.strip().splitlines()) == 1
    assert out.read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv"}
    assert main(["join", str(file), "--out", "/dev/full", "--report", words[-1]]) == 2
    assert "/dev/full" in capsys.readouterr().err
