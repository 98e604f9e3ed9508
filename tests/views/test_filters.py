"""A sentence that a filter changes says which filter it was."""

import pytest

from geo.answers.answer import words
from geo.evidence import Evidence
from geo.views import view


@pytest.fixture(scope="module")
def evidence():
    return Evidence()


@pytest.mark.parametrize(
    ("page", "query", "name", "told"),
    [
        (
            *("incidents", {"department_code": "13", "attacks": "1"}, "rows"),
            "Filtros puestos: Departamento (Bolívar) y solo lo que cuenta como ataque.",
        ),
        (
            *("incidents", {"days": "2025-06-01~2025-06-30", "view": "months"}, "months"),
            "Filtros puestos: del 1 al 30 de junio de 2025.",
        ),
        (
            *("incidents", {"around": "76001", "km": "20"}, "rows"),
            "Filtros puestos: a 20\u00a0km o menos de Cali.",
        ),
        (
            *("corridors", {"ask": "way", "scope": "all", "commodities": "gold"}, "lines"),
            "Filtros puestos: Mercancías (oro).",
        ),
        (
            *("aid", {"department": "19", "find": "justice"}, "places"),
            "Filtros puestos: Departamento (Cauca) y palabras «justice».",
        ),
    ],
)
def test_an_answer_names_the_filters_that_were_set(evidence, page, query, name, told):
    shown = view(page, query, evidence, "es")
    assert words(shown.answers[name], "es").endswith(told)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("incidents", {}),
        ("incidents", {"department_code": "13", "view": "ucdp"}),
        ("aid", {"status_code": "active", "view": "accounts"}),
        ("corridors", {"ask": "way", "commodities": "gold"}),
    ],
)
def test_what_no_filter_touches_names_none(evidence, page, query):
    assert "Filters set" not in words(view(page, query, evidence, "en").answer, "en")
