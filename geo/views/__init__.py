"""A page's link as data: its choices, and the view that they give.

Each page has a module with `choices(evidence)`, every choice declared once, and
`view(evidence, values, lang)`, which asks the questions and composes the map.
"""

from collections.abc import Mapping
from importlib import import_module

from geo.evidence import Evidence
from geo.views.link import Choice, decode
from geo.views.view import View

# In the order of the navigation.
PAGES = (
    *("overview", "corridors", "cities", "incidents", "places", "aid"),
    *("decertification", "explore", "downloads", "methods", "changes", "briefing"),
)


def choices(page: str, evidence: Evidence) -> list[Choice]:
    """Every choice of a page, in the order of its link."""
    return import_module(f"geo.views.{page}").choices(evidence)


def view(page: str, query: Mapping[str, str], evidence: Evidence, lang: str) -> View:
    """What a link shows: the query of a page's address, choices left out at their defaults."""
    values, _ = decode(choices(page, evidence), query)
    return import_module(f"geo.views.{page}").view(evidence, values, lang)
