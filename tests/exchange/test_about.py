"""How an answer is cited: what was read only as others relay it is said to be."""

import pytest

from geo.answers import decertification
from geo.evidence import Evidence
from geo.exchange.about import RELAYED, citation, cited_sources
from geo.language import messages


@pytest.fixture(scope="module")
def evidence():
    return Evidence()


def test_relayed_sources_say_so_wherever_they_are_cited(evidence):
    answer = decertification.unknown(evidence)
    assert "Read only as relayed by others: " in citation(answer, evidence, "en")
    assert "La República" in citation(answer, evidence, "es").partition("terceros: ")[2]
    titles = cited_sources(answer, evidence, "es")["title"]
    assert titles.str.contains("recogid").all()
    assert "relayed" not in citation(decertification.law(evidence), evidence, "en")


def test_every_relayed_title_is_told_in_spanish_too(evidence):
    titles = evidence.sources["title"]
    glosses = [both["en"] for key, both in messages().items() if key.startswith("sources.gloss")]
    for title in titles[titles.str.contains(RELAYED)]:
        assert any(gloss in title for gloss in glosses)
