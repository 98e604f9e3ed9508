"""How an answer is cited: what was read only as others relay it is said to be."""

import pytest

from geo.answers import decertification, incidents, programmes
from geo.evidence import Evidence
from geo.exchange import cite
from geo.exchange.about import RELAYED, about, citation, cited_sources
from geo.exchange.readme import readme
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


def test_files_of_an_incident_name_it_and_say_who_counted_how_many(evidence):
    answer = evidence.ask(incidents.incident, "CO-20250821-01")
    told = about(answer, evidence, "en", title="What happened?")
    assert told["title"].endswith("(August 21, 2025; CO-20250821-01)")
    assert "heart attack" in told["words"] and "October 2025" in told["words"]
    killed = {row["Killed (people)"] for row in told["figures"]}
    assert {"6", "7"} <= killed and all(row["Publishers"] for row in told["figures"])
    assert "Publishers: Pulzo; " in readme(told, "en")
    assert told["title"] in cite.line(cite.rows(answer, evidence, "en", title=told["title"]), "en")


def test_files_decode_the_programmes_that_rows_name(evidence):
    answer = evidence.ask(programmes.places, "municipality", None, "19")
    ids = {i for cell in answer.frame["programme_ids"] for i in cell.split(";")}
    told = about(answer, evidence, "es")["programmes"]
    assert {row["Id de programa"] for row in told} == ids
    assert all(row["Nombre"] and row["Estado"] for row in told)
