"""A reader's file leaves nothing behind, and no reader is chosen by an ending."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import inspect
from tests.exchange.corpus import books, layers, tables  # noqa: F401 - they register their cases
from tests.exchange.corpus.case import CASES
from tests.sampling import one_in

NAMED = {case.name: case for case in CASES}


@pytest.mark.parametrize(
    "name", ["points.zip", "without_dbf.zip", "points.fgb", "damaged.fgb", "libre.ods"]
)
def test_nothing_stays_on_the_disk(name, tmp_path, monkeypatch):
    data = NAMED[name].make()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with suppress(FileRefused):
        inspect(name, data, load("municipalities"))
    assert list(tmp_path.iterdir()) == []


def test_memory_and_workbooks_touch_no_disk(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("written to the disk")

    made = {name: NAMED[name].make() for name in ("points.geojson", "folders.kml", "layers.gpkg")}
    made |= {name: NAMED[name].make() for name in ("plain.csv", "points.parquet", "libre.ods")}
    municipalities = load("municipalities")
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    for name, data in made.items():
        assert inspect(name, data, municipalities).rows


@pytest.mark.parametrize(
    "ending", one_in(4, ["csv", "xlsx", "geojson", "gpkg", "png", "zip", "parquet", ""])
)
@pytest.mark.parametrize("name", ["points.geojson", "points.parquet", "vrt_as.csv"])
def test_the_ending_decides_nothing(name, ending):
    data = NAMED[name].make()
    if NAMED[name].refused:
        with pytest.raises(FileRefused) as refused:
            inspect(f"x.{ending}", data, load("municipalities"))
        assert NAMED[name].refused in refused.value.key
    else:
        assert inspect(f"x.{ending}", data, load("municipalities")).format in name
