"""How old evidence is: from its rows, marked where it is older than two rhythms."""

from datetime import date

import pandas as pd
import pytest

from geo.evidence import catalogue
from geo.evidence.catalogue import RHYTHMS
from geo.language import tell
from geo.views import PAGES
from geo.views.freshness import RESTS_ON, freshness
from tests.held import Held


@pytest.mark.parametrize(
    ("layer", "today", "old"),
    [
        ("coca", "2026-12-31", False),
        ("coca", "2027-01-01", True),
        ("incidents", "2026-11-30", False),
        ("incidents", "2026-12-01", True),
        ("drug_law", "2099-01-01", False),
    ],
)
def test_older_than_two_rhythms_is_marked(evidence, layer, today, old):
    [told] = freshness(evidence, [layer], today=date.fromisoformat(today))
    assert (told.name == "age_old") is old
    assert ("older than usual" in tell(told, "en")) is old


def test_the_day_is_that_of_the_youngest_row():
    held = Held(incidents=pd.DataFrame({"date": ["2020-02-29", "2019"]}))
    [told] = freshness(held, ["incidents"], today=date(2020, 3, 1))
    assert told.values["day"] == "2020-02-29"
    assert "February 29, 2020" in tell(told, "en")
    assert "29 de febrero de 2020" in tell(told, "es")


def test_every_page_says_what_it_rests_on_and_rhythms_are_known():
    assert {*RESTS_ON, "downloads"} == set(PAGES)
    assert {name for names in RESTS_ON.values() for name in names} <= catalogue().keys()
    assert {layer.rhythm for layer in catalogue().values()} <= {"", *RHYTHMS}
