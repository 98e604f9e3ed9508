"""A day as a reader types it."""

from datetime import date

import pytest

from geo.language.days import read_day


@pytest.mark.parametrize(
    "text",
    [
        *("2025-08-21", "21/08/2025", "21.8.2025", "21 August 2025", "21 aug 2025"),
        *("August 21, 2025", "21 de agosto de 2025", " 21  Agosto 2025 ", "21st August, 2025"),
        *("agosto 21 de 2025", "jueves 21 de agosto de 2025", "21/8/25", "21. August 2025"),
        *("Thursday, August 21, 2025", "21 de ago. de 2025", "8/21/2025", "08-21-25"),
    ],
)
def test_one_day_in_many_spellings(text):
    assert read_day(text) == date(2025, 8, 21)


@pytest.mark.parametrize(
    "text", ["", "Cali", "30/02/2025", "21 Brumaire 2025", "21 mayhem 2025", "2025", "8/2025"]
)
def test_what_names_no_day_is_none(text):
    assert read_day(text) is None
