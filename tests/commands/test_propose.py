"""`python -m geo propose`: what it prints, what it writes, what it refuses."""

import shutil

import pytest

from geo.__main__ import main
from geo.commands import propose
from geo.evidence.catalogue import DATA
from geo.evidence.changes import read_changes
from geo.evidence.known import read_known

INCIDENT = """
reason = "Reported by the press"
by = "an \\u001b[31meditor"
fetched = 2026-10-03

[incidents]
incident_id = "CO-20261002-01"
date = 2026-10-02
date_precision = "day"
title_en = "Bomb on the Pan-American road in Cajibío"
title_es = "Bomba en la vía Panamericana en Cajibío"
divipola = "19130"
place_en = "Pan-American road"
place_es = "vía Panamericana"
latitude = 2.6236
longitude = -76.5708
location_precision = "municipality"
uncertainty_km = 13
event_type = "vehicle_bomb"
actor_en = "unattributed"
actor_es = "sin atribución"
actor_group = "unattributed"
attribution_status = "unknown"
confidence = "medium"
outcome = "completed"
counts_as_attack = true
in_region = true
source_ids = ["caracol-20261001"]
"""
KNOWN = """
[[known]]
layer = "incidents"
what = "incidents in Cajibío"
where = { divipola = "19130" }
expected = 6

[[known]]
page = "incidents"
link = { view = "rows" }
answer = "nothing"
what = "of no answer"
expected = 1
"""


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def run(data, tmp_path, monkeypatch, capsys):
    """Runs the command on a copy; pages say how many incidents there are, to be quick."""
    monkeypatch.setattr(
        propose,
        "page_sentences",
        lambda e: {("incidents", "en", "n"): f"{len(e.incidents)} on record"},
    )

    def go(text, *more):
        file = tmp_path / "incident.toml"
        file.write_text(text, encoding="utf-8")
        code = main(["propose", str(file), "--data", str(data), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_one_incident_as_toml(run, data, tmp_path):
    (tmp_path / "known.toml").write_text(KNOWN)
    held = sum(evidence == "19130" for evidence in _cajibio(data))
    code, out, err = run(INCIDENT, "--known", str(tmp_path / "known.toml"))
    assert (code, err) == (0, "")
    for part in (
        "reason: Reported by the press",
        "by: an  [31meditor",
        "fetched: 2026-10-03",
        "Rows added: 1\n  incidents: CO-20261002-01",
        "Rows removed: 0: none",
        "incidents: incidents: 246 → 247",
        "/incidents (en) 246 on record\n    → 247 on record",
        f"incidents in Cajibío: {held} → {held + 1}; 6 was expected",
        "of no answer: cannot be asked",
        "Nothing was written",
    ):
        assert part in out, part
    assert read_changes(data) == read_changes()
    code, out, _ = run(INCIDENT, "--accept")
    entry = read_changes(data)[0]
    assert code == 0 and f"Accepted: data version {entry['version']}" in out
    assert entry["sentences"] == [
        {"page": "incidents", "lang": "en", "old": "246 on record", "new": "247 on record"}
    ]
    code, out, _ = run(INCIDENT, "--accept")
    assert code == 0 and "nothing would change" in out


def _cajibio(data):
    lines = (data / "facts" / "incidents.csv").read_text("utf-8").splitlines()
    return ["19130" if ",19130," in line else "" for line in lines]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("= 1", "not TOML"),
        ("", "no rows"),
        (f"year = {'[' * 5000}", "not TOML"),
        (INCIDENT.replace("19130", "19999"), "'19999' is not a municipality"),
        (INCIDENT.replace("title_es", "title_fr"), "unknown columns: 'title_fr'"),
    ],
)
def test_faults_end_with_two_and_nothing_on_the_output(run, text, told):
    code, out, err = run(text, "--accept")
    assert (code, out) == (2, "")
    assert "nothing was written" in err and told in err and "Traceback" not in err


@pytest.mark.parametrize(
    "content", ["= 1", "[[known]]\nwhat = 1\n", "other = 1\n", "a=" + "[" * 5000]
)
def test_known_answers_that_cannot_be_read(run, tmp_path, content):
    (tmp_path / "known.toml").write_text(content)
    code, out, err = run(INCIDENT, "--known", str(tmp_path / "known.toml"))
    assert (code, out) == (2, "") and "known.toml holds no known answers" in err


def test_another_folder_without_data_is_said(tmp_path, capsys):
    assert main(["propose", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert "catalogue.toml" in capsys.readouterr().err


def test_known_totals_of_the_build_can_be_read():
    assert {one.layer for one in read_known(DATA / "known.toml")} >= {"coca", "incidents"}
