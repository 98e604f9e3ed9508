"""Every figure can be traced: sources, columns, licences, hashes."""

import hashlib
import json

import pandas as pd
import pytest

from geo.evidence import catalogue, columns, data_version, label, load, manifest
from geo.evidence.build.checks import schema
from geo.evidence.catalogue import DATA, EDITORS
from geo.evidence.changes import read_changes

LAYERS = sorted(catalogue())


@pytest.fixture(scope="module")
def known_sources():
    return set(load("sources")["source_id"])


def test_a_layer_is_as_of_the_last_day_of_its_youngest_row():
    dated = {name: layer for name, layer in catalogue().items() if layer.dated_by}
    assert {"coca", "incidents", "homicides", "corrections"} <= dated.keys()
    for name, layer in dated.items():
        last = str(load(name)[layer.dated_by].max())
        assert layer.as_of in (last, f"{last}-12-31", f"{last}-31"), name


@pytest.mark.parametrize("name", LAYERS)
def test_layer_is_what_catalogue_dictionary_and_manifest_say(name, known_sources):
    layer, frame = catalogue()[name], load(name)
    assert list(frame.columns) == layer.columns
    assert set(frame.columns) <= columns().keys()
    assert not set(frame.columns) & set(EDITORS)
    schema(layer, columns()).validate(pd.DataFrame(frame))
    assert layer.licence in columns()["licence"].values
    assert layer.basis in ("reported", "modelled", "mixed")
    for text in (layer.title, layer.question, layer.method, layer.caveats):
        assert text.keys() == {"en", "es"}
        assert all(text.values())

    entry = manifest()[name]
    assert entry["rows"] == len(frame) > 0
    assert entry["sha256"] == hashlib.sha256((DATA / layer.file).read_bytes()).hexdigest()

    assert set(layer.source_ids) <= known_sources
    if name != "sources":
        cited = {i for cell in frame["source_ids"] for i in cell.split(";")}
        assert cited
        assert cited <= known_sources


def test_sources_tell_where_they_come_from():
    sources = load("sources")
    assert sources["source_id"].is_unique
    assert sources["publisher"].notna().all()
    assert sources["title"].notna().all()
    assert sources["url"].dropna().str.startswith("http").all()
    assert set(sources["licence"]) <= columns()["licence"].values.keys()
    # A licence is never guessed: without a text that states one, it is not stated.
    silent = sources[sources["licence_text"].isna()]
    assert set(silent["licence"]) == {"not_stated"}


def test_every_column_is_described_in_both_languages():
    for column in columns().values():
        for text in (column.label, column.meaning, *column.values.values()):
            assert text.keys() == {"en", "es"}
            assert all(text.values())
        if column.null:
            assert all(column.null[lang] for lang in ("en", "es"))
        assert column.measure in ("", "extensive", "intensive")


def test_labels_of_codes():
    assert label("evidence", "seizure", "es") == "conocido por incautaciones"
    assert label("commodities", "cocaine;arms", "en") == "cocaine; arms"
    assert label("evidence", "unheard_of", "en") == "unheard_of"


def test_corrections_keep_editors_notes_and_names_out():
    corrections = load("corrections")
    assert not set(corrections["field"]) & set(EDITORS)
    assert len(corrections) == 668


def test_display_files_are_json():
    for path in sorted((DATA / "layers" / "display").iterdir()):
        assert json.loads(path.read_bytes())["type"] == "FeatureCollection"


def test_the_log_of_versions_ends_with_the_one_that_is_held():
    """Facts change through the desk, which logs what it does; else the log is written by hand."""
    assert read_changes()[0]["version"] == data_version()
