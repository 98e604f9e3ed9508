"""A report of an error names the row as the files do, the page and the data version."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.evidence import catalogue, data_version
from geo.views import report

FORMS = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"


@pytest.mark.parametrize(
    ("layer", "first"),
    [
        ("coca", "divipola 05031, year 2001: Amalfi · Antioquia · 36.61"),
        ("incidents", "incident_id CO-20180127-01, divipola 08001: January 27, 2018 · "),
        ("claims", "claim_id C01: "),
        ("aid_accounts", "account ALL_APPROPRIATED_PLANNED: 2016 · "),
    ],
)
def test_a_row_goes_by_its_codes_and_its_first_words(evidence, layer, first):
    assert report.rows(evidence[layer].head(1), "en")[0].startswith(first)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_layers_rows_can_be_named(evidence, lang):
    for name in catalogue():
        told = report.rows(evidence[name].head(3), lang)
        assert len(told) == min(3, len(evidence[name])) and all(told), name


def test_the_text_says_which_row_where_and_of_which_data():
    text = report.report("claim_id C01: x", "es", link="https://example.org/cities?lang=es")
    for part in ("claim_id C01: x", "https://example.org/cities?lang=es", data_version()):
        assert part in text


def test_a_mail_is_offered_only_where_a_contact_is_set(monkeypatch):
    text = "Ñ & 100 %\nsecond line"
    assert report.mail(text, "en") == ""
    who = {"contact": "desk@example.org"}
    monkeypatch.setattr(report, "editorial", lambda name: [{}, who])
    address = urlsplit(report.mail(text, "en"))
    assert (address.scheme, address.path) == ("mailto", "desk@example.org")
    assert parse_qs(address.query)["body"] == [text]


def test_the_forms_ask_in_both_languages():
    forms = sorted(FORMS.glob("*.yml"))
    assert [form.stem for form in forms] == ["fault", "missing_source", "wrong_figure"]
    for form in forms:
        told = re.findall(r"(?:name|description|label|title): (?!>-)(.+)", form.read_text("utf-8"))
        assert told and all(" / " in text for text in told)
