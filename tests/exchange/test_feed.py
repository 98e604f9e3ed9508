"""The Atom feed of data versions: valid, with ids and dates that do not move."""

import json
import shutil
from datetime import datetime
from xml.etree.ElementTree import fromstring

import pytest

from geo.answers import about
from geo.evidence import Evidence
from geo.evidence.catalogue import DATA
from geo.evidence.changes import read_changes
from geo.exchange.feed import ATOM, atom
from geo.exchange.readable import readable
from geo.language import LANGUAGES

HOSTILE = '<script>alert("x")</script> & =1+1'


def of(parent, name):
    return [each.text for each in parent.findall(f"{{{ATOM}}}{name}")]


@pytest.fixture
def later(tmp_path):
    """Evidence one data version on, with a hostile reason and one sentence that moved."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("geography", "display"))
    moved = [
        {"page": "aid", "lang": lang, "old": f"old {lang}", "new": HOSTILE} for lang in LANGUAGES
    ]
    row = {"table": "aid", "kind": "removed", "row": "A01", "reason": ""}
    entry = {"at": "2027-01-02T03:04:05+00:00", "version": "12345678", "by": ""}
    entry |= {"reason": HOSTILE, "reason_es": "la razón"}
    entry |= {"tables": {"aid": {"removed": 1}}, "rows": [row], "sentences": moved}
    (data / "changes.json").write_text(json.dumps([entry, *read_changes()]))
    return Evidence(data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_feed_has_what_atom_asks_for(evidence, lang):
    feed = fromstring(atom(evidence, "https://example.org", lang))
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(read_changes())
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(of(part, name)) == 1 and of(part, name)[0]
        assert of(part, "id")[0].startswith("urn:uuid:")
        assert datetime.fromisoformat(of(part, "updated")[0]).tzinfo
    ids = [of(part, "id")[0] for part in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert len(of(feed.find(f"{{{ATOM}}}author"), "name")) == 1
    assert of(feed, "updated") == [max(of(entry, "updated")[0] for entry in entries)]


def test_earlier_entries_stay_as_they_were_wherever_it_is_read(evidence, later):
    before = fromstring(atom(evidence, "https://example.org", "en"))
    after = fromstring(atom(later, "http://localhost:8501", "en"))
    first, *rest = after.findall(f"{{{ATOM}}}entry")
    told = [(of(e, "id"), of(e, "updated"), of(e, "content")) for e in rest]
    assert told == [
        (of(e, "id"), of(e, "updated"), of(e, "content"))
        for e in before.findall(f"{{{ATOM}}}entry")
    ]
    assert of(first, "content")[0].startswith(HOSTILE)
    assert f"old en → {HOSTILE}" in of(first, "content")[0]
    assert "old es" not in of(first, "content")[0]
    spanish = fromstring(atom(later, "https://example.org", "es")).find(f"{{{ATOM}}}entry")
    assert of(spanish, "content")[0].startswith("la razón\n")


def test_answers_of_what_changed(evidence, later):
    every = about.versions(later).frame
    assert list(every.iloc[0][["data_version", "layer", "rows_removed"]]) == ["12345678", "aid", 1]
    taken_in = every[every["data_version"] == "a865fb25"].set_index("layer")
    assert readable(taken_in.reset_index(), ["layer"], "es")["Capa"].tolist()[-1] == "Fuentes"
    assert taken_in.loc["incidents", "rows_added"] == 6
    assert taken_in.loc["certification_record", "rows_corrected"] == 3
    assert about.rows(evidence, "a865fb25").frame["layer"].value_counts()["incidents"] == 6
    assert about.rows(later, "12345678").frame["row_id"].tolist() == ["A01"]
    assert about.sentences(later, "12345678", "es").frame["old_value"].tolist() == ["old es"]
    assert about.sentences(evidence, "a865fb25", "en").said.keys() == {"not_recorded"}
