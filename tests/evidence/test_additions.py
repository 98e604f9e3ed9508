"""The additions of November 2026, taken out and put in again through the desk."""

import json

import pytest

from geo.__main__ import main
from geo.evidence import manifest
from geo.evidence.catalogue import DATA
from geo.evidence.changes import read_changes
from geo.evidence.desk.merge import Table
from tests.evidence.taken_out import ADDITIONS, take_out

KNOWN = """
[[known]]
layer = "incidents"
what = "incidents of September 2026 in Cauca"
measure = "unique"
column = "incident_id"
where = { date = "2026-09-06", department_code = "19" }
expected = 2
"""


@pytest.mark.long
def test_additions_go_in_through_the_desk_and_give_the_layers_that_are_held(tmp_path, capsys):
    data = take_out(tmp_path)
    was = manifest(data)
    assert (was["incidents"]["rows"], was["incidents_ucdp"]["rows"]) == (240, 48)
    known = tmp_path / "known.toml"
    known.write_text(KNOWN)
    words = ["propose", str(ADDITIONS), "--data", str(data), "--known", str(known), "--accept"]
    assert main(words) == 0
    out = capsys.readouterr().out
    for part in (
        "Rows added: 79",
        "Rows corrected: 3",
        "incidents: incidents: 240 → 246",
        "/incidents (en) **240** incidents on record\n    → **246** incidents on record",
        "/incidents (es) **240** hechos registrados\n    → **246** hechos registrados",
        "/decertification (en) —\n    → Reported on September 16, 2026",
        "incidents of September 2026 in Cauca: 0 → 2",
        "Accepted: data version",
    ):
        assert part in out, part
    now, held = manifest(data), manifest()
    differ = {name for name in held if now[name]["sha256"] != held[name]["sha256"]}
    assert differ == {"corrections"}
    entry = read_changes(data)[0]
    assert entry["tables"]["incidents"] == {"added": 6}
    assert {s["page"] for s in entry["sentences"]} >= {"incidents", "decertification"}
    assert json.loads((data / "changes.json").read_text("utf-8"))[1]["reason"] == (
        "Taken out, to be put in again"
    )


def test_the_additions_are_rows_that_are_held():
    for file in ADDITIONS.glob("*.csv"):
        held = Table.read(DATA / "facts" / file.name).rows
        for key, row in Table.read(file).rows.items():
            assert held[key] == row, (file.name, key)
