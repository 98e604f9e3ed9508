"""The desk: all faults at once, what would change, and all or nothing when killed."""

import csv
import hashlib
import os
import shutil
import sys
from dataclasses import replace

import pytest

from geo.errors import ProposalRefused
from geo.evidence import data_version, manifest
from geo.evidence.build import swap
from geo.evidence.build.__main__ import build
from geo.evidence.catalogue import DATA, catalogue, fact_keys
from geo.evidence.changes import read_changes
from geo.evidence.desk import propose
from geo.evidence.desk.merge import Table

INCIDENT = {
    "incident_id": "CO-20261002-01",
    "date": "2026-10-02",
    "date_precision": "day",
    "title_en": "Bomb on the Pan-American road in Cajibío",
    "title_es": "Bomba en la vía Panamericana en Cajibío",
    "divipola": "19130",
    "place_en": "Pan-American road",
    "place_es": "vía Panamericana",
    "latitude": "2.6236",
    "longitude": "-76.5708",
    "location_precision": "municipality",
    "uncertainty_km": "13",
    "event_type": "vehicle_bomb",
    "actor_en": "unattributed",
    "actor_es": "sin atribución",
    "actor_group": "unattributed",
    "attribution_status": "unknown",
    "confidence": "medium",
    "outcome": "completed",
    "counts_as_attack": "true",
    "in_region": "true",
    "source_ids": "caracol-20261001",
}
KILLED = "CO-20260930-02"


def table(name, data=DATA):
    return Table.read(data / "facts" / f"{name}.csv")


def held(name, *key):
    return dict(table(name).rows[key])


def offer(folder, name, *rows, **extra):
    """A CSV of proposed rows in the columns of the facts, with further columns."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*table(name).columns, *extra], lineterminator="\n")
        writer.writeheader()
        writer.writerows(extra | row for row in rows)
    return folder


def state(folder):
    """Every file by its name and content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return shutil.copytree(DATA, tmp_path_factory.mktemp("desk") / "data")


@pytest.fixture(scope="module")
def checked(whole, tmp_path_factory):
    """An incident that is new and one that is corrected, checked but not accepted."""
    folder = tmp_path_factory.mktemp("proposed") / "one"
    offer(
        folder,
        "incidents",
        INCIDENT,
        held("incidents", KILLED) | {"injured": "1", "injured_low": "1", "injured_high": "1"},
        reason="One hurt, too, by the police",
        reason_es="También hubo un herido, según la Policía",
    )
    before = state(whole)
    with propose(folder, whole) as proposal:
        assert state(whole) == before
        yield proposal


def test_a_file_of_facts_has_a_key_that_names_its_rows():
    files = {path.stem for path in (DATA / "facts").glob("*.csv")}
    assert files == {*fact_keys(), "corrections"}
    for name in fact_keys():
        with (DATA / "facts" / f"{name}.csv").open(encoding="utf-8") as file:
            assert len(table(name).rows) == sum(1 for _ in csv.reader(file)) - 1, name


def test_one_of_each_fault_is_told_at_once(tmp_path, whole):
    new = dict.fromkeys(table("incidents").columns, "") | INCIDENT
    other = {"divipola": "19001", "date": "2026-10-03"}
    ids = (f"CO-20261003-{n:02}" for n in range(1, 20))

    def incident(**cells):
        return new | other | {"incident_id": next(ids)} | cells

    folder = offer(
        tmp_path / "bad",
        "incidents",
        new | {"date": "2026-09-30", "divipola": "76736"},
        incident(title_es=""),
        incident(title_es=INCIDENT["title_en"]),
        incident(
            title_en="Gunmen kill Fulano Zutánez in Popayán",
            title_es="Hombres armados matan a Fulano Zutánez en Popayán",
            divipola="19050",
        ),
        incident(event_type="mishap", divipola="19100"),
        incident(divipola="99999"),
        incident(source_ids="S_NOBODY", divipola="19110"),
        incident(latitude="north", divipola="19130"),
        incident(date="2099-01-01", divipola="19137"),
        incident(date="2026-02-30", divipola="19142"),
        incident(place_en="a\x1b[31mb", divipola="19212"),
        held("incidents", KILLED) | {"killed": "4"},
        held("incidents", KILLED) | {"killed": "5"},
    )
    offer(folder, "coca", {"divipola": "19001", "year": "1999"}, remove="true", reason="none")
    offer(folder, "casualty_reports", {"incident_id": "", "source_ids": "x"})
    (folder / "claims.csv").write_text("claim_id,colour\nC99,red\n")
    (folder / "wine.csv").write_text("a\n1\n")
    (folder / "corrections.csv").write_text("a\n1\n")
    (folder / "pdet.csv").write_bytes(b"divipola\n\xff\n")
    with (folder / "cities.csv").open("w") as file:
        file.write(",".join(table("cities").columns) + "\nonly,two\n")
    (folder / "proposal.toml").write_text('as_of = { wine = "2026-01-01" }\n[[vines]]\na = 1\n')
    before = state(whole)
    with propose(folder, whole) as proposal:
        told = "\n".join(proposal.faults)
        with pytest.raises(ProposalRefused):
            proposal.accept()
    assert state(whole) == before
    for part in (
        f"'CO-20261002-01' has the place and day of '{KILLED}'",
        "title is there in one language only",
        "title is the same in both languages",
        "'Fulano Zutánez' may be a private person",
        "incidents.csv, row 6: incidents.event_type: 'mishap' fails",
        "incidents.csv, row 7: incidents.divipola: '99999' is not a municipality",
        "incidents.csv, row 8: incidents.source_ids: 'S_NOBODY' is no source",
        "incidents.csv, row 9: latitude 'north' is not number",
        "date '2099-01-01' lies in the future",
        "date '2026-02-30' is no day",
        "place_en holds a line break or another control character",
        f"'{KILLED}' is corrected without a reason",
        f"'{KILLED}' is proposed twice, first in incidents.csv, row 13",
        "'19001 · 1999' is to be removed, but is not held",
        "casualty_reports.csv, row 2: incident_id is blank",
        "claims.csv: columns are missing",
        "unknown columns: 'colour'",
        "wine.csv: no file of facts",
        "corrections.csv: no file of facts",
        "pdet.csv: not text in UTF-8",
        f"cities.csv, row 2: 2 cells, not {len(table('cities').columns)}",
        "as_of: wine = '2026-01-01' is no layer and its day",
        "'vines' is no file of facts",
    ):
        assert part in told, part
    assert "\x1b" not in told


def test_what_would_change_is_told_and_only_that_is_built(checked):
    assert checked.faults == []
    assert [(c.kind, c.row) for c in checked.changes] == [
        ("added", "CO-20261002-01"),
        ("corrected", KILLED),
    ]
    assert checked.changes[1].cells["injured"] == ("", "1")
    assert ("incidents: incidents", 246, 247) in checked.totals
    before, after = manifest(checked.place), manifest(checked.data)
    assert {name for name in after if after[name] != before[name]} == {"incidents", "corrections"}
    assert catalogue(checked.data)["incidents"].as_of == "2026-10-02"
    known = (checked.data / "known.toml").read_text("utf-8")
    assert known.count("expected = 247\n") == 1 and "expected = 246\n" not in known


def accept_at(root, checked, step):
    """A copy of data and desk; accepts there in a process that dies at its step-th act on files.

    Returns the folder, and whether the process got through.
    """
    place, desk = root / "data", root / ".desk" / "run-1" / "data"
    shutil.copytree(checked.place, place, copy_function=os.link)
    shutil.copytree(checked.data, desk, copy_function=os.link)
    here = replace(checked, data=desk, place=place, lock=None)
    child = os.fork()
    if not child:
        acts = iter(range(step))

        def die(event, _):
            ours = event.partition(".")[0] in ("open", "os", "shutil", "ctypes")
            if ours and next(acts, None) is None:
                os._exit(9)

        sys.addaudithook(die)
        try:
            here.accept()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return place, status == 0


def survives(tmp_path, checked, steps):
    """Dies at each of these steps, and holds the old or the new state whole each time."""
    old, new, seen = state(checked.place), None, []
    for step in steps:
        place, through = accept_at(tmp_path / str(step), checked, step)
        with pytest.raises(ProposalRefused):  # the next run clears the desk first
            propose(tmp_path / "nothing", place)
        now = state(place)
        if now != old:
            log = now.pop("changes.json")
            new = new or now
            assert now == new and log != old["changes.json"]
            assert data_version(place) == data_version(checked.data)
        assert not list((place.parent / ".desk").glob("run-*"))
        seen.append((now != old, through))
    return seen


@pytest.mark.parametrize("exchanged", [True, False])
def test_a_killed_accept_leaves_the_old_or_the_new_state(tmp_path, checked, exchanged, monkeypatch):
    if not exchanged:  # as on systems that cannot exchange two folders
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    seen = survives(tmp_path, checked, [1, 8, 400])
    assert seen[0] == (False, False) and seen[-1] == (True, True)


@pytest.mark.long
@pytest.mark.parametrize("exchanged", [True, False])
def test_a_killed_accept_leaves_either_state_at_every_step(
    tmp_path, checked, exchanged, monkeypatch
):
    if not exchanged:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    seen = survives(tmp_path, checked, range(40))
    assert (False, False) in seen and seen[-1] == (True, True)


def test_what_was_accepted_is_logged(tmp_path, checked):
    place, through = accept_at(tmp_path, checked, 10**6)
    assert through
    rows = table("incidents", place).rows
    assert rows[KILLED,]["injured"] == "1" and list(rows)[-1] == ("CO-20261002-01",)
    *_, last = csv.reader((place / "facts" / "corrections.csv").read_text("utf-8").splitlines())
    reason = "One hurt, too, by the police"
    assert last[1:] == [
        *("desk", "incidents.csv", KILLED, "injured_high", "", "1"),
        *(reason, "caracol-20261001"),
    ]
    entry = read_changes(place)[0]
    assert entry["version"] == data_version(place) != data_version(DATA)
    assert entry["tables"] == {"incidents": {"added": 1, "corrected": 1}}
    assert entry["rows"][1] == {
        **{"table": "incidents", "kind": "corrected", "row": KILLED, "reason": reason},
        "reason_es": "También hubo un herido, según la Policía",
    }


@pytest.mark.long
def test_accepted_layers_are_those_of_a_build_from_the_start(tmp_path, checked):
    place, _ = accept_at(tmp_path, checked, 10**6)
    build(place, tmp_path / "layers")
    assert state(tmp_path / "layers") == state(place / "layers")


def test_one_desk_at_a_time_and_nothing_from_nowhere(tmp_path, checked):
    with pytest.raises(ProposalRefused, match="Another proposal"):
        propose(tmp_path, checked.place)
    fresh = shutil.copytree(DATA, tmp_path / "data")
    for folder in (tmp_path / "none", tmp_path / "empty"):
        with pytest.raises(ProposalRefused, match="no CSV or TOML"):
            propose(folder, fresh)
        (tmp_path / "empty").mkdir(exist_ok=True)


def test_rows_that_are_held_change_nothing(tmp_path):
    fresh = shutil.copytree(DATA, tmp_path / "data")
    folder = offer(tmp_path / "same", "claims", *table("claims").rows.values())
    with propose(folder, fresh) as proposal:
        assert (proposal.faults, proposal.changes) == ([], [])
