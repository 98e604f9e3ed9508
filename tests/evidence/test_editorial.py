"""Texts of the editors: both languages, and sources that exist."""

import pytest

from geo.evidence import editorial, load


@pytest.mark.parametrize("name", ["methods", "incidents", "about"])
def test_sections_are_in_both_languages_and_cite_known_sources(name):
    known = set(load("sources")["source_id"])
    for section in editorial(name):
        assert section["body"].keys() == {"en", "es"}
        assert set(section.get("source_ids", [])) <= known


def test_the_methods_cite_what_others_say():
    cited = {s["id"]: s["source_ids"] for s in editorial("methods") if "source_ids" in s}
    assert cited["other_model"] == ["S_CESED_ROUTES"]
    assert "ELRADAR_202601" in cited["coca"]
    assert "S_RCN_0915" in cited["decertification"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_how_we_did_it_fits_a_newspaper_s_box(lang):
    (how,) = (s for s in editorial("about") if s["id"] == "how")
    assert 80 <= len(how["body"][lang].split()) <= 120
