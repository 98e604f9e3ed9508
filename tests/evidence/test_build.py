"""The build: the same bytes from the same facts, and nothing written from bad ones."""

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from geo.errors import BuildFailed
from geo.evidence.build.__main__ import build, content_hash
from geo.evidence.catalogue import DATA


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def data(tmp_path):
    """A copy of the evidence before it is built, with old layers in place."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("layers"))
    (copy / "layers").mkdir()
    (copy / "layers" / "coca.parquet").write_bytes(b"old")
    return copy


def edit(data, name, row, **cells):
    path = data / "facts" / f"{name}.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    for column, cell in cells.items():
        frame.loc[row, column] = cell
    frame.to_csv(path, index=False)


def test_same_facts_give_the_committed_bytes(tmp_path):
    """Another process with another hash seed writes what the repository holds."""
    code = (
        "import sys; from pathlib import Path; from geo.evidence.build.__main__ import build;"
        "build(out=Path(sys.argv[1]))"
    )
    out = tmp_path / "layers"
    subprocess.run(
        [sys.executable, "-c", code, str(out)],
        check=True,
        cwd=DATA.parent,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    fresh, committed = files(out), files(DATA / "layers")
    assert fresh.keys() == committed.keys()
    assert [str(p) for p in fresh if fresh[p] != committed[p]] == []


def test_all_that_is_wrong_is_told_and_nothing_is_written(data):
    edit(data, "coca", 0, divipola="99999")
    edit(data, "coca", 5, hectares="many")
    edit(data, "claims", 1, source_ids="S_NOBODY")
    edit(data, "claims", 2, record_status="certain")
    edit(data, "claims", 3, claim_id="C01")
    edit(data, "incidents", 0, latitude="-74.786", longitude="10.964")
    edit(data, "incidents", 4, counts_as_attack="yes", title_en="")
    edit(data, "aid_footprints", 0, department_code="19")
    edit(data, "sources", 0, licence="open")
    with (data / "known.toml").open("a", encoding="utf-8") as file:
        file.write('[[known]]\nlayer = "wine"\nwhat = "bottles"\nexpected = 1\n')
    before = files(data / "layers")
    with pytest.raises(BuildFailed) as told:
        build(data)
    text = str(told.value)
    for part in (
        "nothing was written",
        "coca.divipola: '99999' is not a municipality",
        "data/facts/coca.csv, row 7: hectares 'many' is not number",
        "claims.source_ids: 'S_NOBODY' is no source",
        "claims.record_status: 'certain' fails",
        "claims.claim_id: 'C01' fails",
        "incidents: 1 of 246 shapes out of Colombia, the first 'CO-20180127-01'",
        "data/facts/incidents.csv, row 6: counts_as_attack 'yes' is not boolean",
        "incidents.title_en: ",
        "facts.divipola: '05120' does not lie in department 19",
        "sources.licence: 'open' fails",
        "coca: units is 319, expected 318",
        "known.toml, bottles: 'wine' is no layer",
    ):
        assert part in text
    assert files(data / "layers") == before
    assert sorted(p.name for p in data.iterdir()) == sorted(
        p.name for p in DATA.iterdir() if not p.name.startswith(".")
    )


@pytest.mark.long
def test_a_lost_table_and_a_torn_row_are_told_together(data):
    (data / "facts" / "claims.csv").unlink()
    with (data / "facts" / "pdet.csv").open("a", encoding="utf-8") as file:
        file.write("19001\n")
    with pytest.raises(BuildFailed) as told:
        build(data)
    assert "claims: FileNotFoundError" in str(told.value)
    assert "data/facts/pdet.csv, row 172: 1 cells, not 5" in str(told.value)


def test_catalogue_and_dictionary_must_know_each_other(data):
    path = data / "catalogue.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('"claim_id",', '"claim_id",\n  "note",\n  "colour",', 1)
    text = text.replace("[layers.water]", "[layers.wine]")
    path.write_text(text.replace('"geography.rivers"', '"geography.wines"'), encoding="utf-8")
    with pytest.raises(BuildFailed) as told:
        build(data)
    for part in (
        "claims.note: for editors only",
        "claims.colour: not described in columns.toml",
        "wine: its file is layers/water.parquet, not layers/wine.parquet",
        "rivers: nothing in geo/evidence/build is called 'geography.wines'",
    ):
        assert part in str(told.value)


def test_content_hash_sees_values_not_the_order_of_rows():
    frame = pd.DataFrame({"divipola": ["19001", "19050"], "hectares": [1.25, 2.0]})
    assert content_hash(frame) == content_hash(frame[::-1])
    assert content_hash(frame) == content_hash(frame.assign(hectares=[1.25 + 1e-9, 2.0]))
    assert content_hash(frame) != content_hash(frame.assign(hectares=[1.26, 2.0]))
