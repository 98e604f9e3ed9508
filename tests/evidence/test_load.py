"""A layer that is not there, or not what the build wrote, is told in plain words."""

import shutil

import pandas as pd
import pytest

from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence import data_version, load, manifest
from geo.evidence.catalogue import DATA


@pytest.fixture
def data(tmp_path):
    """A data folder with one sound layer, claims."""
    (tmp_path / "layers").mkdir()
    for file in ("catalogue.toml", "columns.toml", "layers/claims.parquet", "layers/manifest.json"):
        shutil.copy(DATA / file, tmp_path / file)
    return tmp_path


def test_loads_from_another_folder(data):
    assert load("claims", data)["claim_id"].is_unique
    assert manifest(data) == manifest()


def test_missing_layer_names_its_file_and_the_command(data):
    with pytest.raises(LayerMissing) as told:
        load("coca", data)
    assert "data/layers/coca.parquet" in str(told.value)
    assert "python -m geo.evidence.build" in str(told.value)


@pytest.mark.parametrize("damage", ["truncated", "other rows", "no manifest"])
def test_damaged_layer_names_its_file_and_the_command(data, damage):
    path = data / "layers" / "claims.parquet"
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-100])
    elif damage == "other rows":
        pd.read_parquet(path).head(3).to_parquet(path)
    else:
        (data / "layers" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(LayerCorrupt) as told:
        load("claims", data)
    assert "data/layers/claims.parquet" in str(told.value)
    assert "python -m geo.evidence.build" in str(told.value)


def test_unknown_layer():
    with pytest.raises(KeyError):
        load("gold")


def test_data_version_is_eight_hex_digits():
    assert len(data_version()) == 8
    assert int(data_version(), 16) >= 0
